//! Probes of the codes: predictions of the class from them, and correlations with the factors that the
//! examples were drawn with.

use serde::Serialize;

use super::examples::Codes;
use super::trainer::Trainer;
use crate::data::labels::KnownCodes;
use crate::data::split::{REFERENCE_SAMPLE, Split};
use crate::error::Result;
use crate::metrics::knn::{NEIGHBOURS, knn_guesses};
use crate::metrics::probe::probe_guesses;
use crate::metrics::{confusion, correlations};
use crate::typed_array::TypedArray;

/// Confusion matrices and correlations of the validation examples.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Features {
    /// Confusion matrix of the five nearest training codes, `[classes, classes]` counts, true classes in
    /// rows; empty without labels. Examples of unknown class are left out.
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
        let Codes { codes, labels, .. } = self.codes(Split::Validation, usize::MAX).await?;
        let mut features = Features::default();
        if let Some(factors) = &self.dataset.factors {
            let names = factors.names.len();
            let rows = self.points.iter().map(|&index| index * names);
            let rows = rows.flat_map(|at| &factors.values[at..at + names]);
            let values: Vec<f32> = rows.copied().collect();
            features.factors = factors.names.to_vec();
            features.correlations = correlations(&codes, self.config.latent, &values, names).into();
        }
        let known = self.known_references();
        let references =
            KnownCodes::new(&self.encode(&known).await?, &self.dataset.labels_of(&known));
        let queries = KnownCodes::new(&codes, &labels);
        let (Some(queries), Some(references)) = (queries.labelled(), references.labelled()) else {
            return Ok(features);
        };
        let classes = self.dataset.classes.len();
        let guesses = knn_guesses(queries, references, NEIGHBOURS);
        features.knn = confusion(&guesses, queries.labels, classes).into();
        let guesses = probe_guesses(queries, references);
        features.probe = confusion(&guesses, queries.labels, classes).into();
        Ok(features)
    }

    /// The first training examples whose label is known, at most `REFERENCE_SAMPLE`.
    pub(super) fn known_references(&self) -> Vec<usize> {
        let mut known = self.dataset.known(self.batches.images());
        known.truncate(REFERENCE_SAMPLE);
        known
    }
}
