//! An even sample of sets whose training images are more than a device holds in one piece.

use rand::seq::SliceRandom;

use crate::data::split::SplitSizes;
use crate::data::{Dataset, ExampleKind};
use crate::rng::{Purpose, stream};

/// Bytes of all training images on a device: WebGPU promises no larger binding
/// (`maxStorageBufferBindingSize` in its [specification](https://www.w3.org/TR/webgpu/#limits)).
pub const MOST_BYTES: usize = 128 << 20;
/// Bytes that are read together; an image takes whole words.
const WORD: usize = 4;
/// Of the sample: the same files give the same data whatever the seed of a run.
const SEED: u32 = 0;

/// Examples to train and to test on.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Examples but for those of a test file.
    pub mixed: usize,
    /// Examples of a test file.
    pub tests: Option<usize>,
    /// Bytes of each.
    pub stride: usize,
    /// Chosen share for validation, in percent.
    pub validation: Option<usize>,
}

impl Size {
    /// The number of examples that so many bytes can train on, those of a test file not counted. None where all fit.
    pub fn fitting(self, most_bytes: usize) -> Option<usize> {
        let room = most_bytes / (WORD * self.stride.div_ceil(WORD).max(1));
        let trained = |mixed| SplitSizes::of_counts(mixed, self.tests, self.validation).train;
        if trained(self.mixed) <= room {
            return None;
        }
        // more examples never train fewer
        let (mut least, mut most) = (0, self.mixed);
        while least + 1 < most {
            let middle = usize::midpoint(least, most);
            if trained(middle) <= room {
                least = middle;
            } else {
                most = middle;
            }
        }
        Some(least)
    }
}

/// Leaves out as many images as are too many, evenly over all but those of a test file, and says so.
pub fn fitting(dataset: &mut Dataset, most_bytes: usize) -> Option<String> {
    let all = dataset.test_from.unwrap_or(dataset.count());
    let size = Size {
        mixed: all,
        tests: dataset.test_from.map(|from| dataset.count() - from),
        stride: dataset.stride(),
        validation: dataset.validation,
    };
    let kept = size.fitting(most_bytes)?;
    keep(dataset, kept);
    Some(sentence(kept, all, dataset.kind, most_bytes))
}

/// A sentence about a sample.
pub fn sentence(kept: usize, all: usize, kind: ExampleKind, most_bytes: usize) -> String {
    let examples = kind.plural();
    format!(
        "{} of {} {examples} are used, drawn evenly: more would not fit into the {} MiB that a device takes at once.",
        thousands(kept),
        thousands(all),
        most_bytes >> 20
    )
}

/// Places of so many of all examples, drawn evenly, in their order.
pub fn drawn(kept: usize, all: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..all).collect();
    places.shuffle(&mut stream(SEED, Purpose::Sample));
    places.truncate(kept);
    places.sort_unstable();
    places
}

/// Keeps so many of the examples to train on, in their order, and those to test on.
fn keep(dataset: &mut Dataset, count: usize) {
    let from = dataset.test_from.unwrap_or(dataset.count());
    let mut kept = drawn(count, from);
    kept.extend(from..dataset.count());
    dataset.identity = dataset.identity_of(&kept);
    dataset.labels = dataset.labels_of(&kept);
    dataset.pixels = dataset.images(&kept);
    dataset.test_from = dataset.test_from.map(|_| count);
}

/// A number with a comma between thousands.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let parts: Vec<_> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(String::from_utf8_lossy)
        .collect();
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Source;
    use crate::data::split::SplitIndices;
    use crate::shape::Extent;

    /// Images of so many rows whose bytes and labels say their place.
    fn set(count: usize, side: usize, test_from: Option<usize>) -> Dataset {
        let pixels = (0..count * side * side).map(|at| (at / (side * side) % 256) as u8);
        let (kind, extent) = (ExampleKind::Image, Extent::grey(side, side));
        Dataset {
            labels: (0..count).map(|at| (at * 10 / count) as u8).collect(),
            classes: (0..10).map(|class| class.to_string()).collect(),
            test_from,
            ..Dataset::new(Source::File, kind, "", extent, pixels.collect())
        }
    }

    #[test]
    fn a_set_that_fits_stays_as_it_is() {
        let mut fits = set(1000, 5, None);
        // 25 bytes are seven words: 28 bytes
        assert_eq!(fitting(&mut fits, 723 * 28), None);
        assert_eq!(fits, set(1000, 5, None));
    }

    #[test]
    fn of_a_larger_one_so_many_stay_as_train_within_the_limit_evenly_over_the_classes() {
        for test_from in [None, Some(1800)] {
            let mut sampled = set(2000, 4, test_from);
            let note = fitting(&mut sampled, 500 * 16).unwrap();
            let split = SplitIndices::new(&sampled, 1);
            assert!(
                (499..=500).contains(&split.train.len()),
                "{}",
                split.train.len()
            );
            let mixed = sampled.test_from.unwrap_or(sampled.count());
            let whole = if test_from.is_some() {
                "1,800"
            } else {
                "2,000"
            };
            assert!(
                note.starts_with(&format!("{mixed} of {whole} images are used, drawn evenly")),
                "{note}"
            );
            for class in 0..9 {
                let of_class = (0..mixed).filter(|&at| sampled.labels[at] == class).count();
                let share = of_class as f64 / mixed as f64;
                assert!((0.06..0.16).contains(&share), "class {class}: {share}");
            }
            let is_whole = |at: usize| {
                sampled
                    .image(at)
                    .iter()
                    .all(|&byte| byte == sampled.image(at)[0])
            };
            assert!((0..sampled.count()).all(is_whole), "images stay whole");
            assert_eq!(sampled.labels.len(), sampled.count());
            if test_from.is_some() {
                assert_eq!(sampled.count() - mixed, 200);
                assert_eq!(sampled.images(&[mixed]), set(2000, 4, None).images(&[1800]));
            }
        }
    }

    #[test]
    fn the_sample_is_the_same_every_time() {
        let sampled = || {
            let mut sampled = set(900, 4, None);
            fitting(&mut sampled, 100 * 16);
            sampled
        };
        assert_eq!(sampled(), sampled());
    }
}
