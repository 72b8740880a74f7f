//! Interface for benchmarks: trains a stated network on stated data from stated weights, as other
//! libraries do in the same comparison. It exists only with the feature `bench`, never on the page.

mod networks;

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::data::batches::Batches;
use crate::device::readback::floats;
use crate::device::{self, DeviceKind};
use crate::error::{LabError, Result};
use crate::loss::CompositeLoss;
use crate::model::Autoencoder;
use crate::ops::training::optimizer::{OptimizerStep, Rule};
use crate::train::data_loader::DataLoader;
use crate::train::learner::Learner;
use networks::{Network, Values};

#[derive(Deserialize)]
struct Setup {
    workload: Workload,
    adam: Adam,
    options: Options,
}

#[derive(Deserialize)]
struct Workload {
    batch: usize,
    seed: u32,
    #[serde(flatten)]
    network: Network,
}

#[derive(Deserialize)]
struct Adam {
    lr: f64,
    beta1: f32,
    beta2: f32,
    eps: f32,
}

#[derive(Deserialize)]
struct Options {
    #[serde(default = "webgpu")]
    device: DeviceKind,
}

fn webgpu() -> DeviceKind {
    DeviceKind::Webgpu
}

/// A network in training.
#[wasm_bindgen]
pub struct Bench {
    learner: Learner<Autoencoder, CompositeLoss>,
    kind: DeviceKind,
}

/// Builds a network: `json` as in `bench/workloads.json`, `data` `[images, pixels]`, `weights` layer after
/// layer, each first its weights `[inputs, outputs]`, then its biases.
#[wasm_bindgen]
pub async fn bench_create(
    json: String,
    data: Vec<f32>,
    weights: Vec<f32>,
) -> std::result::Result<Bench, JsError> {
    let setup: Setup = serde_json::from_str(&json).map_err(LabError::internal)?;
    Ok(Bench::new(setup, &data, weights).await?)
}

#[wasm_bindgen]
impl Bench {
    /// Takes the steps `start` to `start + steps - 1`, counted from 1, and reads the loss after every
    /// `read_every` of them (0: never): `[step, loss, step, loss, ...]`.
    pub async fn run(
        &mut self,
        start: usize,
        steps: usize,
        read_every: usize,
    ) -> std::result::Result<Vec<f64>, JsError> {
        let done = self.learner.state().step;
        if start != done + 1 {
            let why = format!("step {start} was asked for after step {done}");
            return Err(LabError::internal(why).into());
        }
        let (mut losses, end) = (Vec::new(), done + steps);
        while self.learner.state().step < end {
            let step = self.learner.state().step;
            let pause = match read_every {
                0 => end,
                every => end.min((step / every + 1) * every),
            };
            self.learner.advance(pause - step)?;
            if read_every > 0 && pause.is_multiple_of(read_every) {
                losses.extend([pause as f64, f64::from(self.loss(pause).await?)]);
            }
        }
        Ok(losses)
    }

    /// Waits until all work is done.
    pub async fn sync(&mut self) -> std::result::Result<(), JsError> {
        let steps = self.learner.step_state().steps().clone();
        steps.into_data_async().await.map_err(LabError::device)?;
        Ok(())
    }

    /// Device of the computation, and whether its steps are replayed from a graph.
    pub fn backend(&self) -> String {
        let how = match self.learner.refusal() {
            None => "recorded",
            Some(_) => "step by step",
        };
        format!("{:?}, {how}", self.kind).to_lowercase()
    }
}

impl Bench {
    async fn new(setup: Setup, data: &[f32], weights: Vec<f32>) -> Result<Self> {
        let kind = setup.options.device;
        let device = device::open(kind).await?;
        let Workload {
            batch,
            seed,
            network,
        } = setup.workload;
        let mut weights = Values::new(weights);
        let autodiff = device.clone().autodiff();
        let (pixels, model, objective) = network.build(seed, &mut weights, &autodiff)?;
        let batches = Batches::in_order((0..data.len() / pixels).collect(), batch);
        let loader = DataLoader::from_floats(data, pixels, batches, &device);
        let update = OptimizerStep {
            rule: Rule::Adam {
                beta_1: setup.adam.beta1,
                beta_2: setup.adam.beta2,
                epsilon: setup.adam.eps,
            },
            decay: 0.0,
            clip: 0.0,
        };
        let learner = Learner::new(model, objective, update, setup.adam.lr, loader, &device);
        if kind == DeviceKind::Webgpu {
            let loss = learner.rehearse().await;
            loss.into_data_async().await.map_err(LabError::device)?;
        }
        Ok(Self { learner, kind })
    }

    /// The loss of a step: the sum of its terms.
    async fn loss(&self, step: usize) -> Result<f32> {
        let record = self.learner.step_state().recent_losses().clone();
        let [slots, terms] = record.dims();
        let record = record.into_data_async().await.map_err(LabError::device)?;
        let first = (step - 1) % slots * terms;
        Ok(floats(record)?[first..first + terms].iter().sum())
    }
}
