//! Rate and form of a data set whose examples are sounds.

use serde::{Deserialize, Serialize};

/// Rate and form of examples that are sounds: wave forms, or log-mel pictures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Sound {
    /// Samples a second.
    pub rate: f32,
    /// Samples of an example as a wave form. Those of a wave form are its numbers, with silence in the middle of their range.
    pub samples: usize,
    /// Samples of a window of a log-mel picture; none for wave forms.
    pub window: Option<usize>,
    /// True of a wave form that is heard over and over, its end next to its beginning.
    pub repeats: bool,
}

impl Sound {
    /// True if rate and lengths are those of a sound that can be played.
    pub fn is_playable(&self) -> bool {
        (1.0..=384_000.0).contains(&self.rate)
            && (1..=10_000_000).contains(&self.samples)
            && self
                .window
                .is_none_or(|window| (2..=1 << 16).contains(&window) && window.is_power_of_two())
    }
}
