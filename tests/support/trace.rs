//! Loss traces of an independent float64 implementation. A formula gives weights and images, so the
//! traces need no random numbers and no data file:
//!
//! - a generator s ← 1664525 s + 1013904223 mod 2³², drawing s / 2³² after the update;
//! - parameters: seed 42, each tensor row-major, −a + 2 a draw with a = 1/√inputs;
//! - order: weight then bias of every layer in the order of the network, means before log-variances;
//! - layouts: convolutions are `[out, in, y, x]`, transposed ones `[in, out, y, x]`, and between them
//!   and dense layers the channel comes first;
//! - images: seed 7, each pixel d² with d = −1 + 2 draw; batch i holds images 128 i to 128 i + 127.

use std::collections::BTreeMap;

use burn::tensor::Device;
use hourglass::config::{Architecture, RunConfig};
use hourglass::data::batches::Batches;
use hourglass::loss::Objective;
use hourglass::loss::reconstruction::Reconstruction;
use hourglass::loss::{CompositeLoss, terms};
use hourglass::model::architecture::plan;
use hourglass::model::init::Weights;
use hourglass::model::layer_spec::{LayerKind, LayerSpec};
use hourglass::model::preprocessing::Preprocessing;
use hourglass::model::{Autoencoder, AutoencoderOptions, Bottleneck};
use hourglass::ops::layers::variational::Noise;
use hourglass::shape::Extent;
use hourglass::train::data_loader::DataLoader;
use hourglass::train::learner::Learner;
use hourglass::train::optimizer;
use hourglass::train::state::State;
use serde::Deserialize;
use serde_json::Value;

/// Images of a batch.
pub const BATCH: usize = 128;
/// Pixels of an image.
pub const PIXELS: usize = 784;

#[derive(Deserialize)]
struct Traces {
    batch: usize,
    runs: BTreeMap<String, Run>,
}

#[derive(Deserialize)]
struct Run {
    config: Value,
    noise: Option<f32>,
    losses: Vec<f64>,
}

/// The generator of weights and images.
pub struct Generator(u32);

impl Generator {
    /// The one that weights are drawn from.
    pub fn of_weights() -> Self {
        Self(42)
    }

    /// The one of a seed.
    pub fn new(seed: u32) -> Self {
        Self(seed)
    }

    /// Uniform in [0, 1).
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0) / 4_294_967_296.0
    }

    /// Uniform in [-1, 1).
    pub fn signed(&mut self) -> f64 {
        self.draw(1.0)
    }

    /// Uniform in ±bound.
    fn draw(&mut self, bound: f64) -> f64 {
        -bound + 2.0 * bound * self.unit()
    }

    /// So many numbers, uniform in ±bound.
    pub fn tensor(&mut self, count: usize, bound: f64) -> Vec<f32> {
        (0..count).map(|_| self.draw(bound) as f32).collect()
    }
}

/// So many batches of images.
pub fn images(batches: usize) -> Vec<f32> {
    let mut images = Generator(7);
    let pixels = (0..batches * BATCH * PIXELS).map(|_| images.draw(1.0).powi(2) as f32);
    pixels.collect()
}

/// The images of the trace.
pub const IMAGE: Extent = Extent {
    height: 28,
    width: 28,
    channels: 1,
};

/// The same as sequences.
pub const SEQUENCE: Extent = Extent {
    height: 1,
    width: PIXELS,
    channels: 1,
};

/// A learner on images in their order, from the weights of the formula.
pub fn learner(
    config: &RunConfig,
    images: &[f32],
    device: &Device,
) -> Learner<Autoencoder, CompositeLoss> {
    learner_for(objective(config), config, images, device)
}

/// Training loss of a config.
pub fn objective(config: &RunConfig) -> CompositeLoss {
    let reconstruction = Reconstruction::new(config, PIXELS);
    CompositeLoss::new(Preprocessing::default(), reconstruction, terms(config))
}

/// The same for any objective.
pub fn learner_for<O: Objective<Autoencoder>>(
    objective: O,
    config: &RunConfig,
    images: &[f32],
    device: &Device,
) -> Learner<Autoencoder, O> {
    let model = model(config, AutoencoderOptions::new(config), device);
    let order = (0..images.len() / PIXELS).collect();
    let batches = Batches::in_order(order, BATCH).ending(config.last_batch);
    let loader = DataLoader::from_floats(images, PIXELS, batches, device);
    let (update, rate) = (optimizer::choose(config), config.learning_rate);
    Learner::new(model, objective, update, rate, loader, device)
}

fn model(config: &RunConfig, traits: AutoencoderOptions, device: &Device) -> Autoencoder {
    let image = match config.architecture {
        Architecture::Recurrent => SEQUENCE,
        Architecture::Dense | Architecture::Conv | Architecture::Dictionary => IMAGE,
    };
    let mut layers = plan(config, image).unwrap();
    layers.retain(|layer| layer.kind != LayerKind::SparseEncoder);
    let mut generator = Generator::of_weights();
    let mut drawn: Vec<_> = layers
        .iter()
        .map(|layer| weights(layer, &mut generator))
        .collect();
    for at in 1..layers.len() {
        if let [LayerKind::Conv(before), LayerKind::Dense] = [layers[at - 1].kind, layers[at].kind]
        {
            drawn[at] = channels_last_in(&drawn[at], before.output());
        }
        if let [LayerKind::Dense, LayerKind::Conv(after)] = [layers[at - 1].kind, layers[at].kind] {
            drawn[at - 1] = channels_last_out(&drawn[at - 1], after.input());
        }
    }
    let mut drawn = drawn.into_iter();
    let autodiff = device.clone().autodiff();
    Autoencoder::new(&layers, traits, &autodiff, |_| drawn.next().unwrap())
}

