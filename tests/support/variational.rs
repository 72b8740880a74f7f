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

fn split(heads: Tensor<2>) -> [Tensor<2>; 2] {
    let halves = heads.chunk(2, 1);
    halves.try_into().unwrap()
}

fn stock_sample(heads: Tensor<2>, noise: Noise, device: &Device) -> Tensor<2> {
    let [means, log_variances] = split(heads);
    let deviations = (log_variances * 0.5).exp();
    match noise {
        Noise::Fresh(stream) => {
            let noise = normal(clock(STEP, device), stream, means.dims());
            means + deviations * noise
        }
        Noise::Constant(value) => means + deviations * value,
    }
}

fn stock_kl(heads: Tensor<2>) -> Tensor<1> {
    let [batch, _] = heads.dims();
    let [means, log_variances] = split(heads);
    let terms = means.square() + log_variances.clone().exp() - log_variances - 1.0;
    terms.sum() * 0.5 / batch as f32
}

/// Compares codes and their gradient by the heads, with fresh and with constant noise.
///
/// # Panics
/// Where one is more than 1e-3 (relative to the largest value) off.
pub async fn check_sample(device: &Device) {
    let device = device.clone().autodiff();
    for [batch, latents] in sizes() {
        let heads = tensor([batch, 2 * latents], &device).require_grad();
        let upstream = tensor([batch, latents], &device);
        for noise in [Noise::Fresh(FRESH), Noise::Constant(0.1)] {
            let run = |codes: Tensor<2>| {
                let gradients = (codes.clone() * upstream.clone()).sum().backward();
                [codes.inner(), heads.grad(&gradients).unwrap()]
            };
            let ours = run(sample(heads.clone(), clock(STEP, &device), noise));
            let stock = run(stock_sample(heads.clone(), noise, &device));
            for ((what, ours), stock) in ["codes", "gradient"].into_iter().zip(ours).zip(stock) {
                let what = format!("{what} of {batch}x{latents}, {noise:?}");
                agree(ours, stock, 1e-3, &what).await;
            }
        }
    }
}

/// Compares the divergence and its gradient by the heads.
///
/// # Panics
/// Where one is more than 1e-3 (relative to the largest value) off.
pub async fn check_kl(device: &Device) {
    let device = device.clone().autodiff();
    for [batch, latents] in sizes() {
        let heads = tensor([batch, 2 * latents], &device).require_grad();
        let run = |divergence: fn(Tensor<2>) -> Tensor<1>| {
            // Twice the divergence, so that a gradient from above is not one.
            let divergence = divergence(heads.clone()) * 2.0;
            let gradients = divergence.backward();
            [
                divergence.inner().unsqueeze(),
                heads.grad(&gradients).unwrap(),
            ]
        };
        let (ours, stock) = (run(|heads| kl(heads, 0.0)), run(stock_kl));
        for ((what, ours), stock) in ["divergence", "gradient"].into_iter().zip(ours).zip(stock) {
            agree(ours, stock, 1e-3, &format!("{what} of {batch}x{latents}")).await;
        }
    }
}

/// The divergence with free bits in stock tensors.
fn stock_kl_beyond(heads: Tensor<2>, free: f32) -> Tensor<1> {
    let [batch, _] = heads.dims();
    let [means, log_variances] = split(heads);
    let terms = means.square() + log_variances.clone().exp() - log_variances - 1.0;
    let divergences = terms.sum_dim(0) * 0.5 / batch as f32;
    divergences.clamp_min(free).sum()
}

/// Heads of latents that tell the more the further right they are; the first tells nothing.
fn rising_heads([batch, latents]: [usize; 2], device: &Device) -> Tensor<2> {
    let scales = (0..2 * latents).map(|at| (at % latents) as f32 / latents as f32);
    let scales = TensorData::new(scales.collect::<Vec<f32>>(), [1, 2 * latents]);
    let heads = tensor([batch, 2 * latents], device) * Tensor::from_data(scales, device);
    heads.detach().require_grad()
}

/// Compares the divergence with free bits, and its gradient, where some latents have more and some less.
///
/// # Panics
/// Where one is more than 1e-3 (relative to the largest value) off.
pub async fn check_free_bits(device: &Device) {
    const FREE: f32 = 0.3;
    let device = device.clone().autodiff();
    for [batch, latents] in sizes() {
        let heads = rising_heads([batch, latents], &device);
        let run = |divergence: fn(Tensor<2>) -> Tensor<1>| {
            let divergence = divergence(heads.clone()) * 2.0;
            let gradients = divergence.backward();
            let slopes = heads.grad(&gradients).unwrap();
            [divergence.inner().unsqueeze(), slopes]
        };
        let ours = run(|heads| kl(heads, FREE));
        let stock = run(|heads| stock_kl_beyond(heads, FREE));
        for ((what, ours), stock) in ["divergence", "gradient"].into_iter().zip(ours).zip(stock) {
            agree(ours, stock, 1e-3, &format!("{what} of {batch}x{latents}")).await;
        }
        // More than any latent has: a constant.
        let [all, slopes] = run(|heads| kl(heads, 1000.0));
        assert_eq!(numbers(all).await, [2000.0 * latents as f32]);
        assert!(numbers(slopes).await.iter().all(|slope| *slope == 0.0));
    }
}

/// Compares the gradients with central differences.
///
/// # Panics
/// Where one is more than 1e-3 (relative to the largest value) off.
pub async fn check_differences(device: &Device) {
    const SHAPE: [usize; 2] = [3, 6];
    let device = &device.clone().autodiff();
    let upstream = tensor([SHAPE[0], SHAPE[1] / 2], device);
    let codes = |heads: Tensor<2>| {
        (sample(heads, clock(STEP, device), Noise::Constant(0.1)) * upstream.clone()).sum()
    };
    let heads = tensor(SHAPE, device);
    hold_to_differences("sample", codes, &heads).await;
    for free in [0.0, 0.6] {
        hold_to_differences("kl", |heads| kl(heads, free), &heads).await;
    }
}
