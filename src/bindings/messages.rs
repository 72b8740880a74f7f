//! What the core tells JavaScript; `www/protocol.js` says what it means.

use js_sys::{Float32Array, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::config::RunConfig;
use crate::data::DatasetInfo;
use crate::description::Description;
use crate::trainer::Finished;

#[derive(Serialize)]
pub(super) struct Loaded {
    pub(super) dataset: DatasetInfo,
    pub(super) note: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Created<'a> {
    pub(super) step: usize,
    pub(super) epoch: f64,
    pub(super) config: &'a RunConfig,
    pub(super) description: &'a Description,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) probes: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) probe_labels: Uint8Array,
    #[serde(
        with = "serde_wasm_bindgen::preserve",
        skip_serializing_if = "JsValue::is_undefined"
    )]
    pub(super) damaged: JsValue,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) points: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) point_labels: Uint8Array,
}

#[derive(Serialize)]
pub(super) struct Look {
    pub(super) step: usize,
    pub(super) loss: f32,
    pub(super) terms: Vec<f32>,
}

#[derive(Serialize)]
pub(super) struct Progress {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refusal: Option<String>,
    pub(super) step: usize,
    pub(super) epoch: f64,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) losses: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) terms: Float32Array,
    pub(super) validations: Vec<Look>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) finished: Option<Finished>,
}

#[derive(Serialize)]
pub(super) struct Pictures {
    pub(super) step: usize,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) outputs: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) errors: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) codes: Float32Array,
    pub(super) latent: usize,
}

#[derive(Serialize)]
pub(super) struct Position {
    pub(super) step: usize,
    pub(super) epoch: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rewind {
    pub(super) step: usize,
    pub(super) learning_rate: f64,
}
