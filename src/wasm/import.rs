//! The exports of the module that reads the user's files.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::write::{JsResult, throw, to_js};
use crate::config::{self, Reading};
use crate::data::import::{File, import};
use crate::error::LabError;

/// A file as JavaScript hands it over.
#[derive(serde::Deserialize)]
struct OpenedFile {
    name: String,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    bytes: Uint8Array,
}

/// Reads files, `{name, bytes: Uint8Array}[]`, with options as JSON: their description, and the packed data for `load` of a lab.
#[wasm_bindgen(js_name = importFiles)]
pub fn import_files(files: JsValue, reading: &str) -> JsResult<JsValue> {
    let files: Vec<OpenedFile> = serde_wasm_bindgen::from_value(files).map_err(|_| {
        let message = "These are no files with their names.";
        throw(LabError::data(
            "files",
            "an object",
            message,
            "Open files of your own.",
        ))
    })?;
    let files: Vec<File> = files
        .into_iter()
        .map(|file| File {
            name: file.name,
            bytes: file.bytes.to_vec(),
        })
        .collect();
    let reading = config::parse(reading)
        .and_then(Reading::from_json)
        .map_err(throw)?;
    to_js(&import(&files, &reading).map_err(throw)?)
}
