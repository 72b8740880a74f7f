//! The loss traces of an independent float64 implementation. Weights and images follow from one
//! formula, so that nothing random and no data file takes part:
//!
//! - a generator s ← 1664525 s + 1013904223 mod 2³², drawing s / 2³² after the update;
//! - parameters: seed 42, each tensor row-major, −a + 2 a draw with a = 1/√inputs, weight then bias of
//!   every layer in the order of the network;
//! - images: seed 7, each pixel d² with d = −1 + 2 draw; batch i holds images 128 i to 128 i + 127.

use std::collections::BTreeMap;

use burn::tensor::Device;
use hourglass::config::RunConfig;
use hourglass::data::batches::Batches;
use hourglass::feed::Feed;
use hourglass::learner::{Learner, Objective};
use hourglass::model::Autoencoder;
use hourglass::model::init::Weights;
use hourglass::model::plan::{LayerPlan, plan};
use hourglass::objective::Reconstruction;
use hourglass::optimiser;
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
    losses: Vec<f64>,
}

/// The generator of weights and images.
pub struct Generator(u32);

impl Generator {
    /// The one that weights are drawn from.
    pub fn of_weights() -> Self {
        Self(42)
    }

    /// Uniform in ±bound.
    fn draw(&mut self, bound: f64) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        -bound + 2.0 * bound * f64::from(self.0) / 4_294_967_296.0
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

/// A learner on images in their order, from the weights of the formula.
pub fn learner(
    config: &RunConfig,
    images: &[f32],
    device: &Device,
) -> Learner<Autoencoder, Reconstruction> {
    learner_for(Reconstruction::new(config), config, images, device)
}

/// The same for any objective.
pub fn learner_for<O: Objective<Autoencoder>>(
    objective: O,
    config: &RunConfig,
    images: &[f32],
    device: &Device,
) -> Learner<Autoencoder, O> {
    learner_of(&plan(config, PIXELS), objective, config, images, device)
}

/// The same for any layers.
pub fn learner_of<O: Objective<Autoencoder>>(
    layers: &[LayerPlan],
    objective: O,
    config: &RunConfig,
    images: &[f32],
    device: &Device,
) -> Learner<Autoencoder, O> {
    let mut generator = Generator::of_weights();
    let model = Autoencoder::new(layers, &device.clone().autodiff(), |layer| {
        let bound = 1.0 / (layer.inputs as f64).sqrt();
        Weights {
            weight: generator.tensor(layer.inputs * layer.outputs, bound),
            bias: generator.tensor(layer.outputs, bound),
        }
    });
    begin(model, objective, config, images, device)
}

/// A learner on images in their order.
pub fn begin<O: Objective<Autoencoder>>(
    model: Autoencoder,
    objective: O,
    config: &RunConfig,
    images: &[f32],
    device: &Device,
) -> Learner<Autoencoder, O> {
    let order = (0..images.len() / PIXELS).collect();
    let feed = Feed::of_floats(images, PIXELS, Batches::in_order(order, BATCH), device);
    Learner::new(
        model,
        objective,
        optimiser::choose(config),
        config.learning_rate,
        feed,
        device,
    )
}

/// The losses of so many steps from the first on: the sum of their terms.
pub async fn losses<O: Objective<Autoencoder>>(
    learner: &Learner<Autoencoder, O>,
    steps: usize,
) -> Vec<f32> {
    let [_, terms] = learner.clock().record().dims();
    let record = learner.clock().record().clone().into_data_async().await;
    let record = record.unwrap().try_to_vec::<f32>().unwrap();
    let rows = record.chunks_exact(terms).take(steps);
    rows.map(|row| row.iter().sum()).collect()
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

/// Takes every dense run of the trace on a device, recorded and replayed where the device can.
///
/// # Panics
/// Where a loss is more than 1e-4 (relative) off at any step.
pub async fn check_dense_runs(device: &Device) {
    let traces: Traces = serde_json::from_str(include_str!("../data/trace.json")).unwrap();
    assert_eq!((traces.runs.len(), traces.batch), (7, BATCH));
    let images = images(30);
    for (name, run) in &traces.runs {
        let mut config = RunConfig::from_json(run.config.clone()).unwrap();
        (config.hidden, config.latent) = (vec![64], 32);
        let mut learner = learner(&config, &images, device);
        learner.advance(run.losses.len()).unwrap();
        agree(name, &run.losses, &losses(&learner, run.losses.len()).await);
    }
}
