//! Which layers a config asks for, their first weights, and the layers themselves.

pub mod activation;
pub mod architecture;
pub mod autoencoder;
pub mod batch_norm;
pub mod bottleneck;
pub mod context;
pub mod filters;
pub mod init;
pub mod layer;
pub mod layer_spec;
pub mod module;
pub mod preprocessing;
pub mod sparse_encoder;

pub use autoencoder::{Autoencoder, AutoencoderOptions};
pub use bottleneck::Bottleneck;
