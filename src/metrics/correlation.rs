//! Correlation of latent dimensions with the known factors of generated examples.

/// Pearson's correlation of each column of `codes` with each column of `factors`, `[latent, factors]`; 0 where
/// one of the two is constant.
///
/// # Shapes
/// - codes: `[count, latent]`, factors: `[count, factors]`
pub fn correlations(codes: &[f32], latent: usize, factors: &[f32], names: usize) -> Vec<f32> {
    let codes = standardised(codes, latent);
    let factors = standardised(factors, names);
    let count = (codes.len() / latent.max(1)).max(1) as f64;
    let mut sums = vec![0.0; latent * names];
    for (code, factor) in codes.chunks_exact(latent).zip(factors.chunks_exact(names)) {
        for (sums, code) in sums.chunks_exact_mut(names).zip(code) {
            for (sum, factor) in sums.iter_mut().zip(factor) {
                *sum += code * factor;
            }
        }
    }
    sums.into_iter().map(|sum| (sum / count) as f32).collect()
}

/// Columns with mean 0 and standard deviation 1; constant ones become zeros.
fn standardised(values: &[f32], columns: usize) -> Vec<f64> {
    let count = (values.len() / columns.max(1)).max(1) as f64;
    let mut means = vec![0.0; columns];
    let mut squares = vec![0.0; columns];
    for row in values.chunks_exact(columns) {
        for (mean, &value) in means.iter_mut().zip(row) {
            *mean += f64::from(value) / count;
        }
    }
    for row in values.chunks_exact(columns) {
        for ((square, mean), &value) in squares.iter_mut().zip(&means).zip(row) {
            *square += (f64::from(value) - mean).powi(2) / count;
        }
    }
    let moved = values.iter().enumerate().map(|(at, &value)| {
        let (mean, deviation) = (means[at % columns], squares[at % columns].sqrt());
        // What rounding leaves of a constant is no variance.
        let constant = deviation <= 1e-7 * mean.abs().max(f64::MIN_POSITIVE);
        if constant {
            0.0
        } else {
            (f64::from(value) - mean) / deviation
        }
    });
    moved.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::samples;

    #[test]
    fn correlations_are_those_of_numpy() {
        let (images, labels) = samples::images(300);
        let codes = samples::codes(&images, 2);
        let factors: Vec<f32> = labels
            .iter()
            .enumerate()
            .flat_map(|(at, &label)| [f32::from(label), (at % 7) as f32])
            .collect();
        // numpy.corrcoef(codes[:, k], factors[:, f])[0, 1]
        let exact = [-0.349_219_8, -0.012_374_96, 0.177_211_6, 0.044_300_54];
        let found = correlations(&codes, 2, &factors, 2);
        for (found, exact) in found.iter().zip(exact) {
            assert!((found - exact).abs() < 1e-6, "{found}, not {exact}");
        }
    }

    #[test]
    fn a_straight_line_gives_1_a_falling_one_minus_1_and_a_constant_0() {
        let codes = [1.0, -1.0, 5.0, 2.0, -2.0, 5.0, 4.0, -4.0, 5.0];
        assert_eq!(
            correlations(&codes, 3, &[10.0, 20.0, 40.0], 1),
            [1.0, -1.0, 0.0]
        );
        assert_eq!(correlations(&codes, 3, &[0.3; 3], 1), [0.0; 3]);
        assert_eq!(correlations(&[2.0], 1, &[3.0], 1), [0.0]);
    }
}
