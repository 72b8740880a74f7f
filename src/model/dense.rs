//! The dense autoencoder as a Burn module.

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor, TensorData, activation};

use super::init::Weights;
use super::plan::{LayerPlan, Role};
use crate::config::Activation;
use crate::kernels::dense::{Fused, dense};
use crate::learner::Model;

/// A linear layer and what is done to its sums, in one operation where that can be.
#[derive(Module, Debug)]
pub struct Dense {
    /// `[inputs + 1, outputs]`: the bias is the last row, so that a layer has one gradient and one
    /// update.
    weights: Param<Tensor<2>>,
    #[module(skip)]
    fused: Fused,
    /// Whether GELU follows: its derivative does not follow from its output.
    #[module(skip)]
    gelu: bool,
}

impl Dense {
    fn new(layer: &LayerPlan, weights: Weights, device: &Device) -> Self {
        let values = [weights.weight, weights.bias].concat();
        let data = TensorData::new(values, [layer.inputs + 1, layer.outputs]);
        Self {
            weights: Param::from_data(data, device),
            fused: match layer.activation {
                Activation::Linear | Activation::Gelu => Fused::Linear,
                Activation::Relu => Fused::Relu,
                Activation::Tanh => Fused::Tanh,
                Activation::Sigmoid => Fused::Sigmoid,
            },
            gelu: layer.activation == Activation::Gelu,
        }
    }

    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let output = dense(input, self.weights.val(), self.fused);
        if self.gelu {
            activation::gelu(output)
        } else {
            output
        }
    }
}

/// Encoder, code, decoder. The last layer gives logits; the output activation stands apart, because
/// the cross-entropy is taken from the logits.
#[derive(Module, Debug)]
pub struct Autoencoder {
    encoder: Vec<Dense>,
    decoder: Vec<Dense>,
    #[module(skip)]
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
        let mut output = Activation::Linear;
        for layer in plan {
            match layer.role {
                Role::Encoder | Role::Latent => {
                    encoder.push(Dense::new(layer, weights(layer), device));
                }
                Role::Decoder => decoder.push(Dense::new(layer, weights(layer), device)),
                Role::Output => {
                    output = layer.activation;
                    let logits = LayerPlan {
                        activation: Activation::Linear,
                        ..*layer
                    };
                    decoder.push(Dense::new(&logits, weights(layer), device));
                }
            }
        }
        Self {
            encoder,
            decoder,
            output,
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
        match self.output {
            Activation::Sigmoid => activation::sigmoid(logits),
            _ => logits,
        }
    }
}

impl Model for Autoencoder {
    fn take(&mut self) -> Self {
        Self {
            encoder: std::mem::take(&mut self.encoder),
            decoder: std::mem::take(&mut self.decoder),
            output: self.output,
        }
    }
}
