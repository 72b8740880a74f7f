//! The one error type of the core: data for programs (`code`, `field`, `value`), words for people
//! (`message`, `remedy`).

use serde::Serialize;
use serde_json::Value;

/// Category of an error. Programs compare this, never the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Code {
    /// A setting is out of its limits or does not go with another.
    Config,
    /// A data file cannot be read.
    Data,
    /// A device is not to be had, or was lost.
    Device,
    /// The loss is no longer a finite number.
    Diverged,
    /// A saved run does not fit.
    Checkpoint,
    /// A bug of ours.
    Internal,
}

/// Reason of a refusal. The state before the call is unchanged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabError {
    /// The category.
    pub code: Code,
    /// The setting, or the part of a file, that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The offending value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The problem, as a sentence.
    pub message: String,
    /// The remedy, as a sentence.
    pub remedy: String,
}

/// Result of every fallible operation of the core.
pub type Result<T> = std::result::Result<T, LabError>;

impl LabError {
    /// An error of a kind, without field and value.
    pub fn new(code: Code, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            code,
            field: None,
            value: None,
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    /// A setting that cannot work.
    pub fn config(
        field: &str,
        value: impl Into<Value>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            field: Some(field.into()),
            value: Some(value.into()),
            ..Self::new(Code::Config, message, remedy)
        }
    }

    /// A data file that cannot be read; `field` is the part of the file.
    pub fn data(
        field: &str,
        value: impl Into<Value>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            code: Code::Data,
            ..Self::config(field, value, message, remedy)
        }
    }

    /// A saved run that cannot be used; `field` is the part of it.
    pub fn checkpoint(
        field: &str,
        value: impl Into<Value>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            code: Code::Checkpoint,
            ..Self::config(field, value, message, remedy)
        }
    }

    /// A bug of ours; `what` is for the report.
    pub fn internal(what: impl std::fmt::Display) -> Self {
        Self::new(
            Code::Internal,
            format!("Something went wrong inside Hourglass: {what}."),
            "Start the run again; if it comes back, please report it.",
        )
    }

    /// The device failed or was lost while it worked.
    pub fn device(what: impl std::fmt::Display) -> Self {
        Self::new(
            Code::Device,
            format!("The device stopped: {what}."),
            "Start again, or choose the CPU.",
        )
    }
}

/// Text for a message: its first letters, where it is long.
pub fn short(text: impl std::fmt::Display) -> String {
    const LONGEST: usize = 80;
    let text = text.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

impl std::fmt::Display for LabError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.message, self.remedy)
    }
}

impl std::error::Error for LabError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_letters() {
        assert_eq!(short("short"), "short");
        let cut = short("é".repeat(1000));
        assert_eq!(cut, format!("{}…", "é".repeat(80)));
    }
}
