//! Operations of layers, forward and backward.

pub mod activation;
pub mod batch_norm;
pub mod conv;
pub mod dense;
pub mod dropout_topk;
pub mod gru;
pub mod sparse_coding;
pub mod variational;
