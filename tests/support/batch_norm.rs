//! Batch normalization against stock tensors and central differences. Its running statistics are
//! checked by direct computation and in whole runs.

use burn::tensor::{Device, Tensor, activation};
use hourglass::config::RunConfig;
use hourglass::data::batches::Batches;
use hourglass::data::catalog::Catalog;
use hourglass::data::sets::digits;
use hourglass::data::split::SplitIndices;
use hourglass::ops::layers::activation::Fused;
use hourglass::ops::layers::batch_norm::{blend, normalize_batch, normalize_by};
use hourglass::run::Trainer;
use hourglass::train::checkpoint::Checkpoint;
use serde_json::{Value, json};

use super::kernels::agree;
use super::numbers::{hold_to_differences, numbers, random, tensor};
use super::trace::{images, learner, losses};
use super::training_run::trainer;

/// Batch, positions, features: single numbers, off and on the vectors and workgroups, one group and many.
const SIZES: [[usize; 3]; 8] = [
    [4, 1, 1],
    [3, 1, 5],
    [33, 1, 64],
    [64, 1, 129],
    [7, 9, 3],
    [16, 49, 8],
    [128, 64, 4],
    [31, 100, 2],
];

const ACTIVATIONS: [Fused; 4] = [Fused::Linear, Fused::Relu, Fused::Tanh, Fused::Sigmoid];

/// Mean and variance of the values, `[2, features]`, in stock tensors.
fn stock_statistics(values: Tensor<2>, features: usize) -> Tensor<2> {
    let [batch, width] = values.dims();
    let rows = values.reshape([batch * width / features, features]);
    let mean = rows.clone().mean_dim(0);
    let variance = (rows - mean.clone()).square().mean_dim(0);
    Tensor::cat(vec![mean, variance], 0)
}

/// Values normalised by given statistics, in stock tensors.
fn stock(values: Tensor<2>, affine: Tensor<2>, statistics: Tensor<2>, fused: Fused) -> Tensor<2> {
    let ([batch, width], [_, features]) = (values.dims(), affine.dims());
    let rows = values.reshape([batch * width / features, features]);
    let row = |of: &Tensor<2>, at: usize| of.clone().slice([at..at + 1, 0..features]);
    let deviation = (row(&statistics, 1) + 1e-5).sqrt();
    let normal = (rows - row(&statistics, 0)) / deviation;
    let sums = normal * row(&affine, 0) + row(&affine, 1);
    let output = match fused {
        Fused::Linear => sums,
        Fused::Relu => activation::relu(sums),
        Fused::Tanh => activation::tanh(sums),
        Fused::Sigmoid => activation::sigmoid(sums),
    };
    output.reshape([batch, width])
}

/// Compares outputs, statistics, and the gradients by values, scale and shift.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
pub async fn check_batch(device: &Device) {
    let device = &device.clone().autodiff();
    for [batch, positions, features] in SIZES {
        let shape = [batch, positions * features];
        let values = random(shape, [-2.0, 3.0], device).require_grad();
        let affine = random([2, features], [0.5, 2.0], device).require_grad();
        // Squared, so that it is no line through the values: along one nothing flows back.
        let upstream = random(shape, [-1.0, 2.0], device).square();
        for fused in ACTIVATIONS {
            let run = |(output, statistics): (Tensor<2>, Tensor<2>)| {
                let gradients = (output.clone() * upstream.clone()).sum().backward();
                let by = [&values, &affine].map(|leaf| leaf.grad(&gradients).unwrap());
                let [by_values, by_affine] = by;
                [output.inner(), statistics, by_values, by_affine]
            };
            let ours = run(normalize_batch(values.clone(), affine.clone(), fused));
            let statistics = stock_statistics(values.clone(), features);
            let output = stock(values.clone(), affine.clone(), statistics.clone(), fused);
            let stock = run((output, statistics.inner()));
            let what = ["output", "statistics", "by values", "by scale and shift"];
            for ((what, ours), stock) in what.into_iter().zip(ours).zip(stock) {
                let what = format!("{what} of {batch}x{positions}x{features}, {fused:?}");
                agree(ours, stock, 1e-3, &what).await;
            }
        }
    }
}

/// Compares values normalised by a mean and a variance that are not theirs.
///
/// # Panics
/// If one is more than 1e-4 (relative to the largest value) off.
pub async fn check_by(device: &Device) {
    for [batch, positions, features] in SIZES {
        let values = random([batch, positions * features], [-2.0, 3.0], device);
        let affine = random([2, features], [-2.0, 2.0], device);
        let statistics = random([2, features], [0.1, 1.5], device);
        for fused in ACTIVATIONS {
            let all = (values.clone(), affine.clone(), statistics.clone());
            let ours = normalize_by(all.0, all.1, all.2, fused);
            let stock = stock(values.clone(), affine.clone(), statistics.clone(), fused);
            let what = format!("{batch}x{positions}x{features}, {fused:?}");
            agree(ours, stock, 1e-4, &what).await;
        }
    }
}

