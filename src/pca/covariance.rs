//! How pixels vary together: the covariance of images, summed up a block at a time.

use crate::kernels::gemm::{Matrix, product};

/// Columns of the covariance that are found together; above the diagonal nothing more is.
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

    /// Adds images, `[pixels]` bytes each. A few hundred at a time: their products are summed in 32 bits.
    pub fn add<'a>(&mut self, images: impl Iterator<Item = &'a [u8]>) {
        let size = self.mean.len();
        self.centred.clear();
        for image in images {
            let pixels = image.iter().zip(&self.mean);
            self.centred
                .extend(pixels.map(|(&byte, mean)| f32::from(byte) / 255.0 - mean));
        }
        self.count += self.centred.len() / size;
        let images = Matrix::new(&self.centred, size);
        for first in (0..size).step_by(STRIP) {
            let end = size.min(first + STRIP);
            let width = end - first;
            self.strip.resize(end * width, 0.0);
            let rows = images.columns(0..end).transposed();
            product(rows, images.columns(first..end), &[], &mut self.strip);
            for (row, values) in self.strip.chunks_exact(width).enumerate() {
                let sums = &mut self.sums[row * size + first..][..width];
                sums.iter_mut().zip(values).for_each(|(sum, &value)| *sum += f64::from(value));
            }
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
