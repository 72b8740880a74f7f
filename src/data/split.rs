//! Training, validation and test splits of a data set. No two of them share an image.

use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};

use super::Dataset;
use crate::rng::{Purpose, stream};

/// Largest validation split. Two thousand images give the mean error to about one per cent, and are as many points
/// as the latent space can show.
pub const MAX_VALIDATION: usize = 2_000;

/// Share of the images that go to test where the files bring no test set, and to validation if nothing else is chosen, in percent.
pub const SHARE: usize = 15;

/// Training images in kNN and linear probe while the run goes on.
pub const REFERENCE_SAMPLE: usize = 2000;

/// Validation images that every snapshot reconstructs.
pub const PROBES: usize = 12;

/// One of the three splits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// Images that a run trains on.
    Training,
    /// Images measured during training.
    Validation,
    /// Images measured at the end only.
    Test,
}

/// Number of images in each split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SplitSizes {
    /// Trained on.
    pub train: usize,
    /// Measured during training.
    pub validation: usize,
    /// Measured at the end only.
    pub test: usize,
}

/// Indices into a `Dataset`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitIndices {
    /// Trained on.
    pub train: Vec<usize>,
    /// Measured during training.
    pub validation: Vec<usize>,
    /// Measured at the end only.
    pub test: Vec<usize>,
}

impl SplitSizes {
    /// The sizes that a data set is split into: they depend on its counts alone.
    pub fn of(dataset: &Dataset) -> Self {
        let count = dataset.count();
        let mixed = dataset.test_from.unwrap_or(count);
        let tests = dataset.test_from.map(|from| count - from);
        Self::of_counts(mixed, tests, dataset.validation)
    }

    /// Sizes for so many examples, next to those of a test set of its own, with a share for validation in percent.
    pub fn of_counts(mixed: usize, own_test: Option<usize>, validation: Option<usize>) -> Self {
        let share =
            |n: usize, percent: usize| ((n as f64 * percent as f64 / 100.0) as usize).max(1);
        let test = own_test.unwrap_or(share(mixed, SHARE));
        let rest = if own_test.is_some() {
            mixed
        } else {
            mixed - test.min(mixed)
        };
        let validation = share(rest, validation.unwrap_or(SHARE)).min(MAX_VALIDATION);
        Self {
            train: rest - validation.min(rest),
            validation,
            test,
        }
    }
}

impl SplitIndices {
    /// Splits by seed. A test set that the files bring stays as it is.
    pub fn new(dataset: &Dataset, seed: u32) -> Self {
        Self::with_share(dataset, seed, dataset.validation)
    }

    /// The same with another share for validation, in percent. The test set stays the same.
    pub fn with_share(dataset: &Dataset, seed: u32, validation: Option<usize>) -> Self {
        let mixed = dataset.test_from.unwrap_or(dataset.count());
        let tests = dataset.test_from.map(|from| dataset.count() - from);
        let sizes = SplitSizes::of_counts(mixed, tests, validation);
        let mut order: Vec<usize> = (0..mixed).collect();
        order.shuffle(&mut stream(seed, Purpose::Split));
        order.extend(mixed..dataset.count());
        let test = order.split_off(sizes.train + sizes.validation);
        let validation = order.split_off(sizes.train);
        Self {
            train: order,
            validation,
            test,
        }
    }

    /// The same, but trained on these classes alone; on all where none is named. What is watched and what
    /// is kept for the end stay as they are.
    pub fn training_on(mut self, dataset: &Dataset, classes: &[usize]) -> Self {
        self.train.retain(|&index| dataset.is_of(index, classes));
        self
    }

    /// The same with nothing to watch: those images are trained on too.
    pub fn without_validation(mut self) -> Self {
        self.train.append(&mut self.validation);
        self
    }
}

