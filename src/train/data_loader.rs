//! Hands out the batches of a run from images that lie on the device. The order of the next thousands
//! of images lies there too; only every so many steps is more of it sent.

use burn::tensor::{Device, Int, Tensor};

use crate::data::batches::Batches;
use crate::data::{Dataset, ExampleKind};
use crate::device::readback::bytes;
use crate::device::upload::integer_tensor;
use crate::model::context::Batch;
use crate::ops::training::gather::{Encoding, Order, gather, reorder};
use crate::train::step_state::StepState;

/// Images whose order is sent at once, about.
const AHEAD: usize = 1 << 16;
/// Images that are made ready for the device at once.
const AT_ONCE: usize = 1000;
/// A block holds a multiple of so many steps, so that recordings of this length divide it.
const MULTIPLE: usize = 10;

/// A row of numbers for each image, on the device.
#[derive(Debug)]
struct Rows {
    /// `[images, words]`
    words: Tensor<2, Int>,
    encoding: Encoding,
    /// Numbers of a row.
    width: usize,
}

/// Images on the device, and the order in which they are visited.
#[derive(Debug)]
pub struct DataLoader {
    images: Tensor<2, Int>,
    /// Class numbers, `[images, 1]`, as the bits of floats; negative where unknown.
    labels: Option<Tensor<2, Int>>,
    targets: Option<Rows>,
    known: Option<Rows>,
    encoding: Encoding,
    pixels: usize,
    order: Tensor<1, Int>,
    batches: Batches,
    /// The row of each image of the data set among `images`, negative for those that are never trained on; empty where
    /// they are the same.
    rows: Vec<i32>,
    /// Steps of a block.
    steps: usize,
    /// Index of the block that `order` holds.
    block: usize,
}

impl DataLoader {
    /// The training images of a data set, as bytes that become 0 to 1. Rows of a table are floats, and have a mask of what is known.
    pub fn new(dataset: &Dataset, batches: Batches, device: &Device) -> Self {
        let mut rows = vec![-1; dataset.count()];
        batches.images().iter().for_each(|&index| rows[index] = 0);
        let held = (0..).zip(rows.iter_mut().filter(|row| **row == 0));
        held.for_each(|(at, row)| *row = at);
        let held: Vec<usize> = (0..dataset.count()).filter(|&at| rows[at] >= 0).collect();
        let is_table = dataset.kind == ExampleKind::Table;
        // one-hot codes are as exact in a quarter of the memory
        let encoding = match is_table && !dataset.columns.is_one_hot() {
            true => Encoding::Floats,
            false => Encoding::Bytes,
        };
        let pixels = dataset.size();
        let mut words = Vec::with_capacity(held.len() * encoding.words(pixels));
        for images in held.chunks(AT_ONCE) {
            match (encoding, is_table) {
                (Encoding::Floats, _) => {
                    let values = dataset.values(images).into_iter();
                    words.extend(values.map(|value| value.to_bits() as i32));
                }
                (Encoding::Bytes, true) => {
                    let codes = bytes(&dataset.values(images));
                    words.extend(packed(codes.chunks(pixels)));
                }
                (Encoding::Bytes, false) => {
                    words.extend(packed(images.iter().map(|&at| dataset.image(at))));
                }
            }
        }
        let data = Images {
            words,
            encoding,
            pixels,
            rows,
        };
        let mut loader = Self::from_words(data, batches, device);
        if is_table {
            let mask = |images| dataset.mask_of(&dataset.images(images)).unwrap_or_default();
            let mut words = Vec::with_capacity(held.len() * Encoding::Bytes.words(pixels));
            for images in held.chunks(AT_ONCE) {
                words.extend(packed(mask(images).chunks(pixels)));
            }
            loader.known = Some(loader.of_bytes(words, pixels));
        }
        loader
    }

    /// Images as numbers.
    ///
    /// # Shapes
    /// - values: `[images, pixels]`
    pub fn from_floats(values: &[f32], pixels: usize, batches: Batches, device: &Device) -> Self {
        let words = values.iter().map(|value| value.to_bits() as i32).collect();
        let data = Images {
            words,
            encoding: Encoding::Floats,
            pixels,
            rows: Vec::new(),
        };
        Self::from_words(data, batches, device)
    }

