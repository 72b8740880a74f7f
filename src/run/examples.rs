//! Queries about the examples of a run: their images and codes, and the nearest one to an image.

use serde::Serialize;

use super::trainer::Trainer;
use crate::data::ExampleKind;
use crate::data::row_distance::Measured;
use crate::data::split::Split;
use crate::error::{LabError, Result};
use crate::typed_array::TypedArray;

/// Latent codes of examples.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Codes {
    /// `[count, latent]`
    pub codes: TypedArray<f32>,
    /// `[count]`, 255 where the class is unknown; empty without labels.
    pub labels: TypedArray<u8>,
    /// `[count]`, or empty without names.
    pub names: Vec<String>,
}

/// Examples of a split.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Examples {
    /// `[count, size]` bytes; of a table floats.
    pub examples: TypedArray<u8>,
    /// `[count]`, 255 where the class is unknown; empty without labels.
    pub labels: TypedArray<u8>,
    /// Place of each in the file that it comes from, from 0 on.
    pub indices: TypedArray<u32>,
}

/// Nearest training example of each of some images.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct NearestExamples {
    /// `[count, size]` bytes; of a table floats.
    pub examples: TypedArray<u8>,
    /// `[count]`, 255 where the class is unknown; empty without labels.
    pub labels: TypedArray<u8>,
    /// Mean squared difference of each, on 0 to 1; of a table in standard deviations, over what both rows know.
    pub errors: TypedArray<f32>,
}

impl Trainer {
    /// Codes and labels of the first examples of a split, at most so many. The splits are mixed, so that the first
    /// are a fair sample.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn codes(&self, split: Split, most: usize) -> Result<Codes> {
        let indices = self.indices(split);
        let indices = &indices[..indices.len().min(most)];
        Ok(Codes {
            codes: self.encode(indices).await?.into(),
            labels: self.dataset.labels_of(indices).into(),
            names: self.dataset.identity.names_of(indices),
        })
    }

    /// Some examples of a split, by their places in it.
    ///
    /// # Errors
    /// `Config` where a place is beyond the last.
    pub fn examples(&self, split: Split, places: &[u32]) -> Result<Examples> {
        let of_split = self.indices(split);
        let indices = places.iter().map(|&place| {
            of_split.get(place as usize).copied().ok_or_else(|| {
                LabError::config(
                    "indices",
                    place,
                    format!("There are only {} examples.", of_split.len()),
                    "Ask again once the run has been built.",
                )
            })
        });
        let indices = indices.collect::<Result<Vec<_>>>()?;
        Ok(Examples {
            examples: self.dataset.images(&indices).into(),
            labels: self.dataset.labels_of(&indices).into(),
            indices: self.indices_in_files(&indices),
        })
    }

    /// Finds for each image the training example with the smallest squared error; of equal ones the first.
    ///
    /// # Shapes
    /// - examples: `[count, size]` bytes, one after another
    ///
    /// # Errors
    /// `Config` where that are not whole examples.
    pub fn nearest(&self, examples: &[u8]) -> Result<NearestExamples> {
        self.check_examples(examples)?;
        let mut found = NearestExamples::default();
        for example in examples.chunks_exact(self.dataset.stride()) {
            let (index, error) = match self.dataset.kind {
                ExampleKind::Table => self.nearest_row(example),
                _ => self.nearest_image(example),
            };
            found.examples.extend(self.dataset.image(index));
            found.labels.extend(self.dataset.labels_of(&[index]));
            found.errors.push(error as f32);
        }
        Ok(found)
    }

    fn nearest_image(&self, example: &[u8]) -> (usize, f64) {
        let mut best = (0, u32::MAX);
        for &index in self.indices(Split::Training) {
            let squares = squares_below(example, self.dataset.image(index), best.1);
            if squares < best.1 {
                best = (index, squares);
            }
        }
        let (index, squares) = best;
        (
            index,
            f64::from(squares) / (example.len() as f64 * 255.0 * 255.0),
        )
    }

    /// The row whose numbers and categories are nearest in standard deviations, where both are known.
    fn nearest_row(&self, example: &[u8]) -> (usize, f64) {
        let sought = Measured::new(example, &self.dataset.columns);
        let indices = self.indices(Split::Training).iter();
        let known = indices.filter_map(|&index| {
            let difference = sought.squared_difference(self.dataset.image(index))?;
            Some((index, difference))
        });
        let nearest = known.min_by(|one, other| one.1.total_cmp(&other.1));
        nearest.unwrap_or((0, f64::NAN))
    }

    /// Places of examples in the files that they come from.
    pub(super) fn indices_in_files(&self, indices: &[usize]) -> TypedArray<u32> {
        let places = indices.iter();
        places
            .map(|&index| self.dataset.index_in_file(index) as u32)
            .collect()
    }

    /// Names of the examples of a split; empty without names.
    pub(super) fn names(&self, split: Split) -> Vec<String> {
        self.dataset.identity.names_of(self.indices(split))
    }

    /// Indices of the examples of a split.
    pub(super) fn indices(&self, split: Split) -> &[usize] {
        match split {
            Split::Training => self.batches.images(),
            Split::Validation => &self.points,
            Split::Test => &self.test,
        }
    }
}

/// The sum of the squared differences of two images of at most 64 × 64 × 3 bytes. A sum that is not below
/// `most` may stop early, at any value from `most` on.
fn squares_below(one: &[u8], other: &[u8], most: u32) -> u32 {
    const STRETCH: usize = 128; // long enough for vectors, short enough to give up early
    let mut sum = 0;
    for (one, other) in one.chunks(STRETCH).zip(other.chunks(STRETCH)) {
        let squares = one
            .iter()
            .zip(other)
            .map(|(&a, &b)| u32::from(a.abs_diff(b)).pow(2));
        sum += squares.sum::<u32>();
        if sum >= most {
            break;
        }
    }
    sum
}
