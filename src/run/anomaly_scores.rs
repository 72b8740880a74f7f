//! Anomaly scores of examples: reconstruction errors and, of a variational model, negative ELBOs.

use serde::Serialize;

use super::memory::AT_ONCE;
use super::trainer::Trainer;
use crate::config::{Bottleneck, Loss};
use crate::data::ExampleKind;
use crate::data::split::Split;
use crate::error::Result;
use crate::metrics::elbo::{Lost, negative_elbo};
use crate::metrics::{auroc, image_errors};
use crate::typed_array::TypedArray;

/// Anomaly scores of the examples of a split, in its order. Where there are labels, those of unknown class are left out:
/// nobody knows if they are normal.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Scores {
    /// Mean squared error of each reconstruction, on 0 to 1.
    pub errors: TypedArray<f32>,
    /// −ELBO of each, in nats, up to a constant; empty unless the model is variational.
    pub elbos: TypedArray<f32>,
    /// The place of each in its split.
    pub places: TypedArray<u32>,
    /// Its class; empty without labels.
    pub labels: TypedArray<u8>,
    /// 1 for an example of a class that was not trained on, else 0.
    pub abnormal: TypedArray<u8>,
}

impl Trainer {
    /// Scores of the examples of a split, without corruption.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn scores(&self, split: Split) -> Result<Scores> {
        let places = self.scored(split);
        let split = self.indices(split);
        let indices: Vec<_> = places.iter().map(|&place| split[place as usize]).collect();
        let model = self.learner.model();
        let softmaxes = self.dataset.layout().softmaxes();
        let (size, latent) = (self.dataset.size(), self.config.latent);
        let mut scores = Scores {
            places: places.into(),
            labels: self.dataset.labels_of(&indices).into(),
            abnormal: indices
                .iter()
                .map(|&index| !self.dataset.is_of(index, &self.config.normal_classes))
                .map(u8::from)
                .collect(),
            ..Scores::default()
        };
        for some in indices.chunks(AT_ONCE) {
            let bytes = self.dataset.images(some);
            let targets = self.dataset.targets_of(&bytes);
            let passed = self.pass(self.dataset.values_of(&bytes)).await?;
            let outputs = model.outputs(passed.logits.clone());
            let errors = image_errors(&outputs, &targets, size);
            scores
                .errors
                .extend(errors.iter().map(|&error| error as f32));
            if self.config.bottleneck != Bottleneck::Variational {
                continue;
            }
            let rows = targets.chunks_exact(size).enumerate();
            scores.elbos.extend(rows.map(|(at, image)| {
                let row = at * size..(at + 1) * size;
                let lost = match (self.dataset.kind, self.config.loss) {
                    (ExampleKind::Word, _) => Lost::Letters {
                        probabilities: &outputs[row],
                    },
                    (ExampleKind::Table, _) => Lost::Fields {
                        outputs: &outputs[row],
                        softmaxes: &softmaxes,
                    },
                    (_, Loss::Bce) => Lost::CrossEntropy {
                        logits: &passed.logits[row],
                    },
                    (_, Loss::Mse) => Lost::Squared {
                        output: &outputs[row],
                    },
                };
                let encoder_outputs =
                    &passed.encoder_outputs[at * 2 * latent..(at + 1) * 2 * latent];
                negative_elbo(lost, image, encoder_outputs) as f32
            }));
        }
        Ok(scores)
    }

    /// Places of the examples of a split that may be called normal or abnormal.
    fn scored(&self, split: Split) -> Vec<u32> {
        let is_scored =
            |index: usize| self.dataset.labels.is_empty() || self.dataset.label_of(index).is_some();
        let places = (0u32..).zip(self.indices(split));
        places
            .filter(|&(_, &index)| is_scored(index))
            .map(|(place, _)| place)
            .collect()
    }

    /// AUROC of the squared error as a score for examples of other classes than the normal ones; none where there are no
    /// others. The second value is their number.
    pub(super) async fn auroc(&self, split: Split) -> Result<(Option<f64>, usize)> {
        if self.config.normal_classes.is_empty() {
            return Ok((None, 0));
        }
        let scores = self.scores(split).await?;
        let errors = scores.errors.iter().map(|&error| error.into());
        let abnormal: Vec<_> = scores.abnormal.iter().map(|&is| is == 1).collect();
        let count = abnormal.iter().filter(|&&is| is).count();
        Ok((auroc(&errors.collect::<Vec<_>>(), &abnormal), count))
    }
}
