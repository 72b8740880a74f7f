//! Operations of loss terms, each with its gradient.

pub mod cross_entropy;
pub mod fields;
pub mod penalty;
pub mod reconstruction;
