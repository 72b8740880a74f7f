//! Values and errors to JavaScript.

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::error::LabError;

pub type JsResult<T> = std::result::Result<T, JsValue>;

/// A value as plain objects and lists.
pub fn to_js(value: &impl Serialize) -> JsResult<JsValue> {
    let plain_objects = serde_wasm_bindgen::Serializer::json_compatible();
    Ok(value.serialize(&plain_objects)?)
}

/// A refusal as JavaScript catches it.
pub fn throw(error: LabError) -> JsValue {
    to_js(&error).unwrap_or_else(|failure| failure)
}
