//! The promises of a refusal: it names field, value and remedy, in short sentences of its own.

use hourglass::error::{Code, LabError};

use super::Verdict;

/// Letters of the longest message.
const LONGEST: usize = 700;

/// Words of the libraries that parse.
const FOREIGN: [&str; 18] = [
    "invalid type",
    "invalid value",
    "invalid length",
    "invalid number",
    "missing field",
    "duplicate field",
    "unknown field",
    "unknown variant",
    "expected",
    "at line",
    "EOF",
    "recursion",
    "TensorInvalid",
    "InvalidOffset",
    "Error(",
    "corrupt deflate",
    "usize",
    "panicked",
];

/// Checks a refusal, which has to be of one of these codes.
pub fn refusal(error: &LabError, codes: &[Code]) -> Verdict {
    let LabError {
        field,
        value,
        message,
        remedy,
        ..
    } = error;
    if !codes.contains(&error.code) {
        return Err(format!("the code is {:?}: {error}", error.code));
    }
    if field.is_none() || value.is_none() {
        return Err(format!(
            "field {field:?} and value {value:?} are not named: {error}"
        ));
    }
    for sentence in [message, remedy] {
        if sentence.trim().len() < 5 || !sentence.trim_end().ends_with(['.', '…']) {
            return Err(format!("this is no sentence: {sentence:?}"));
        }
        if sentence.len() > LONGEST {
            return Err(format!(
                "{} letters: {}…",
                sentence.len(),
                &sentence.chars().take(80).collect::<String>()
            ));
        }
    }
    match FOREIGN.iter().find(|word| message.contains(*word)) {
        Some(word) => Err(format!("\"{word}\" is of a library: {message}")),
        None => Ok(()),
    }
}
