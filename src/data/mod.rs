//! Images to learn from: flat bytes with a shape and, where known, labels. One file per source.

pub mod batches;
pub mod digits;
pub mod files;
pub mod idx;
pub mod split;
pub mod strokes;

use serde::Serialize;

use crate::config::Source;
use crate::kernels::conv::Extent;

/// Grey images of one size, in a fixed order.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Where it came from.
    pub source: Source,
    /// For people.
    pub name: String,
    /// Pixels a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `[count, height, width]`, row-major; 0 is black, 255 white.
    pub pixels: Vec<u8>,
    /// `[count]`, or empty where the images have no labels.
    pub labels: Vec<u8>,
    /// What generated images were drawn with.
    pub factors: Option<Factors>,
    /// The images from this one on are a test set of their own, kept apart by whoever made the files.
    pub test_from: Option<usize>,
}

/// The numbers each generated image was drawn with.
#[derive(Debug, Clone, PartialEq)]
pub struct Factors {
    /// What the columns mean, with units.
    pub names: &'static [&'static str],
    /// `[count, names]`, row-major.
    pub values: Vec<f32>,
}

/// What the page shows of a data set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatasetInfo {
    /// Where it came from.
    pub source: Source,
    /// For people.
    pub name: String,
    /// Pixels a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Images trained on.
    pub train: usize,
    /// Images that the run is watched on.
    pub validation: usize,
    /// Images kept for the end.
    pub test: usize,
    /// Name of each label; empty without labels.
    pub classes: Vec<String>,
}

impl Dataset {
    /// Pixels an image.
    pub fn size(&self) -> usize {
        self.width * self.height
    }

    /// How many images.
    pub fn count(&self) -> usize {
        self.pixels.len() / self.size().max(1)
    }

    /// Height, width and channels of an image.
    pub fn extent(&self) -> Extent {
        Extent {
            height: self.height,
            width: self.width,
            channels: 1,
        }
    }

    /// How many classes the labels tell apart; 0 without labels.
    pub fn classes(&self) -> usize {
        let largest = self.labels.iter().max();
        largest.map_or(0, |&largest| usize::from(largest) + 1)
    }

    /// Mean and standard deviation of the pixels of some images, on 0 to 1. The deviation of images that
    /// are all one grey is taken as 1.
    pub fn mean_and_deviation(&self, indices: &[usize]) -> [f32; 2] {
        let mut counts = [0u64; 256];
        for &index in indices {
            for &byte in self.image(index) {
                counts[usize::from(byte)] += 1;
            }
        }
        let total = counts.iter().sum::<u64>().max(1) as f64;
        let mean_of = |of: &dyn Fn(f64) -> f64| {
            let weighted = counts.iter().enumerate();
            let sum: f64 = weighted
                .map(|(byte, &count)| of(byte as f64 / 255.0) * count as f64)
                .sum();
            sum / total
        };
        let mean = mean_of(&|pixel| pixel);
        let deviation = mean_of(&|pixel| (pixel - mean).powi(2)).sqrt();
        let deviation = if deviation > 0.0 { deviation } else { 1.0 };
        [mean as f32, deviation as f32]
    }

    /// The mean of some images, `[height, width]`, on 0 to 1.
    pub fn mean_image(&self, indices: &[usize]) -> Vec<f32> {
        let mut sums = vec![0u64; self.size()];
        for &index in indices {
            let pixels = sums.iter_mut().zip(self.image(index));
            pixels.for_each(|(sum, &byte)| *sum += u64::from(byte));
        }
        let total = 255.0 * indices.len().max(1) as f64;
        sums.iter()
            .map(|&sum| (sum as f64 / total) as f32)
            .collect()
    }

    /// The bytes of one image, `[height, width]`.
    pub fn image(&self, index: usize) -> &[u8] {
        &self.pixels[index * self.size()..(index + 1) * self.size()]
    }

    /// The bytes of several images, one after the other.
    pub fn images(&self, indices: &[usize]) -> Vec<u8> {
        indices
            .iter()
            .flat_map(|&index| self.image(index))
            .copied()
            .collect()
    }

    /// The labels of several images; empty without labels.
    pub fn labels_of(&self, indices: &[usize]) -> Vec<u8> {
        if self.labels.is_empty() {
            return Vec::new();
        }
        indices.iter().map(|&index| self.labels[index]).collect()
    }

    /// What the page shows of it.
    pub fn info(&self) -> DatasetInfo {
        let sizes = split::Sizes::of(self);
        DatasetInfo {
            source: self.source,
            name: self.name.clone(),
            width: self.width,
            height: self.height,
            train: sizes.train,
            validation: sizes.validation,
            test: sizes.test,
            classes: (0..self.classes()).map(|class| class.to_string()).collect(),
        }
    }
}
