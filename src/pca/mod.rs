//! Principal component analysis: of all linear encoders and decoders, those with the least squared error
//! ([Pearson 1901](https://doi.org/10.1080/14786440109462720), [Hotelling
//! 1933](https://doi.org/10.1037/h0071325)). The baseline of every autoencoder: centred, and its
//! reconstructions are not clipped. What is not known of a row of a table counts as the mean of its column over what is
//! known.
//!
//! | file | content |
//! | --- | --- |
//! | `mod.rs` | fitted components, and their codes and reconstructions |
//! | `fit.rs` | the fit, in short steps |
//! | `covariance.rs` | covariance of the pixels |
//! | `axes.rs` | directions of most variance |
//! | `baseline.rs` | comparison of a run with PCA |
//! | `codes.rs` | axes of latent codes, which move |

mod axes;
pub mod baseline;
pub mod codes;
mod covariance;
pub mod fit;

use crate::ops::cpu::gemm::{Matrix, product};

/// Images per matrix product.
const BLOCK: usize = 256;

/// Directions in which images vary most.
#[derive(Debug, Clone, PartialEq)]
pub struct Pca {
    /// `[pixels]`, from 0 to 1.
    mean: Vec<f32>,
    /// `[components, pixels]`, row-major, of length 1, the largest entry of each above 0.
    axes: Vec<f32>,
    /// `[components]`, falling: the variance along each axis, mean over the images.
    variances: Vec<f64>,
    /// The variance of all pixels together.
    total: f64,
}

impl Pca {
    /// With its first components only.
    pub fn first(&self, components: usize) -> Self {
        let components = components.min(self.components());
        Self {
            mean: self.mean.clone(),
            axes: self.axes[..components * self.size()].to_vec(),
            variances: self.variances[..components].to_vec(),
            total: self.total,
        }
    }

    /// Pixels an image.
    pub fn size(&self) -> usize {
        self.mean.len()
    }

    /// Number of components.
    pub fn components(&self) -> usize {
        self.variances.len()
    }

    /// The mean image, `[pixels]`.
    pub fn mean(&self) -> &[f32] {
        &self.mean
    }

    /// `[components, pixels]`, row-major, each of length 1.
    pub fn axes(&self) -> &[f32] {
        &self.axes
    }

    /// `[components]`, falling: the variance along each axis (divided by the number of images, not by one
    /// less).
    pub fn variances(&self) -> &[f64] {
        &self.variances
    }

    /// The variance of all pixels together. What is left of it without `variances` is the sum of squared
    /// errors of an image, mean over the images it was fitted on.
    pub fn total_variance(&self) -> f64 {
        self.total
    }

    /// Codes of images: their coordinates along the axes.
    ///
    /// # Shapes
    /// - images: `[count, pixels]`, from 0 to 1; NaN where not known
    /// - output: `[count, components]`
    pub fn encode(&self, images: &[f32]) -> Vec<f32> {
        let mut codes = Vec::with_capacity(images.len() / self.size() * self.components());
        for block in images.chunks(BLOCK * self.size()) {
            codes.extend(self.encode_block(block));
        }
        codes
    }

    fn encode_block(&self, images: &[f32]) -> Vec<f32> {
        let pixels = images.chunks_exact(self.size());
        let centred: Vec<f32> = pixels
            .flat_map(|image| {
                let pixels = image.iter().zip(&self.mean);
                pixels.map(|(&pixel, &mean)| centred(pixel, mean))
            })
            .collect();
        let axes = Matrix::new(&self.axes, self.size()).transposed();
        let mut codes = vec![0.0; images.len() / self.size() * self.components()];
        product(Matrix::new(&centred, self.size()), axes, &[], &mut codes);
        codes
    }

    /// The images that lie there, not clipped to black and white.
    ///
    /// # Shapes
    /// - codes: `[count, components]`
    /// - output: `[count, pixels]`
    pub fn decode(&self, codes: &[f32]) -> Vec<f32> {
        let mut images = vec![0.0; codes.len() / self.components() * self.size()];
        let (codes, axes) = (Matrix::new(codes, self.components()), &self.axes);
        product(
            codes,
            Matrix::new(axes, self.size()),
            &self.mean,
            &mut images,
        );
        images
    }

    /// Mean over images and pixels of (reconstruction − image)².
    ///
    /// # Shapes
    /// - images: `[count, pixels]`, from 0 to 1
    pub fn error(&self, images: &[f32]) -> f64 {
        let squares = images.chunks(BLOCK * self.size()).map(|block| {
            let outputs = self.decode(&self.encode_block(block));
            let differences = outputs
                .iter()
                .zip(block)
                .map(|(output, pixel)| output - pixel);
            differences
                .map(|difference| f64::from(difference).powi(2))
                .sum::<f64>()
        });
        squares.sum::<f64>() / images.len() as f64
    }
}

