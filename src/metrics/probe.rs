//! Linear probe of codes ([Alain and Bengio 2016](https://arxiv.org/abs/1610.01644)): multinomial logistic
//! regression on standardised codes, as
//! scikit-learn's `make_pipeline(StandardScaler(), LogisticRegression(C=1, max_iter=300))`.

use super::labelled::{Labelled, accuracy};
use super::lbfgs::{Limits, minimise};
use crate::ops::cpu::gemm::{Matrix, product};

/// Inverse strength of the L2 regularization.
const C: f64 = 1.0;
/// Limits of scikit-learn.
const LIMITS: Limits = Limits {
    steps: 300,
    gradient: 1e-4,
    rounding: ROUNDING,
};
/// Relative rounding error of the loss, whose products are in 32 bits.
const ROUNDING: f64 = 1e-8;
/// Codes worked on at a time.
const BLOCK: usize = 512;

/// Accuracy on the queries of a classifier trained on the references.
pub fn probe_accuracy(queries: Labelled, references: Labelled) -> f64 {
    accuracy(&probe_guesses(queries, references), queries.labels)
}

/// Labels `[queries]` that a classifier trained on the references predicts.
pub fn probe_guesses(queries: Labelled, references: Labelled) -> Vec<u8> {
    let scaler = Scaler::new(references);
    let probe = Probe::train(&scaler.scaled(references.codes), references, LIMITS);
    probe.guesses(&scaler.scaled(queries.codes))
}

/// Standardises codes: those it was fitted on have mean 0 and standard deviation 1.
struct Scaler {
    mean: Vec<f64>,
    /// 1 where a number never changes.
    deviation: Vec<f64>,
}

impl Scaler {
    fn new(references: Labelled) -> Self {
        let latent = references.latent();
        let count = references.labels.len() as f64;
        let mean_of = |value: &dyn Fn(usize, f64) -> f64| {
            let mut sums = vec![0.0; latent];
            for (at, &code) in references.codes.iter().enumerate() {
                sums[at % latent] += value(at % latent, code.into()) / count;
            }
            sums
        };
        let mean = mean_of(&|_, code| code);
        let variance = mean_of(&|unit, code| (code - mean[unit]).powi(2));
        let deviation = variance.into_iter().zip(&mean).map(|(variance, mean)| {
            // What rounding leaves of a constant is no variance.
            let constant = variance.sqrt() <= 1e-7 * mean.abs();
            if constant { 1.0 } else { variance.sqrt() }
        });
        Self {
            deviation: deviation.collect(),
            mean,
        }
    }

    fn scaled(&self, codes: &[f32]) -> Vec<f32> {
        let units = self.mean.iter().zip(&self.deviation);
        let values = codes.iter().zip(units.cycle());
        values
            .map(|(&code, (mean, deviation))| ((f64::from(code) - mean) / deviation) as f32)
            .collect()
    }
}

/// Weights and biases of as many classes as there are labels.
#[derive(Debug)]
struct Probe {
    /// `[classes, latent]`, then `[classes]`.
    values: Vec<f64>,
    latent: usize,
    classes: usize,
}

impl Probe {
    /// The least mean of −log(probability of the right class) + |weights|² / (2 C count); biases are free.
    fn train(codes: &[f32], references: Labelled, limits: Limits) -> Self {
        let latent = references.latent();
        let classes = references
            .labels
            .iter()
            .max()
            .map_or(1, |&label| usize::from(label) + 1);
        let start = vec![0.0; classes * (latent + 1)];
        let pull = 1.0 / (C * references.labels.len() as f64);
        let values = minimise(start, limits, |values| {
            let probe = Self {
                values: values.to_vec(),
                latent,
                classes,
            };
            let (mut loss, mut gradient) = probe.loss(codes, references.labels);
            let weights = &values[..classes * latent];
            loss += pull / 2.0 * weights.iter().map(|weight| weight * weight).sum::<f64>();
            gradient
                .iter_mut()
                .zip(weights)
                .for_each(|(slope, weight)| *slope += pull * weight);
            (loss, gradient)
        });
        Self {
            values,
            latent,
            classes,
        }
    }

    /// Mean cross-entropy, and its gradient.
    fn loss(&self, codes: &[f32], labels: &[u8]) -> (f64, Vec<f64>) {
        let (latent, classes) = (self.latent, self.classes);
        let count = labels.len() as f64;
        let (mut loss, mut gradient) = (0.0, vec![0.0; self.values.len()]);
        let (weight_gradient, bias_gradient) = gradient.split_at_mut(classes * latent);
        let mut sums = vec![0.0; classes * latent];
        for (codes, labels) in codes.chunks(BLOCK * latent).zip(labels.chunks(BLOCK)) {
            let mut scores = self.scores(codes);
            for (scores, &label) in scores.chunks_exact_mut(classes).zip(labels) {
                loss += cross_entropy(scores, label) / count;
                let errors = bias_gradient.iter_mut().zip(&*scores);
                errors.for_each(|(slope, &error)| *slope += f64::from(error) / count);
            }
            let errors = Matrix::new(&scores, classes).transposed();
            product(errors, Matrix::new(codes, latent), &[], &mut sums);
            let pairs = weight_gradient.iter_mut().zip(&sums);
            pairs.for_each(|(slope, &sum)| *slope += f64::from(sum) / count);
        }
        (loss, gradient)
    }

