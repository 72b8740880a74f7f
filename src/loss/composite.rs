//! The weighted sum of all loss terms.

use super::objective::{LossValue, Objective};
use super::reconstruction::Reconstruction;
use super::term::{ForwardPass, TermInfo, WeightedTerm};
use super::{classification, kl, sparsity, weight_penalty};
use crate::config::RunConfig;
use crate::data::Dataset;
use crate::model::Autoencoder;
use crate::model::context::{Batch, ForwardContext};
use crate::model::preprocessing::Preprocessing;
use crate::ops::losses::reconstruction::plus;

/// The loss terms that a config adds to the reconstruction.
pub fn terms(config: &RunConfig) -> Vec<WeightedTerm> {
    let terms = [
        kl::term(config),
        sparsity::term(config),
        weight_penalty::l1(config),
        weight_penalty::l2(config),
        classification::term(config),
    ];
    terms.into_iter().flatten().collect()
}

/// Description of the values that a config records in every step, in their order.
pub fn info(config: &RunConfig, dataset: &Dataset) -> Vec<TermInfo> {
    let reconstruction = Reconstruction::of(config, dataset);
    CompositeLoss::new(Preprocessing::default(), reconstruction, terms(config)).info()
}

/// The weighted sum of the reconstruction and other terms.
#[derive(Debug)]
pub struct CompositeLoss {
    preparation: Preprocessing,
    reconstruction: Reconstruction,
    terms: Vec<WeightedTerm>,
}

impl CompositeLoss {
    /// A reconstruction with weight 1, and further terms.
    pub fn new(
        preparation: Preprocessing,
        reconstruction: Reconstruction,
        terms: Vec<WeightedTerm>,
    ) -> Self {
        Self {
            preparation,
            reconstruction,
            terms,
        }
    }

    /// The reconstruction term.
    pub fn reconstruction(&self) -> &Reconstruction {
        &self.reconstruction
    }

    /// The preprocessing of images.
    pub fn preparation(&self) -> &Preprocessing {
        &self.preparation
    }

    /// Description and weight of each recorded value.
    pub fn info(&self) -> Vec<TermInfo> {
        let first = TermInfo {
            quantity: self.reconstruction.quantity(),
            weight: Some(1.0),
            warm_up: 0,
            remedy: None,
        };
        let others = self.terms.iter().flat_map(|weighted| {
            let quantities = weighted.term.quantities().into_iter().enumerate();
            quantities.map(|(place, quantity)| TermInfo {
                quantity,
                weight: (place == 0).then_some(weighted.weight.value),
                warm_up: weighted.weight.warm_up,
                remedy: weighted.term.remedy(),
            })
        });
        std::iter::once(first).chain(others).collect()
    }

    /// For each recorded value, true if it is a mean over the images whose label is known.
    pub fn of_labelled(&self) -> Vec<bool> {
        let others = self.terms.iter().flat_map(|WeightedTerm { term, .. }| {
            std::iter::repeat_n(term.is_of_labelled(), term.quantities().len())
        });
        std::iter::once(false).chain(others).collect()
    }

    /// Replaces recorded values without meaning by NaN, such as the accuracy of a batch without
    /// labels. `recorded` holds a row of values for each step.
    pub fn hide(&self, recorded: &mut [f32]) {
        for row in recorded.chunks_exact_mut(self.terms()) {
            let mut rest = &mut row[1..];
            for WeightedTerm { term, .. } in &self.terms {
                let (own, others) = rest.split_at_mut(term.quantities().len());
                term.hide(own);
                rest = others;
            }
        }
    }

    /// The total loss of recorded values with all terms at full weight, as in steps after all
    /// warm-ups.
    pub fn full(&self, values: &[f32]) -> f32 {
        self.total(usize::MAX, values)
    }

    /// The total loss of the values recorded by the step that follows `step` finished ones.
    pub fn total(&self, step: usize, values: &[f32]) -> f32 {
        let Some((&reconstruction, mut rest)) = values.split_first() else {
            return f32::NAN;
        };
        let mut total = reconstruction;
        for WeightedTerm { term, weight } in &self.terms {
            let (own, others) = rest.split_at(term.quantities().len().min(rest.len()));
            total += own.first().map_or(0.0, |value| value * weight.at(step));
            rest = others;
        }
        total
    }
}

impl Objective<Autoencoder> for CompositeLoss {
    fn terms(&self) -> usize {
        let others = self.terms.iter();
        1 + others
            .map(|other| other.term.quantities().len())
            .sum::<usize>()
    }

    fn loss(&self, model: &Autoencoder, batch: Batch, context: ForwardContext) -> LossValue {
        let (images, seen) = self.preparation.prepare(batch.images, context);
        let encoder_outputs = model.encoder_outputs(seen, context);
        let codes = model.draw(encoder_outputs.clone(), context);
        let logits = model.decode(codes.clone(), context);
        let pass = ForwardPass {
            model,
            context,
            targets: batch.targets.unwrap_or(images),
            known: batch.known,
            labels: batch.labels,
            encoder_outputs,
            codes,
            logits,
        };
        let mut total = self.reconstruction.value(&pass);
        let mut terms = vec![total.clone()];
        for other in &self.terms {
            let mut own = other.term.values(&pass);
            if let Some(value) = own.first().cloned() {
                total = plus(total, value, context.steps.clone(), other.weight);
            }
            terms.append(&mut own);
        }
        LossValue { total, terms }
    }
}
