//! The layers of a config, from input to output. The page draws this list before training, and the
//! network is built from it, so the two cannot differ.

mod conv;
mod recurrent;

use self::conv::convolutional;
use self::recurrent::recurrent;
use super::bottleneck::Bottleneck;
use super::layer_spec::{LayerKind, LayerSpec, Role, output_activation};
use crate::config::{Activation, Architecture, Normalization, RunConfig};
use crate::error::Result;
use crate::shape::Extent;

/// The layers of an autoencoder for images of one size: the encoder, then the decoder in reverse
/// order.
///
/// # Errors
/// `Config` where the layers do not fit the images.
pub fn plan(config: &RunConfig, image: Extent) -> Result<Vec<LayerSpec>> {
    let mut layers = match config.architecture {
        Architecture::Dense => dense(config, image.size()),
        Architecture::Conv => convolutional(config, image)?,
        Architecture::Dictionary => dictionary(config, image.size()),
        Architecture::Recurrent => recurrent(config, image)?,
    };
    for layer in &mut layers {
        let hidden = matches!(layer.role, Role::Encoder | Role::Decoder);
        let sums = matches!(layer.kind, LayerKind::Dense | LayerKind::Conv(_));
        layer.normalised = hidden && sums && config.normalization == Normalization::Batch;
    }
    Ok(layers)
}

/// All layers for images of one size: those of `plan`, and a classifier where the loss uses labels.
///
/// # Errors
/// As of `plan`.
pub fn network(config: &RunConfig, image: Extent, classes: usize) -> Result<Vec<LayerSpec>> {
    let mut layers = plan(config, image)?;
    if config.classifies() {
        layers.push(classifier(config, classes));
    }
    Ok(layers)
}

/// The layer that predicts classes from the code.
pub fn classifier(config: &RunConfig, classes: usize) -> LayerSpec {
    LayerSpec::dense(Role::Classes, config.latent, classes, Activation::Linear)
}

fn dense(config: &RunConfig, pixels: usize) -> Vec<LayerSpec> {
    let mut sizes = vec![pixels];
    sizes.extend(&config.hidden);
    let act = config.activation;
    let down = sizes.windows(2);
    let up: Vec<_> = sizes.iter().rev().copied().collect();
    let narrowest = up[0];
    let mut layers: Vec<_> = down
        .map(|pair| LayerSpec::dense(Role::Encoder, pair[0], pair[1], act))
        .collect();
    layers.push(Bottleneck::layer(config, narrowest));
    let mut inputs = config.latent;
    for &outputs in &up[..up.len() - 1] {
        layers.push(LayerSpec::dense(Role::Decoder, inputs, outputs, act));
        inputs = outputs;
    }
    layers.push(LayerSpec::dense(
        Role::Output,
        inputs,
        pixels,
        output_activation(config),
    ));
    layers
}

/// A sparse encoder, and one layer of atoms as decoder.
fn dictionary(config: &RunConfig, pixels: usize) -> Vec<LayerSpec> {
    let layer = |role, kind, inputs, outputs| LayerSpec {
        kind,
        ..LayerSpec::dense(role, inputs, outputs, Activation::Linear)
    };
    vec![
        layer(
            Role::Latent,
            LayerKind::SparseEncoder,
            pixels,
            config.latent,
        ),
        layer(Role::Output, LayerKind::Dictionary, config.latent, pixels),
    ]
}

#[cfg(test)]
mod tests;
