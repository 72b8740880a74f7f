//! Squared errors of reconstructions: MSE, SSE and PSNR.

/// Mean over images and pixels of (reconstruction − image)². Of the images NaN is not known, and left out.
///
/// # Shapes
/// - outputs, images: `[count, pixels]`
pub fn mse(outputs: &[f32], images: &[f32]) -> f64 {
    let known = images.iter().filter(|image| !image.is_nan());
    sum(outputs, images) / known.count() as f64
}

/// Mean over images of the sum of (reconstruction − image)² over its known pixels, as [Hinton and Salakhutdinov
/// 2006](https://doi.org/10.1126/science.1127647) count. It is `pixels` times the MSE where all are known.
///
/// # Shapes
/// - outputs, images: `[count, pixels]`
pub fn sse(outputs: &[f32], images: &[f32], pixels: usize) -> f64 {
    sum(outputs, images) / (images.len() / pixels) as f64
}

/// −10 log₁₀ MSE, in decibels, for pixels from 0 to 1: of the mean MSE, not the mean of each image's.
/// Infinite where the reconstructions are perfect.
pub fn psnr(mse: f64) -> f64 {
    -10.0 * mse.log10()
}

/// The MSE of each image, `[count]`: an anomaly score.
///
/// # Shapes
/// - outputs, images: `[count, pixels]`
pub fn image_errors(outputs: &[f32], images: &[f32], pixels: usize) -> Vec<f64> {
    let images = images.chunks_exact(pixels);
    let pairs = outputs.chunks_exact(pixels).zip(images);
    pairs.map(|(output, image)| mse(output, image)).collect()
}

fn sum(outputs: &[f32], images: &[f32]) -> f64 {
    let pairs = outputs.iter().zip(images);
    let known = pairs.filter(|(_, image)| !image.is_nan());
    known
        .map(|(&output, &image)| (f64::from(output) - f64::from(image)).powi(2))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::samples;

    #[test]
    fn errors_of_bad_copies_are_those_of_scikit_learn() {
        let images = samples::images(40).0;
        let copies = samples::copies(&images);
        // sklearn.metrics.mean_squared_error(images, copies)
        let exact = 0.182_425_211_327_524_82;
        let found = mse(&copies, &images);
        assert!((found / exact - 1.0).abs() < 1e-6, "{found}");
        assert!((sse(&copies, &images, 64) / (64.0 * exact) - 1.0).abs() < 1e-6);
        // -10 * numpy.log10(mse)
        assert!((psnr(found) - 7.389_151_4).abs() < 1e-5);
    }

    #[test]
    fn the_errors_of_single_images_have_the_mse_as_their_mean() {
        assert_eq!(
            image_errors(&[1.0, 0.5, 0.0, 0.0], &[0.0, 0.5, 0.0, 1.0], 2),
            [0.5, 0.5]
        );
        assert_eq!(
            sse(&[1.0, 5.0, 3.0, 2.0], &[0.0, f32::NAN, 0.0, 2.0], 2),
            5.0
        );
        assert!(
            mse(&[f32::NAN, 1.0], &[0.0, 1.0]).is_nan(),
            "an output is never unknown"
        );
        assert_eq!(image_errors(&[1.0, 2.0], &[1.0, 0.0], 1), [0.0, 4.0]);
    }

    #[test]
    fn what_is_not_known_has_no_error() {
        assert_eq!(mse(&[1.0, 5.0, 3.0], &[0.0, f32::NAN, 0.0]), 5.0);
        assert_eq!(
            image_errors(&[1.0, 5.0, 3.0, 0.0], &[0.0, f32::NAN, 0.0, 1.0], 2),
            [1.0, 5.0]
        );
    }

    #[test]
    fn a_perfect_copy_has_no_error_and_an_infinite_psnr() {
        let images = samples::images(3).0;
        assert_eq!(mse(&images, &images), 0.0);
        assert_eq!(psnr(0.0), f64::INFINITY);
    }
}
