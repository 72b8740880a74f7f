//! The state of an export of codes: its part, its rows, and a frozen model.

use serde::{Deserialize, Serialize};

use crate::model::Autoencoder;

/// Examples whose codes are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Those that the run trains on.
    Training,
    /// Those measured during training.
    Validation,
    /// Those measured at the end only.
    Test,
    /// Every example of the data set.
    All,
}

/// A part that is being encoded: its rows, and the model as it was at the first of them.
pub(super) struct Encoding {
    pub part: Part,
    pub step: usize,
    pub model: Autoencoder,
    /// Index of each example, and its split.
    pub rows: Vec<(usize, u8)>,
}
