//! Which layers a config asks for, their first weights, and the layers themselves.

pub mod autoencoder;
pub mod conv;
pub mod dense;
pub mod init;
pub mod plan;

pub use autoencoder::Autoencoder;
