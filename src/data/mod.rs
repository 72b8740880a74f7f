//! Images to learn from: flat bytes with a shape and, where known, labels. One file per source.

pub mod batches;
pub mod digits;
pub mod files;
pub mod idx;
pub mod split;
pub mod strokes;

use serde::Serialize;

use crate::config::Source;

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

    /// The pixels of several images from 0 to 1, byte / 255: `[indices, height, width]`.
    pub fn values(&self, indices: &[usize]) -> Vec<f32> {
        let bytes = indices.iter().flat_map(|&index| self.image(index));
        bytes.map(|&byte| f32::from(byte) / 255.0).collect()
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
        let classes = self
            .labels
            .iter()
            .max()
            .map_or(0, |&largest| usize::from(largest) + 1);
        DatasetInfo {
            source: self.source,
            name: self.name.clone(),
            width: self.width,
            height: self.height,
            train: sizes.train,
            validation: sizes.validation,
            test: sizes.test,
            classes: (0..classes).map(|class| class.to_string()).collect(),
        }
    }
}
