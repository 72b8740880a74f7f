//! Report of all metrics of a run.

use serde::{Deserialize, Serialize};

use super::activity::{active_units, mean_activation, variances};
use super::argsort::argsort_falling;
use super::cells::{Cell, cell_scores};
use super::knn;
use super::labelled::Labelled;
use super::letters::letter_scores;
use super::probe;
use super::squared_error::{mse, psnr, sse};
use super::ssim::ssim;
use super::trustworthiness::{self as trust, trustworthiness};
use crate::shape::Extent;

/// Points in the trustworthiness, which compares each with every other.
const MAX_POINTS: usize = 2_000;

/// Names of the metrics by their keys in a [`Report`], and in the loss terms (`accuracy`): the page and the
/// command line print these.
pub const NAMES: [(&str, &str); 21] = [
    ("mse", "MSE"),
    ("sse", "SSE"),
    ("psnr", "PSNR"),
    ("ssim", "SSIM"),
    ("leastCrossEntropy", "Least cross-entropy"),
    ("lettersRight", "Letters right"),
    ("wordsRight", "Words right"),
    ("natsPerLetter", "Cross-entropy of a letter"),
    ("numbersMse", "MSE of the numbers"),
    ("categoriesRight", "Categories right"),
    ("ratingsRmse", "RMSE of the ratings"),
    ("negElbo", "−ELBO"),
    ("reconstructionNats", "Reconstruction"),
    ("klNats", "KL divergence"),
    ("activeUnits", "Active units"),
    ("meanActivation", "Mean activation"),
    ("knn5Accuracy", "kNN accuracy"),
    ("probeAccuracy", "Linear probe accuracy"),
    ("accuracy", "Classifier accuracy"),
    ("trustworthiness", "Trustworthiness"),
    ("auroc", "AUROC"),
];

/// The name of a metric by its key; the key itself where it has no name.
pub fn name_of(key: &str) -> &str {
    let found = NAMES.iter().find(|(known, _)| *known == key);
    found.map_or(key, |(_, name)| name)
}

/// Outputs of a model for images that it was not trained on.
#[derive(Debug, Clone, Copy)]
pub struct Evaluation<'a> {
    /// Reconstructions, `[count, pixels]`, from 0 to 1.
    pub outputs: &'a [f32],
    /// Clean images, `[count, pixels]`, from 0 to 1.
    pub images: &'a [f32],
    /// The same, but NaN where a value is not known.
    pub targets: &'a [f32],
    /// Columns of a table; empty for other examples.
    pub columns: &'a [Cell],
    /// Of an image.
    pub extent: Extent,
    /// True where the examples are words, whose channels are letters.
    pub are_words: bool,
    /// `[count, latent]`; of a variational code the means.
    pub codes: &'a [f32],
    /// Latent dimensions.
    pub latent: usize,
    /// Those of the codes whose labels are known, for the metrics of labels.
    pub queries: Option<Labelled<'a>>,
    /// Codes of training images, for the metrics of labels, which are left out without both.
    pub references: Option<Labelled<'a>>,
}

