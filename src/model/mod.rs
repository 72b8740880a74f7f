//! The network: a plan that says which layers a config asks for, initial weights for them, and the
//! Burn module that is built from both.

mod dense;
pub mod init;
pub mod plan;

pub use dense::{Autoencoder, Dense};
