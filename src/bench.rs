//! The door for benchmarks: trains a stated network on stated data from stated weights, as other
//! libraries are made to do it beside us. Only with the feature `bench`; the page never sees it.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::config::Activation;
use crate::data::batches::Batches;
use crate::device::{self, DeviceKind};
use crate::error::{Code, LabError, Result};
use crate::feed::Feed;
use crate::kernels::loss::PixelLoss;
use crate::kernels::noise::Stream;
use crate::kernels::update::{Rule, Update};
use crate::kernels::variational::Noise;
use crate::learner::{Learner, Objective};
use crate::model::Autoencoder;
use crate::model::init::Weights;
use crate::model::plan::{LayerPlan, Role};
use crate::objective::{Elbo, Reconstruction};
use crate::snapshot::floats;

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
#[serde(tag = "kind", rename_all = "lowercase")]
enum Network {
    /// A dense autoencoder with squared error.
    Mlp {
        layers: Vec<usize>,
        acts: Vec<Activation>,
    },
    /// A variational autoencoder with ReLU and one hidden layer on each side.
    Vae {
        input: usize,
        hidden: usize,
        latent: usize,
    },
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
    learner: Learner<Autoencoder, Box<dyn Objective<Autoencoder>>>,
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
        let steps = self.learner.clock().steps().clone();
        steps.into_data_async().await.map_err(LabError::device)?;
        Ok(())
    }

    /// What does the arithmetic.
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
        let (layers, objective) = network.plan(seed)?;
        let mut weights = weights.into_iter();
        let model = Autoencoder::new(&layers, &device.clone().autodiff(), |layer| {
            network.weights(layer, &mut weights)
        });
        let pixels = layers[0].inputs;
        let batches = Batches::in_order((0..data.len() / pixels).collect(), batch);
        let feed = Feed::of_floats(data, pixels, batches, &device);
        let update = Update {
            rule: Rule::Adam {
                beta_1: setup.adam.beta1,
                beta_2: setup.adam.beta2,
                epsilon: setup.adam.eps,
            },
            decay: 0.0,
            clip: 0.0,
        };
        let learner = Learner::new(model, objective, update, setup.adam.lr, feed, &device);
        if kind == DeviceKind::Webgpu {
            let loss = learner.rehearse(setup.adam.lr, &device);
            loss.into_data_async().await.map_err(LabError::device)?;
        }
        Ok(Self { learner, kind })
    }

    /// The loss of a step: the sum of its terms.
    async fn loss(&self, step: usize) -> Result<f32> {
        let record = self.learner.clock().record().clone();
        let [slots, terms] = record.dims();
        let record = record.into_data_async().await.map_err(LabError::device)?;
        let first = (step - 1) % slots * terms;
        Ok(floats(record)?[first..first + terms].iter().sum())
    }
}

impl Network {
    fn plan(&self, seed: u32) -> Result<(Vec<LayerPlan>, Box<dyn Objective<Autoencoder>>)> {
        match self {
            Self::Mlp { layers, acts } => {
                let sizes: Vec<_> = layers.windows(2).zip(acts).collect();
                let narrowest = layers.iter().min().copied().unwrap_or(0);
                let mut encoding = true;
                let plan = sizes.iter().enumerate().map(|(index, (size, activation))| {
                    let role = match (index + 1 == sizes.len(), encoding, size[1] == narrowest) {
                        (true, ..) => Role::Output,
                        (_, true, true) => Role::Latent,
                        (_, true, false) => Role::Encoder,
                        _ => Role::Decoder,
                    };
                    encoding &= role == Role::Encoder;
                    layer(role, size[0], size[1], **activation)
                });
                let objective = Reconstruction::from(PixelLoss::SquaredOfSigmoid);
                match acts.last() {
                    Some(Activation::Sigmoid) => Ok((plan.collect(), Box::new(objective))),
                    _ => Err(LabError::new(
                        Code::Config,
                        "A workload ends with a sigmoid.",
                        "State one.",
                    )),
                }
            }
            &Self::Vae {
                input,
                hidden,
                latent,
            } => {
                let plan = vec![
                    layer(Role::Encoder, input, hidden, Activation::Relu),
                    layer(Role::Latent, hidden, 2 * latent, Activation::Linear),
                    layer(Role::Decoder, latent, hidden, Activation::Relu),
                    layer(Role::Output, hidden, input, Activation::Sigmoid),
                ];
                let noise = Noise::Fresh(Stream { seed, number: 0 });
                Ok((plan, Box::new(Elbo::new(input, noise))))
            }
        }
    }

    fn weights(&self, layer: &LayerPlan, values: &mut impl Iterator<Item = f32>) -> Weights {
        let mut dense = |outputs: usize| Weights {
            weight: values.by_ref().take(layer.inputs * outputs).collect(),
            bias: values.by_ref().take(outputs).collect(),
        };
        match self {
            Self::Vae { latent, .. } if layer.role == Role::Latent => {
                dense(*latent).beside(dense(*latent))
            }
            _ => dense(layer.outputs),
        }
    }
}

fn layer(role: Role, inputs: usize, outputs: usize, activation: Activation) -> LayerPlan {
    LayerPlan {
        role,
        inputs,
        outputs,
        activation,
    }
}
