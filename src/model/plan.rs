//! Which layers a config asks for, from input to output. The page draws this plan before anything
//! is trained, and the network is built from it, so the two cannot differ.

use serde::Serialize;

use crate::config::{Activation, Output, RunConfig};

/// What a layer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// On the way to the code.
    Encoder,
    /// The layer whose outputs are the code.
    Latent,
    /// On the way back.
    Decoder,
    /// The layer whose outputs are the pixels.
    Output,
}

/// One dense layer: `outputs = activation(inputs · weight + bias)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayerPlan {
    /// What it is for.
    pub role: Role,
    /// Numbers in.
    pub inputs: usize,
    /// Numbers out.
    pub outputs: usize,
    /// What is done to each sum.
    pub activation: Activation,
}

impl LayerPlan {
    /// Weights and biases.
    pub fn parameters(&self) -> usize {
        (self.inputs + 1) * self.outputs
    }
}

/// The layers for images of `pixels` pixels: the hidden layers narrow to the code, and stand again in
/// reverse behind it.
pub fn plan(config: &RunConfig, pixels: usize) -> Vec<LayerPlan> {
    let output = match config.output {
        Output::Sigmoid => Activation::Sigmoid,
        Output::Linear => Activation::Linear,
    };
    let encoder = config
        .hidden
        .iter()
        .map(|&size| (Role::Encoder, size, config.activation));
    let decoder = config
        .hidden
        .iter()
        .rev()
        .map(|&size| (Role::Decoder, size, config.activation));
    let mut inputs = pixels;
    encoder
        .chain([(Role::Latent, config.latent, config.code_activation)])
        .chain(decoder)
        .chain([(Role::Output, pixels, output)])
        .map(|(role, outputs, activation)| {
            let layer = LayerPlan {
                role,
                inputs,
                outputs,
                activation,
            };
            inputs = outputs;
            layer
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_decoder_mirrors_the_encoder() {
        let config = RunConfig {
            hidden: vec![128, 64],
            latent: 2,
            ..RunConfig::default()
        };
        let layers = plan(&config, 784);
        let sizes: Vec<_> = layers
            .iter()
            .map(|layer| (layer.inputs, layer.outputs))
            .collect();
        assert_eq!(
            sizes,
            [
                (784, 128),
                (128, 64),
                (64, 2),
                (2, 64),
                (64, 128),
                (128, 784)
            ]
        );
        assert_eq!(layers[2].role, Role::Latent);
        assert_eq!(
            layers.iter().map(LayerPlan::parameters).sum::<usize>(),
            218_514
        );
    }

    #[test]
    fn without_hidden_layers_only_code_and_output_remain() {
        let config = RunConfig {
            hidden: vec![],
            latent: 3,
            ..RunConfig::default()
        };
        let roles: Vec<_> = plan(&config, 64).iter().map(|layer| layer.role).collect();
        assert_eq!(roles, [Role::Latent, Role::Output]);
    }
}
