//! The order in which the training images are visited: epoch after epoch, each visits every image once,
//! in an order of its own. Batches are all of one size, so that one recorded step serves for all: where
//! an epoch does not end with a batch, the batch goes on into the next. Any step's batch follows from
//! seed and step alone.

use burn::tensor::{Device, Tensor, TensorData};
use rand::seq::SliceRandom;

use super::Dataset;
use crate::rng::{Purpose, stream};

/// Training images in batches.
#[derive(Debug, Clone)]
pub struct Batches {
    train: Vec<usize>,
    size: usize,
    /// None: in the order in which they are given, in every epoch.
    seed: Option<u32>,
    epoch: Option<usize>,
    order: Vec<usize>,
}

impl Batches {
    /// Batches of `size` of the images `train`, shuffled anew for each epoch.
    pub fn shuffled(train: Vec<usize>, size: usize, seed: u32) -> Self {
        Self {
            order: Vec::new(),
            train,
            size,
            seed: Some(seed),
            epoch: None,
        }
    }

    /// Batches of `size` of the images `train`, in the order given.
    pub fn in_order(train: Vec<usize>, size: usize) -> Self {
        Self {
            seed: None,
            ..Self::shuffled(train, size, 0)
        }
    }

    /// The images that an epoch visits.
    pub fn images(&self) -> &[usize] {
        &self.train
    }

    /// Images of a batch.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Epochs done after so many steps, with the fraction of the one under way.
    pub fn epochs(&self, steps: usize) -> f64 {
        (steps * self.size) as f64 / self.train.len() as f64
    }

    /// Epochs completed after so many steps.
    pub fn completed(&self, steps: usize) -> usize {
        steps * self.size / self.train.len()
    }

    /// The steps that complete so many epochs.
    pub fn steps_to(&self, epochs: usize) -> usize {
        (epochs * self.train.len()).div_ceil(self.size)
    }

    /// Whether the last of so many steps was the first to complete an epoch.
    pub fn ends_epoch(&self, steps: usize) -> bool {
        steps > 0 && self.completed(steps) > self.completed(steps - 1)
    }

    /// The images of `steps` steps that come after `from` steps, one batch after another.
    pub fn indices(&mut self, from: usize, steps: usize) -> Vec<i32> {
        let positions = from * self.size..(from + steps) * self.size;
        positions.map(|position| self.at(position) as i32).collect()
    }

    fn at(&mut self, position: usize) -> usize {
        let (epoch, place) = (position / self.train.len(), position % self.train.len());
        if self.epoch != Some(epoch) {
            self.order.clone_from(&self.train);
            if let Some(seed) = self.seed {
                let mut rng = stream(seed, Purpose::Epoch(epoch as u32));
                self.order.shuffle(&mut rng);
            }
            self.epoch = Some(epoch);
        }
        self.order[place]
    }
}

/// Images as numbers from 0 to 1: byte / 255.
///
/// # Shapes
/// - output: `[indices, width * height]`
pub fn tensor(dataset: &Dataset, indices: &[usize], device: &Device) -> Tensor<2> {
    Tensor::from_data(
        TensorData::new(dataset.values(indices), [indices.len(), dataset.size()]),
        device,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_visits_each_image_once_and_the_next_in_another_order() {
        let mut batches = Batches::shuffled((100..150).collect(), 16, 5);
        let all = batches.indices(0, 7);
        let (first, second) = (&all[..50], &all[50..100]);
        assert_ne!(first, second);
        for epoch in [first, second] {
            let mut sorted = epoch.to_vec();
            sorted.sort_unstable();
            assert_eq!(sorted, (100..150).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_batch_follows_from_its_step_alone() {
        let mut batches = Batches::shuffled((0..50).collect(), 16, 5);
        let all = batches.indices(0, 20);
        for from in [3, 19, 0, 7] {
            assert_eq!(batches.indices(from, 1), all[from * 16..][..16], "{from}");
        }
        assert_ne!(
            Batches::shuffled((0..50).collect(), 16, 6).indices(0, 20),
            all
        );
    }

    #[test]
    fn an_epoch_ends_with_the_step_that_completes_it() {
        let batches = Batches::in_order((0..50).collect(), 16);
        let ends: Vec<usize> = (0..14).filter(|&step| batches.ends_epoch(step)).collect();
        assert_eq!(ends, [4, 7, 10, 13]);
        assert_eq!(batches.epochs(25), 8.0);
        assert_eq!(
            [1, 2, 3, 4, 8].map(|epochs| batches.steps_to(epochs)),
            [4, 7, 10, 13, 25]
        );
    }
}
