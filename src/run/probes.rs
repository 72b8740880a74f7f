//! Probes of the codes: predictions of the class from them, and correlations with the factors that the
//! examples were drawn with.

use serde::Serialize;

use super::examples::Codes;
use super::trainer::Trainer;
use crate::data::split::REFERENCE_SAMPLE;
use crate::data::split::Split;
use crate::error::Result;
use crate::metrics::knn::{NEIGHBOURS, knn_guesses};
use crate::metrics::probe::probe_guesses;
use crate::metrics::{Labelled, confusion, correlations};
use crate::typed_array::TypedArray;

/// Confusion matrices and correlations of the validation examples.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Features {
    /// Confusion matrix of the five nearest training codes, `[classes, classes]` counts, true classes in
    /// rows; empty without labels.
    pub knn: TypedArray<u32>,
    /// Confusion matrix of a linear classifier of the codes.
    pub probe: TypedArray<u32>,
    /// Names of the factors that the examples were drawn with; empty where unknown.
    pub factors: Vec<&'static str>,
    /// Pearson's correlation of each latent dimension with each factor, `[latent, factors]`.
    pub correlations: TypedArray<f32>,
}

impl Trainer {
    /// Predicts classes from the codes, with at most 2,000 training examples, and correlates the codes
    /// with factors.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn features(&self) -> Result<Features> {
        let Codes { codes, labels } = self.codes(Split::Validation, usize::MAX).await?;
        let mut features = Features::default();
        if let Some(factors) = &self.dataset.factors {
            let names = factors.names.len();
            let rows = self.points.iter().map(|&index| index * names);
            let rows = rows.flat_map(|at| &factors.values[at..at + names]);
            let values: Vec<f32> = rows.copied().collect();
            features.factors = factors.names.to_vec();
            features.correlations = correlations(&codes, self.config.latent, &values, names).into();
        }
        if labels.is_empty() {
            return Ok(features);
        }
        let known = self.codes(Split::Training, REFERENCE_SAMPLE).await?;
        let (queries, references) = (
            Labelled {
                codes: &codes,
                labels: &labels,
            },
            Labelled {
                codes: &known.codes,
                labels: &known.labels,
            },
        );
        let classes = self.dataset.classes.len();
        let guesses = knn_guesses(queries, references, NEIGHBOURS);
        features.knn = confusion(&guesses, &labels, classes).into();
        let guesses = probe_guesses(queries, references);
        features.probe = confusion(&guesses, &labels, classes).into();
        Ok(features)
    }
}