    fn from_words(data: Images, mut batches: Batches, device: &Device) -> Self {
        let Images {
            words,
            encoding,
            pixels,
            rows,
        } = data;
        let width = encoding.words(pixels);
        let steps = (AHEAD / batches.size()).max(MULTIPLE) / MULTIPLE * MULTIPLE;
        let shape = [words.len() / width, width];
        // Written as all later ones are, so that the device has what it needs for that from the start.
        let order = upload(vec![0; steps * batches.size()], device);
        let order = reorder(
            order,
            upload(in_rows(&rows, batches.indices(0, steps)), device),
        );
        Self {
            images: integer_tensor(words, shape, device),
            labels: None,
            targets: None,
            known: None,
            encoding,
            pixels,
            order,
            batches,
            rows,
            steps,
            block: 0,
        }
    }

    /// The same with a class number for each image, negative where unknown.
    pub fn with_labels(mut self, labels: &[f32]) -> Self {
        let held = self.held(labels.iter());
        let bits: Vec<i32> = held.map(|label| label.to_bits() as i32).collect();
        let count = bits.len();
        self.labels = Some(integer_tensor(bits, [count, 1], &self.images.device()));
        self
    }

    /// The same with targets that are not the images themselves, as in segmentation.
    ///
    /// # Shapes
    /// - targets: `[images, width]` bytes, which become 0 to 1
    pub fn with_targets(mut self, targets: &[u8], width: usize) -> Self {
        self.targets = Some(self.rows(targets, width));
        self
    }

    /// The same with a mask of what is known of the targets.
    ///
    /// # Shapes
    /// - known: `[images, width]` bytes: 255 where known, 0 where not
    pub fn with_known(mut self, known: &[u8], width: usize) -> Self {
        self.known = Some(self.rows(known, width));
        self
    }

    /// Those of the items, one for each image of the data set, whose images lie on the device.
    fn held<T>(&self, items: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        let is_held = |at: usize| self.rows.get(at).is_none_or(|&row| row >= 0);
        let held = items.enumerate().filter(move |(at, _)| is_held(*at));
        held.map(|(_, item)| item)
    }

    fn rows(&self, bytes: &[u8], width: usize) -> Rows {
        self.of_bytes(packed(self.held(bytes.chunks(width))).collect(), width)
    }

    fn of_bytes(&self, words: Vec<i32>, width: usize) -> Rows {
        let encoding = Encoding::Bytes;
        let shape = [words.len() / encoding.words(width), encoding.words(width)];
        Rows {
            words: integer_tensor(words, shape, &self.images.device()),
            encoding,
            width,
        }
    }

    /// Loads the order of the step after `step`. Returns the number of steps for which it lasts,
    /// all with batches of one size.
    pub fn prepare(&mut self, step: usize) -> usize {
        let block = step / self.steps;
        if block != self.block {
            let indices = self.batches.indices(block * self.steps, self.steps);
            let new = upload(in_rows(&self.rows, indices), &self.order.device());
            self.order = reorder(self.order.clone(), new);
            self.block = block;
        }
        self.batches.alike(step, self.steps - step % self.steps)
    }

    /// The batch of the step that comes next by the step state, of so many images: images `[batch, pixels]`,
    /// labels `[batch, 1]`.
    pub fn batch(&self, step_state: &StepState, batch: usize) -> Batch {
        let order = Order {
            images: &self.order,
            room: self.batches.size(),
            steps: step_state.steps(),
        };
        let take = |values, encoding, numbers| gather(values, encoding, order, [batch, numbers]);
        let take_rows =
            |rows: &Rows| gather(&rows.words, rows.encoding, order, [batch, rows.width]);
        Batch {
            images: take(&self.images, self.encoding, self.pixels),
            targets: self.targets.as_ref().map(take_rows),
            known: self.known.as_ref().map(take_rows),
            labels: self
                .labels
                .as_ref()
                .map(|labels| take(labels, Encoding::Floats, 1)),
        }
    }

    /// The batches, which know of epochs.
    pub fn batches(&self) -> &Batches {
        &self.batches
    }
}

/// Images as words for the device.
struct Images {
    words: Vec<i32>,
    encoding: Encoding,
    pixels: usize,
    rows: Vec<i32>,
}

/// The rows of images by their indices.
fn in_rows(rows: &[i32], mut indices: Vec<i32>) -> Vec<i32> {
    for index in &mut indices {
        *index = rows.get(*index as usize).copied().unwrap_or(*index);
    }
    indices
}

/// The words of rows of bytes.
fn packed<'a>(rows: impl Iterator<Item = &'a [u8]>) -> impl Iterator<Item = i32> {
    rows.flat_map(|row| row.chunks(4).map(pack))
}

fn pack(bytes: &[u8]) -> i32 {
    let mut word = [0; 4];
    word[..bytes.len()].copy_from_slice(bytes);
    i32::from_le_bytes(word)
}

