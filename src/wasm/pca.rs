//! The comparison with principal components, for a worker of its own: nothing here touches a run.

use wasm_bindgen::prelude::*;

use super::lab::Lab;
use super::read;
use super::worker_scope::now;
use super::write::{JsResult, throw, to_js};
use crate::pca::baseline;

/// Principal components of a run's images on their way.
#[wasm_bindgen]
pub struct Baseline(baseline::Baseline);

#[wasm_bindgen]
impl Lab {
    /// Begins to find what a run of this config is compared with.
    pub fn baseline(&mut self, config: JsValue) -> JsResult<Baseline> {
        let config = read::config(&config)?;
        let dataset = self.catalog.dataset(&config).map_err(throw)?;
        let baseline = baseline::Baseline::new(&config, dataset).map_err(throw)?;
        Ok(Baseline(baseline))
    }
}

#[wasm_bindgen]
impl Baseline {
    /// Works for so many milliseconds: the share done, and the comparison once it is there.
    pub fn advance(&mut self, milliseconds: f64) -> JsResult<JsValue> {
        let end = now() + milliseconds;
        let found = loop {
            let found = self.0.step().map_err(throw)?;
            if found.is_some() || now() >= end {
                break found;
            }
        };
        to_js(&baseline::Advance {
            progress: self.0.progress(),
            comparison: found,
        })
    }

    /// Accuracy of predicting classes from pixels and from components; null without labels, or
    /// before the comparison is found.
    pub fn readings(&self) -> JsResult<JsValue> {
        to_js(&self.0.readings())
    }
}
