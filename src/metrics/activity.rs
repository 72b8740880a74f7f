//! Active units and mean activation of codes.

/// Variance above which a unit is active ([Burda, Grosse and Salakhutdinov
/// 2015](https://arxiv.org/abs/1509.00519)).
pub const ACTIVE: f64 = 0.01;

/// Number of latent dimensions whose variance over the images is above `ACTIVE`. Of a variational code, `codes`
/// are the means.
///
/// # Shapes
/// - codes: `[count, latent]`
pub fn active_units(codes: &[f32], latent: usize) -> usize {
    let variances = variances(codes, latent);
    variances
        .into_iter()
        .filter(|&variance| variance > ACTIVE)
        .count()
}

/// Mean of all codes over all latent dimensions.
pub fn mean_activation(codes: &[f32]) -> f64 {
    codes.iter().map(|&code| f64::from(code)).sum::<f64>() / codes.len() as f64
}

/// Variance of each latent dimension over the images, divided by their count: `[latent]`.
pub(super) fn variances(codes: &[f32], latent: usize) -> Vec<f64> {
    let (count, codes) = (
        codes.len() as f64 / latent as f64,
        codes.chunks_exact(latent),
    );
    let mut means = vec![0.0; latent];
    for code in codes.clone() {
        means
            .iter_mut()
            .zip(code)
            .for_each(|(mean, &value)| *mean += f64::from(value) / count);
    }
    let mut variances = vec![0.0; latent];
    for code in codes {
        let pairs = variances.iter_mut().zip(means.iter().zip(code));
        pairs.for_each(|(sum, (mean, &value))| *sum += (f64::from(value) - mean).powi(2) / count);
    }
    variances
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::samples;

    #[test]
    fn variances_and_means_are_those_of_numpy() {
        let codes = samples::codes(&samples::images(1797).0, 3);
        let codes: Vec<f32> = codes.iter().map(|code| code / 8.0).collect();
        // numpy.var(codes, axis=0), codes.mean()
        let exact = [0.040_905_71, 0.007_059_96, 0.012_400_13];
        for (found, exact) in variances(&codes, 3).iter().zip(exact) {
            assert!((found - exact).abs() < 1e-7, "{found} {exact}");
        }
        assert!((mean_activation(&codes) + 0.055_063_212_228).abs() < 1e-7);
        assert_eq!(active_units(&codes, 3), 2);
    }

    #[test]
    fn a_code_that_never_changes_has_no_active_unit_however_large_it_is() {
        assert_eq!(active_units(&[7.0, -300.0, 7.0, -300.0, 7.0, -300.0], 2), 0);
    }
}
