//! The built-in data sets, a file each.

pub mod colours;
pub mod digits;
pub mod ecg;
pub mod ratings;
pub mod shapes;
pub mod sounds;
pub mod strokes;
