//! The loss traces of an independent float64 implementation. Weights and images follow from one
//! formula, so that nothing random and no data file takes part:
//!
//! - a generator s ← 1664525 s + 1013904223 mod 2³², drawing s / 2³² after the update;
//! - parameters: seed 42, each tensor row-major, −a + 2 a draw with a = 1/√inputs, weight then bias of
//!   every layer in the order of the network;
//! - images: seed 7, each pixel d² with d = −1 + 2 draw; batch i holds images 128 i to 128 i + 127.

use std::collections::BTreeMap;

use burn::tensor::{Device, Tensor, TensorData};
use hourglass::config::RunConfig;
use hourglass::learner::Learner;
use hourglass::model::init::Weights;
use hourglass::model::plan::plan;
use serde::Deserialize;
use serde_json::Value;

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

/// Takes every dense run of the trace on a device.
///
/// # Panics
/// Where a loss is more than 1e-4 (relative) off at any step.
pub async fn check_dense_runs(device: &Device) {
    let traces: Traces = serde_json::from_str(include_str!("../data/trace.json")).unwrap();
    assert_eq!(traces.runs.len(), 7);
    let batches = batches(traces.batch, device);
    for (name, run) in &traces.runs {
        agree(
            name,
            &run.losses,
            &losses(&run.config, &batches, device).await,
        );
    }
}

/// The images of every step, `[batch, PIXELS]` each.
pub fn batches(batch: usize, device: &Device) -> Vec<Tensor<2>> {
    let mut images = Generator(7);
    let mut pixels = || images.draw(1.0).powi(2) as f32;
    (0..30)
        .map(|_| {
            let pixels: Vec<f32> = (0..batch * PIXELS).map(|_| pixels()).collect();
            Tensor::from_data(TensorData::new(pixels, [batch, PIXELS]), device)
        })
        .collect()
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

async fn losses(config: &Value, batches: &[Tensor<2>], device: &Device) -> Vec<f32> {
    let mut config = RunConfig::from_json(config.clone()).unwrap();
    (config.hidden, config.latent) = (vec![64], 32);
    let mut generator = Generator::of_weights();
    let mut learner = Learner::new(&config, &plan(&config, PIXELS), device, |layer| {
        let bound = 1.0 / (layer.inputs as f64).sqrt();
        Weights {
            weight: generator.tensor(layer.inputs * layer.outputs, bound),
            bias: generator.tensor(layer.outputs, bound),
        }
    });
    let losses = batches
        .iter()
        .map(|batch| learner.step(batch.clone(), config.learning_rate))
        .collect();
    Tensor::<1>::cat(losses, 0)
        .into_data_async()
        .await
        .unwrap()
        .try_to_vec()
        .unwrap()
}
