//! Queries to the model of the current run; `www/protocol/queries.d.ts` says what they mean.

use js_sys::{Float32Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::lab::{Lab, PARTS, SPLITS};
use super::read;
use super::write::{JsResult, throw, to_js};
use crate::data::split::Split;
use crate::pca::codes;
use crate::run::Part;

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
        to_js(&run.reconstruct(&examples).await.map_err(throw)?)
    }

    /// Corrupts examples with the corruption, its amount and the seed of a config, as training does.
    pub async fn corrupt(&mut self, examples: Vec<u8>, settings: JsValue) -> JsResult<JsValue> {
        let settings = read::config(&settings)?;
        let run = self.run().map_err(throw)?;
        to_js(&run.corrupt(&examples, &settings).await.map_err(throw)?)
    }

    /// Posteriors of images under a variational model.
    pub async fn posterior(&mut self, examples: Vec<u8>) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        to_js(&run.posterior(&examples).await.map_err(throw)?)
    }

    /// Codes and labels of the first examples of a split, at most so many.
    pub async fn codes(&mut self, split: JsValue, most: usize) -> JsResult<JsValue> {
        let split: Split = read::choice("split", &split, SPLITS)?;
        let run = self.run().map_err(throw)?;
        to_js(&run.codes(split, most).await.map_err(throw)?)
    }

    /// Codes of a split or of all examples for other programs: of the rows from one on, at most so many.
    pub async fn encode(&mut self, part: JsValue, from: usize, most: usize) -> JsResult<JsValue> {
        let part: Part = read::choice("split", &part, PARTS)?;
        let run = self.run().map_err(throw)?;
        to_js(&run.encode_part(part, from, most).await.map_err(throw)?)
    }

    /// The pictures of a split or of all examples on one image.
    pub fn sprite(&mut self, part: JsValue) -> JsResult<JsValue> {
        let part: Part = read::choice("split", &part, PARTS)?;
        to_js(&self.run().and_then(|run| run.sprite(part)).map_err(throw)?)
    }

    /// Examples of a split, by their places in it.
    pub fn examples(&mut self, split: JsValue, indices: Vec<u32>) -> JsResult<JsValue> {
        let split: Split = read::choice("split", &split, SPLITS)?;
        let run = self.run().map_err(throw)?;
        to_js(&run.examples(split, &indices).map_err(throw)?)
    }

    /// The training example nearest to each example.
    pub fn nearest(&mut self, examples: Vec<u8>) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        to_js(&run.nearest(&examples).map_err(throw)?)
    }

    /// Principal axes of codes: `[axes, latent]`, at most so many, which follow those of an earlier call.
    pub fn axes(
        &self,
        codes: Vec<f32>,
        latent: usize,
        most: usize,
        previous: Vec<f32>,
    ) -> JsResult<Float32Array> {
        let axes = codes::axes(&codes, latent, most, &previous).map_err(throw)?;
        Ok(axes.as_slice().into())
    }

    /// Anomaly scores of all examples of a split.
    pub async fn scores(&mut self, split: JsValue) -> JsResult<JsValue> {
        let split: Split = read::choice("split", &split, SPLITS)?;
        let run = self.run().map_err(throw)?;
        to_js(&run.scores(split).await.map_err(throw)?)
    }

    /// Confusion matrices of classes predicted from the codes, and correlations with factors.
    pub async fn features(&mut self) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        to_js(&run.features().await.map_err(throw)?)
    }

    /// Filters, atoms, and statistics of each layer.
    #[wasm_bindgen(js_name = modelStats)]
    pub async fn model_stats(&mut self) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        to_js(&run.model_stats().await.map_err(throw)?)
    }
}
