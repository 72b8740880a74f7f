//! Operations of a training step other than layers and losses.

pub mod augment;
pub mod gather;
pub mod noise;
pub mod optimizer;
pub mod step_state;
