//! PCA baseline of a run: as many principal components of its training images as it has latent dimensions.
//! They reconstruct the images that the page shows.

use std::sync::Arc;

use serde::Serialize;

use super::Pca;
use super::fit::Fit;
use crate::config::RunConfig;
use crate::data::Dataset;
use crate::data::split::{REFERENCE_SAMPLE, SplitIndices, pick_probes};
use crate::error::Result;
use crate::metrics::Labelled;
use crate::metrics::knn::{NEIGHBOURS, knn_accuracy};
use crate::metrics::probe::probe_accuracy;
use crate::typed_array::TypedArray;

/// Axes of the latent space that the page draws.
const PLANE: usize = 2;

/// A baseline in progress.
#[derive(Debug)]
pub struct Baseline {
    dataset: Arc<Dataset>,
    latent: usize,
    /// Those whose error counts; some of `points`.
    watched: Vec<usize>,
    points: Vec<usize>,
    probes: Vec<usize>,
    /// Training images of the classifiers, with known labels, as many as in the metrics of a run.
    known: Vec<usize>,
    fit: Fit,
    found: Option<Pca>,
}

/// Accuracy of classifiers on the validation images.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct ClassAccuracy {
    /// Share whose label most of the five nearest training images have.
    pub knn: f64,
    /// Share whose label a linear classifier finds.
    pub probe: f64,
}

/// Accuracies to compare those of a code with, where there are labels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct ClassAccuracies {
    /// From the pixels.
    pub pixels: ClassAccuracy,
    /// From as many principal components as the code has dimensions.
    pub pca: ClassAccuracy,
}

/// State of the work on a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS), ts(optional_fields))]
pub struct Advance {
    /// Share of the work done, from 0 to 1.
    pub progress: f64,
    /// The comparison, once it is found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
}

/// Principal components of a run's images.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Comparison {
    /// Mean over validation images and pixels of the squared difference, not clipped: comparable with the
    /// validation loss of a mean squared error. Of a table only what is known counts.
    pub error: f64,
    /// Numbers of a validation example that count, as a mean: all pixels, or what a row knows.
    pub counted: f64,
    /// Reconstructions of the probes, `[probes, pixels]` bytes, ready to draw.
    pub outputs: TypedArray<u8>,
    /// The points on the first two axes, `[points, 2]`, row-major.
    pub codes: TypedArray<f32>,
    /// The points on as many axes as the code has dimensions, `[points, latent]`, row-major; fewer where images have
    /// fewer pixels.
    pub coefficients: TypedArray<f32>,
}

impl Baseline {
    /// For a run of this config on this data: same split, probes, points and latent dimensions.
    ///
    /// # Errors
    /// `Data` where there is nothing to train on.
    pub fn new(config: &RunConfig, dataset: Arc<Dataset>) -> Result<Self> {
        let split =
            SplitIndices::new(&dataset, config.seed).training_on(&dataset, &config.normal_classes);
        let dataset = dataset.scaled_to(&split.train);
        let probes = pick_probes(&dataset, &split.validation);
        let watched = dataset.only(&split.validation, &config.normal_classes);
        let mut known = dataset.known(&split.train);
        known.truncate(REFERENCE_SAMPLE);
        // The page draws two axes however small the code is.
        let components = config.latent.max(PLANE);
        Ok(Self {
            fit: Fit::new(dataset.clone(), split.train, components)?,
            latent: config.latent,
            watched,
            points: split.validation,
            probes,
            dataset,
            known,
            found: None,
        })
    }

    /// Share of the work done, from 0 to 1.
    pub fn progress(&self) -> f64 {
        self.fit.progress()
    }

    /// Does a little more; hands the comparison over when it is found.
    ///
    /// # Errors
    /// As [`Fit::step`].
    pub fn step(&mut self) -> Result<Option<Comparison>> {
        let found = self.fit.step()?;
        Ok(found.map(|pca| {
            let comparison = self.compare(&pca);
            self.found = Some(pca);
            comparison
        }))
    }

    /// Accuracies of classifiers on pixels and components; none without labels, or before the comparison
    /// is found. Takes some seconds with large images.
    pub fn readings(&self) -> Option<ClassAccuracies> {
        let linear = self.found.as_ref()?.first(self.latent);
        let asked = self.dataset.known(&self.points);
        if asked.is_empty() || self.known.is_empty() {
            return None;
        }
        let [labels, known_labels] =
            [&asked, &self.known].map(|indices| self.dataset.labels_of(indices));
        let [points, known] = [&asked, &self.known].map(|indices| self.dataset.values(indices));
        let [asked, references] =
            [&asked, &self.known].map(|indices| linear.encode(&self.dataset.targets(indices)));
        let read = |points: &[f32], known: &[f32]| {
            let (queries, references) = (
                Labelled {
                    codes: points,
                    labels: &labels,
                },
                Labelled {
                    codes: known,
                    labels: &known_labels,
                },
            );
            ClassAccuracy {
                knn: knn_accuracy(queries, references, NEIGHBOURS),
                probe: probe_accuracy(queries, references),
            }
        };
        Some(ClassAccuracies {
            pixels: read(&points, &known),
            pca: read(&asked, &references),
        })
    }

