//! Which layers a config asks for, their first weights, and the layers themselves.

pub mod after;
pub mod autoencoder;
pub mod batch_norm;
pub mod bottleneck;
mod convolutional;
pub mod filters;
pub mod init;
pub mod layer;
pub mod plan;
mod recurrent;
pub mod search;

pub use autoencoder::{Autoencoder, Traits};
pub use bottleneck::Bottleneck;
