//! Batches of training images. Each epoch visits every image once, in an order of its own. A batch at the
//! end of an epoch goes on into the next epoch. All batches thus have one size and share one captured graph.
//! With short last batches it ends there, as in most libraries. The batch of a step follows from seed and
//! step alone.

use burn::tensor::{Device, Tensor};
use rand::seq::SliceRandom;

use super::Dataset;
use crate::config::LastBatch;
use crate::device::upload::float_tensor;
use crate::rng::{Purpose, stream};

/// Training images in batches.
#[derive(Debug, Clone)]
pub struct Batches {
    train: Vec<usize>,
    size: usize,
    last: LastBatch,
    /// None: in the order in which they are given, in every epoch.
    seed: Option<u32>,
    epoch: Option<usize>,
    order: Vec<usize>,
}

impl Batches {
    /// Batches of `size` of the images `train`, shuffled for each epoch.
    pub fn shuffled(train: Vec<usize>, size: usize, seed: u32) -> Self {
        Self {
            order: Vec::new(),
            train,
            size,
            last: LastBatch::Carry,
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

    /// The same with another end of an epoch.
    pub fn ending(self, last: LastBatch) -> Self {
        Self { last, ..self }
    }

    /// The images that an epoch visits.
    pub fn images(&self) -> &[usize] {
        &self.train
    }

    /// Images of a whole batch.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Images of the batch of the step that comes after so many.
    pub fn size_after(&self, steps: usize) -> usize {
        (self.visited(steps + 1) - self.visited(steps)) as usize
    }

    /// Number of steps after `steps` whose batches have one size, at most `most`.
    pub fn alike(&self, steps: usize, most: usize) -> usize {
        match self.last {
            LastBatch::Carry => most,
            LastBatch::Short => {
                let whole = self.train.len() / self.size;
                let left = whole.saturating_sub(steps % self.steps_to(1));
                left.max(1).min(most)
            }
        }
    }

    /// Images that were looked at in so many steps: more, in a night, than `usize` counts in a browser.
    fn visited(&self, steps: usize) -> u64 {
        let (steps, size) = (steps as u64, self.size as u64);
        match self.last {
            LastBatch::Carry => steps * size,
            LastBatch::Short => {
                let (count, epoch) = (self.count(), self.steps_to(1) as u64);
                steps / epoch * count + steps % epoch * size
            }
        }
    }

    fn count(&self) -> u64 {
        self.train.len() as u64
    }

    /// Epochs done after so many steps, with the fraction of the one under way.
    pub fn epochs(&self, steps: usize) -> f64 {
        self.visited(steps) as f64 / self.count() as f64
    }

    /// Epochs completed after so many steps.
    pub fn completed(&self, steps: usize) -> usize {
        (self.visited(steps) / self.count()) as usize
    }

    /// The steps that complete so many epochs.
    pub fn steps_to(&self, epochs: usize) -> usize {
        let (epochs, size) = (epochs as u64, self.size as u64);
        let steps = match self.last {
            LastBatch::Carry => (epochs * self.count()).div_ceil(size),
            LastBatch::Short => epochs * self.count().div_ceil(size),
        };
        usize::try_from(steps).unwrap_or(usize::MAX)
    }

    /// True if the last of `steps` steps was the first to complete an epoch.
    pub fn ends_epoch(&self, steps: usize) -> bool {
        steps > 0 && self.completed(steps) > self.completed(steps - 1)
    }

    /// The images of `steps` steps that come after `from` steps, one batch after another. Each has room
    /// for a whole batch; a short one repeats its last image there.
    pub fn indices(&mut self, from: usize, steps: usize) -> Vec<i32> {
        let mut indices = Vec::with_capacity(steps * self.size);
        for step in from..from + steps {
            let (first, last) = (self.visited(step), self.visited(step + 1) - 1);
            let room = first..first + self.size as u64;
            indices.extend(room.map(|position| self.at(position.min(last)) as i32));
        }
        indices
    }

    fn at(&mut self, position: u64) -> usize {
        let (epoch, at) = (position / self.count(), position % self.count());
        let (epoch, at) = (epoch as usize, at as usize);
        if self.epoch != Some(epoch) {
            self.order.clone_from(&self.train);
            if let Some(seed) = self.seed {
                let mut rng = stream(seed, Purpose::Epoch(epoch as u32));
                self.order.shuffle(&mut rng);
            }
            self.epoch = Some(epoch);
        }
        self.order[at]
    }
}

/// Images as numbers from 0 to 1: byte / 255.
///
/// # Shapes
/// - output: `[indices, width * height]`
pub fn tensor(dataset: &Dataset, indices: &[usize], device: &Device) -> Tensor<2> {
    let shape = [indices.len(), dataset.size()];
    float_tensor(dataset.values(indices), shape, device)
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

    #[test]
    fn an_epoch_may_end_with_a_short_batch_and_the_next_begins_with_a_whole_one() {
        let short = |count| Batches::shuffled((0..count).collect(), 16, 5).ending(LastBatch::Short);
        let mut batches = short(50);
        let sizes: Vec<_> = (0..9).map(|step| batches.size_after(step)).collect();
        assert_eq!(sizes, [16, 16, 16, 2, 16, 16, 16, 2, 16]);
        let alike: Vec<_> = (0..5).map(|step| batches.alike(step, 2)).collect();
        assert_eq!(alike, [2, 2, 1, 1, 2]);
        for epoch in 0..2 {
            let room = batches.indices(4 * epoch, 4);
            assert_eq!(room[50..], [room[49]; 14], "the room that is left");
            let mut sorted = room[..50].to_vec();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..50).collect::<Vec<_>>(), "epoch {epoch}");
        }
        let ends: Vec<usize> = (0..10).filter(|&step| batches.ends_epoch(step)).collect();
        assert_eq!(ends, [4, 8]);
        assert_eq!([4, 8].map(|steps| batches.epochs(steps)), [1.0, 2.0]);
        assert_eq!(batches.epochs(5), 1.32);
        assert_eq!(batches.steps_to(3), 12);
    }

    #[test]
    fn where_batches_fill_an_epoch_no_batch_is_short() {
        let all = |last| {
            let mut batches = Batches::shuffled((0..48).collect(), 16, 5).ending(last);
            let sizes: Vec<_> = (0..7).map(|step| batches.size_after(step)).collect();
            assert_eq!((sizes, batches.steps_to(2)), (vec![16; 7], 6));
            batches.indices(0, 7)
        };
        assert_eq!(all(LastBatch::Short), all(LastBatch::Carry));
    }
}
