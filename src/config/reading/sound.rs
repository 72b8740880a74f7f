//! Options of reading sounds.

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::config::schema::choices;
use crate::error::{LabError, Result, short};

choices! {
    /// The form that sounds are brought to.
    SoundForm {
        Auto = "auto", "Automatic", "Short sounds as wave forms, others as log-mel pictures.";
        Wave = "wave", "Wave forms", "The sound pressure over time, at a low rate.";
        Mel = "mel", "Log-mel pictures", "The power of bands of frequencies over time.";
    }
}

/// Shortest and longest excerpt of a recording, in milliseconds.
pub const EXCERPTS: std::ops::RangeInclusive<u32> = 10..=10_000;

impl SoundForm {
    /// True where the recordings suggest it.
    pub fn is_auto(&self) -> bool {
        *self == Self::Auto
    }

    /// The form of a name.
    pub fn parse(name: &str) -> Self {
        match name {
            "wave" => Self::Wave,
            "mel" => Self::Mel,
            _ => Self::Auto,
        }
    }
}

/// Writes a length in seconds.
pub fn in_seconds<S: Serializer>(
    excerpt: &Option<u32>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    excerpt
        .map(|milliseconds| f64::from(milliseconds) / 1000.0)
        .serialize(serializer)
}

/// A length in milliseconds, from seconds.
///
/// # Errors
/// `Config`, naming the allowed lengths.
pub fn excerpt(value: &Value) -> Result<Option<u32>> {
    let seconds = match value {
        Value::String(text) if text == "auto" => return Ok(None),
        Value::String(text) => text.parse::<f64>().ok(),
        _ => value.as_f64(),
    };
    let milliseconds = seconds.map(|seconds| (seconds * 1000.0).round());
    match milliseconds {
        // A cast keeps within the range.
        Some(length) if EXCERPTS.contains(&(length as u32)) => Ok(Some(length as u32)),
        _ => Err(LabError::config(
            "reading.excerpt",
            short(value),
            format!("The length of an excerpt cannot be {}.", short(value)),
            "Use seconds from 0.01 to 10, or \"auto\".",
        )),
    }
}