/// All metrics; those that do not apply are left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Report {
    /// Mean over images and their numbers of the squared difference.
    pub mse: f64,
    /// Mean over images of the sum of squared differences.
    pub sse: f64,
    /// In decibels, of the mean MSE; none for perfect reconstructions.
    pub psnr: Option<f64>,
    /// Mean structural similarity; none for images below 7 × 7 and sequences.
    pub ssim: Option<f64>,
    /// Cross-entropy in nats per pixel below which no reconstruction comes; none where the loss is another.
    pub least_cross_entropy: Option<f64>,
    /// Share of letters of words that come back right.
    pub letters_right: Option<f64>,
    /// Share of words that come back right.
    pub words_right: Option<f64>,
    /// Cross-entropy of words in nats, divided by their letters.
    pub nats_per_letter: Option<f64>,
    /// Mean squared error of the known numbers of a table, in standard deviations.
    pub numbers_mse: Option<f64>,
    /// Share of the known categories of a table that come back right.
    pub categories_right: Option<f64>,
    /// Root of the mean squared error of the known ratings.
    pub ratings_rmse: Option<f64>,
    /// −ELBO of a variational model in nats per image, whatever its loss: the sum of the next two.
    pub neg_elbo: Option<f64>,
    /// Reconstruction term of −ELBO in nats per image.
    pub reconstruction_nats: Option<f64>,
    /// KL divergence of the codes from the standard normal in nats per image, without free nats.
    pub kl_nats: Option<f64>,
    /// Latent dimensions that vary.
    pub active_units: usize,
    /// Latent dimensions.
    pub latent: usize,
    /// Mean of all codes over all latent dimensions.
    pub mean_activation: f64,
    /// Images whose label is known; accuracies are of these.
    pub labelled: usize,
    /// Share of images whose label most of the five nearest training codes have.
    pub knn5_accuracy: Option<f64>,
    /// Share of images whose label a linear classifier of the code predicts.
    pub probe_accuracy: Option<f64>,
    /// Of the two latent dimensions that the page opens with (see `opening_axes`), over 2,000 points and 5 neighbours.
    pub trustworthiness: Option<f64>,
    /// AUROC of the squared error as an anomaly score, where there are classes other than the normal ones. All other
    /// metrics are of the normal classes.
    pub auroc: Option<f64>,
    /// Examples of other classes than the normal ones, of known label, in the AUROC.
    pub anomalies: usize,
}

impl Report {
    /// Measures all that applies. With references this takes a while: 10,000 images against 60,000 some
    /// seconds.
    pub fn new(evaluation: &Evaluation) -> Self {
        let Evaluation {
            outputs,
            images,
            targets,
            columns,
            extent,
            codes,
            latent,
            ..
        } = *evaluation;
        let count = codes.len() / latent;
        let pixels = images.len() / count;
        let mse = mse(outputs, targets);
        let points = count.min(MAX_POINTS);
        let map = opening_map(&codes[..points * latent], latent);
        let pair = evaluation.queries.zip(evaluation.references);
        let letters = evaluation
            .are_words
            .then(|| letter_scores(outputs, images, extent.width, extent.channels));
        let are_pixels = !evaluation.are_words && columns.is_empty();
        let cells = cell_scores(outputs, targets, columns);
        Self {
            mse,
            sse: sse(outputs, targets, pixels),
            psnr: Some(psnr(mse)).filter(|psnr| psnr.is_finite() && are_pixels),
            ssim: ssim(outputs, images, extent),
            least_cross_entropy: None,
            letters_right: letters.map(|scores| scores.letters_right),
            words_right: letters.map(|scores| scores.words_right),
            nats_per_letter: letters.map(|scores| scores.nats_per_letter),
            numbers_mse: cells.numbers_mse,
            categories_right: cells.categories_right,
            ratings_rmse: cells.ratings_rmse,
            active_units: active_units(codes, latent),
            latent,
            mean_activation: mean_activation(codes),
            labelled: evaluation.queries.map_or(0, |known| known.labels.len()),
            knn5_accuracy: pair
                .map(|(queries, known)| knn::knn_accuracy(queries, known, knn::NEIGHBOURS)),
            probe_accuracy: pair.map(|(queries, known)| probe::probe_accuracy(queries, known)),
            trustworthiness: trustworthiness(
                &map,
                latent.min(2),
                &images[..points * pixels],
                pixels,
                trust::NEIGHBOURS,
            ),
            neg_elbo: None,
            reconstruction_nats: None,
            kl_nats: None,
            auroc: None,
            anomalies: 0,
        }
    }

    /// The report with −ELBO, from its two terms.
    pub fn with_elbo(self, reconstruction: f64, kl: f64) -> Self {
        Self {
            neg_elbo: Some(reconstruction + kl),
            reconstruction_nats: Some(reconstruction),
            kl_nats: Some(kl),
            ..self
        }
    }
}

