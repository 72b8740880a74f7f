//! The autoencoder as a Burn module.

use std::sync::Arc;

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use super::bottleneck::Bottleneck;
use super::init::Weights;
use super::layer::Layer;
use super::layer_spec::{LayerKind, LayerSpec, Role};
use super::sparse_encoder::SparseEncoder;
use crate::config::{Activation, RunConfig};
use crate::model::context::ForwardContext;
use crate::model::module::Model;
use crate::ops::cpu::softmax;
use crate::ops::layers::dropout_topk::dropout;
use crate::ops::training::noise::Stream;
use crate::rng::streams;

/// Encoder, bottleneck, decoder, and a classifier of codes where one is configured. The last layer
/// of the decoder gives logits. The output activation stands apart, because the cross-entropy is
/// computed from the logits.
#[derive(Module, Debug)]
pub struct Autoencoder {
    encoder: Vec<Layer>,
    decoder: Vec<Layer>,
    classifier: Option<Layer>,
    #[module(skip)]
    traits: AutoencoderOptions,
    #[module(skip)]
    output: Activation,
}

/// Options of an autoencoder that belong to no single layer.
#[derive(Debug, Clone)]
pub struct AutoencoderOptions {
    /// The sparse encoder, which replaces the layers of an encoder.
    pub sparse_encoder: Option<SparseEncoder>,
    /// The bottleneck between encoder and decoder.
    pub bottleneck: Bottleneck,
    /// Dropout rate: the share of hidden units that a step switches off.
    pub dropout: f32,
    /// Seed of dropout.
    pub seed: u32,
    /// Widths of the outputs that become probabilities together, in order; 1 for a number, which stays as it is. None where all
    /// outputs are pixels.
    pub softmaxes: Option<Arc<[usize]>>,
}

impl AutoencoderOptions {
    /// The options of a config.
    pub fn new(config: &RunConfig) -> Self {
        Self {
            sparse_encoder: SparseEncoder::new(config),
            bottleneck: Bottleneck::new(config),
            dropout: config.dropout as f32,
            seed: config.seed,
            softmaxes: None,
        }
    }

    /// The same for examples of typed fields, by [`Layout::softmaxes`](crate::data::layout::Layout::softmaxes).
    pub fn for_softmaxes(self, widths: Vec<usize>) -> Self {
        Self {
            softmaxes: Some(widths.into()),
            ..self
        }
    }
}

impl From<Bottleneck> for AutoencoderOptions {
    fn from(bottleneck: Bottleneck) -> Self {
        Self {
            sparse_encoder: None,
            bottleneck,
            dropout: 0.0,
            seed: 0,
            softmaxes: None,
        }
    }
}

impl Autoencoder {
    /// Builds the layers of a plan; `weights` is asked for each in turn that has any.
    pub fn new(
        plan: &[LayerSpec],
        traits: impl Into<AutoencoderOptions>,
        device: &Device,
        mut weights: impl FnMut(&LayerSpec) -> Weights,
    ) -> Self {
        let mut model = Self {
            encoder: Vec::new(),
            decoder: Vec::new(),
            classifier: None,
            traits: traits.into(),
            output: Activation::Linear,
        };
        for layer in plan
            .iter()
            .filter(|layer| layer.kind != LayerKind::SparseEncoder)
        {
            let drawn = weights(layer);
            let build = |activation: Activation| Layer::new(layer, activation, drawn, device);
            match layer.role {
                Role::Encoder | Role::Latent => model.encoder.push(build(layer.activation)),
                Role::Decoder => model.decoder.push(build(layer.activation)),
                Role::Output => {
                    model.output = layer.activation;
                    model.decoder.push(build(Activation::Linear));
                }
                Role::Classes => model.classifier = Some(build(layer.activation)),
            }
        }
        model
    }

    /// Encodes images: computes codes, or the parameters of their distribution.
    ///
    /// # Shapes
    /// - images: `[batch, pixels]`
    /// - output: `[batch, latent]`, or `[batch, 2 · latent]` of a variational one
    pub fn encoder_outputs(&self, images: Tensor<2>, context: ForwardContext) -> Tensor<2> {
        match (self.traits.sparse_encoder, self.decoder.first()) {
            (Some(sparse_encoder), Some(dictionary)) => {
                sparse_encoder.codes(images, dictionary.weights(), context)
            }
            _ => self.through(&self.encoder, 0, images, context),
        }
    }

    /// Maps outputs of the encoder to the code that the decoder receives.
    ///
    /// # Shapes
    /// - `encoder_outputs`: as of `encoder_outputs`, output: `[batch, latent]`
    pub fn draw(&self, encoder_outputs: Tensor<2>, context: ForwardContext) -> Tensor<2> {
        self.traits.bottleneck.draw(encoder_outputs, context)
    }

