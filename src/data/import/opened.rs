//! Opened files, before they become a data set.

use crate::data::ExampleKind;
use crate::data::formats::elements::Elements;
use crate::shape::Extent;

/// A file of examples.
pub struct Images {
    pub name: String,
    /// Names of other files that hold the same.
    pub copies: Vec<String>,
    pub count: usize,
    pub kind: ExampleKind,
    pub extent: Extent,
    pub elements: Elements,
    /// A sentence where the extent is a guess; empty for most files.
    pub remark: String,
    pub labels: Option<Labels>,
}

/// A file of labels.
pub struct Labels {
    pub name: String,
    /// Names of other files that hold the same.
    pub copies: Vec<String>,
    pub layout: LabelLayout,
    pub elements: Elements,
}

/// Place of a label among the numbers of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelLayout {
    /// The first of so many columns.
    FirstOf(usize),
    /// The column of the only number that is not 0, of so many.
    OneHot(usize),
}

impl Labels {
    pub fn count(&self) -> usize {
        let (LabelLayout::FirstOf(columns) | LabelLayout::OneHot(columns)) = self.layout;
        self.elements.count() / columns.max(1)
    }

    /// The label of each example.
    pub fn values(&self) -> Box<dyn Iterator<Item = i64> + '_> {
        match self.layout {
            LabelLayout::FirstOf(columns) => Box::new(
                self.elements
                    .numbers()
                    .step_by(columns)
                    .map(|number| number as i64),
            ),
            LabelLayout::OneHot(columns) => {
                let hot = self
                    .elements
                    .numbers()
                    .enumerate()
                    .filter(|entry| entry.1 != 0.0);
                Box::new(hot.map(move |(at, _)| (at % columns) as i64))
            }
        }
    }

    pub fn is_same(&self, other: &Self) -> bool {
        self.values().eq(other.values())
    }
}

/// A word for images that are not grey.
pub fn colour(extent: Extent) -> &'static str {
    if extent.channels > 1 { "coloured " } else { "" }
}
