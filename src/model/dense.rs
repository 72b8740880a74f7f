//! The dense autoencoder as a Burn module.

use burn::module::{Module, Param};
use burn::nn::activation::{Activation, ActivationConfig};
use burn::tensor::{Device, Tensor, TensorData};

use super::init::Weights;
use super::plan::{LayerPlan, Role};
use crate::config;
use crate::kernels::{Fused, dense};

/// A linear layer and what is done to its sums, in one operation where that can be.
#[derive(Module, Debug)]
pub struct Dense {
    /// `[inputs + 1, outputs]`: the bias is the last row, so that a layer has one gradient and one
    /// update.
    weights: Param<Tensor<2>>,
    #[module(skip)]
    fused: Fused,
    /// What is done after the fused operation.
    rest: Activation,
}

impl Dense {
    fn new(layer: &LayerPlan, weights: Weights, device: &Device) -> Self {
        let values = [weights.weight, weights.bias].concat();
        let data = TensorData::new(values, [layer.inputs + 1, layer.outputs]);
        let (fused, rest) = match layer.activation {
            config::Activation::Linear => (Fused::Linear, ActivationConfig::Identity),
            config::Activation::Relu => (Fused::Relu, ActivationConfig::Identity),
            config::Activation::Tanh => (Fused::Tanh, ActivationConfig::Identity),
            config::Activation::Sigmoid => (Fused::Sigmoid, ActivationConfig::Identity),
            // Its derivative does not follow from its output.
            config::Activation::Gelu => (Fused::Linear, ActivationConfig::Gelu),
        };
        Self {
            weights: Param::from_data(data, device),
            fused,
            rest: rest.init(device),
        }
    }

    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        self.rest
            .forward(dense(input, self.weights.val(), self.fused))
    }
}

fn output_activation(activation: config::Activation, device: &Device) -> Activation {
    match activation {
        config::Activation::Sigmoid => ActivationConfig::Sigmoid,
        _ => ActivationConfig::Identity,
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
            output: output_activation(output, device),
        }
    }

    /// Moves the layers out and leaves an empty model behind.
    pub fn take(&mut self) -> Self {
        let (encoder, decoder) = (
            std::mem::take(&mut self.encoder),
            std::mem::take(&mut self.decoder),
        );
        Self {
            encoder,
            decoder,
            output: self.output.clone(),
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
