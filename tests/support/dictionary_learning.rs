//! Dictionary learning: the dictionary before and after steps.

use burn::tensor::{Device, Tensor};
use hourglass::config::RunConfig;
use hourglass::data::sets::digits;
use hourglass::data::split::SplitIndices;
use hourglass::ops::layers::activation::Fused;
use hourglass::ops::layers::dense::dense;
use hourglass::ops::layers::sparse_coding::{fixed_mean, unit_length};
use hourglass::train::checkpoint::Checkpoint;
use serde_json::{Value, json};

use super::numbers::{bits, numbers, random, tensor};
use super::sparse_coding::SIZES;
use super::trace::{images, learner, losses};
use super::training_run::trainer;

/// Atoms are scaled to length 1 and keep their direction. An atom of zeros and the mean do not
/// change. A shared copy of the dictionary does not change.
///
/// # Panics
/// If a value is off by more than 1e-6, or changes where it must not.
pub async fn check_unit_length(device: &Device) {
    for shape in [[2, 1], [3, 5], [66, 64], [130, 49]] {
        let before = random(shape, [-2.0, 2.0], device);
        let mut plain = numbers(before.clone()).await;
        let (atoms, pixels) = (shape[0] - 1, shape[1]);
        plain[..pixels].fill(0.0);
        let before = tensor(plain.clone(), shape, device);
        let after = numbers(unit_length(before.clone())).await;
        assert_eq!(numbers(before).await, plain, "{shape:?}: held elsewhere");
        assert_eq!(
            after[..pixels],
            plain[..pixels],
            "{shape:?}: an atom of zeros"
        );
        assert_eq!(
            after[atoms * pixels..],
            plain[atoms * pixels..],
            "{shape:?}"
        );
        for (after, before) in after[..atoms * pixels]
            .chunks_exact(pixels)
            .zip(plain.chunks_exact(pixels))
            .skip(1)
        {
            let length = before.iter().map(|x| f64::from(x * x)).sum::<f64>().sqrt();
            for (after, before) in after.iter().zip(before) {
                let exact = f64::from(*before) / length;
                assert!((f64::from(*after) - exact).abs() < 1e-6, "{shape:?}");
            }
        }
    }
}

/// Decoding equals a dense layer, and so does its gradient. Only the mean has no gradient.
///
/// # Panics
/// If a number differs at all.
pub async fn check_fixed_mean(device: &Device) {
    let device = &device.clone().autodiff();
    for [batch, atoms, pixels] in SIZES {
        let codes = random([batch, atoms], [-1.0, 1.0], device);
        let dictionary = random([atoms + 1, pixels], [-1.0, 1.0], device).require_grad();
        let upstream = random([batch, pixels], [0.5, 1.0], device);
        let run = |weights: Tensor<2>| {
            let output = dense(codes.clone(), weights, Fused::Linear);
            let gradients = (output.clone() * upstream.clone()).sum().backward();
            [output.inner(), dictionary.grad(&gradients).unwrap()]
        };
        let [ours, slopes] = run(fixed_mean(dictionary.clone()));
        let [stock, exact] = run(dictionary.clone());
        assert_eq!(bits(ours).await, bits(stock).await);
        let (slopes, mut exact) = (numbers(slopes).await, numbers(exact).await);
        exact[atoms * pixels..].fill(0.0);
        assert_eq!(slopes, exact);
    }
}

/// A small run of dictionary learning.
fn config(changes: &Value) -> RunConfig {
    let mut all = json!({"architecture": "dictionary", "latent": 80, "outputActivation": "linear",
        "reduction": "half", "sparsity": "l1", "sparsityWeight": 0.1, "learningRate": 0.01,
        "batchSize": 32, "validateEvery": 25});
    for (name, value) in changes.as_object().unwrap() {
        all[name] = value.clone();
    }
    RunConfig::from_json(all).unwrap()
}

