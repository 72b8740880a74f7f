//! What the codes are good for: whether classes can be read off them, and whether they found the numbers that
//! the examples were drawn with.

use super::trainer::Trainer;
use crate::data::split::REFERENCE_SAMPLE;
use crate::data::split::Split;
use crate::error::Result;
use crate::metrics::knn::{NEIGHBOURS, knn_guesses};
use crate::metrics::probe::probe_guesses;
use crate::metrics::{Labelled, confusion, correlations};

/// What was found of the validation examples.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Features {
    /// How often each class was taken for each by the five nearest training codes, `[classes, classes]`, a row
    /// being a true class; empty without labels.
    pub knn: Vec<u32>,
    /// The same of a linear classifier of the codes.
    pub probe: Vec<u32>,
    /// What the examples were drawn with; empty where that is not known.
    pub factors: Vec<&'static str>,
    /// Pearson's correlation of each number of the code with each factor, `[latent, factors]`.
    pub correlations: Vec<f32>,
}

impl Trainer {
    /// Reads classes and factors off the codes, with at most 2,000 training examples to learn from.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn features(&self) -> Result<Features> {
        let (codes, labels) = self.codes(Split::Validation, usize::MAX).await?;
        let mut features = Features::default();
        if let Some(factors) = &self.dataset.factors {
            let names = factors.names.len();
            let rows = self.points.iter().map(|&index| index * names);
            let rows = rows.flat_map(|at| &factors.values[at..at + names]);
            let values: Vec<f32> = rows.copied().collect();
            features.factors = factors.names.to_vec();
            features.correlations = correlations(&codes, self.config.latent, &values, names);
        }
        if labels.is_empty() {
            return Ok(features);
        }
        let (known, known_labels) = self.codes(Split::Training, REFERENCE_SAMPLE).await?;
        let (queries, references) = (
            Labelled {
                codes: &codes,
                labels: &labels,
            },
            Labelled {
                codes: &known,
                labels: &known_labels,
            },
        );
        let classes = self.dataset.classes.len();
        let guesses = knn_guesses(queries, references, NEIGHBOURS);
        features.knn = confusion(&guesses, &labels, classes);
        let guesses = probe_guesses(queries, references);
        features.probe = confusion(&guesses, &labels, classes);
        Ok(features)
    }
}
