//! The interface of a loss term.

use std::fmt::Debug;

use burn::tensor::Tensor;
use serde::Serialize;

use crate::model::Autoencoder;
use crate::model::context::ForwardContext;
use crate::ops::losses::reconstruction::Weight;

/// The inputs of a loss term: a model and its forward pass on a batch.
#[derive(Debug)]
pub struct ForwardPass<'a> {
    /// The model.
    pub model: &'a Autoencoder,
    /// The forward context: step count and mode.
    pub context: ForwardContext<'a>,
    /// The targets of the outputs, `[batch, outputs]`: the clean images, or others.
    pub targets: Tensor<2>,
    /// 1 where a number of the targets is known, 0 where not; all are known where there is none.
    pub known: Option<Tensor<2>>,
    /// Class numbers, `[batch, 1]`, negative where unknown.
    pub labels: Option<Tensor<2>>,
    /// Outputs of the encoder, `[batch, latent]` or `[batch, 2 · latent]`.
    pub encoder_outputs: Tensor<2>,
    /// Latent codes that the decoder received, `[batch, latent]`.
    pub codes: Tensor<2>,
    /// Logits of the decoder, `[batch, pixels]`.
    pub logits: Tensor<2>,
}

/// A term that is added to the reconstruction.
pub trait Term: Debug {
    /// Descriptions of its values, in the order of `values`.
    fn quantities(&self) -> Vec<Quantity>;

    /// Its value without its weight, `[1]`, then values that are recorded only.
    fn values(&self, pass: &ForwardPass) -> Vec<Tensor<1>>;

    /// Advice, as a sentence, for a run whose loss diverged by this term.
    fn remedy(&self) -> Option<&'static str> {
        None
    }

    /// True if its values are means over the images whose label is known.
    fn is_of_labelled(&self) -> bool {
        false
    }

    /// Replaces recorded values without meaning for their batch by NaN.
    fn hide(&self, _recorded: &mut [f32]) {}
}

/// Description of a recorded value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Quantity {
    /// Name for programs.
    pub name: &'static str,
    /// Label for people.
    pub label: &'static str,
    /// Unit of the value.
    pub unit: &'static str,
    /// A sentence for a student.
    pub help: &'static str,
}

/// A term and its weight.
#[derive(Debug)]
pub struct WeightedTerm {
    pub(super) term: Box<dyn Term>,
    pub(super) weight: Weight,
}

impl WeightedTerm {
    /// A term with a constant weight.
    pub fn new(term: impl Term + 'static, weight: f64) -> Self {
        Self::growing(term, weight, 0)
    }

    /// A term whose weight grows from 0 over `warm_up` steps.
    pub fn growing(term: impl Term + 'static, weight: f64, warm_up: usize) -> Self {
        Self {
            term: Box::new(term),
            weight: Weight {
                value: weight as f32,
                warm_up: warm_up as u32,
            },
        }
    }
}

/// Description and weight of a recorded value, for the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TermInfo {
    /// The recorded value.
    #[serde(flatten)]
    pub quantity: Quantity,
    /// Weight in the loss; null for values that are recorded only.
    pub weight: Option<f32>,
    /// Steps in which the weight grows from 0.
    pub warm_up: u32,
    /// Advice where this value is not finite, besides a lower learning rate.
    #[serde(skip)]
    pub remedy: Option<&'static str>,
}
