//! Data sets of examples, images or sequences: flat bytes with a shape and, where known, labels. One file per
//! source.

pub mod batches;
pub mod catalog;
#[cfg(feature = "import")]
pub mod formats;
pub mod identity;
#[cfg(feature = "import")]
pub mod import;
pub mod info;
pub mod labels;
pub mod layout;
pub mod limits;
pub mod packed;
pub mod row_distance;
pub mod sets;
pub mod sound;
pub mod split;
pub mod sprite;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::Source;
use crate::data::identity::Identity;
use crate::data::layout::{Field, FieldKind, Layout};
use crate::data::sound::Sound;
use crate::device::readback::bytes;
use crate::shape::Extent;

/// Rows of a table that are taken out of it at once.
const AT_ONCE: usize = 1000;

/// Kind of an example, which decides how the page draws and names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum ExampleKind {
    /// A picture: neighbours in a row and in a column belong together.
    Image,
    /// A signal over time: one row of samples, from first to last.
    Sequence,
    /// A word: at each place one letter of an alphabet, one-hot.
    Word,
    /// A row of a table, whose columns are numbers, categories or ratings.
    Table,
}

impl ExampleKind {
    /// Plural for messages.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Image => "images",
            Self::Sequence => "signals",
            Self::Word => "words",
            Self::Table => "rows",
        }
    }

    /// Bytes of a number: tables hold floats.
    pub fn bytes_per_number(self) -> usize {
        match self {
            Self::Image | Self::Sequence | Self::Word => 1,
            Self::Table => size_of::<f32>(),
        }
    }
}

/// Examples of one size, in a fixed order. They are called images here, sequences and words too: a sequence is an
/// image of one row. A word is one whose pixels are places and whose channels are letters. A row of a table is one whose pixels
/// are floats.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Source of the examples.
    pub source: Source,
    /// Kind of the examples.
    pub kind: ExampleKind,
    /// For people.
    pub name: String,
    /// Pixels a row, samples of a sequence, places of a word, or numbers of a row of a table.
    pub width: usize,
    /// Rows; one where they are no images.
    pub height: usize,
    /// Numbers of a pixel: 1 of a grey one, 3 (red, green, blue) of a coloured one; letters of the alphabet of a word.
    pub channels: usize,
    /// Letters of words, in the order of the channels; the last one stands for the end of a word. Empty for other kinds.
    pub alphabet: String,
    /// Columns of a table; empty for other kinds.
    pub columns: Layout,
    /// `[count, height, width, channels]`, row-major; 0 is black or lowest, 255 white or highest. Of a table the bytes of floats,
    /// little-endian, as [`Layout`] has them. Shared by the copies of a set that differ in other fields.
    pub pixels: Arc<Vec<u8>>,
    /// `[count]`, or empty where the images have no labels. Read them by [`Dataset::label_of`]: some may be
    /// [`labels::UNKNOWN_LABEL`].
    pub labels: Vec<u8>,
    /// Name of each label; empty without labels.
    pub classes: Vec<String>,
    /// Names of the examples, and their places in the files, where these say any.
    pub identity: Identity,
    /// Known factors of generated examples, none of others.
    pub factors: Option<Factors>,
    /// The images from this one on are a test set of their own, kept apart by whoever made the files.
    pub test_from: Option<usize>,
    /// Rate and form of examples that are sounds; none for others.
    pub sound: Option<Sound>,
    /// Share for validation in percent, where one was chosen.
    pub validation: Option<usize>,
    /// Of the contents of files, whose names say little: CRC-32 of pixels and labels. 0 where the seed and the
    /// name say all.
    pub fingerprint: u32,
}

/// Known factors of generated examples.
#[derive(Debug, Clone, PartialEq)]
pub struct Factors {
    /// Names of the columns, with units.
    pub names: &'static [&'static str],
    /// `[count, names]`, row-major.
    pub values: Vec<f32>,
}