/// The distance of a number from its mean; none where it is not known.
fn centred(pixel: f32, mean: f32) -> f32 {
    if pixel.is_nan() { 0.0 } else { pixel - mean }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::Source;
    use crate::data::layout::{Field, FieldKind, Layout};
    use crate::data::sets::digits;
    use crate::data::{Dataset, ExampleKind};
    use crate::shape::Extent;

    /// Images of four pixels: grey 120, and from there both ways along each of the Hadamard directions.
    fn hadamard() -> (Arc<Dataset>, [[f64; 4]; 3], [f64; 3]) {
        let signs = [[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1]];
        let strides = [40, 24, 10];
        let mut pixels = Vec::new();
        for (signs, stride) in signs.iter().zip(strides) {
            for way in [-1, 1] {
                pixels.extend(signs.iter().map(|sign| (120 + way * stride * sign) as u8));
            }
        }
        let dataset = Dataset {
            width: 4,
            height: 1,
            pixels: pixels.into(),
            ..digits::load().unwrap()
        };
        // Two of six images are a distance of 2 · stride along each axis.
        let variances = strides.map(|stride| (2.0 * f64::from(stride) / 255.0).powi(2) / 3.0);
        (
            Arc::new(dataset),
            signs.map(|signs| signs.map(|sign| f64::from(sign) / 2.0)),
            variances,
        )
    }

    #[test]
    fn mean_axes_and_variances_of_known_images_are_exact() {
        let (dataset, axes, variances) = hadamard();
        let pca = Pca::fit(&dataset, &[0, 1, 2, 3, 4, 5], 3, |_| ()).unwrap();
        for &mean in pca.mean() {
            assert!((f64::from(mean) - 120.0 / 255.0).abs() < 1e-7);
        }
        for (index, (axis, variance)) in axes.iter().zip(variances).enumerate() {
            let found = &pca.axes()[index * 4..][..4];
            let cosine: f64 = found.iter().zip(axis).map(|(&a, b)| f64::from(a) * b).sum();
            assert!((cosine.abs() - 1.0).abs() < 1e-6, "{index}: {found:?}");
            let found = pca.variances()[index];
            assert!(
                (found / variance - 1.0).abs() < 1e-6,
                "{index}: {found} {variance}"
            );
        }
        assert!((pca.total_variance() / variances.iter().sum::<f64>() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn what_is_left_out_is_the_error_and_with_all_axes_nothing_is() {
        let (dataset, _, variances) = hadamard();
        let all = [0, 1, 2, 3, 4, 5];
        let images = dataset.values(&all);
        for components in 1..=4 {
            let pca = Pca::fit(&dataset, &all, components, |_| ()).unwrap();
            let left: f64 = variances.iter().skip(components).sum();
            // The error is a mean over pixels as well.
            assert!(
                (pca.error(&images) * 4.0 - left).abs() < 1e-8,
                "{components}"
            );
            let dropped = pca.total_variance() - pca.variances().iter().sum::<f64>();
            assert!(
                (dropped - left).abs() < 1e-8,
                "{components}: {dropped} {left}"
            );
        }
        let pca = Pca::fit(&dataset, &all, 9, |_| ()).unwrap();
        assert_eq!(pca.components(), 4);
        let copies = pca.decode(&pca.encode(&images));
        assert!(
            copies
                .iter()
                .zip(&images)
                .all(|(a, b)| (a - b).abs() < 1e-6)
        );
    }

    #[test]
    fn only_the_named_images_count_and_the_first_components_are_those_of_more() {
        let (dataset, axes, _) = hadamard();
        let pca = Pca::fit(&dataset, &[2, 3], 1, |_| ()).unwrap();
        let axis = pca.axes().iter().zip(axes[1]);
        let cosine: f64 = axis.map(|(&a, b)| f64::from(a) * b).sum();
        assert!((cosine.abs() - 1.0).abs() < 1e-6);
        let digits = Arc::new(digits::load().unwrap());
        let images: Vec<usize> = (0..300).collect();
        let ten = Pca::fit(&digits, &images, 10, |_| ()).unwrap().first(4);
        let four = Pca::fit(&digits, &images, 4, |_| ()).unwrap();
        let values = digits.values(&images);
        assert!((ten.error(&values) / four.error(&values) - 1.0).abs() < 1e-6);
        assert_eq!(ten.components(), 4);
    }

    #[test]
    fn what_is_not_known_of_a_table_counts_as_the_mean_of_its_column() {
        const NONE: f32 = f32::NAN;
        let gaps = [
            [5.0, 1.0, 2.0],
            [1.0, NONE, 4.0],
            [NONE, 5.0, 3.0],
            [3.0, 3.0, NONE],
            [5.0, 2.0, 1.0],
        ];
        let means = [3.5, 2.75, 2.5];
        let filled = gaps.map(|row| {
            std::array::from_fn(|at| if row[at].is_nan() { means[at] } else { row[at] })
        });
        let [(set, pca), (filled, whole)] = [gaps, filled].map(|rows| {
            let set = Arc::new(Dataset {
                columns: Layout(vec![
                    Field::new(
                        "stars",
                        FieldKind::Rating {
                            low: 1.0,
                            high: 5.0
                        }
                    );
                    3
                ]),
                ..Dataset::new(
                    Source::File,
                    ExampleKind::Table,
                    "films",
                    Extent::row(3),
                    rows.concat()
                        .into_iter()
                        .flat_map(f32::to_le_bytes)
                        .collect(),
                )
            });
            let pca = Pca::fit(&set, &[0, 1, 2, 3, 4], 2, |_| ()).unwrap();
            (set, pca)
        });
        assert_eq!(pca.mean(), means);
        assert_eq!(pca, whole);
        let all = [0, 1, 2, 3, 4];
        assert_eq!(
            pca.encode(&set.targets(&all)),
            whole.encode(&filled.targets(&all))
        );
    }

    #[test]
    fn nothing_to_fit_and_nothing_to_find_are_refused() {
        let (dataset, ..) = hadamard();
        let field = |images: &[usize], components| {
            Pca::fit(&dataset, images, components, |_| ())
                .unwrap_err()
                .field
                .unwrap()
        };
        assert_eq!(
            (field(&[], 2), field(&[0], 0)),
            ("images".into(), "latent".into())
        );
    }
}
