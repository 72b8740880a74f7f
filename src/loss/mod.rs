//! What is minimised: a sum of named terms, each with a weight. A new term is a file with its formula and
//! one line in `terms`; its line in the chart, its weight and its unit follow from what it says of itself.
//!
//! | file | term |
//! | --- | --- |
//! | [`reconstruction`] | how far pictures come back from what they were |
//! | [`kl`] | how far codes are from the standard normal |
//! | [`sparsity`] | how busy the code is |
//! | [`weight_penalty`] | how large the weights are |
//! | [`classification`] | how well the class is told from the code |
//! | [`preparation`] | no term: what is done to images before the network sees them |

pub mod classification;
pub mod kl;
pub mod reconstruction;
pub mod sparsity;
pub mod weight_penalty;

use std::fmt::Debug;

use burn::tensor::Tensor;
use serde::Serialize;

use crate::config::RunConfig;
use crate::model::Autoencoder;
use crate::model::context::Moment;
use crate::ops::losses::reconstruction::{Weight, plus};
use crate::train::data_loader::Batch;
use crate::train::learner::{Loss, Objective};
use crate::train::preprocess::Preparation;
use reconstruction::Reconstruction;

/// Everything that a term may look at.
#[derive(Debug)]
pub struct Pass<'a> {
    /// The model.
    pub model: &'a Autoencoder,
    /// When it is.
    pub moment: Moment<'a>,
    /// The clean images, `[batch, pixels]`.
    pub images: Tensor<2>,
    /// Class numbers, `[batch, 1]`, negative where unknown.
    pub labels: Option<Tensor<2>>,
    /// What the encoder says, `[batch, latent]` or `[batch, 2 · latent]`.
    pub heads: Tensor<2>,
    /// The codes that the decoder was given, `[batch, latent]`.
    pub codes: Tensor<2>,
    /// What the decoder made of them, `[batch, pixels]`.
    pub logits: Tensor<2>,
}

/// A term that is added to the reconstruction.
pub trait Term: Debug {
    /// What it gives, in the order of `values`.
    fn about(&self) -> Vec<About>;

    /// Its value, without its weight, `[1]`; then what is only watched.
    fn values(&self, pass: &Pass) -> Vec<Tensor<1>>;

    /// Makes those of its recorded numbers NaN that stand for nothing in their batch.
    fn hide(&self, _recorded: &mut [f32]) {}
}

/// What a number means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct About {
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
pub struct Weighted {
    term: Box<dyn Term>,
    weight: Weight,
}

impl Weighted {
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
    pub about: About,
    /// How much it counts in the loss; null for what is only watched.
    pub weight: Option<f32>,
    /// Steps in which that grows from 0.
    pub warm_up: u32,
}

/// What a config adds to the reconstruction.
pub fn terms(config: &RunConfig) -> Vec<Weighted> {
    let terms = [
        kl::term(config),
        sparsity::term(config),
        weight_penalty::l1(config),
        weight_penalty::l2(config),
        classification::term(config),
    ];
    terms.into_iter().flatten().collect()
}

/// What the numbers mean that a config has recorded in every step.
pub fn info(config: &RunConfig, pixels: usize) -> Vec<TermInfo> {
    let reconstruction = Reconstruction::new(config, pixels);
    Composite::new(Preparation::default(), reconstruction, terms(config)).info()
}

/// The reconstruction and other terms, by their weights.
#[derive(Debug)]
pub struct Composite {
    preparation: Preparation,
    reconstruction: Reconstruction,
    terms: Vec<Weighted>,
}

impl Composite {
    /// A reconstruction, which counts once, and terms beside it.
    pub fn new(
        preparation: Preparation,
        reconstruction: Reconstruction,
        terms: Vec<Weighted>,
    ) -> Self {
        Self {
            preparation,
            reconstruction,
            terms,
        }
    }

    /// How far pictures come back.
    pub fn reconstruction(&self) -> &Reconstruction {
        &self.reconstruction
    }

    /// What is done to images before the network sees them.
    pub fn preparation(&self) -> &Preparation {
        &self.preparation
    }

    /// What each recorded number means, and how much it counts.
    pub fn info(&self) -> Vec<TermInfo> {
        let first = TermInfo {
            about: self.reconstruction.about(),
            weight: Some(1.0),
            warm_up: 0,
        };
        let others = self.terms.iter().flat_map(|weighted| {
            let about = weighted.term.about().into_iter().enumerate();
            about.map(|(place, about)| TermInfo {
                about,
                weight: (place == 0).then_some(weighted.weight.value),
                warm_up: weighted.weight.warm_up,
            })
        });
        std::iter::once(first).chain(others).collect()
    }

    /// Makes those recorded numbers of some steps NaN that stand for nothing, as an accuracy does where no
    /// label is known.
    pub fn hide(&self, recorded: &mut [f32]) {
        for row in recorded.chunks_exact_mut(self.terms()) {
            let mut rest = &mut row[1..];
            for Weighted { term, .. } in &self.terms {
                let (own, others) = rest.split_at_mut(term.about().len());
                term.hide(own);
                rest = others;
            }
        }
    }

    /// What the recorded numbers add up to when every term counts in full, as in steps after all warm-ups.
    pub fn full(&self, values: &[f32]) -> f32 {
        self.total(usize::MAX, values)
    }

    /// What is minimised, from the recorded numbers of the step that comes after `step` others.
    pub fn total(&self, step: usize, values: &[f32]) -> f32 {
        let Some((&reconstruction, mut rest)) = values.split_first() else {
            return f32::NAN;
        };
        let mut total = reconstruction;
        for Weighted { term, weight } in &self.terms {
            let (own, others) = rest.split_at(term.about().len().min(rest.len()));
            total += own.first().map_or(0.0, |value| value * weight.at(step));
            rest = others;
        }
        total
    }
}

impl Objective<Autoencoder> for Composite {
    fn terms(&self) -> usize {
        let others = self.terms.iter();
        1 + others.map(|other| other.term.about().len()).sum::<usize>()
    }

    fn loss(&self, model: &Autoencoder, batch: Batch, moment: Moment) -> Loss {
        let (images, seen) = self.preparation.prepare(batch.images, moment);
        let heads = model.heads(seen, moment);
        let codes = model.draw(heads.clone(), moment);
        let logits = model.decode(codes.clone(), moment);
        let pass = Pass {
            model,
            moment,
            images,
            labels: batch.labels,
            heads,
            codes,
            logits,
        };
        let mut total = self.reconstruction.value(&pass);
        let mut terms = vec![total.clone()];
        for other in &self.terms {
            let mut own = other.term.values(&pass);
            if let Some(value) = own.first().cloned() {
                total = plus(total, value, moment.steps.clone(), other.weight);
            }
            terms.append(&mut own);
        }
        Loss { total, terms }
    }
}
