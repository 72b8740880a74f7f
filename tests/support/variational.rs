//! The variational operations against stock tensors on the same device, and against differences.

use burn::tensor::{Device, Tensor, TensorData};
use hourglass::ops::layers::variational::{Noise, kl, sample};
use hourglass::ops::training::noise::{Stream, normal};
use hourglass::rng::{Purpose, stream};
use rand::RngExt;

use super::kernels::agree;
use super::noise::clock;
use super::numbers::{hold_to_differences, numbers};

const FRESH: Stream = Stream { seed: 9, number: 4 };
const STEP: u32 = 11;

/// Batch and latents: single numbers, off and on the vector of 4 and the block of 4, and some at random.
fn sizes() -> Vec<[usize; 2]> {
    let mut rng = stream(5, Purpose::Data);
    let drawn = (0..5).map(|_| [rng.random_range(1..=257), rng.random_range(1..=64)]);
    [[1, 1], [1, 2], [3, 5], [8, 4], [50, 2], [257, 20]]
        .into_iter()
        .chain(drawn.collect::<Vec<_>>())
        .collect()
}

fn tensor([rows, columns]: [usize; 2], device: &Device) -> Tensor<2> {
    let mut rng = stream((rows * 1000 + columns) as u32, Purpose::Data);
    let values: Vec<f32> = (0..rows * columns)
        .map(|_| rng.random_range(-2.0..2.0))
        .collect();
    Tensor::from_data(TensorData::new(values, [rows, columns]), device)
}

fn split(posterior: Tensor<2>) -> [Tensor<2>; 2] {
    let halves = posterior.chunk(2, 1);
    halves.try_into().unwrap()
}

fn stock_sample(posterior: Tensor<2>, noise: Noise, device: &Device) -> Tensor<2> {
    let [means, log_variances] = split(posterior);
    let deviations = (log_variances * 0.5).exp();
    match noise {
        Noise::Fresh(stream) => {
            let noise = normal(clock(STEP, device), stream, means.dims());
            means + deviations * noise
        }
        Noise::Constant(value) => means + deviations * value,
    }
}

fn stock_kl(posterior: Tensor<2>) -> Tensor<1> {
    let [batch, _] = posterior.dims();
    let [means, log_variances] = split(posterior);
    let terms = means.square() + log_variances.clone().exp() - log_variances - 1.0;
    terms.sum() * 0.5 / batch as f32
}

/// Compares codes and their gradient by the posterior, with fresh and with constant noise.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
pub async fn check_sample(device: &Device) {
    let device = device.clone().autodiff();
    for [batch, latents] in sizes() {
        let posterior = tensor([batch, 2 * latents], &device).require_grad();
        let upstream = tensor([batch, latents], &device);
        for noise in [Noise::Fresh(FRESH), Noise::Constant(0.1)] {
            let run = |codes: Tensor<2>| {
                let gradients = (codes.clone() * upstream.clone()).sum().backward();
                [codes.inner(), posterior.grad(&gradients).unwrap()]
            };
            let ours = run(sample(posterior.clone(), clock(STEP, &device), noise));
            let stock = run(stock_sample(posterior.clone(), noise, &device));
            for ((what, ours), stock) in ["codes", "gradient"].into_iter().zip(ours).zip(stock) {
                let what = format!("{what} of {batch}x{latents}, {noise:?}");
                agree(ours, stock, 1e-3, &what).await;
            }
        }
    }
}

/// Compares the divergence and its gradient by the posterior.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
pub async fn check_kl(device: &Device) {
    let device = device.clone().autodiff();
    for [batch, latents] in sizes() {
        let posterior = tensor([batch, 2 * latents], &device).require_grad();
        let run = |divergence: fn(Tensor<2>) -> Tensor<1>| {
            // Twice the divergence, so that a gradient from above is not one.
            let divergence = divergence(posterior.clone()) * 2.0;
            let gradients = divergence.backward();
            [
                divergence.inner().unsqueeze(),
                posterior.grad(&gradients).unwrap(),
            ]
        };
        let (ours, stock) = (run(|posterior| kl(posterior, 0.0)), run(stock_kl));
        for ((what, ours), stock) in ["divergence", "gradient"].into_iter().zip(ours).zip(stock) {
            agree(ours, stock, 1e-3, &format!("{what} of {batch}x{latents}")).await;
        }
    }
}

/// The divergence with free bits in stock tensors.
fn stock_kl_beyond(posterior: Tensor<2>, free: f32) -> Tensor<1> {
    let [batch, _] = posterior.dims();
    let [means, log_variances] = split(posterior);
    let terms = means.square() + log_variances.clone().exp() - log_variances - 1.0;
    let divergences = terms.sum_dim(0) * 0.5 / batch as f32;
    divergences.clamp_min(free).sum()
}

/// Posteriors of latents whose divergence grows to the right. That of the first is 0.
fn rising_posterior([batch, latents]: [usize; 2], device: &Device) -> Tensor<2> {
    let scales = (0..2 * latents).map(|at| (at % latents) as f32 / latents as f32);
    let scales = TensorData::new(scales.collect::<Vec<f32>>(), [1, 2 * latents]);
    let posterior = tensor([batch, 2 * latents], device) * Tensor::from_data(scales, device);
    posterior.detach().require_grad()
}

/// Compares the divergence with free bits, and its gradient, where some latents have more and some less.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
pub async fn check_free_bits(device: &Device) {
    const FREE: f32 = 0.3;
    let device = device.clone().autodiff();
    for [batch, latents] in sizes() {
        let posterior = rising_posterior([batch, latents], &device);
        let run = |divergence: fn(Tensor<2>) -> Tensor<1>| {
            let divergence = divergence(posterior.clone()) * 2.0;
            let gradients = divergence.backward();
            let slopes = posterior.grad(&gradients).unwrap();
            [divergence.inner().unsqueeze(), slopes]
        };
        let ours = run(|posterior| kl(posterior, FREE));
        let stock = run(|posterior| stock_kl_beyond(posterior, FREE));
        for ((what, ours), stock) in ["divergence", "gradient"].into_iter().zip(ours).zip(stock) {
            agree(ours, stock, 1e-3, &format!("{what} of {batch}x{latents}")).await;
        }
        // More than any latent has: a constant.
        let [all, slopes] = run(|posterior| kl(posterior, 1000.0));
        assert_eq!(numbers(all).await, [2000.0 * latents as f32]);
        assert!(numbers(slopes).await.iter().all(|slope| *slope == 0.0));
    }
}

/// Compares the gradients with central differences.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
pub async fn check_differences(device: &Device) {
    const SHAPE: [usize; 2] = [3, 6];
    let device = &device.clone().autodiff();
    let upstream = tensor([SHAPE[0], SHAPE[1] / 2], device);
    let codes = |posterior: Tensor<2>| {
        (sample(posterior, clock(STEP, device), Noise::Constant(0.1)) * upstream.clone()).sum()
    };
    let posterior = tensor(SHAPE, device);
    hold_to_differences("sample", codes, &posterior).await;
    for free in [0.0, 0.6] {
        hold_to_differences("kl", |posterior| kl(posterior, free), &posterior).await;
    }
}
