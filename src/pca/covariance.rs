//! Covariance of images, accumulated block by block.

use super::centred;
use crate::ops::cpu::gemm::{Matrix, product};

/// Columns of the covariance in one product; only entries above the diagonal are computed.
const STRIP: usize = 64;

/// The sum of the outer products of centred images.
#[derive(Debug)]
pub struct Covariance {
    mean: Vec<f32>,
    /// `[pixels, pixels]`, above the diagonal and in its strips.
    sums: Vec<f64>,
    count: usize,
    centred: Vec<f32>,
    strip: Vec<f32>,
}

impl Covariance {
    /// Without images yet; `mean` is that of all that will come, `[pixels]`, from 0 to 1.
    pub fn new(mean: Vec<f32>) -> Self {
        Self {
            sums: vec![0.0; mean.len() * mean.len()],
            mean,
            count: 0,
            centred: Vec::new(),
            strip: Vec::new(),
        }
    }

    /// Adds images, `[count, pixels]` from 0 to 1, NaN where not known. A few hundred at a time: their products are summed in 32 bits.
    pub fn add(&mut self, images: &[f32]) {
        let size = self.mean.len();
        let count = images.len() / size;
        // [pixels, images], so that some of the pixels lie together
        self.centred.resize(size * count, 0.0);
        for (index, image) in images.chunks_exact(size).enumerate() {
            let column = self.centred[index..].iter_mut().step_by(count);
            for ((value, &pixel), &mean) in column.zip(image).zip(&self.mean) {
                *value = centred(pixel, mean);
            }
        }
        self.count += count;
        for first in (0..size).step_by(STRIP) {
            self.add_strip(first, size.min(first + STRIP), count);
        }
    }

    /// Columns `first..end`, down to the diagonal.
    fn add_strip(&mut self, first: usize, end: usize, count: usize) {
        let (size, width) = (self.mean.len(), end - first);
        let rows = Matrix::new(&self.centred[..end * count], count);
        let columns = Matrix::new(&self.centred[first * count..end * count], count);
        self.strip.resize(end * width, 0.0);
        product(rows, columns.transposed(), &[], &mut self.strip);
        for (row, values) in self.strip.chunks_exact(width).enumerate() {
            let sums = &mut self.sums[row * size + first..][..width];
            let pairs = sums.iter_mut().zip(values);
            pairs.for_each(|(sum, &value)| *sum += f64::from(value));
        }
    }

    /// The mean, and the covariance `[pixels, pixels]`: sums divided by the number of images.
    pub fn finish(mut self) -> (Vec<f32>, Vec<f64>) {
        let size = self.mean.len();
        let count = self.count as f64;
        for row in 0..size {
            for column in row..size {
                let value = self.sums[row * size + column] / count;
                self.sums[row * size + column] = value;
                self.sums[column * size + row] = value;
            }
        }
        (self.mean, self.sums)
    }
}
