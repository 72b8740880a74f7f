//! Questions to the model of the current run; `www/worker/query-handlers.js` says what they mean.

use js_sys::{Float32Array, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::{JsResult, Lab, SPLITS, read, throw, to_js};
use crate::data::split::Split;
use crate::model::filters;
use crate::run::LayerStats;

#[derive(Serialize)]
struct Reconstructed {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    codes: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    outputs: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    errors: Float32Array,
}

#[derive(Serialize)]
struct Corrupted {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    examples: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    mask: Uint8Array,
}

#[derive(Serialize)]
struct Posterior {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    means: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    deviations: Float32Array,
}

#[derive(Serialize)]
struct Codes {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    codes: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    labels: Uint8Array,
}

#[derive(Serialize)]
struct Examples {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    examples: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    labels: Uint8Array,
}

#[derive(Serialize)]
struct Nearest {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    examples: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    labels: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    errors: Float32Array,
}

#[derive(Serialize)]
struct Scores {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    errors: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    elbos: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    labels: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    abnormal: Uint8Array,
}

#[derive(Serialize)]
struct Features {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    knn: Uint32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    probe: Uint32Array,
    factors: Vec<&'static str>,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    correlations: Float32Array,
}

#[derive(Serialize)]
struct Tiles {
    width: usize,
    height: usize,
    channels: usize,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    values: Float32Array,
}

impl From<filters::Tiles> for Tiles {
    fn from(tiles: filters::Tiles) -> Self {
        Self {
            width: tiles.extent.width,
            height: tiles.extent.height,
            channels: tiles.extent.channels,
            values: tiles.values.as_slice().into(),
        }
    }
}

#[derive(Serialize)]
struct Inside {
    #[serde(skip_serializing_if = "Option::is_none")]
    filters: Option<Tiles>,
    #[serde(skip_serializing_if = "Option::is_none")]
    atoms: Option<Tiles>,
    layers: Vec<LayerStats>,
}

#[wasm_bindgen]
impl Lab {
    /// Pictures of codes, `latent` numbers each: bytes, one picture after another.
    pub async fn decode(&mut self, codes: Vec<f32>) -> JsResult<Uint8Array> {
        let run = self.run().map_err(throw)?;
        let pictures = run.decode(&codes).await.map_err(throw)?;
        Ok(pictures.as_slice().into())
    }

    /// Codes and reconstructions of images, bytes one after another.
    pub async fn reconstruct(&mut self, examples: Vec<u8>) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        let made = run.reconstruct(&examples).await.map_err(throw)?;
        to_js(&Reconstructed {
            codes: made.codes.as_slice().into(),
            outputs: made.outputs.as_slice().into(),
            errors: made.errors.as_slice().into(),
        })
    }

    /// Corrupts examples with the corruption, its amount and the seed of a config, as training does.
    pub async fn corrupt(&mut self, examples: Vec<u8>, settings: JsValue) -> JsResult<JsValue> {
        let settings = read::config(&settings)?;
        let run = self.run().map_err(throw)?;
        let corrupted = run.corrupt(&examples, &settings).await.map_err(throw)?;
        to_js(&Corrupted {
            examples: corrupted.examples.as_slice().into(),
            mask: corrupted.mask.as_slice().into(),
        })
    }

    /// Posteriors of images under a variational model.
    pub async fn posterior(&mut self, examples: Vec<u8>) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        let posterior = run.posterior(&examples).await.map_err(throw)?;
        to_js(&Posterior {
            means: posterior.means.as_slice().into(),
            deviations: posterior.deviations.as_slice().into(),
        })
    }

    /// Codes and labels of the first examples of a split, at most so many.
    pub async fn codes(&mut self, split: JsValue, most: usize) -> JsResult<JsValue> {
        let split: Split = read::choice("split", &split, SPLITS)?;
        let run = self.run().map_err(throw)?;
        let (codes, labels) = run.codes(split, most).await.map_err(throw)?;
        to_js(&Codes {
            codes: codes.as_slice().into(),
            labels: labels.as_slice().into(),
        })
    }

    /// Examples of a split, by their places in it.
    pub fn examples(&mut self, split: JsValue, indices: Vec<u32>) -> JsResult<JsValue> {
        let split: Split = read::choice("split", &split, SPLITS)?;
        let run = self.run().map_err(throw)?;
        let (examples, labels) = run.examples(split, &indices).map_err(throw)?;
        to_js(&Examples {
            examples: examples.as_slice().into(),
            labels: labels.as_slice().into(),
        })
    }

    /// The training example nearest to each example.
    pub fn nearest(&mut self, examples: Vec<u8>) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        let nearest = run.nearest(&examples).map_err(throw)?;
        to_js(&Nearest {
            examples: nearest.examples.as_slice().into(),
            labels: nearest.labels.as_slice().into(),
            errors: nearest.errors.as_slice().into(),
        })
    }

    /// Anomaly scores of all examples of a split.
    pub async fn scores(&mut self, split: JsValue) -> JsResult<JsValue> {
        let split: Split = read::choice("split", &split, SPLITS)?;
        let run = self.run().map_err(throw)?;
        let scores = run.scores(split).await.map_err(throw)?;
        let abnormal: Vec<u8> = scores.abnormal.iter().map(|&is| is.into()).collect();
        to_js(&Scores {
            errors: scores.errors.as_slice().into(),
            elbos: scores.elbos.as_slice().into(),
            labels: scores.labels.as_slice().into(),
            abnormal: abnormal.as_slice().into(),
        })
    }

    /// Confusion matrices of classes predicted from the codes, and correlations with factors.
    pub async fn features(&mut self) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        let features = run.features().await.map_err(throw)?;
        to_js(&Features {
            knn: features.knn.as_slice().into(),
            probe: features.probe.as_slice().into(),
            factors: features.factors,
            correlations: features.correlations.as_slice().into(),
        })
    }

    /// Filters, atoms, and statistics of each layer.
    #[wasm_bindgen(js_name = modelStats)]
    pub async fn model_stats(&mut self) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        let stats = run.model_stats().await.map_err(throw)?;
        to_js(&Inside {
            filters: stats.filters.map(Tiles::from),
            atoms: stats.atoms.map(Tiles::from),
            layers: stats.layers,
        })
    }
}