/// Values with a large mean keep their precision.
///
/// # Panics
/// If a mean or a variance is off.
pub async fn check_large_mean(device: &Device) {
    // 1000 ± 1: the squares alone would have no digit left for the variance.
    let values = (0..4096).map(|at| if at % 2 == 0 { 999.0 } else { 1001.0 });
    let values = tensor(values.collect(), [4096, 1], device);
    let affine = tensor(vec![1.0, 0.0], [2, 1], device);
    let (output, statistics) = normalize_batch(values, affine, Fused::Linear);
    let statistics = numbers(statistics).await;
    assert!((statistics[0] - 1000.0).abs() < 1e-2, "{statistics:?}");
    assert!((statistics[1] - 1.0).abs() < 1e-3, "{statistics:?}");
    let output = numbers(output).await;
    assert!((output[0] + 1.0).abs() < 1e-2 && (output[1] - 1.0).abs() < 1e-2);
}

/// Compares the gradients with central differences.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
pub async fn check_differences(device: &Device) {
    let device = &device.clone().autodiff();
    let values = random([5, 6], [-4.0, 4.0], device);
    let affine = random([2, 3], [0.5, 1.5], device);
    let upstream = random([5, 6], [-1.0, 2.0], device).square();
    for fused in [Fused::Linear, Fused::Tanh] {
        let weighed = |values: Tensor<2>, affine: Tensor<2>| {
            let (output, _) = normalize_batch(values, affine, fused);
            (output * upstream.clone()).sum()
        };
        let by_values = |values| weighed(values, affine.clone());
        hold_to_differences("by values", by_values, &values).await;
        let by_affine = |affine| weighed(values.clone(), affine);
        hold_to_differences("by scale and shift", by_affine, &affine).await;
    }
}

/// An update weights the batch statistics with 0.1 and uses the unbiased variance. A shared copy of
/// the old statistics does not change.
///
/// # Panics
/// If a number is more than 1e-6 off.
pub async fn check_blend(device: &Device) {
    let running = tensor(vec![0.5, -1.0, 0.0, 1.0, 4.0, 9.0], [2, 3], device);
    let batch = tensor(vec![1.5, 1.0, 10.0, 3.0, 0.0, 9.0], [2, 3], device);
    let after = numbers(blend(running.clone(), batch, 4)).await;
    // Four thirds of the batch's variances: 4, 0, 12.
    let exact = [0.6, -0.8, 1.0, 1.3, 3.6, 9.3];
    for (ours, exact) in after.iter().zip(exact) {
        assert!((ours - exact).abs() < 1e-6, "{after:?}");
    }
    assert_eq!(numbers(running).await, [0.5, -1.0, 0.0, 1.0, 4.0, 9.0]);
}

fn config(changes: &Value) -> RunConfig {
    let mut all = json!({"hidden": [16], "latent": 3, "activation": "tanh", "batchSize": 32,
        "validateEvery": 10, "normalization": "batch", "learningRate": 0.01});
    for (name, value) in changes.as_object().unwrap() {
        all[name] = value.clone();
    }
    RunConfig::from_json(all).unwrap()
}

async fn saved(run: &Trainer) -> Checkpoint {
    Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap()
}

/// The sums of the first layer for some images, `[images, 16]`, in double precision.
fn sums(checkpoint: &Checkpoint, pixels: &[u8]) -> Vec<Vec<f64>> {
    let weights = checkpoint.weights("encoder.0.weights").unwrap();
    let sum = |image: &[u8], unit: usize| -> f64 {
        let inputs = image.iter().enumerate();
        let products = inputs
            .map(|(at, pixel)| f64::from(*pixel) / 255.0 * f64::from(weights[at * 16 + unit]));
        products.sum::<f64>() + f64::from(weights[64 * 16 + unit])
    };
    let images = pixels.chunks_exact(64);
    images
        .map(|image| (0..16).map(|unit| sum(image, unit)).collect())
        .collect()
}

/// Mean and unbiased variance of every unit.
fn moments(sums: &[Vec<f64>]) -> (Vec<f64>, Vec<f64>) {
    let count = sums.len() as f64;
    let mean = |unit: usize| sums.iter().map(|row| row[unit]).sum::<f64>() / count;
    let means: Vec<_> = (0..16).map(mean).collect();
    let variance = |unit: usize| {
        let off = sums.iter().map(|row| (row[unit] - means[unit]).powi(2));
        off.sum::<f64>() / (count - 1.0)
    };
    let variances = (0..16).map(variance).collect();
    (means, variances)
}

