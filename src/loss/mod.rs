//! The training loss: a weighted sum of named terms. A new term is a file with its formula and one
//! line in [`composite::terms`]. The page takes its chart line, weight and unit from the term
//! itself.
//!
//! | file | term |
//! | --- | --- |
//! | [`reconstruction`] | difference between images and reconstructions |
//! | [`kl`] | KL divergence of the latent distribution from the standard normal |
//! | [`sparsity`] | sparsity of the latent code |
//! | [`weight_penalty`] | L1 and L2 regularization of the weights |
//! | [`classification`] | cross-entropy of the classes, predicted from the latent code |
//! | [`term`] | no term: their common interface |
//! | [`objective`] | no term: the interface between the loss and the learner |
//! | [`composite`] | no term: the sum of all terms |

pub mod classification;
pub mod composite;
pub mod kl;
pub mod objective;
pub mod reconstruction;
pub mod sparsity;
pub mod term;
pub mod weight_penalty;

pub use composite::{CompositeLoss, info, terms};
pub use objective::{LossValue, Objective};
pub use term::{ForwardPass, Quantity, Term, TermInfo, WeightedTerm};
