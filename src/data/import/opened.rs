//! Opened files, before they become a data set.

use crate::data::ExampleKind;
use crate::data::formats::classes::Classes;
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
    /// True if each number of a row has a range of its own, as columns of a table do.
    pub has_columns: bool,
    /// Sentences about what was recognised.
    pub remarks: Vec<String>,
    pub labels: Option<Labels>,
}

/// A file of labels, or the column of labels of a table.
pub struct Labels {
    pub name: String,
    /// Names of other files that hold the same.
    pub copies: Vec<String>,
    pub classes: Classes,
}

/// A word for images that are not grey.
pub fn colour(extent: Extent) -> &'static str {
    if extent.channels > 1 { "coloured " } else { "" }
}