/// Index of a value in channel-first order, by its index in channels-last order.
fn channel_first(place: usize, extent: Extent) -> usize {
    let (position, channel) = (place / extent.channels, place % extent.channels);
    channel * extent.positions() + position
}

fn channels_last_in(stated: &Weights, from: Extent) -> Weights {
    let rows: Vec<_> = stated.weight.chunks_exact(stated.bias.len()).collect();
    let ours = (0..rows.len()).flat_map(|row| rows[channel_first(row, from)]);
    Weights {
        weight: ours.copied().collect(),
        bias: stated.bias.clone(),
    }
}

fn channels_last_out(stated: &Weights, to: Extent) -> Weights {
    let ours = |row: &[f32]| {
        let order = (0..row.len()).map(|column| row[channel_first(column, to)]);
        order.collect::<Vec<_>>()
    };
    Weights {
        weight: stated
            .weight
            .chunks_exact(stated.bias.len())
            .flat_map(ours)
            .collect(),
        bias: ours(&stated.bias),
    }
}

/// Weights of the formula, in our layout; heads are drawn one after another.
pub fn weights(layer: &LayerSpec, generator: &mut Generator) -> Weights {
    let [fan_in, _] = layer.fans();
    let bound = (fan_in as f64).sqrt().recip();
    if let LayerKind::Gru(_) = layer.kind {
        let [rows, columns] = layer.weights();
        return Weights {
            weight: generator.tensor(rows * columns, bound),
            bias: generator.tensor(layer.biases() * columns, bound),
        };
    }
    let LayerKind::Conv(geometry) = layer.kind else {
        let outputs = layer.outputs / layer.heads;
        let mut head = || Weights {
            weight: generator.tensor(layer.inputs * outputs, bound),
            bias: generator.tensor(outputs, bound),
        };
        let first = head();
        return (1..layer.heads).fold(first, |heads, _| heads.concatenated(head()));
    };
    let [rows, outputs] = layer.weights();
    let stated = generator.tensor(rows * outputs, bound);
    let inputs = geometry.input().channels;
    let taps = rows / inputs;
    // Stated as [out, in, tap], of a transposed convolution as [in, out, tap]; ours is [tap, in, out].
    let at = |tap: usize, input: usize, output: usize| {
        if geometry.is_transposed() {
            stated[(input * outputs + output) * taps + tap]
        } else {
            stated[(output * inputs + input) * taps + tap]
        }
    };
    let ours = (0..rows * outputs).map(|place| {
        at(
            place / outputs / inputs,
            place / outputs % inputs,
            place % outputs,
        )
    });
    Weights {
        weight: ours.collect(),
        bias: generator.tensor(outputs, bound),
    }
}

/// The losses of so many steps from the first on.
pub async fn losses<O: Objective<Autoencoder>>(
    learner: &Learner<Autoencoder, O>,
    config: &RunConfig,
    steps: usize,
) -> Vec<f32> {
    let [_, terms] = learner.step_state().recent_losses().dims();
    let record = learner
        .step_state()
        .recent_losses()
        .clone()
        .into_data_async()
        .await;
    let record = record.unwrap().try_to_vec::<f32>().unwrap();
    let rows = record.chunks_exact(terms).take(steps).enumerate();
    let objective = objective(config);
    rows.map(|(step, row)| objective.total(step, row)).collect()
}

/// Holds the losses of a run to the exact ones.
///
/// # Panics
/// Where one is more than 1e-4 (relative) off.
pub fn agree(name: &str, exact: &[f64], ours: &[f32]) {
    assert_eq!(exact.len(), ours.len());
    for (step, (exact, ours)) in exact.iter().zip(ours).enumerate() {
        let off = (f64::from(*ours) / exact - 1.0).abs();
        assert!(off < 1e-4, "{name}, step {step}: {ours} instead of {exact}");
    }
}

/// Takes every run of the trace on a device, recorded and replayed where the device can.
///
/// # Panics
/// Where a loss is more than 1e-4 (relative) off at any step.
pub async fn check_runs(device: &Device) {
    let traces: Traces = serde_json::from_str(include_str!("../data/trace.json")).unwrap();
    assert_eq!((traces.runs.len(), traces.batch), (10, BATCH));
    let images = images(30);
    for (name, run) in &traces.runs {
        let config = RunConfig::from_json(run.config.clone()).unwrap();
        let mut learner = learner(&config, &images, device);
        if let Some(noise) = run.noise {
            let traits = AutoencoderOptions::from(Bottleneck::Variational(Noise::Constant(noise)));
            let state = State::new(
                model(&config, traits, device),
                optimizer::choose(&config),
                device,
            );
            learner.restore(state, config.learning_rate, device);
        }
        learner.advance(run.losses.len()).unwrap();
        let ours = losses(&learner, &config, run.losses.len()).await;
        agree(name, &run.losses, &ours);
    }
}
