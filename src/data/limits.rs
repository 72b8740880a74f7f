//! Limits of the user's own examples.

/// Fewest examples, which three splits can share.
pub const MIN_EXAMPLES: usize = 50;
/// Shortest and longest side of an image, in pixels.
pub const SIDES: std::ops::RangeInclusive<usize> = 2..=64;
/// Fewest and most samples of a signal.
pub const SAMPLES: std::ops::RangeInclusive<usize> = 2..=4096;
/// Fewest and most places of a word.
pub const LETTERS: std::ops::RangeInclusive<usize> = 2..=24;
/// Fewest and most numbers of a row of a table, each category with one for each of its names.
pub const NUMBERS: std::ops::RangeInclusive<usize> = 1..=4096;
/// Most classes: a label is a byte, and one value of it stands for unknown classes.
pub const MAX_CLASSES: usize = 255;
