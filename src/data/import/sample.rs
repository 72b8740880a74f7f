//! An even sample of sets whose images to train on, or to test on, are more than a device holds in one piece.

use rand::seq::SliceRandom;

use crate::data::split::SplitSizes;
use crate::data::{Dataset, ExampleKind};
use crate::rng::{Purpose, stream};

/// Bytes of all images to train on, or to test on, on a device: WebGPU promises no larger binding
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
    /// The size of a data set.
    fn of(dataset: &Dataset) -> Self {
        let mixed = dataset.test_from.unwrap_or(dataset.count());
        Self {
            mixed,
            tests: dataset.test_from.map(|from| dataset.count() - from),
            stride: dataset.stride(),
            validation: dataset.validation,
        }
    }

    /// The same with as many examples as fit into so many bytes: those that are trained on, and those of a test file.
    pub fn fitting(self, most_bytes: usize) -> Self {
        let room = most_bytes / (WORD * self.stride.div_ceil(WORD).max(1));
        Self {
            mixed: self.mixed_fitting(room),
            tests: self.tests.map(|tests| tests.min(room)),
            ..self
        }
    }

    /// The most examples, without those of a test file, that leave no more than this to train on.
    fn mixed_fitting(self, room: usize) -> usize {
        let trained = |mixed| SplitSizes::of_counts(mixed, self.tests, self.validation).train;
        if trained(self.mixed) <= room {
            return self.mixed;
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
        least
    }
}

/// Leaves out as many images as are too many, evenly, and says so.
pub fn fitting(dataset: &mut Dataset, most_bytes: usize) -> Option<String> {
    let all = Size::of(dataset);
    let kept = all.fitting(most_bytes);
    let sentence = sentence(kept, all, dataset.kind, most_bytes)?;
    keep(dataset, kept);
    Some(sentence)
}

/// A sentence about a sample; none where nothing is left out.
pub fn sentence(kept: Size, all: Size, kind: ExampleKind, most_bytes: usize) -> Option<String> {
    let part = |kept: usize, all: usize, of: &str| {
        let numbers = [kept, all].map(thousands).join(" of ");
        (kept < all).then(|| format!("{numbers} {}{of}", kind.plural()))
    };
    let tests = kept.tests.zip(all.tests);
    let parts = [
        part(kept.mixed, all.mixed, ""),
        tests.and_then(|(kept, all)| part(kept, all, " to test on")),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| {
        format!(
            "{} are used, drawn evenly: more would not fit into the {} MiB that a device takes at once.",
            parts.join(" and "),
            most_bytes >> 20
        )
    })
}

/// Places of so many of all examples, drawn evenly, in their order.
pub fn drawn(kept: usize, all: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..all).collect();
    places.shuffle(&mut stream(SEED, Purpose::Sample));
    places.truncate(kept);
    places.sort_unstable();
    places
}

/// Keeps so many of the examples to train on and to test on, in their order.
fn keep(dataset: &mut Dataset, size: Size) {
    let from = dataset.test_from.unwrap_or(dataset.count());
    let mut kept = drawn(size.mixed, from);
    if let Some(tests) = size.tests {
        let places = drawn(tests, dataset.count() - from).into_iter();
        kept.extend(places.map(|place| from + place));
    }
    dataset.identity = dataset.identity_of(&kept);
    dataset.labels = dataset.labels_of(&kept);
    dataset.pixels = dataset.images(&kept).into();
    dataset.test_from = dataset.test_from.map(|_| size.mixed);
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
    fn images_to_test_on_are_sampled_in_the_same_way_and_words() {
        for (mixed, words) in [
            (
                900,
                "588 of 900 images and 500 of 1,300 images to test on are used, drawn evenly",
            ),
            (300, "500 of 1,300 images to test on are used, drawn evenly"),
        ] {
            let mut sampled = set(mixed + 1300, 4, Some(mixed));
            let of_last = |set: &Dataset, from: usize| {
                let labels = set.labels[from..].iter();
                labels.filter(|&&label| label > 7).count() as f64
            };
            let expected = of_last(&sampled, mixed) * 500.0 / 1300.0;
            let note = fitting(&mut sampled, 500 * 16).unwrap();
            assert!(note.starts_with(words), "{note}");
            let from = sampled.test_from.unwrap();
            assert_eq!(sampled.count() - from, 500);
            let found = of_last(&sampled, from);
            assert!((found - expected).abs() < 40.0, "{found} of {expected}");
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
