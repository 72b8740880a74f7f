//! Messages from the core to JavaScript; `www/protocol/messages.js` documents their fields.

use js_sys::{Float32Array, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::config::RunConfig;
use crate::data::info::DatasetInfo;
use crate::error::LabError;
use crate::run::Finished;
use crate::run::summary::Summary;

#[derive(Serialize)]
pub struct Loaded {
    pub dataset: DatasetInfo,
    pub note: String,
}

#[derive(Serialize)]
pub struct Inspected<'a> {
    pub config: &'a RunConfig,
    pub dataset: &'a str,
    pub step: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Created<'a> {
    pub step: usize,
    pub epoch: f64,
    pub config: &'a RunConfig,
    pub description: &'a Summary,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub probes: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub probe_labels: Uint8Array,
    #[serde(
        with = "serde_wasm_bindgen::preserve",
        skip_serializing_if = "JsValue::is_undefined"
    )]
    pub corrupted: JsValue,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub points: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub point_labels: Uint8Array,
}

#[derive(Serialize)]
pub struct Look {
    pub step: usize,
    pub loss: f32,
    pub terms: Vec<f32>,
}

#[derive(Serialize)]
pub struct Progress {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<String>,
    pub step: usize,
    pub epoch: f64,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub losses: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub terms: Float32Array,
    pub validations: Vec<Look>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished: Option<Finished>,
}

#[derive(Serialize)]
pub struct Pictures {
    pub step: usize,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub outputs: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub errors: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub codes: Float32Array,
    pub latent: usize,
}

#[derive(Serialize)]
pub struct Position {
    pub step: usize,
    pub epoch: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rewind {
    pub step: usize,
    pub learning_rate: f64,
}

#[derive(Serialize)]
pub struct Diverged<'a> {
    #[serde(flatten)]
    pub error: &'a LabError,
    pub rewind: Rewind,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub losses: Float32Array,
}
