//! An array of numbers, as several forms of files hold it.

use super::elements::Elements;

/// Numbers of one type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Array {
    /// One entry a dimension; the first counts the items.
    pub dims: Vec<usize>,
    /// Row-major.
    pub elements: Elements,
}