/// The latent dimensions that the latent space opens with: the first two. One with less than a hundredth of the
/// largest variance is replaced by the dimension that varies most.
fn opening_axes(codes: &[f32], latent: usize) -> Vec<usize> {
    let variances = variances(codes, latent);
    let largest = variances.iter().copied().fold(0.0, f64::max);
    let best = argsort_falling(&variances);
    let mut axes: Vec<_> = (0..latent.min(2)).collect();
    for at in 0..axes.len() {
        if variances[axes[at]] < 0.01 * largest {
            let other = best.iter().find(|number| !axes.contains(number));
            axes[at] = other.copied().unwrap_or(axes[at]);
        }
    }
    axes
}

fn opening_map(codes: &[f32], latent: usize) -> Vec<f32> {
    let axes = opening_axes(codes, latent);
    let rows = codes.chunks_exact(latent);
    rows.flat_map(|code| axes.iter().map(|&axis| code[axis]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::samples;

    fn evaluation<'a>(images: &'a [f32], outputs: &'a [f32], codes: &'a [f32]) -> Evaluation<'a> {
        Evaluation {
            outputs,
            images,
            targets: images,
            columns: &[],
            extent: Extent {
                height: 8,
                width: 8,
                channels: 1,
            },
            are_words: false,
            codes,
            latent: 2,
            queries: None,
            references: None,
        }
    }

    #[test]
    fn a_report_leaves_out_what_does_not_apply() {
        let images = samples::images(40).0;
        let codes = samples::codes(&images, 2);
        let report = Report::new(&evaluation(&images, &images, &codes));
        assert_eq!((report.mse, report.psnr, report.latent), (0.0, None, 2));
        assert_eq!(
            (report.knn5_accuracy, report.probe_accuracy, report.auroc),
            (None, None, None)
        );
        assert!(report.trustworthiness.is_some() && report.ssim.is_some());
    }

    #[test]
    fn the_map_of_a_longer_code_is_that_of_the_two_numbers_that_the_plane_opens_with() {
        let images = samples::images(60).0;
        let flat = samples::codes(&images, 2);
        let longer = flat.chunks(2).zip(0u8..);
        let longer = longer.flat_map(|(code, at)| [code[0], code[1], f32::from(at) / 20.0]);
        let longer: Vec<_> = longer.collect();
        let [short, long] = [(&flat, 2), (&longer, 3)].map(|(codes, latent)| {
            let evaluation = evaluation(&images, &images, codes);
            Report::new(&Evaluation {
                latent,
                ..evaluation
            })
            .trustworthiness
        });
        assert_eq!(short, long);
        assert_ne!(long, trustworthiness(&longer, 3, &images, 64, 5));

        let swings = |swings: [f32; 4]| -> Vec<f32> {
            let sign = |at: usize| {
                if usize::is_multiple_of(at, 2) {
                    1.0
                } else {
                    -1.0
                }
            };
            (0..40)
                .flat_map(|at| swings.map(|swing| 5.0 + swing * sign(at)))
                .collect()
        };
        for (of, axes) in [
            ([0.2, 0.5, 1.0, 1.0], [0, 1]),
            ([0.0, 0.5, 0.3, 1.0], [3, 1]),
            ([0.0, 0.0, 0.3, 1.0], [3, 2]),
            ([0.0; 4], [0, 1]),
        ] {
            assert_eq!(opening_axes(&swings(of), 4), axes, "{of:?}");
        }
    }

    #[test]
    fn a_report_with_all_there_is_survives_the_way_through_json() {
        let (images, labels) = samples::images(200);
        let (copies, codes) = (samples::copies(&images), samples::codes(&images, 2));
        let known = Labelled {
            codes: &codes,
            labels: &labels,
        };
        let report = Report::new(&Evaluation {
            queries: Some(known),
            references: Some(known),
            ..evaluation(&images, &copies, &codes)
        });
        assert_eq!(
            report.trustworthiness,
            trustworthiness(&codes, 2, &images, 64, 5)
        );
        let knn = report.knn5_accuracy.unwrap();
        assert!(knn > 0.3 && knn < 1.0, "{report:?}");
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["knn5Accuracy"], knn);
        assert_eq!(serde_json::from_value::<Report>(json).unwrap(), report);
    }
}
