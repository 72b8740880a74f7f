//! The exports of the module that reads the user's files.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::write::{JsResult, throw, to_js};
use crate::config::{self, Reading};
use crate::data::import::{File, import, packed_sounds};
use crate::error::LabError;

/// A file as JavaScript hands it over.
#[derive(serde::Serialize, serde::Deserialize)]
struct OpenedFile {
    name: String,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    bytes: Uint8Array,
}

/// Sounds in the archives among files, `{name, bytes: Uint8Array}[]`, that the browser may decode: such files too.
#[wasm_bindgen(js_name = packedSounds)]
pub fn sounds_in_archives(files: JsValue) -> JsResult<JsValue> {
    let sounds = packed_sounds(&taken(files)?);
    let sounds = sounds.into_iter().map(|sound| OpenedFile {
        name: sound.name,
        bytes: Uint8Array::from(sound.bytes.as_slice()),
    });
    to_js(&sounds.collect::<Vec<_>>())
}

/// Reads files, `{name, bytes: Uint8Array}[]`, with options as JSON: their description, and the packed data for `load` of a lab.
/// Decoded sounds, such files too, take the place of those of [`sounds_in_archives`] of the same names.
#[wasm_bindgen(js_name = importFiles)]
pub fn import_files(files: JsValue, decoded: JsValue, reading: &str) -> JsResult<JsValue> {
    let (files, decoded) = (taken(files)?, taken(decoded)?);
    let reading = config::parse(reading)
        .and_then(Reading::from_json)
        .map_err(throw)?;
    to_js(&import(&files, &decoded, &reading).map_err(throw)?)
}

/// Files as the page hands them over.
fn taken(files: JsValue) -> JsResult<Vec<File>> {
    let files: Vec<OpenedFile> = serde_wasm_bindgen::from_value(files).map_err(|_| {
        let message = "These are no files with their names.";
        throw(LabError::data(
            "files",
            "an object",
            message,
            "Open files of your own.",
        ))
    })?;
    let files = files.into_iter().map(|file| File {
        name: file.name,
        bytes: file.bytes.to_vec(),
    });
    Ok(files.collect())
}
