//! The exports of the modules that train.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::read;
use super::write::{JsResult, throw, to_js};
use crate::data::catalog;
use crate::data::packed;
use crate::data::split::Split;
use crate::device::{self, DeviceKind};
use crate::error::{LabError, Result};
use crate::ops::cpu::kernel_module;
use crate::run::Trainer;
use crate::run::summary::describe;
use crate::train::checkpoint::{Checkpoint, Inspected};

/// Words of a message about a device, and about a split of the data.
const DEVICES: &str = "webgpu, cpu";
pub(super) const SPLITS: &str = "training, validation, test";
pub(super) const PARTS: &str = "training, validation, test, all";

/// Fingerprint of the settings' schema that the page holds: a page of another version has another one.
#[wasm_bindgen(js_name = schemaFingerprint)]
pub fn schema_fingerprint() -> u32 {
    FINGERPRINT
}

/// The last number of the page's copy of the schema, which `tests/schema.rs` ties to `config::schema`.
const FINGERPRINT: u32 = {
    const COPY: &str = include_str!("../../www/settings/schema.js");
    const END: usize = COPY.len() - ";\n".len();
    let digits = COPY.split_at(END).0.split_at(END - 8).1;
    match u32::from_str_radix(digits, 16) {
        Ok(fingerprint) => fingerprint,
        Err(_) => {
            panic!("www/settings/schema.js does not end with its fingerprint: cargo xtask schema")
        }
    }
};

/// Address of so many bytes that stay reserved, for the stacks of kernels; a multiple of 16.
#[wasm_bindgen]
pub fn reserve(bytes: usize) -> usize {
    let words: &'static mut [u128] = vec![0u128; bytes.div_ceil(16)].leak();
    words.as_ptr() as usize
}

/// The module's table of functions.
#[wasm_bindgen(js_name = functionTable)]
pub fn function_table() -> JsValue {
    wasm_bindgen::function_table()
}

/// Takes the kernels at this place of the module's table of functions; without one, its own. A program error where another
/// function is there.
#[wasm_bindgen(js_name = bindKernels)]
#[allow(unsafe_code)]
pub fn bind_kernels(product_band: Option<usize>) {
    // SAFETY: `www/worker/kernels.js` alone calls it, with a place that it has just filled.
    unsafe { kernel_module::bind(product_band) }
}

/// The data sets at hand and the current run.
#[wasm_bindgen]
#[derive(Default)]
pub struct Lab {
    pub(super) catalog: catalog::Catalog,
    run: Option<Trainer>,
    kind: Option<DeviceKind>,
}

#[wasm_bindgen]
impl Lab {
    /// A lab without a run.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Summary of the model that a config builds.
    pub fn describe(&mut self, config: JsValue) -> JsResult<JsValue> {
        let config = read::config(&config)?;
        to_js(&describe(&mut self.catalog, &config).map_err(throw)?)
    }

    /// Takes data that `importFiles` has packed; `dataset: 'file'` then means them. Answers their description.
    pub fn load(&mut self, packed: Vec<u8>) -> JsResult<JsValue> {
        let packed::Unpacked {
            dataset, reading, ..
        } = packed::unpack(&packed).map_err(throw)?;
        to_js(&self.catalog.put_read(dataset, reading))
    }

    /// Builds a run on a device, `'webgpu'` or `'cpu'`. The earlier run goes only when all is well.
    pub async fn create(&mut self, config: JsValue, device: JsValue) -> JsResult<JsValue> {
        let mut config = read::config(&config)?;
        self.catalog.note_reading(&mut config);
        let kind: DeviceKind = read::choice("device", &device, DEVICES)?;
        let dataset = self.catalog.dataset(&config).map_err(throw)?;
        let device = device::open(kind).await.map_err(throw)?;
        let run = Trainer::new(config, dataset, device).map_err(throw)?;
        self.begin(run, kind).await
    }

