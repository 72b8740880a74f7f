//! The autoencoder as a Burn module.

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use super::conv::Conv;
use super::dense::Dense;
use super::init::Weights;
use super::plan::{LayerPlan, Role};
use crate::config::Activation;
use crate::state::Model;

/// A layer of any kind. Each takes `[batch, inputs]` to `[batch, outputs]`.
#[derive(Module, Debug)]
pub enum Layer {
    /// Every output from every input.
    Dense(Dense),
    /// Every output from the inputs near it.
    Conv(Conv),
}

impl Layer {
    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        match self {
            Self::Dense(layer) => layer.forward(input),
            Self::Conv(layer) => layer.forward(input),
        }
    }
}

impl From<Dense> for Layer {
    fn from(layer: Dense) -> Self {
        Self::Dense(layer)
    }
}

impl From<Conv> for Layer {
    fn from(layer: Conv) -> Self {
        Self::Conv(layer)
    }
}

/// Encoder, code, decoder. The last layer gives logits; the output activation stands apart, because
/// the cross-entropy is taken from the logits.
#[derive(Module, Debug)]
pub struct Autoencoder {
    encoder: Vec<Layer>,
    decoder: Vec<Layer>,
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
            let (side, activation) = match layer.role {
                Role::Encoder | Role::Latent => (&mut encoder, layer.activation),
                Role::Decoder => (&mut decoder, layer.activation),
                Role::Output => {
                    output = layer.activation;
                    (&mut decoder, Activation::Linear)
                }
            };
            let built = LayerPlan {
                activation,
                ..*layer
            };
            side.push(Dense::new(&built, weights(layer), device).into());
        }
        Self::from_layers(encoder, decoder, output)
    }

    /// From layers of any kind; `output` takes the logits, which the last of them gives, to pixels.
    pub fn from_layers(encoder: Vec<Layer>, decoder: Vec<Layer>, output: Activation) -> Self {
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

    /// From a logit to a pixel, nominally 0 to 1.
    pub fn pixel(&self, logit: f32) -> f32 {
        match self.output {
            Activation::Sigmoid => 1.0 / (1.0 + (-logit).exp()),
            _ => logit,
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
