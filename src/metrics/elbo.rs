//! Negative ELBO of a single example under a variational model.

use super::letters::log_likelihood;

/// Negative ELBO, an upper bound on −ln p(x) in nats, up to a constant. It is the reconstruction term plus
/// the KL divergence of the posterior from the standard normal ([Kingma and Welling
/// 2013](https://arxiv.org/abs/1312.6114)). The mean stands in place of a sampled code. The reconstruction
/// term is the cross-entropy of the pixels. Of a model trained with squared errors it is half their sum: the
/// term of normal pixels with standard deviation 1. Of words it is the cross-entropy of their letters, and of rows
/// of a table the sum of both kinds over what is known.
///
/// # Shapes
/// - logits, output, picture: `[pixels]`, the output being the logits as pixels
/// - heads: `[2 · latent]`, the means and then the log-variances
pub fn negative_elbo(lost: Lost, picture: &[f32], heads: &[f32]) -> f64 {
    reconstruction_nats(lost, picture) + divergence(heads)
}

/// The reconstruction term of the bound.
pub fn reconstruction_nats(lost: Lost, picture: &[f32]) -> f64 {
    match lost {
        Lost::CrossEntropy { logits } => cross_entropy(logits, picture),
        Lost::Squared { output } => squares(output, picture) / 2.0,
        Lost::Letters { probabilities } => -log_likelihood(probabilities, picture),
        Lost::Fields { outputs, softmaxes } => fields(outputs, picture, softmaxes),
    }
}

/// Reconstruction loss of the bound.
#[derive(Debug, Clone, Copy)]
pub enum Lost<'a> {
    /// From logits.
    CrossEntropy {
        /// `[pixels]`
        logits: &'a [f32],
    },
    /// From pixels.
    Squared {
        /// `[pixels]`
        output: &'a [f32],
    },
    /// From the probability of each letter at each place.
    Letters {
        /// `[places, alphabet]`
        probabilities: &'a [f32],
    },
    /// From a row of a table, NaN in the picture where it is not known.
    Fields {
        /// `[width]`: numbers, and probabilities of categories.
        outputs: &'a [f32],
        /// As [`Layout::softmaxes`](crate::data::layout::Layout::softmaxes) has them.
        softmaxes: &'a [usize],
    },
}

fn fields(outputs: &[f32], picture: &[f32], softmaxes: &[usize]) -> f64 {
    let mut from = 0;
    let of = softmaxes.iter().map(|&width| {
        let field = from..from + width;
        from = field.end;
        let (output, known) = (&outputs[field.clone()], &picture[field]);
        match width {
            _ if known[0].is_nan() => 0.0,
            1 => squares(output, known) / 2.0,
            _ => -log_likelihood(output, known),
        }
    });
    of.sum()
}

fn cross_entropy(logits: &[f32], picture: &[f32]) -> f64 {
    let pixels = logits.iter().zip(picture);
    pixels
        .map(|(&logit, &pixel)| {
            let (logit, pixel) = (f64::from(logit), f64::from(pixel));
            logit.max(0.0) - logit * pixel + (-logit.abs()).exp().ln_1p()
        })
        .sum()
}

fn squares(output: &[f32], picture: &[f32]) -> f64 {
    let pixels = output.iter().zip(picture);
    pixels
        .map(|(&output, &pixel)| f64::from(output - pixel).powi(2))
        .sum()
}

fn divergence(heads: &[f32]) -> f64 {
    let (means, logs) = heads.split_at(heads.len() / 2);
    let latents = means.iter().zip(logs);
    latents
        .map(|(&mean, &log)| {
            let (mean, log) = (f64::from(mean), f64::from(log));
            (mean * mean + log.exp() - 1.0 - log) / 2.0
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_costs_half_the_squares_of_its_numbers_and_the_surprise_of_its_categories_where_they_are_known()
     {
        let cost = |row: &[f32]| {
            let (outputs, softmaxes) = (&[2.0, 0.25, 0.75, 1.0], &[1, 2, 1]);
            reconstruction_nats(Lost::Fields { outputs, softmaxes }, row)
        };
        let surprise = -(0.25_f64.ln());
        assert!((cost(&[0.0, 1.0, 0.0, 2.0]) - (2.0 + surprise + 0.5)).abs() < 1e-12);
        const NONE: f32 = f32::NAN;
        assert_eq!(cost(&[0.0, NONE, NONE, NONE]), 2.0);
        assert_eq!(cost(&[NONE; 4]), 0.0);
    }

    #[test]
    fn a_perfect_copy_from_the_standard_normal_costs_nothing_and_each_part_counts_by_its_formula() {
        let picture = [0.25, 0.75];
        let perfect = Lost::Squared { output: &picture };
        assert_eq!(negative_elbo(perfect, &picture, &[0.0; 4]), 0.0);
        let off = Lost::Squared {
            output: &[0.75, 0.75],
        };
        assert_eq!(negative_elbo(off, &picture, &[0.0; 4]), 0.125);
        // KL(N(1, 1) || N(0, 1)) = 1/2; KL(N(0, 4) || N(0, 1)) = (4 - 1 - ln 4) / 2
        let moved = negative_elbo(perfect, &picture, &[1.0, 0.0, 0.0, 4.0f32.ln()]);
        assert!(
            (moved - (0.5 + (3.0 - 4.0f64.ln()) / 2.0)).abs() < 1e-6,
            "{moved}"
        );
    }

    #[test]
    fn cross_entropy_is_that_of_the_probabilities_and_survives_large_logits() {
        // -0.25 ln 0.5 - 0.75 ln 0.5 for each of two pixels with logit 0
        let even = Lost::CrossEntropy {
            logits: &[0.0, 0.0],
        };
        let found = negative_elbo(even, &[0.25, 1.0], &[]);
        assert!((found - 2.0 * 2.0f64.ln()).abs() < 1e-12, "{found}");
        let sure = Lost::CrossEntropy { logits: &[800.0] };
        assert_eq!(negative_elbo(sure, &[0.0], &[]), 800.0);
        assert_eq!(negative_elbo(sure, &[1.0], &[]), 0.0);
        let letters = Lost::Letters {
            probabilities: &[0.5, 0.5, 0.25, 0.75],
        };
        let found = negative_elbo(letters, &[1.0, 0.0, 1.0, 0.0], &[]);
        assert!((found - 8.0f64.ln()).abs() < 1e-12, "{found}");
    }
}
