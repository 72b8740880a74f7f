//! Principal components: of all linear maps to a few numbers and back, the one with the least squared
//! error ([Pearson 1901](https://doi.org/10.1080/14786440109462720), [Hotelling
//! 1933](https://doi.org/10.1037/h0071325)). The baseline every autoencoder is drawn against: centred, and
//! its reconstructions are not clipped.
//!
//! | file | what lives there |
//! | --- | --- |
//! | `mod.rs` | what was found, and what it makes of images |
//! | `fit.rs` | the way there, in short steps |
//! | `covariance.rs` | how pixels vary together |
//! | `axes.rs` | the directions of most variance |
//! | `baseline.rs` | what a run is compared with |

mod axes;
pub mod baseline;
mod covariance;
pub mod fit;

use std::sync::Arc;

use crate::data::Dataset;
use crate::error::Result;
use crate::kernels::gemm::{Matrix, product};
use fit::Fit;

/// Images worked on at a time.
const BLOCK: usize = 256;

/// The directions in which images vary most.
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
    /// Finds the components of the images `indices` at one go; `progress` is told the share done.
    /// At most as many components as an image has pixels.
    ///
    /// # Errors
    /// `Data` without images, `Config` without components.
    pub fn fit(
        dataset: &Arc<Dataset>,
        indices: &[usize],
        components: usize,
        mut progress: impl FnMut(f64),
    ) -> Result<Self> {
        let mut fit = Fit::new(dataset.clone(), indices.to_vec(), components)?;
        loop {
            if let Some(pca) = fit.step()? {
                return Ok(pca);
            }
            progress(fit.progress());
        }
    }

    /// Pixels an image.
    pub fn size(&self) -> usize {
        self.mean.len()
    }

    /// How many there are.
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

    /// Where images lie along the axes.
    ///
    /// # Shapes
    /// - images: `[count, pixels]`, from 0 to 1
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
            .flat_map(|image| image.iter().zip(&self.mean).map(|(pixel, mean)| pixel - mean))
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
        product(codes, Matrix::new(axes, self.size()), &self.mean, &mut images);
        images
    }

    /// Mean over images and pixels of (reconstruction − image)².
    ///
    /// # Shapes
    /// - images: `[count, pixels]`, from 0 to 1
    pub fn error(&self, images: &[f32]) -> f64 {
        let squares = images.chunks(BLOCK * self.size()).map(|block| {
            let copies = self.decode(&self.encode_block(block));
            let differences = copies.iter().zip(block).map(|(copy, pixel)| copy - pixel);
            differences.map(|difference| f64::from(difference).powi(2)).sum::<f64>()
        });
        squares.sum::<f64>() / images.len() as f64
    }
}
