//! Fit of principal components in short steps, so that the caller can show progress and stop it.

use std::sync::Arc;

use super::axes::{Eigen, Lanczos};
use super::covariance::Covariance;
use super::{BLOCK, Pca};
use crate::data::Dataset;
use crate::error::{LabError, Result};

/// Share of the time for the covariance; the rest is for the axes.
const COVARIANCE_SHARE: f64 = 0.9;

/// A fit in progress.
#[derive(Debug)]
pub struct Fit {
    dataset: Arc<Dataset>,
    indices: Vec<usize>,
    components: usize,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Begin,
    /// With so many images in it.
    Covariance(Covariance, usize),
    Axes {
        mean: Vec<f32>,
        total: f64,
        lanczos: Box<Lanczos>,
    },
    Done,
}

impl Pca {
    /// Finds the components of the images `indices` at one go; `progress` receives the share done.
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
}

impl Fit {
    /// Nothing done yet; `indices` are the images to fit. At most as many components as an image has
    /// pixels.
    ///
    /// # Errors
    /// `Data` without images, `Config` without components.
    pub fn new(dataset: Arc<Dataset>, indices: Vec<usize>, components: usize) -> Result<Self> {
        if indices.is_empty() || dataset.size() == 0 {
            return Err(LabError::data(
                "images",
                indices.len(),
                "There are no images to find principal components of.",
                "Open a file with images.",
            ));
        }
        if components == 0 {
            return Err(LabError::config(
                "latent",
                0,
                "No principal components were asked for.",
                "Ask for one at least.",
            ));
        }
        Ok(Self {
            components: components.min(dataset.size()),
            dataset,
            indices,
            stage: Stage::Begin,
        })
    }

    /// Share of the work done, from 0 to 1.
    pub fn progress(&self) -> f64 {
        match &self.stage {
            Stage::Begin => 0.0,
            Stage::Covariance(_, done) => {
                COVARIANCE_SHARE * *done as f64 / self.indices.len() as f64
            }
            Stage::Axes { lanczos, .. } => {
                // The first test may end it, and it seldom needs twice as many vectors.
                let share = lanczos.vectors() as f64 / (2 * lanczos.first_test()) as f64;
                COVARIANCE_SHARE + (1.0 - COVARIANCE_SHARE) * share.min(1.0)
            }
            Stage::Done => 1.0,
        }
    }

    /// Does a little more, some tens of milliseconds for images of 28 × 28; hands the components over
    /// when they are found.
    ///
    /// # Errors
    /// `Internal` where the components cannot be found, or have been handed over.
    pub fn step(&mut self) -> Result<Option<Pca>> {
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Begin => {
                self.stage =
                    Stage::Covariance(Covariance::new(self.dataset.mean_image(&self.indices)), 0)
            }
            Stage::Covariance(covariance, done) => self.add(covariance, done),
            Stage::Axes {
                mean,
                total,
                mut lanczos,
            } => {
                if let Some(eigen) = lanczos.step()? {
                    return Ok(Some(found(mean, &eigen, total)));
                }
                self.stage = Stage::Axes {
                    mean,
                    total,
                    lanczos,
                };
            }
            Stage::Done => return Err(LabError::internal("the components were handed over")),
        }
        Ok(None)
    }

    fn add(&mut self, mut covariance: Covariance, done: usize) {
        let end = self.indices.len().min(done + BLOCK);
        covariance.add(&self.dataset.targets(&self.indices[done..end]));
        if end < self.indices.len() {
            self.stage = Stage::Covariance(covariance, end);
            return;
        }
        let size = self.dataset.size();
        let (mean, matrix) = covariance.finish();
        self.stage = Stage::Axes {
            mean,
            total: (0..size).map(|pixel| matrix[pixel * size + pixel]).sum(),
            lanczos: Box::new(Lanczos::new(matrix, size, self.components)),
        };
    }
}

/// The sign that makes the largest entry of an axis positive: an eigenvector has either.
pub fn upright(axis: &[f64]) -> f64 {
    let largest = axis
        .iter()
        .copied()
        .reduce(|a, b| if b.abs() > a.abs() { b } else { a });
    largest.unwrap_or(1.0).signum()
}

/// The components, each axis upright.
fn found(mean: Vec<f32>, eigen: &Eigen, total: f64) -> Pca {
    let axes = eigen.vectors.chunks_exact(mean.len()).flat_map(|axis| {
        let sign = upright(axis);
        axis.iter().map(move |value| (sign * value) as f32)
    });
    Pca {
        axes: axes.collect(),
        // Rounding can leave a variance of 0 a little below it.
        variances: eigen.values.iter().map(|value| value.max(0.0)).collect(),
        total,
        mean,
    }
}
