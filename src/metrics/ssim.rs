//! Structural similarity ([Wang, Bovik, Sheikh and Simoncelli 2004](https://doi.org/10.1109/TIP.2003.819861)):
//! agreement of means, contrasts and patterns within a sliding window.
//!
//! As in the paper: a Gaussian window of 11 × 11 with σ 1.5, K₁ 0.01 and K₂ 0.03. Variances are divided by
//! the weight of the window. Only windows that lie wholly in the image count. Where an image is smaller than
//! 11 pixels in one direction, the window is a uniform one of 7 × 7; below 7 there is none.

use crate::shape::Extent;

const GAUSSIAN: usize = 11;
const SIGMA: f64 = 1.5;
const UNIFORM: usize = 7;
/// (K L)² for pixels from 0 to 1.
const C1: f64 = 0.01 * 0.01;
const C2: f64 = 0.03 * 0.03;

/// Mean structural similarity of reconstructions and images, at most 1; none where they are smaller than the
/// smallest window. Each colour counts as an image.
///
/// # Shapes
/// - outputs, images: `[count, height, width, channels]`, from 0 to 1
pub fn ssim(outputs: &[f32], images: &[f32], extent: Extent) -> Option<f64> {
    let window = window(extent.width.min(extent.height))?;
    let images = images.chunks_exact(extent.size());
    let count = (images.len() * extent.channels) as f64;
    let mut sum = 0.0;
    for (output, image) in outputs.chunks_exact(extent.size()).zip(images) {
        for channel in 0..extent.channels {
            let of = |pixels: &[f32]| -> Vec<f32> {
                let pixels = pixels[channel..].iter().step_by(extent.channels);
                pixels.copied().collect()
            };
            sum += plane(&of(output), &of(image), extent.width, &window);
        }
    }
    (count > 0.0).then_some(sum / count)
}

/// Weights along one side of the window; those of the window are their products.
fn window(side: usize) -> Option<Vec<f64>> {
    if side < GAUSSIAN {
        return (side >= UNIFORM).then(|| vec![1.0 / UNIFORM as f64; UNIFORM]);
    }
    let middle = (GAUSSIAN / 2) as f64;
    let weight = |at: usize| (-0.5 * ((at as f64 - middle) / SIGMA).powi(2)).exp();
    let sum: f64 = (0..GAUSSIAN).map(weight).sum();
    Some((0..GAUSSIAN).map(|at| weight(at) / sum).collect())
}

/// The mean over all windows of one colour of an image.
fn plane(output: &[f32], image: &[f32], width: usize, window: &[f64]) -> f64 {
    let mean = |value: &dyn Fn(f64, f64) -> f64| {
        let pairs = output.iter().zip(image);
        let values: Vec<f64> = pairs.map(|(&x, &y)| value(x.into(), y.into())).collect();
        slide(&values, width, window)
    };
    let (mean_x, mean_y) = (mean(&|x, _| x), mean(&|_, y| y));
    let (xx, yy, xy) = (
        mean(&|x, _| x * x),
        mean(&|_, y| y * y),
        mean(&|x, y| x * y),
    );
    let similarity = |at: usize| {
        let (x, y) = (mean_x[at], mean_y[at]);
        let variances = xx[at] - x * x + yy[at] - y * y;
        let covariance = xy[at] - x * y;
        (2.0 * x * y + C1) * (2.0 * covariance + C2) / ((x * x + y * y + C1) * (variances + C2))
    };
    (0..xy.len()).map(similarity).sum::<f64>() / xy.len() as f64
}

/// Weighted means under the window, wherever it fits: first along the rows, then along the columns.
fn slide(values: &[f64], width: usize, window: &[f64]) -> Vec<f64> {
    let fits = width + 1 - window.len();
    let rows = values.chunks_exact(width).flat_map(|row| {
        (0..fits).map(|at| {
            row[at..]
                .iter()
                .zip(window)
                .map(|(value, weight)| value * weight)
                .sum()
        })
    });
    let rows: Vec<f64> = rows.collect();
    let down = |at: usize| -> f64 {
        let column = rows[at..].iter().step_by(fits);
        column
            .zip(window)
            .map(|(value, weight)| value * weight)
            .sum()
    };
    let height = rows.len() / fits;
    (0..fits * (height + 1 - window.len())).map(down).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::samples;

    fn grey(width: usize, height: usize) -> Extent {
        Extent {
            height,
            width,
            channels: 1,
        }
    }

    /// Four digits as one image of 16 × 16.
    fn tiled(images: &[f32]) -> Vec<f32> {
        let pixel = |at: usize| {
            let (tile, y, x) = (at / 256, at % 256 / 16, at % 16);
            images[(tile * 4 + y / 8 * 2 + x / 8) * 64 + y % 8 * 8 + x % 8]
        };
        (0..images.len()).map(pixel).collect()
    }

    #[test]
    fn small_images_have_the_similarity_that_scikit_image_finds_with_an_even_window() {
        let images = samples::images(40).0;
        // numpy.mean([structural_similarity(a, b, data_range=1, use_sample_covariance=False, win_size=7)
        //     for a, b in zip(images, copies)])
        let found = ssim(&samples::copies(&images), &images, grey(8, 8)).unwrap();
        assert!((found - 0.380_056_554_43).abs() < 1e-6, "{found}");
    }

    #[test]
    fn larger_images_have_the_similarity_that_scikit_image_finds_with_a_gaussian_window() {
        let images = samples::images(40).0;
        // numpy.mean([structural_similarity(a, b, data_range=1, use_sample_covariance=False,
        //     gaussian_weights=True, sigma=1.5) for a, b in zip(tiled(images), tiled(copies))])
        let (images, copies) = (tiled(&images), tiled(&samples::copies(&images)));
        let found = ssim(&copies, &images, grey(16, 16)).unwrap();
        assert!((found - 0.322_174_835_33).abs() < 1e-6, "{found}");
    }

    #[test]
    fn an_image_is_wholly_like_itself_and_a_sequence_has_no_windows() {
        let images = samples::images(4).0;
        let found = ssim(&images, &images, grey(8, 8)).unwrap();
        assert!((found - 1.0).abs() < 1e-12);
        assert_eq!(ssim(&images, &images, grey(64, 1)), None);
    }

    #[test]
    fn a_coloured_image_is_as_similar_as_its_colours_are_in_the_mean() {
        let images = samples::images(40).0;
        let copies = samples::copies(&images);
        let of_grey = |outputs: &[f32]| ssim(outputs, &images, grey(8, 8)).unwrap();
        let expected = (of_grey(&copies) + 2.0 * of_grey(&images)) / 3.0;
        let three = |first: &[f32]| -> Vec<f32> {
            let pairs = first.iter().zip(&images);
            pairs.flat_map(|(&one, &x)| [one, x, x]).collect()
        };
        let extent = Extent {
            channels: 3,
            ..grey(8, 8)
        };
        let found = ssim(&three(&copies), &three(&images), extent).unwrap();
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }
}
