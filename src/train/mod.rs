//! One training step and the state that it changes.

pub mod checkpoint;
pub mod data_loader;
pub mod early_stopping;
pub mod gradients;
pub mod learner;
pub mod optimizer;
pub mod state;
pub mod step_state;
