//! The interface of a loss term.

use std::fmt::Debug;

use burn::tensor::Tensor;
use serde::Serialize;

use crate::model::Autoencoder;
use crate::model::context::ForwardContext;
use crate::ops::losses::reconstruction::Weight;

/// Everything that a term may look at.
#[derive(Debug)]
pub struct Pass<'a> {
    /// The model.
    pub model: &'a Autoencoder,
    /// When it is.
    pub context: ForwardContext<'a>,
    /// The clean images, `[batch, pixels]`.
    pub images: Tensor<2>,
    /// Class numbers, `[batch, 1]`, negative where unknown.
    pub labels: Option<Tensor<2>>,
    /// What the encoder says, `[batch, latent]` or `[batch, 2 · latent]`.
    pub encoder_outputs: Tensor<2>,
    /// The codes that the decoder was given, `[batch, latent]`.
    pub codes: Tensor<2>,
    /// What the decoder made of them, `[batch, pixels]`.
    pub logits: Tensor<2>,
}

/// A term that is added to the reconstruction.
pub trait Term: Debug {
    /// What it gives, in the order of `values`.
    fn quantities(&self) -> Vec<Quantity>;

    /// Its value, without its weight, `[1]`; then what is only watched.
    fn values(&self, pass: &Pass) -> Vec<Tensor<1>>;

    /// Makes those of its recorded numbers NaN that stand for nothing in their batch.
    fn hide(&self, _recorded: &mut [f32]) {}
}

/// What a number means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Quantity {
    /// For programs.
    pub name: &'static str,
    /// For people.
    pub label: &'static str,
    /// Of the number.
    pub unit: &'static str,
    /// A sentence for a student.
    pub help: &'static str,
}

/// A term and how much it counts.
#[derive(Debug)]
pub struct WeightedTerm {
    pub(super) term: Box<dyn Term>,
    pub(super) weight: Weight,
}

impl WeightedTerm {
    /// A term that counts so much from the first step on.
    pub fn new(term: impl Term + 'static, weight: f64) -> Self {
        Self::growing(term, weight, 0)
    }

    /// A term whose weight grows from 0 over so many steps.
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

/// What the page shows of a number that is recorded in every step.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TermInfo {
    /// What it means.
    #[serde(flatten)]
    pub quantity: Quantity,
    /// How much it counts in the loss; null for what is only watched.
    pub weight: Option<f32>,
    /// Steps in which that grows from 0.
    pub warm_up: u32,
}
