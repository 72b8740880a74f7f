//! The dense autoencoder as a Burn module.

use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::nn::activation::{Activation, ActivationConfig};
use burn::tensor::{Device, Tensor, TensorData};

use super::init::Weights;
use super::plan::{LayerPlan, Role};
use crate::config;

/// A linear layer and what is done to its sums.
#[derive(Module, Debug)]
pub struct Dense {
    linear: Linear,
    activation: Activation,
}

impl Dense {
    fn new(layer: &LayerPlan, weights: Weights, device: &Device) -> Self {
        let weight = TensorData::new(weights.weight, [layer.inputs, layer.outputs]);
        let bias = TensorData::new(weights.bias, [layer.outputs]);
        let linear = Linear {
            weight: Param::from_data(weight, device),
            bias: Some(Param::from_data(bias, device)),
        };
        Self {
            linear,
            activation: activation(layer.activation, device),
        }
    }

    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        self.activation.forward(self.linear.forward(input))
    }
}

fn activation(activation: config::Activation, device: &Device) -> Activation {
    match activation {
        config::Activation::Relu => ActivationConfig::Relu,
        config::Activation::Tanh => ActivationConfig::Tanh,
        config::Activation::Sigmoid => ActivationConfig::Sigmoid,
        config::Activation::Gelu => ActivationConfig::Gelu,
        config::Activation::Linear => ActivationConfig::Identity,
    }
    .init(device)
}

/// Encoder, code, decoder. The last layer gives logits; the output activation stands apart, because
/// the cross-entropy is taken from the logits.
#[derive(Module, Debug)]
pub struct Autoencoder {
    encoder: Vec<Dense>,
    decoder: Vec<Dense>,
    output: Activation,
}

impl Autoencoder {
    /// Builds the layers of a plan; `weights` is asked for each in turn.
    pub fn new(
        plan: &[LayerPlan],
        device: &Device,
        mut weights: impl FnMut(&LayerPlan) -> Weights,
    ) -> Self {
        let (mut encoder, mut decoder) = (Vec::new(), Vec::new());
        let mut output = config::Activation::Linear;
        for layer in plan {
            match layer.role {
                Role::Encoder | Role::Latent => {
                    encoder.push(Dense::new(layer, weights(layer), device));
                }
                Role::Decoder => decoder.push(Dense::new(layer, weights(layer), device)),
                Role::Output => {
                    output = layer.activation;
                    let logits = LayerPlan {
                        activation: config::Activation::Linear,
                        ..*layer
                    };
                    decoder.push(Dense::new(&logits, weights(layer), device));
                }
            }
        }
        Self {
            encoder,
            decoder,
            output: activation(output, device),
        }
    }

    /// From images to codes.
    ///
    /// # Shapes
    /// - input: `[batch, pixels]`
    /// - output: `[batch, latent]`
    pub fn encode(&self, images: Tensor<2>) -> Tensor<2> {
        self.encoder
            .iter()
            .fold(images, |x, layer| layer.forward(x))
    }

    /// From codes to logits.
    ///
    /// # Shapes
    /// - input: `[batch, latent]`
    /// - output: `[batch, pixels]`
    pub fn decode(&self, codes: Tensor<2>) -> Tensor<2> {
        self.decoder.iter().fold(codes, |x, layer| layer.forward(x))
    }

    /// From logits to pixels, nominally 0 to 1.
    pub fn pixels(&self, logits: Tensor<2>) -> Tensor<2> {
        self.output.forward(logits)
    }
}