    /// The sum of squared errors over what is known of the watched examples, and the count of that.
    fn squares(&self, linear: &Pca) -> (f64, usize) {
        let targets = self.dataset.targets(&self.watched);
        let outputs = linear.decode(&linear.encode(&targets));
        let known = outputs.iter().zip(&targets);
        let known = known.filter(|(_, target)| !target.is_nan());
        known.fold((0.0, 0), |(sum, count), (output, target)| {
            (sum + f64::from(output - target).powi(2), count + 1)
        })
    }

    fn compare(&self, pca: &Pca) -> Comparison {
        let points = self.dataset.targets(&self.points);
        let probes = self.dataset.targets(&self.probes);
        let linear = pca.first(self.latent);
        let (squares, counted) = self.squares(&linear);
        let outputs = linear.decode(&linear.encode(&probes));
        Comparison {
            error: squares / counted.max(1) as f64,
            counted: counted as f64 / self.watched.len().max(1) as f64,
            outputs: self.dataset.bytes_of(&outputs).into(),
            codes: plane(pca, &points).into(),
            coefficients: linear.encode(&points).into(),
        }
    }
}

/// The first two components; of images of one pixel the second is 0.
fn plane(pca: &Pca, images: &[f32]) -> Vec<f32> {
    let pca = pca.first(PLANE);
    let codes = pca.encode(images);
    let codes = codes.chunks_exact(pca.components());
    codes
        .flat_map(|code| [code[0], code.get(1).copied().unwrap_or(0.0)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::sets::digits;

    fn comparison(latent: usize) -> (Comparison, Baseline) {
        let config = RunConfig {
            latent,
            ..RunConfig::default()
        };
        let dataset = Arc::new(digits::load().unwrap());
        let mut baseline = Baseline::new(&config, dataset).unwrap();
        let mut last = 0.0;
        loop {
            if let Some(comparison) = baseline.step().unwrap() {
                return (comparison, baseline);
            }
            let progress = baseline.progress();
            assert!(
                progress >= last && progress < 1.0,
                "{last}, then {progress}"
            );
            last = progress;
        }
    }

    #[test]
    fn there_is_a_byte_for_every_pixel_of_the_probes_and_a_place_for_every_point() {
        let (comparison, baseline) = comparison(2);
        assert_eq!(comparison.outputs.len(), 12 * 64);
        assert_eq!(comparison.codes.len(), 229 * 2);
        assert_eq!(
            comparison.coefficients, comparison.codes,
            "of a code of two numbers"
        );
        assert_eq!(baseline.progress(), 1.0);
    }

    #[test]
    fn of_a_table_only_what_is_known_counts() {
        let config = RunConfig {
            dataset: crate::config::Source::Ratings,
            latent: 2,
            ..RunConfig::default()
        };
        let dataset = Arc::new(crate::data::sets::ratings::draw(1));
        let mut baseline = Baseline::new(&config, dataset).unwrap();
        let found = loop {
            if let Some(comparison) = baseline.step().unwrap() {
                break comparison;
            }
        };
        let rows = &baseline.dataset;
        let mask = rows.mask_of(&rows.images(&baseline.points)).unwrap();
        let known = mask.iter().filter(|&&known| known != 0).count();
        assert_eq!(found.counted, known as f64 / baseline.points.len() as f64);
        assert!(
            (6.0..9.0).contains(&found.counted),
            "three in five of twelve"
        );
        // By hand: each output against each star that was given.
        let linear = baseline.found.as_ref().unwrap().first(2);
        let inputs = rows.values(&baseline.points);
        let outputs = linear.decode(&linear.encode(&rows.targets(&baseline.points)));
        let squares = outputs.iter().zip(&inputs).zip(&mask);
        let squares = squares.filter(|entry| *entry.1 != 0);
        let sum: f64 = squares
            .map(|((output, input), _)| f64::from(output - input).powi(2))
            .sum();
        assert!((found.error - sum / known as f64).abs() < 1e-9);
    }

    #[test]
    fn classes_are_read_off_all_components_as_well_as_off_the_pixels() {
        let (_, baseline) = comparison(64);
        let readings = baseline.readings().unwrap();
        assert_eq!(
            readings.pixels.knn, readings.pca.knn,
            "a turn changes no distance"
        );
        assert!(
            readings.pixels.knn > 0.95 && readings.pixels.probe > 0.9,
            "{readings:?}"
        );
        let (_, narrow) = comparison(1);
        let readings = narrow.readings().unwrap();
        assert!(
            readings.pca.knn < 0.6 && readings.pca.probe < 0.6,
            "{readings:?}"
        );
    }

    #[test]
    fn with_as_many_components_as_pixels_the_copies_are_perfect_and_with_one_there_still_is_a_plane()
     {
        let (all, baseline) = comparison(64);
        assert!(all.error < 1e-10, "{}", all.error);
        assert_eq!(all.outputs, baseline.dataset.images(&baseline.probes));
        let (one, _) = comparison(1);
        assert_eq!(one.codes, comparison(2).0.codes);
        assert!(one.error > 0.05, "{}", one.error);
    }
}
