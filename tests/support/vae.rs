//! The variational run of the independent trace, on a network of fused operations alone:
//! 784-400-(mean, log-variance 20)-400-784 with ReLU, the noise fixed, the loss the mean over images of
//! the cross-entropy summed over pixels plus the divergence. Weights and images are those of `trace`, in
//! the order encoder, means, log-variances, decoder.

use burn::tensor::{Device, Tensor, TensorData};
use hourglass::kernels::variational::{Noise, kl, sample};
use hourglass::kernels::{Fused, PixelLoss, dense, pixel_loss};
use serde::Deserialize;

use super::noise::clock;
use super::trace::{Generator, PIXELS, agree, batches};

#[derive(Deserialize)]
struct Trace {
    batch: usize,
    variational: Run,
}

#[derive(Deserialize)]
struct Run {
    config: Config,
    losses: Vec<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Config {
    learning_rate: f32,
    epsilon: f32,
    hidden: usize,
    latent: usize,
    noise: f32,
}

/// Takes the run on a device.
///
/// # Panics
/// Where a loss is more than 1e-4 (relative) off at any step.
pub async fn check_run(device: &Device) {
    let trace: Trace = serde_json::from_str(include_str!("../data/trace.json")).unwrap();
    let (batch, run) = (trace.batch, trace.variational);
    let device = device.clone().autodiff();
    let mut parameters = weights(&run.config, &device).map(Parameter::new);
    let mut losses = Vec::new();
    for (step, images) in batches(batch, &device).into_iter().enumerate() {
        let tracked = parameters
            .each_ref()
            .map(|p| p.value.clone().require_grad());
        let loss = loss(&run.config, &tracked, images, step);
        let gradients = loss.backward();
        for (parameter, tracked) in parameters.iter_mut().zip(tracked) {
            parameter.step(tracked.grad(&gradients).unwrap(), step, &run.config);
        }
        losses.push(loss.inner());
    }
    let losses = Tensor::cat(losses, 0).into_data_async().await.unwrap();
    agree(
        "variational",
        &run.losses,
        &losses.try_into_vec::<f32>().unwrap(),
    );
}

/// Encoder, heads, and the two layers of the decoder; in each the bias is the last row.
fn weights(config: &Config, device: &Device) -> [Tensor<2>; 4] {
    let mut generator = Generator::of_weights();
    let mut layer = |inputs: usize, outputs: usize| {
        let values = generator.tensor((inputs + 1) * outputs, (inputs as f64).sqrt().recip());
        Tensor::<2>::from_data(TensorData::new(values, [inputs + 1, outputs]), device)
    };
    let encoder = layer(PIXELS, config.hidden);
    let means = layer(config.hidden, config.latent);
    let heads = Tensor::cat(vec![means, layer(config.hidden, config.latent)], 1);
    let decoder = layer(config.latent, config.hidden);
    [encoder, heads, decoder, layer(config.hidden, PIXELS)]
}

fn loss(config: &Config, weights: &[Tensor<2>; 4], images: Tensor<2>, step: usize) -> Tensor<1> {
    let [encoder, heads, decoder, last] = weights.clone();
    let hidden = dense(images.clone(), encoder, Fused::Relu);
    let heads = dense(hidden, heads, Fused::Linear);
    let time = clock(step as u32, &images.device());
    let codes = sample(heads.clone(), time, Noise::Constant(config.noise));
    let hidden = dense(codes, decoder, Fused::Relu);
    let logits = dense(hidden, last, Fused::Linear);
    pixel_loss(logits, images, PixelLoss::CrossEntropy) * PIXELS as f32 + kl(heads)
}

/// A tensor with its moments, for Adam in stock tensors.
struct Parameter {
    value: Tensor<2>,
    mean: Tensor<2>,
    square: Tensor<2>,
}

impl Parameter {
    fn new(value: Tensor<2>) -> Self {
        let zeros = value.zeros_like().inner();
        Self {
            value,
            mean: zeros.clone(),
            square: zeros,
        }
    }

    /// A step of Adam (D. P. Kingma and J. Ba, 2014) with the usual memories; `step` counts from 0.
    fn step(&mut self, gradient: Tensor<2>, step: usize, config: &Config) {
        let correction = |memory: f64| (1.0 - memory.powi(step as i32 + 1)) as f32;
        self.mean = self.mean.clone() * 0.9 + gradient.clone() * 0.1;
        self.square = self.square.clone() * 0.999 + gradient.square() * 0.001;
        let root = (self.square.clone() / correction(0.999)).sqrt() + config.epsilon;
        let change = self.mean.clone() / correction(0.9) / root * config.learning_rate;
        self.value = Tensor::from_inner(self.value.clone().inner() - change);
    }
}