    /// The run as bytes, for `resume` of this or another lab.
    pub async fn save(&mut self) -> JsResult<Uint8Array> {
        let bytes = self.run().map_err(throw)?.save().await.map_err(throw)?;
        Ok(bytes.as_slice().into())
    }

    /// Settings, data set and step of a saved run, without loading it.
    pub fn inspect(&self, bytes: Vec<u8>) -> JsResult<JsValue> {
        let saved = Checkpoint::from_bytes(&bytes).map_err(throw)?;
        to_js(&Inspected::from(saved))
    }

    /// Goes on with a saved run on a device; its data must be at hand. The earlier run goes only when all
    /// is well.
    pub async fn resume(&mut self, bytes: Vec<u8>, device: JsValue) -> JsResult<JsValue> {
        let saved = Checkpoint::from_bytes(&bytes).map_err(throw)?;
        let kind: DeviceKind = read::choice("device", &device, DEVICES)?;
        let dataset = self.catalog.dataset(&saved.config).map_err(throw)?;
        let device = device::open(kind).await.map_err(throw)?;
        let run = Trainer::resume(saved, dataset, device).map_err(throw)?;
        self.begin(run, kind).await
    }

    /// Takes steps, until the run finishes at most, and hands over their losses. Rejects with code `diverged`, `rewind`, and the finite
    /// `losses` so far, when the loss is no longer finite.
    pub async fn train(&mut self, steps: usize) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        let mut chunk = run.train(steps).await.map_err(throw)?;
        if let Some(diverged) = &chunk.diverged {
            return Err(to_js(diverged)?);
        }
        chunk.refusal = self.refusal();
        to_js(&chunk)
    }

    /// Reads a number from the device and nothing else, so that the page knows how long that takes.
    pub async fn touch(&mut self) -> JsResult<()> {
        self.run().map_err(throw)?.touch().await.map_err(throw)
    }

    /// Metrics of the run, on the `'validation'` or the `'test'` images.
    pub async fn measure(&mut self, split: JsValue) -> JsResult<JsValue> {
        let split: Split = read::choice("split", &split, SPLITS)?;
        let run = self.run().map_err(throw)?;
        let measured = match split {
            Split::Training => Err(LabError::config(
                "split",
                "training",
                "Training examples are not measured.",
                "Use one of validation, test.",
            )),
            Split::Validation => run.validate().await,
            Split::Test => run.test().await,
        };
        to_js(&measured.map_err(throw)?)
    }

    /// Pictures and codes of the fixed images.
    pub async fn snapshot(&mut self) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        to_js(&run.snapshot().await.map_err(throw)?)
    }

    /// A new learning rate, from the next step on.
    pub fn tune(&mut self, learning_rate: f64) -> JsResult<()> {
        self.run()
            .and_then(|run| run.set_learning_rate(learning_rate))
            .map_err(throw)
    }

    /// Back to the last finite snapshot, with another learning rate.
    pub fn rewind(&mut self, learning_rate: f64) -> JsResult<JsValue> {
        let run = self.run().map_err(throw)?;
        to_js(&run.rewind(learning_rate).map_err(throw)?)
    }

    /// Takes a run in place of the earlier one.
    async fn begin(&mut self, mut run: Trainer, kind: DeviceKind) -> JsResult<JsValue> {
        if kind == DeviceKind::Webgpu {
            run.warm_up().await.map_err(throw)?;
        }
        let created = run.created().await.map_err(throw)?;
        self.kind = Some(kind);
        self.run = Some(run);
        to_js(&created)
    }

    /// The reason why a GPU does not record steps; none where it does.
    fn refusal(&self) -> Option<String> {
        let run = self.run.as_ref()?;
        let refusal = run
            .refusal()
            .filter(|_| self.kind == Some(DeviceKind::Webgpu));
        refusal.map(str::to_owned)
    }

    pub(super) fn run(&mut self) -> Result<&mut Trainer> {
        self.run
            .as_mut()
            .ok_or_else(|| LabError::internal("there is no run"))
    }
}
