//! The order in which the training images are visited: every epoch visits each once, in an order of
//! its own; the last, shorter batch is kept. Any step's batch follows from seed and step alone.

use burn::tensor::{Device, Tensor, TensorData};
use rand::seq::SliceRandom;

use super::Dataset;
use crate::rng::{Purpose, stream};

/// Training images in shuffled batches.
#[derive(Debug, Clone)]
pub struct Batches {
    train: Vec<usize>,
    size: usize,
    seed: u32,
    epoch: Option<u32>,
    order: Vec<usize>,
}

impl Batches {
    /// Batches of `size` of the images `train`; the last of an epoch may be shorter.
    pub fn new(train: Vec<usize>, size: usize, seed: u32) -> Self {
        Self {
            train,
            size,
            seed,
            epoch: None,
            order: Vec::new(),
        }
    }

    /// Steps that visit every image once.
    pub fn per_epoch(&self) -> usize {
        self.train.len().div_ceil(self.size)
    }

    /// The images of a step, counted from 0.
    pub fn at(&mut self, step: usize) -> &[usize] {
        let epoch = (step / self.per_epoch()) as u32;
        if self.epoch != Some(epoch) {
            self.order = self.train.clone();
            self.order
                .shuffle(&mut stream(self.seed, Purpose::Epoch(epoch)));
            self.epoch = Some(epoch);
        }
        let start = step % self.per_epoch() * self.size;
        &self.order[start..(start + self.size).min(self.order.len())]
    }
}

/// Images as numbers from 0 to 1: byte / 255.
///
/// # Shapes
/// - output: `[indices, width * height]`
pub fn tensor(dataset: &Dataset, indices: &[usize], device: &Device) -> Tensor<2> {
    let mut values = Vec::with_capacity(indices.len() * dataset.size());
    for &index in indices {
        values.extend(
            dataset
                .image(index)
                .iter()
                .map(|&byte| f32::from(byte) / 255.0),
        );
    }
    Tensor::from_data(
        TensorData::new(values, [indices.len(), dataset.size()]),
        device,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_visits_each_image_once_and_the_next_in_another_order() {
        let mut batches = Batches::new((100..150).collect(), 16, 5);
        assert_eq!(batches.per_epoch(), 4);
        let mut epoch = |from: usize| -> Vec<usize> {
            (from..from + 4)
                .flat_map(|step| batches.at(step).to_vec())
                .collect()
        };
        let (first, second, again) = (epoch(0), epoch(4), epoch(0));
        assert_eq!(first, again);
        assert_ne!(first, second);
        let mut sorted = first;
        sorted.sort_unstable();
        assert_eq!(sorted, (100..150).collect::<Vec<_>>());
    }

    #[test]
    fn the_last_batch_of_an_epoch_is_kept_though_shorter() {
        let mut batches = Batches::new((0..50).collect(), 16, 5);
        let lengths: Vec<_> = (0..5).map(|step| batches.at(step).len()).collect();
        assert_eq!(lengths, [16, 16, 16, 2, 16]);
    }
}
