//! A run: a model, its data, and where it stands. Losses stay on the device and are read together.

mod anomaly_scores;
mod build;
mod corrupt;
mod created;
mod encode;
mod encoding;
mod evaluate;
mod examples;
mod inference;
pub mod largest_tensor;
mod layer_stats;
pub mod memory;
mod probes;
mod progress;
mod readback;
mod recording;
mod save;
pub mod snapshot;
mod snapshots;
mod stop;
pub mod summary;
mod train;
mod trainer;

pub use anomaly_scores::Scores;
pub use corrupt::Corrupted;
pub use created::Created;
pub use encode::{Encoded, SPLIT_NAMES};
pub use encoding::Part;
pub use evaluate::EvaluationResult;
pub use examples::{Codes, Examples, NearestExamples};
pub use inference::{Posterior, Reconstruction};
pub use layer_stats::{LayerStats, ModelStats};
pub use probes::Features;
pub use progress::{Diverged, Finished, NonFinite, Position, Progress, Rewind, Validation};
pub use trainer::Trainer;