/// The first image of every class, in the order of the classes, then others until there are enough. Of more classes than
/// probes, some evenly over all of them.
pub fn pick_probes(dataset: &Dataset, points: &[usize]) -> Vec<usize> {
    let label = |index: usize| dataset.label_of(index);
    let mut firsts: Vec<usize> = Vec::new();
    for &index in points {
        if label(index).is_some() && firsts.iter().all(|&first| label(first) != label(index)) {
            firsts.push(index);
        }
    }
    firsts.sort_unstable_by_key(|&index| label(index));
    if firsts.len() > PROBES {
        return (0..PROBES)
            .map(|at| firsts[at * firsts.len() / PROBES])
            .collect();
    }
    let others = points
        .iter()
        .copied()
        .filter(|index| !firsts.contains(index));
    let others: Vec<usize> = others.take(PROBES.saturating_sub(firsts.len())).collect();
    [firsts, others].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::sets::digits;

    #[test]
    fn every_image_lands_in_exactly_one_part_and_the_seed_decides_which() {
        let digits = digits::load().unwrap();
        let split = SplitIndices::new(&digits, 3);
        assert_eq!(split, SplitIndices::new(&digits, 3));
        assert_ne!(split, SplitIndices::new(&digits, 4));
        let mut all = [split.train.clone(), split.validation.clone(), split.test].concat();
        all.sort_unstable();
        assert_eq!(all, (0..1797).collect::<Vec<_>>());
        assert_eq!((split.train.len(), split.validation.len()), (1299, 229));
    }

    #[test]
    fn another_share_for_validation_leaves_the_test_set_as_it_is() {
        let digits = digits::load().unwrap();
        let usual = SplitIndices::new(&digits, 3);
        let chosen = Dataset {
            validation: Some(30),
            ..digits
        };
        let split = SplitIndices::new(&chosen, 3);
        assert_eq!((split.train.len(), split.validation.len()), (1070, 458));
        assert_eq!(split.test, usual.test);
        assert_eq!(SplitIndices::with_share(&chosen, 3, None), usual);
    }

    #[test]
    fn without_validation_all_but_the_test_images_are_trained_on() {
        let split = SplitIndices::new(&digits::load().unwrap(), 3);
        let test = split.test.clone();
        let whole = split.without_validation();
        assert_eq!((whole.train.len(), whole.validation.len()), (1299 + 229, 0));
        assert_eq!(whole.test, test);
        assert!(whole.train.iter().all(|index| !test.contains(index)));
    }

    #[test]
    fn only_the_normal_classes_are_trained_on_and_all_are_watched() {
        let digits = digits::load().unwrap();
        let whole = SplitIndices::new(&digits, 3);
        let split = whole.clone().training_on(&digits, &[0, 7]);
        assert!(split.train.len() > 200 && split.train.len() < 300);
        assert!(
            split
                .train
                .iter()
                .all(|&index| [0, 7].contains(&digits.labels[index]))
        );
        assert_eq!(
            (&split.validation, &split.test),
            (&whole.validation, &whole.test)
        );
        assert_eq!(whole.clone().training_on(&digits, &[]), whole);
    }

    #[test]
    fn a_test_set_from_the_files_is_never_trained_on() {
        let digits = Dataset {
            test_from: Some(1500),
            ..digits::load().unwrap()
        };
        let split = SplitIndices::new(&digits, 1);
        assert_eq!(split.test, (1500..1797).collect::<Vec<_>>());
        assert!(
            split
                .train
                .iter()
                .chain(&split.validation)
                .all(|&index| index < 1500)
        );
    }

    #[test]
    fn probes_spread_evenly_over_more_classes_than_there_are_probes() {
        let mut many = digits::load().unwrap();
        for at in 0..many.count() {
            many.labels[at] = (at % 62) as u8;
        }
        let points: Vec<_> = (0..400).collect();
        let probes = pick_probes(&many, &points);
        let labels: Vec<_> = probes.iter().map(|&at| many.labels[at]).collect();
        assert_eq!(labels, [0, 5, 10, 15, 20, 25, 31, 36, 41, 46, 51, 56]);
    }
}