    /// Encodes images to their latent codes, without noise.
    ///
    /// # Shapes
    /// - images: `[batch, pixels]`, output: `[batch, latent]`
    pub fn encode(&self, images: Tensor<2>, context: ForwardContext) -> Tensor<2> {
        let encoder_outputs = self.encoder_outputs(images, context);
        self.code(encoder_outputs, context)
    }

    /// Maps outputs of the encoder to the latent code, without noise.
    ///
    /// # Shapes
    /// - `encoder_outputs`: as of `encoder_outputs`, output: `[batch, latent]`
    pub fn code(&self, encoder_outputs: Tensor<2>, context: ForwardContext) -> Tensor<2> {
        self.traits.bottleneck.code(encoder_outputs, context)
    }

    /// Decodes codes to logits.
    ///
    /// # Shapes
    /// - codes: `[batch, latent]`, output: `[batch, pixels]`
    pub fn decode(&self, codes: Tensor<2>, context: ForwardContext) -> Tensor<2> {
        self.through(&self.decoder, self.encoder.len(), codes, context)
    }

    /// Maps logits to outputs, nominally 0 to 1: to pixels, or to the probability of each letter at each place of a word. Numbers of
    /// a table stay standardized, and the probabilities of a category add up to 1.
    ///
    /// # Shapes
    /// - logits, output: `[count, pixels]`, one after another
    pub fn outputs(&self, mut logits: Vec<f32>) -> Vec<f32> {
        match (&self.traits.softmaxes, self.output) {
            (Some(widths), _) => {
                let mut rest = &mut logits[..];
                for &width in widths.iter().cycle() {
                    let Some((field, others)) = rest.split_at_mut_checked(width) else {
                        break;
                    };
                    if width > 1 {
                        softmax(field);
                    }
                    rest = others;
                    if rest.is_empty() {
                        break;
                    }
                }
            }
            (None, Activation::Sigmoid) => logits
                .iter_mut()
                .for_each(|logit| *logit = 1.0 / (1.0 + (-*logit).exp())),
            (None, _) => {}
        }
        logits
    }

    /// Computes the logits of classes from codes, where the model has a classifier.
    ///
    /// # Shapes
    /// - codes: `[batch, latent]`, output: `[batch, classes]`
    pub fn classify(&self, codes: Tensor<2>) -> Option<Tensor<2>> {
        Some(self.classifier.as_ref()?.forward(codes, false))
    }

    /// Encoder and decoder, from input to output.
    pub fn layers(&self) -> impl Iterator<Item = &Layer> {
        self.encoder.iter().chain(&self.decoder)
    }

    /// Outputs of every layer for images, from input to output, without noise.
    ///
    /// # Shapes
    /// - images: `[batch, pixels]`, outputs: `[batch, outputs of the layer]`
    pub fn activations(&self, images: Tensor<2>, context: ForwardContext) -> Vec<Tensor<2>> {
        let codes = self.encode(images.clone(), context);
        let mut outputs = Vec::new();
        for (layers, input) in [(&self.encoder, images), (&self.decoder, codes)] {
            let mut values = input;
            for layer in layers {
                values = layer.forward(values, false);
                outputs.push(values.clone());
            }
        }
        outputs
    }

    /// Applies layers in turn, with dropout after all but the last.
    fn through(
        &self,
        layers: &[Layer],
        before: usize,
        input: Tensor<2>,
        context: ForwardContext,
    ) -> Tensor<2> {
        let last = layers.len().saturating_sub(1);
        let AutoencoderOptions {
            dropout: rate,
            seed,
            ..
        } = self.traits;
        let mut values = input;
        for (index, layer) in layers.iter().enumerate() {
            values = layer.forward(values, context.training);
            if rate > 0.0 && context.training && index < last {
                let number = streams::DROPOUT + (before + index) as u32;
                values = dropout(values, context.steps.clone(), Stream { seed, number }, rate);
            }
        }
        values
    }
}

impl Model for Autoencoder {
    fn take(&mut self) -> Self {
        Self {
            encoder: std::mem::take(&mut self.encoder),
            decoder: std::mem::take(&mut self.decoder),
            classifier: self.classifier.take(),
            traits: self.traits.clone(),
            output: self.output,
        }
    }

    fn settled(self) -> Self {
        Self {
            encoder: self.encoder.into_iter().map(Layer::settled).collect(),
            decoder: self.decoder.into_iter().map(Layer::settled).collect(),
            ..self
        }
    }
}
