//! Labels of a data set: those that are known, and what is measured on them.

use super::Dataset;
use crate::metrics::Labelled;

/// Label of an example whose class is not known. It is no place of a class, and negative to a model.
pub const UNKNOWN_LABEL: u8 = u8::MAX;

/// Codes of the examples whose label is known, with these labels.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KnownCodes {
    codes: Vec<f32>,
    labels: Vec<u8>,
}

impl KnownCodes {
    /// `codes`: `[labels, latent]`, row-major.
    pub fn new(codes: &[f32], labels: &[u8]) -> Self {
        let latent = codes.len() / labels.len().max(1);
        let rows = codes.chunks_exact(latent.max(1)).zip(labels);
        let mut known = Self::default();
        for (code, &label) in rows.filter(|(_, label)| **label != UNKNOWN_LABEL) {
            known.codes.extend(code);
            known.labels.push(label);
        }
        known
    }

    /// Both together; none where no label is known.
    pub fn labelled(&self) -> Option<Labelled<'_>> {
        (!self.labels.is_empty()).then_some(Labelled {
            codes: &self.codes,
            labels: &self.labels,
        })
    }
}

impl Dataset {
    /// The label of an example; none where it is not known.
    pub fn label_of(&self, index: usize) -> Option<u8> {
        let label = self.labels.get(index).copied();
        label.filter(|&label| label != UNKNOWN_LABEL)
    }

    /// Number of examples whose label is known.
    pub fn labelled(&self) -> usize {
        let known = self.labels.iter().filter(|&&label| label != UNKNOWN_LABEL);
        known.count()
    }

    /// Those of some examples whose label is known.
    pub fn known(&self, indices: &[usize]) -> Vec<usize> {
        let is_known = |&index: &usize| self.label_of(index).is_some();
        indices.iter().copied().filter(is_known).collect()
    }

    /// The labels of several images, [`UNKNOWN_LABEL`] among them; empty without labels.
    pub fn labels_of(&self, indices: &[usize]) -> Vec<u8> {
        if self.labels.is_empty() {
            return Vec::new();
        }
        indices.iter().map(|&index| self.labels[index]).collect()
    }

    /// The number of an image's class as a model takes it, negative where it is not known.
    pub fn target_of(&self, index: usize) -> f32 {
        self.label_of(index).map_or(-1.0, f32::from)
    }

    /// True if an image is of one of these classes, or if `classes` is empty.
    pub fn is_of(&self, index: usize, classes: &[usize]) -> bool {
        let label = || self.label_of(index).map(usize::from);
        classes.is_empty() || label().is_some_and(|label| classes.contains(&label))
    }

    /// Those of some images that are of these classes; all where none is named, or none is of them.
    pub fn only(&self, indices: &[usize], classes: &[usize]) -> Vec<usize> {
        let is_of = |&index: &usize| self.is_of(index, classes);
        let found: Vec<_> = indices.iter().copied().filter(is_of).collect();
        if found.is_empty() {
            indices.to_vec()
        } else {
            found
        }
    }
}

/// Class names for plain numbers: "0" up to the largest label.
pub fn numbered(labels: &[u8]) -> Vec<String> {
    let largest = labels.iter().max();
    largest.map_or(Vec::new(), |&largest| {
        (0..=largest).map(|label| label.to_string()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::sets::digits;

    #[test]
    fn an_unknown_label_is_of_no_class_and_counts_nowhere() {
        let mut set = digits::load().unwrap();
        (set.labels[3], set.labels[5]) = (UNKNOWN_LABEL, UNKNOWN_LABEL);
        assert_eq!(set.labelled(), 1795);
        assert_eq!(set.known(&[2, 3, 4, 5, 6]), [2, 4, 6]);
        assert_eq!((set.label_of(3), set.target_of(3)), (None, -1.0));
        assert_eq!(set.label_of(4), Some(set.labels[4]));
        let all: Vec<_> = (0..10).collect();
        assert!(!set.is_of(3, &all) && !set.is_of(3, &[255]) && set.is_of(3, &[]));
        assert_eq!(set.only(&[3, 4], &all), [4]);
    }

    #[test]
    fn codes_without_a_label_are_left_out() {
        let known = KnownCodes::new(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], &[7, UNKNOWN_LABEL, 0]);
        let labelled = known.labelled().unwrap();
        assert_eq!(labelled.codes, [0.0, 1.0, 4.0, 5.0]);
        assert_eq!(labelled.labels, [7, 0]);
        assert!(
            KnownCodes::new(&[1.0], &[UNKNOWN_LABEL])
                .labelled()
                .is_none()
        );
        assert!(KnownCodes::new(&[], &[]).labelled().is_none());
    }
}