fn upload(indices: Vec<i32>, device: &Device) -> Tensor<1, Int> {
    let count = indices.len();
    integer_tensor(indices, [count], device)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Source;
    use crate::data::layout::{Field, FieldKind, Layout};
    use crate::data::sets::digits;
    use crate::shape::Extent;

    #[test]
    fn the_device_holds_the_training_images_and_no_others() {
        let dataset = digits::load().unwrap();
        let train: Vec<usize> = (0..1797).rev().step_by(3).collect();
        let device = Device::flex();
        let batches = Batches::in_order(train.clone(), 8);
        let labels: Vec<f32> = (0..1797).map(|at| at as f32).collect();
        let mut loader = DataLoader::new(&dataset, batches, &device).with_labels(&labels);
        assert_eq!(loader.images.dims(), [599, 16]);
        let step_state = StepState::new(0, 0.1, 1, &device);
        loader.prepare(0);
        let batch = loader.batch(&step_state, 8);
        let pixels: Vec<f32> = batch.images.into_data().try_to_vec::<f32>().unwrap();
        assert_eq!(pixels, dataset.values(&train[..8]));
        let found: Vec<f32> = batch
            .labels
            .unwrap()
            .into_data()
            .try_to_vec::<f32>()
            .unwrap();
        let expected: Vec<f32> = train[..8].iter().map(|&at| at as f32).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn rows_of_categories_lie_on_the_device_as_bytes_and_come_back_as_they_are() {
        let names = |count: usize| FieldKind::Category {
            names: (0..count).map(|name| name.to_string()).collect(),
        };
        let cell = |row: usize, first: usize, end: usize, place: usize| {
            let one_hot = (first..end).map(move |at| f32::from(u8::from(at == first + place)));
            one_hot.map(move |number| if row % 7 == first { f32::NAN } else { number })
        };
        let rows = (0..60).flat_map(|row| cell(row, 0, 3, row % 3).chain(cell(row, 3, 5, row % 2)));
        let (kind, extent) = (ExampleKind::Table, Extent::row(5));
        let numbers = rows.flat_map(f32::to_le_bytes).collect();
        let dataset = Dataset {
            columns: Layout(vec![Field::new("a", names(3)), Field::new("b", names(2))]),
            ..Dataset::new(Source::File, kind, "rows", extent, numbers)
        };
        let device = Device::flex();
        let all: Vec<usize> = (0..60).collect();
        let mut loader = DataLoader::new(&dataset, Batches::in_order(all.clone(), 60), &device);
        assert_eq!(loader.images.dims(), [60, 2]);
        loader.prepare(0);
        let batch = loader.batch(&StepState::new(0, 0.1, 1, &device), 60);
        let numbers = |rows: Tensor<2>| rows.into_data().try_to_vec::<f32>().unwrap();
        assert_eq!(numbers(batch.images), dataset.values(&all));
        let known = dataset.targets(&all).into_iter();
        let known: Vec<f32> = known
            .map(|value| f32::from(u8::from(!value.is_nan())))
            .collect();
        assert_eq!(numbers(batch.known.unwrap()), known);
    }

    #[test]
    fn targets_and_what_is_known_of_them_belong_to_the_images_on_the_device() {
        let dataset = digits::load().unwrap();
        let train: Vec<usize> = (0..1797).rev().step_by(3).collect();
        let device = Device::flex();
        let batches = Batches::in_order(train.clone(), 8);
        let targets: Vec<u8> = (0..3 * 1797).map(|at| (at % 256) as u8).collect();
        let known: Vec<u8> = (0..1797).map(|at| 255 * (at / 2 % 2) as u8).collect();
        let mut loader = DataLoader::new(&dataset, batches, &device)
            .with_targets(&targets, 3)
            .with_known(&known, 1);
        let step_state = StepState::new(0, 0.1, 1, &device);
        loader.prepare(0);
        let batch = loader.batch(&step_state, 8);
        let numbers = |rows: Option<Tensor<2>>| {
            let data = rows.unwrap().into_data();
            data.try_to_vec::<f32>().unwrap()
        };
        let of = |at: usize| f32::from(targets[at]) / 255.0;
        let expected = train[..8]
            .iter()
            .flat_map(|&at| [3 * at, 3 * at + 1, 3 * at + 2]);
        assert_eq!(numbers(batch.targets), expected.map(of).collect::<Vec<_>>());
        let expected = train[..8].iter().map(|&at| f32::from(known[at] / 255));
        assert_eq!(numbers(batch.known), expected.collect::<Vec<_>>());
    }
}