impl Dataset {
    /// Examples with nothing but their numbers; the other fields are empty.
    pub fn new(
        source: Source,
        kind: ExampleKind,
        name: impl Into<String>,
        extent: Extent,
        pixels: Vec<u8>,
    ) -> Self {
        Self {
            source,
            kind,
            name: name.into(),
            width: extent.width,
            height: extent.height,
            channels: extent.channels,
            alphabet: String::new(),
            columns: Layout::default(),
            pixels: Arc::new(pixels),
            labels: Vec::new(),
            classes: Vec::new(),
            identity: Identity::default(),
            factors: None,
            test_from: None,
            sound: None,
            validation: None,
            fingerprint: 0,
        }
    }

    /// Numbers an image.
    pub fn size(&self) -> usize {
        self.extent().size()
    }

    /// Bytes of an image.
    pub fn stride(&self) -> usize {
        self.size() * self.kind.bytes_per_number()
    }

    /// Number of images.
    pub fn count(&self) -> usize {
        self.pixels.len() / self.stride().max(1)
    }

    /// Height, width and channels of an image.
    pub fn extent(&self) -> Extent {
        Extent {
            height: self.height,
            width: self.width,
            channels: self.channels,
        }
    }

    /// Fields of an example.
    pub fn layout(&self) -> Layout {
        let kind = match self.kind {
            ExampleKind::Image => FieldKind::Pixels {
                height: self.height,
                width: self.width,
                channels: self.channels,
            },
            ExampleKind::Sequence => FieldKind::Samples { count: self.width },
            ExampleKind::Word => FieldKind::Letters {
                alphabet: self.alphabet.clone(),
                length: self.width,
            },
            ExampleKind::Table => return self.columns.clone(),
        };
        Layout(vec![Field::new(self.name.clone(), kind)])
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

    /// The mean of some images, `[height, width, channels]`, on 0 to 1; of a table that of what is known.
    pub fn mean_image(&self, indices: &[usize]) -> Vec<f32> {
        if self.kind == ExampleKind::Table {
            return self.mean_row(indices);
        }
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

    /// Place of an example in the file that it comes from, from 0 on. A test set of its own counts from 0 again.
    pub fn index_in_file(&self, index: usize) -> usize {
        if let Some(&place) = self.identity.places.get(index) {
            return place as usize;
        }
        match self.test_from {
            Some(from) if index >= from => index - from,
            _ => index,
        }
    }

    /// Names of some examples, and their places in the files.
    pub fn identity_of(&self, indices: &[usize]) -> Identity {
        let place = |&index: &usize| self.index_in_file(index) as u32;
        Identity {
            names: self.identity.names_of(indices),
            places: indices.iter().map(place).collect(),
        }
    }

    /// The mean of what is known of some rows of a table as a network takes them; 0 where nothing is.
    fn mean_row(&self, indices: &[usize]) -> Vec<f32> {
        let mut sums = vec![(0.0, 0u32); self.size()];
        for rows in indices.chunks(AT_ONCE) {
            for row in self.targets(rows).chunks_exact(self.size().max(1)) {
                let known = sums.iter_mut().zip(row);
                for ((sum, count), &value) in known.filter(|(_, value)| !value.is_nan()) {
                    *sum += f64::from(value);
                    *count += 1;
                }
            }
        }
        let mean = |&(sum, count): &(f64, u32)| (sum / f64::from(count.max(1))) as f32;
        sums.iter().map(mean).collect()
    }

    /// The bytes of one image, `[height, width, channels]`.
    pub fn image(&self, index: usize) -> &[u8] {
        &self.pixels[index * self.stride()..(index + 1) * self.stride()]
    }

    /// The bytes of several images, one after the other.
    pub fn images(&self, indices: &[usize]) -> Vec<u8> {
        indices
            .iter()
            .flat_map(|&index| self.image(index))
            .copied()
            .collect()
    }

    /// Several images as a network takes them, `[indices, height, width, channels]`: pixels from 0 to 1, byte / 255, and rows of a
    /// table as [`Layout::standardized`] has them.
    pub fn values(&self, indices: &[usize]) -> Vec<f32> {
        if self.kind == ExampleKind::Table {
            let known = self.targets(indices).into_iter();
            return known
                .map(|value| if value.is_nan() { 0.0 } else { value })
                .collect();
        }
        // No copy of the bytes between.
        let bytes = indices.iter().flat_map(|&index| self.image(index));
        bytes.map(|&byte| f32::from(byte) / 255.0).collect()
    }

    /// Bytes of whole images as a network takes them.
    pub fn values_of(&self, bytes: &[u8]) -> Vec<f32> {
        if self.kind != ExampleKind::Table {
            return bytes.iter().map(|&byte| f32::from(byte) / 255.0).collect();
        }
        let mut rows = floats(bytes);
        self.columns.standardized(&mut rows);
        rows
    }

    /// The same, but NaN for what is not known: errors leave it out.
    pub fn targets_of(&self, bytes: &[u8]) -> Vec<f32> {
        let mut values = self.values_of(bytes);
        let mask = self.mask_of(bytes);
        for (value, &known) in values.iter_mut().zip(mask.iter().flatten()) {
            if known == 0 {
                *value = f32::NAN;
            }
        }
        values
    }

    /// Several images as [`Self::values`] has them, but NaN for what is not known.
    pub fn targets(&self, indices: &[usize]) -> Vec<f32> {
        if self.kind != ExampleKind::Table {
            return self.values(indices);
        }
        let mut targets = Vec::with_capacity(indices.len() * self.size());
        for rows in indices.chunks(AT_ONCE) {
            targets.extend(self.targets_of(&self.images(rows)));
        }
        targets
    }

    /// Outputs of a network as bytes: cut to black and white, and of a table in units.
    pub fn bytes_of(&self, outputs: &[f32]) -> Vec<u8> {
        if self.kind != ExampleKind::Table {
            return bytes(outputs);
        }
        let mut rows = outputs.to_vec();
        self.columns.in_units(&mut rows);
        rows.iter().flat_map(|value| value.to_le_bytes()).collect()
    }

    /// Absolute errors of outputs as bytes, from black to white; of a table as floats, whose numbers are in standard deviations.
    pub fn error_bytes_of(&self, errors: &[f32]) -> Vec<u8> {
        match self.kind {
            ExampleKind::Table => errors
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect(),
            _ => self.bytes_of(errors),
        }
    }

    /// A mask of what is known in bytes of whole images, one entry a number: 255 where it is, 0 where it is not. None where all is
    /// always known.
    pub fn mask_of(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let (numbers, _) = bytes.as_chunks();
        let numbers = numbers.iter().map(|&bytes| f32::from_le_bytes(bytes));
        let known = numbers.map(|value| if value.is_nan() { 0 } else { 255 });
        (self.kind == ExampleKind::Table).then(|| known.collect())
    }

    /// The same set, its numbers standardized by some rows of the table. Other kinds stay as they are.
    pub fn scaled_to(self: &Arc<Self>, indices: &[usize]) -> Arc<Self> {
        if self.kind != ExampleKind::Table {
            return self.clone();
        }
        let (numbers, _) = self.pixels.as_chunks();
        let columns = self.columns.scaled_to(|column| {
            let numbers = indices
                .iter()
                .map(move |&row| numbers[row * self.size() + column]);
            numbers.map(f32::from_le_bytes)
        });
        Arc::new(Self {
            columns,
            ..Self::clone(self)
        })
    }
}

/// Little-endian floats.
fn floats(bytes: &[u8]) -> Vec<f32> {
    let (numbers, _) = bytes.as_chunks();
    numbers
        .iter()
        .map(|&bytes| f32::from_le_bytes(bytes))
        .collect()
}
