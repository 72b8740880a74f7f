//! Opened files, before they become a data set.

use crate::shape::Extent;

/// A file of images.
pub struct Images {
    pub name: String,
    /// Names of other files that hold the same.
    pub copies: Vec<String>,
    pub count: usize,
    pub extent: Extent,
    pub bytes: Vec<u8>,
    pub labels: Option<Labels>,
}

/// A file of labels.
pub struct Labels {
    pub name: String,
    /// Names of other files that hold the same.
    pub copies: Vec<String>,
    pub bytes: Vec<u8>,
}

/// A word for images that are not grey.
pub fn colour(extent: Extent) -> &'static str {
    if extent.channels > 1 { "coloured " } else { "" }
}