/// After 50 steps of any optimizer every atom has length 1, and the mean is that of the training
/// images.
///
/// # Panics
/// If it is not so, or the loss did not fall.
pub async fn check_run(device: &Device) {
    let dataset = digits::load().unwrap();
    for optimiser in ["adam", "rmsprop", "sgd"] {
        let config = config(&json!({"optimizer": optimiser, "gradientClip": 5}));
        let mut run = trainer(config.clone(), device);
        let before = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
        let chunk = run.train(50).await.unwrap();
        let after = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
        let atoms = |run: &Checkpoint| run.weights("decoder.0.weights").unwrap().to_vec();
        let (before, after) = (atoms(&before), atoms(&after));
        assert_eq!(after.len(), 81 * 64);
        for (atom, was) in after[..80 * 64].chunks(64).zip(before.chunks(64)) {
            let length: f32 = atom.iter().map(|value| value * value).sum();
            assert!((length - 1.0).abs() < 1e-5, "{optimiser}: {length}");
            assert_ne!(atom, was, "{optimiser}");
        }
        let mean = dataset.mean_image(&SplitIndices::new(&dataset, config.seed).train);
        assert_eq!(after[80 * 64..], mean);
        let validations = &chunk.validations;
        assert!(
            validations[2].loss < 0.9 * validations[0].loss,
            "{optimiser}: {validations:?}"
        );
        let (loss, terms) = (validations[2].loss, &validations[2].terms);
        assert!((terms[0] + 0.1 * terms[1] - loss).abs() < 1e-5 * loss);
    }
}

/// A classifier trains on the codes as constants, so it changes no atom.
///
/// # Panics
/// If one changes, or no class is predicted.
pub async fn check_classes(device: &Device) {
    let run = async |weight: f64| {
        let mut run = trainer(config(&json!({"classWeight": weight})), device);
        let chunk = run.train(75).await.unwrap();
        let saved = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
        let atoms = saved.weights("decoder.0.weights").unwrap();
        (atoms.to_vec(), chunk.validations[3].terms.clone())
    };
    let ((without, _), (with, terms)) = (run(0.0).await, run(1.0).await);
    assert_eq!(without, with);
    assert!(terms[3] > 0.5, "{terms:?}");
}

/// The number of FISTA iterations in validation changes the validation loss, but no training step.
///
/// # Panics
/// If it is otherwise.
pub async fn check_validation(device: &Device) {
    let run = async |iterations: usize| {
        let changes = json!({"validationFistaIterations": iterations, "fistaIterations": 15});
        let mut run = trainer(config(&changes), device);
        run.train(25).await.unwrap()
    };
    let (few, same, many) = (run(2).await, run(15).await, run(300).await);
    assert_eq!(few.losses, many.losses);
    let validations = [few, same, many].map(|chunk| chunk.validations[0].loss);
    assert!(
        validations[0] > validations[1] && validations[1] > validations[2],
        "{validations:?}"
    );
}

/// Steps replayed by graph capture equal single steps.
///
/// # Panics
/// If a loss differs, or no step was recorded.
pub async fn check_replay(device: &Device) {
    let config = config(&json!({"latent": 24}));
    let images = images(3);
    let build = || learner(&config, &images, device);
    let (mut recorded, mut eager) = (build(), build().without_capture());
    recorded.advance(30).unwrap();
    eager.advance(30).unwrap();
    assert_eq!(recorded.refusal(), None);
    let recorded = losses(&recorded, &config, 30).await;
    assert_eq!(recorded, losses(&eager, &config, 30).await);
    assert!(recorded[29] < recorded[0], "nothing was learnt");
}

/// The longest search for codes that a config may ask for is recorded and replayed, with the steps of the CPU.
///
/// # Panics
/// If a loss is more than 1e-3 (relative) off, or no step was recorded.
pub async fn check_longest(device: &Device) {
    let changes = json!({"fistaIterations": 1000, "latent": 16, "batchSize": 8});
    let run = async |device: &Device| {
        let mut run = trainer(config(&changes), device);
        let losses = run.train(12).await.unwrap().losses;
        (losses, run.refusal().map(str::to_owned))
    };
    let (cpu, _) = run(&Device::flex()).await;
    let (gpu, refusal) = run(device).await;
    assert_eq!(refusal, None);
    for (step, (a, b)) in cpu.iter().zip(gpu).enumerate() {
        assert!((a / b - 1.0).abs() < 1e-3, "step {step}: {a} and {b}");
    }
}

/// Two devices take the same steps to within rounding.
///
/// # Panics
/// If a loss is more than 1e-3 (relative) off.
pub async fn check_devices_agree(one: &Device, other: &Device) {
    let run = async |device: &Device| {
        let mut run = trainer(config(&json!({})), device);
        run.train(30).await.unwrap().losses
    };
    for (step, (a, b)) in run(one).await.iter().zip(run(other).await).enumerate() {
        assert!((a / b - 1.0).abs() < 1e-3, "step {step}: {a} and {b}");
    }
}
