//! Classes of examples: numbers or words, each with a place that fits into a byte.

use std::collections::BTreeMap;
use std::fmt;

use crate::data::labels::UNKNOWN_LABEL;
use crate::data::limits::MAX_CLASSES;

/// A label as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A whole number.
    Number(i64),
    /// A word.
    Word(String),
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Word(word) => f.write_str(word),
        }
    }
}

/// The classes of examples in order, numbers first, and the place of each example's class among them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Classes {
    /// Each once.
    pub names: Vec<Class>,
    /// For each example; [`UNKNOWN_LABEL`] where the file does not say it.
    pub places: Vec<u8>,
}

impl Classes {
    /// Of these labels, none of an example that has none. Nothing where there are more than `MAX_CLASSES` classes.
    pub fn of(labels: impl Iterator<Item = Option<Class>>) -> Option<Self> {
        let mut found = BTreeMap::new();
        let mut arrivals = Vec::new();
        for label in labels {
            let next = found.len();
            arrivals.push(match label {
                None => None,
                Some(label) => Some(u8::try_from(*found.entry(label).or_insert(next)).ok()?),
            });
        }
        if found.len() > MAX_CLASSES {
            return None;
        }
        let mut place = vec![0; found.len()];
        for (at, &arrival) in found.values().enumerate() {
            place[arrival] = at as u8;
        }
        Some(Self {
            places: arrivals
                .into_iter()
                .map(|arrival| arrival.map_or(UNKNOWN_LABEL, |at| place[usize::from(at)]))
                .collect(),
            names: found.into_keys().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_in_order_whatever_comes_first() {
        let word = |word: &str| Class::Word(word.into());
        let labels = [
            word("b"),
            Class::Number(10),
            word("a"),
            Class::Number(-1),
            word("b"),
        ];
        let classes = Classes::of(labels.into_iter().map(Some).chain([None])).unwrap();
        let names: Vec<_> = classes.names.iter().map(Class::to_string).collect();
        assert_eq!(names, ["-1", "10", "a", "b"]);
        assert_eq!(classes.places, [3, 1, 2, 0, 3, UNKNOWN_LABEL]);
    }

    #[test]
    fn a_byte_counts_255_classes_and_an_unknown_one() {
        let count = |count| Classes::of((0..count).map(Class::Number).map(Some));
        assert!(count(255).is_some());
        assert!(count(256).is_none() && count(257).is_none());
    }
}
