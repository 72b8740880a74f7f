//! The one error type of the core: data for programs (`code`, `field`, `value`), words for people
//! (`message`, `remedy`).

use serde::{Serialize, Serializer};
use serde_json::Value;

/// Category of an error. Programs compare this, never the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
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
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS), ts(optional_fields))]
pub struct LabError {
    /// The category.
    pub code: Code,
    /// The setting, or the part of a file, that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The offending value.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "in_javascript"
    )]
    #[cfg_attr(not(target_arch = "wasm32"), ts(optional, type = "unknown"))]
    pub value: Option<Value>,
    /// The problem, as a sentence.
    pub message: String,
    /// The remedy, as a sentence.
    pub remedy: String,
}

/// The largest whole number that JavaScript holds exactly, `Number.MAX_SAFE_INTEGER`.
pub const MOST_EXACT: f64 = 9_007_199_254_740_991.0;

/// Writes a value with rounded numbers where JavaScript has no exact ones: the page would refuse the whole
/// message for them.
fn in_javascript<S: Serializer>(
    value: &Option<Value>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    value.as_ref().map(rounded).serialize(serializer)
}

fn rounded(value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.abs() > MOST_EXACT => float.into(),
            _ => value.clone(),
        },
        Value::Array(values) => values.iter().map(rounded).collect(),
        Value::Object(values) => {
            let entries = values.iter();
            entries
                .map(|(key, value)| (key.clone(), rounded(value)))
                .collect()
        }
        _ => value.clone(),
    }
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
    fn a_number_beyond_those_of_javascript_is_written_as_a_float() {
        let value = serde_json::json!([u64::MAX, i64::MIN, 7, {"seed": u64::MAX}]);
        let error = LabError::config("seed", value, "", "");
        let written = serde_json::to_value(&error).unwrap();
        let float = 18_446_744_073_709_551_615.0;
        let rounded = serde_json::json!([float, -9_223_372_036_854_775_808.0, 7, {"seed": float}]);
        assert_eq!(written["value"], rounded);
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        assert_eq!(short("short"), "short");
        let cut = short("é".repeat(1000));
        assert_eq!(cut, format!("{}…", "é".repeat(80)));
    }
}
