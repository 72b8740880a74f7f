//! One choice of reading, as the page offers it.

use serde::Serialize;

/// Certainty of what was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Sure {
    /// The file says so.
    Certain,
    /// It usually is so.
    Likely,
    /// It could be otherwise.
    Guess,
}

/// One choice of reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Choice {
    /// Name of the option.
    pub field: String,
    /// Name for people.
    pub label: String,
    /// Values that are chosen: one, but of classes several.
    pub chosen: Vec<String>,
    /// The value that the files suggest.
    pub suggested: String,
    /// The reason for the suggestion, as a sentence.
    pub why: String,
    /// Its certainty.
    pub sure: Sure,
    /// Values that can be chosen.
    pub options: Vec<Offer>,
}

/// One value of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Offer {
    /// Value in the options of reading.
    pub value: String,
    /// Name for people.
    pub label: String,
}