/// The running statistics of a run equal those computed from its weights before each step. Codes of
/// examples outside training follow from these statistics.
///
/// # Panics
/// If a number is more than 1e-4 off.
pub async fn check_running(device: &Device) {
    const STEPS: usize = 7;
    let config = config(&json!({}));
    let dataset = digits::load().unwrap();
    let train = SplitIndices::new(&dataset, config.seed).train;
    let order = Batches::shuffled(train, 32, config.seed).indices(0, STEPS);
    let mut run = trainer(config, device);
    let (mut means, mut variances) = (vec![0.0; 16], vec![1.0; 16]);
    for batch in order.chunks_exact(32) {
        let batch: Vec<_> = batch.iter().map(|index| *index as usize).collect();
        let (new, spread) = moments(&sums(&saved(&run).await, &dataset.images(&batch)));
        for unit in 0..16 {
            means[unit] = 0.9 * means[unit] + 0.1 * new[unit];
            variances[unit] = 0.9 * variances[unit] + 0.1 * spread[unit];
        }
        run.train(1).await.unwrap();
    }
    let after = saved(&run).await;
    let [affine, running, code] = [
        "encoder.0.normalisation.affine",
        "encoder.0.normalisation.running",
        "encoder.1.weights",
    ]
    .map(|name| after.weights(name).unwrap());
    let exact = means.iter().chain(&variances);
    for (ours, exact) in running.iter().zip(exact) {
        assert!(
            (f64::from(*ours) - exact).abs() < 1e-4,
            "{ours} for {exact}"
        );
    }
    let codes = run.snapshot().await.unwrap().codes;
    let points = sums(&after, &run.points().0);
    for (sums, ours) in points.iter().zip(codes.chunks_exact(3)) {
        let unit = |unit: usize| {
            let normal = (sums[unit] - means[unit]) / (variances[unit] + 1e-5).sqrt();
            (normal * f64::from(affine[unit]) + f64::from(affine[16 + unit])).tanh()
        };
        for (at, ours) in ours.iter().enumerate() {
            let products = (0..16).map(|from| unit(from) * f64::from(code[from * 3 + at]));
            let exact = products.sum::<f64>() + f64::from(code[16 * 3 + at]);
            assert!(
                (f64::from(*ours) - exact).abs() < 1e-3,
                "{ours} for {exact}"
            );
        }
    }
}

/// A run that is resumed or rewound restores its running statistics. Its losses and validations
/// equal those of the uninterrupted run.
///
/// # Panics
/// If one differs at all.
pub async fn check_resumption(device: &Device) {
    for changes in [json!({}), json!({"architecture": "conv", "channels": [3]})] {
        let config = config(&changes);
        let dataset = Catalog::default().dataset(&config).unwrap();
        let mut whole = trainer(config, device);
        whole.train(15).await.unwrap();
        let kept = whole.snapshot().await.unwrap();
        let saved = saved(&whole).await;
        let mut resumed = Trainer::resume(saved, dataset, device.clone()).unwrap();
        assert_eq!(
            resumed.snapshot().await.unwrap(),
            kept,
            "{changes}: resumed"
        );
        let (one, other) = (whole.train(25).await, resumed.train(25).await);
        assert_eq!(one.clone().unwrap(), other.unwrap(), "{changes}");
        whole.rewind(0.01).unwrap();
        assert_eq!(whole.snapshot().await.unwrap(), kept, "{changes}: rewound");
        assert_eq!(one.unwrap(), whole.train(25).await.unwrap(), "{changes}");
    }
}

/// Steps replayed by graph capture equal single steps, and so do the running statistics.
///
/// # Panics
/// If a number differs at all, or nothing was recorded.
pub async fn check_replay(device: &Device) {
    let config = config(&json!({}));
    let images = images(3);
    let build = || learner(&config, &images, device);
    let (mut recorded, mut eager) = (build(), build().without_capture());
    recorded.advance(40).unwrap();
    eager.advance(40).unwrap();
    assert_eq!(recorded.refusal(), None);
    let state = recorded.state().read().await.unwrap();
    assert_eq!(state, eager.state().read().await.unwrap());
    let recorded = losses(&recorded, &config, 40).await;
    assert_eq!(recorded, losses(&eager, &config, 40).await);
    assert!(recorded[39] < recorded[0], "nothing was learnt");
}
