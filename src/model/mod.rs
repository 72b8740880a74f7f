//! Models: the layers of a config, their initial weights, and the network itself.

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