    /// Logits, `[count, classes]`.
    fn scores(&self, codes: &[f32]) -> Vec<f32> {
        let values: Vec<f32> = self.values.iter().map(|&value| value as f32).collect();
        let (weights, biases) = values.split_at(self.classes * self.latent);
        let mut scores = vec![0.0; codes.len() / self.latent * self.classes];
        let weights = Matrix::new(weights, self.latent).transposed();
        product(
            Matrix::new(codes, self.latent),
            weights,
            biases,
            &mut scores,
        );
        scores
    }

    fn guesses(&self, codes: &[f32]) -> Vec<u8> {
        let scores = self.scores(codes);
        let best = scores.chunks_exact(self.classes).map(|scores| {
            let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            scores
                .iter()
                .position(|&score| score == largest)
                .unwrap_or(0)
        });
        best.map(|class| class as u8).collect()
    }
}

/// −log of the softmax of the right class; leaves softmax minus target in place of the logits.
fn cross_entropy(scores: &mut [f32], label: u8) -> f64 {
    let largest = f64::from(scores.iter().copied().fold(f32::NEG_INFINITY, f32::max));
    let right = f64::from(scores[usize::from(label)]) - largest;
    let powers = |score: f32| (f64::from(score) - largest).exp();
    let sum: f64 = scores.iter().map(|&score| powers(score)).sum();
    scores
        .iter_mut()
        .for_each(|score| *score = (powers(*score) / sum) as f32);
    scores[usize::from(label)] -= 1.0;
    sum.ln() - right
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::samples;

    /// Codes for training and for asking.
    fn codes_and_labels(latent: usize) -> (Vec<f32>, Vec<u8>) {
        let (images, labels) = samples::images(1797);
        (samples::codes(&images, latent), labels)
    }

    #[test]
    fn weights_and_biases_are_those_of_scikit_learn() {
        // probe = make_pipeline(StandardScaler(), LogisticRegression(C=1, tol=1e-9, max_iter=10000))
        //     .fit(codes[:1200], labels[:1200]); probe[-1].coef_[3, 1], probe[-1].intercept_[3]
        // The products are in 32 bits, which of 30 numbers, some nearly a mixture of others, leaves its mark.
        for (latent, weight, bias, bound) in [
            (2, -0.548_708_684_43, -0.506_307_385_16, 1e-5),
            (30, -0.080_413_184_27, 0.103_900_575_46, 5e-4),
        ] {
            let (codes, labels) = codes_and_labels(latent);
            let known = Labelled {
                codes: &codes[..1200 * latent],
                labels: &labels[..1200],
            };
            let scaled = Scaler::new(known).scaled(known.codes);
            let limits = Limits {
                steps: 2000,
                gradient: 1e-9,
                rounding: ROUNDING,
            };
            let probe = Probe::train(&scaled, known, limits);
            let found = probe.values[3 * latent + 1];
            assert!((found - weight).abs() < bound, "{latent}: {found} {weight}");
            let found = probe.values[10 * latent + 3];
            assert!((found - bias).abs() < bound, "{latent}: {found} {bias}");
        }
    }

    #[test]
    fn digits_are_read_off_their_codes_as_often_as_by_scikit_learn() {
        // make_pipeline(StandardScaler(), LogisticRegression(C=1, max_iter=300))
        //     .fit(codes[:1200], labels[:1200]).score(codes[1200:], labels[1200:]) * 597
        for (latent, right) in [(2, 152.0), (30, 528.0)] {
            let (codes, labels) = codes_and_labels(latent);
            let (known, asked) = codes.split_at(1200 * latent);
            let references = Labelled {
                codes: known,
                labels: &labels[..1200],
            };
            let queries = Labelled {
                codes: asked,
                labels: &labels[1200..],
            };
            let found = probe_accuracy(queries, references) * 597.0;
            assert!((found - right).abs() < 1e-9, "{latent}: {found}");
        }
    }

    #[test]
    fn a_number_that_never_changes_does_no_harm() {
        let codes = [0.0, 3.3, 1.0, 3.3, 0.1, 3.3, 0.9, 3.3];
        let all = Labelled {
            codes: &codes,
            labels: &[0, 1, 0, 1],
        };
        assert_eq!(probe_accuracy(all, all), 1.0);
    }
}
