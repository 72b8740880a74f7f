//! Whole training runs that must behave equally on every device.

use std::sync::Arc;

use burn::tensor::Device;
use hourglass::config::{
    Activation, Architecture, Loss, Optimizer, OutputActivation, RunConfig, Source,
};
use hourglass::data::Dataset;
use hourglass::data::catalog::Catalog;
use hourglass::data::split::PROBES;
use hourglass::error::Code;
use hourglass::run::{Progress, Trainer};
use hourglass::train::checkpoint::Checkpoint;

/// A run of a config on its data set.
pub fn trainer(config: RunConfig, device: &Device) -> Trainer {
    let dataset = Catalog::default().dataset(&config).unwrap();
    Trainer::new(config, dataset, device.clone()).unwrap()
}

/// The widest layer on the largest images, 25 million weights, takes the steps of the CPU.
///
/// # Panics
/// If a loss is more than 1e-3 (relative) off.
pub async fn check_widest(device: &Device) {
    const SIDE: usize = 64;
    const IMAGES: usize = 40;
    let config = RunConfig {
        hidden: vec![2048],
        batch_size: 4,
        optimizer: Optimizer::Sgd,
        learning_rate: 0.1,
        validate_every: 100,
        ..RunConfig::default()
    };
    let mut large = Catalog::default()
        .dataset(&config)
        .unwrap()
        .as_ref()
        .clone();
    (large.width, large.height, large.channels) = (SIDE, SIDE, 3);
    let pixels = (0..IMAGES * large.size()).map(|at| (at * 31 % 251) as u8);
    large.pixels = std::sync::Arc::new(pixels.collect());
    large.labels.truncate(IMAGES);
    let large = Arc::new(large);
    let run = async |device: &Device| {
        let run = Trainer::new(config.clone(), large.clone(), device.clone());
        run.unwrap().train(2).await.unwrap().losses
    };
    let (cpu, gpu) = (run(&Device::flex()).await, run(device).await);
    for (step, (a, b)) in cpu.iter().zip(gpu).enumerate() {
        assert!((a / b - 1.0).abs() < 1e-3, "step {step}: {a} and {b}");
    }
    assert!(cpu[1] < cpu[0], "{cpu:?}");
}

/// A network small enough for a software adapter.
pub fn small() -> RunConfig {
    RunConfig {
        hidden: vec![16],
        latent: 3,
        batch_size: 32,
        validate_every: 10,
        ..RunConfig::default()
    }
}

/// The loss falls, validations have the right steps, and the step count is right.
pub async fn check_training(device: &Device) {
    let mut run = trainer(
        RunConfig {
            learning_rate: 0.01,
            ..small()
        },
        device,
    );
    let first = run.train(5).await.unwrap();
    let second = run.train(55).await.unwrap();
    assert_eq!((first.step, second.step, second.losses.len()), (5, 60, 55));
    let steps = |chunk: &Progress| {
        chunk
            .validations
            .iter()
            .map(|validation| validation.step)
            .collect::<Vec<_>>()
    };
    assert_eq!(steps(&first), [0]);
    // Every 10 steps, and after step 41, which completes the first epoch: 1299 images in batches of 32.
    assert_eq!(steps(&second), [10, 20, 30, 40, 41, 50, 60]);
    let (before, after) = (first.validations[0].loss, second.validations[6].loss);
    assert!(after < 0.6 * before, "{before} to {after}");
    assert!((second.epoch - 60.0 * 32.0 / 1299.0).abs() < 1e-9);
}

/// A snapshot has the right lengths and changes as the model learns.
pub async fn check_snapshot(device: &Device) {
    let mut run = trainer(
        RunConfig {
            learning_rate: 0.01,
            ..small()
        },
        device,
    );
    let before = run.snapshot().await.unwrap();
    assert_eq!(before, run.snapshot().await.unwrap());
    run.train(40).await.unwrap();
    let after = run.snapshot().await.unwrap();
    let (points, labels) = run.points();
    assert_eq!(
        (before.outputs.len(), before.errors.len()),
        (PROBES * 64, PROBES * 64)
    );
    assert_eq!((points.len(), labels.len()), (229 * 64, 229));
    assert_eq!(
        (before.codes.len(), before.latent, before.step),
        (229 * 3, 3, 0)
    );
    assert_eq!(run.probes().1[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let mean = |bytes: &[u8]| bytes.iter().map(|&b| f64::from(b)).sum::<f64>() / bytes.len() as f64;
    assert!(mean(&after.errors) < 0.9 * mean(&before.errors));
    for ((input, output), error) in run.probes().0.iter().zip(&after.outputs).zip(&after.errors) {
        assert!(
            input.abs_diff(*output).abs_diff(*error) <= 1,
            "{input} {output} {error}"
        );
    }
}

/// A diverged run reports the step, refuses to continue, and can be rewound.
pub async fn check_divergence(device: &Device) {
    let config = RunConfig {
        activation: Activation::Linear,
        output_activation: OutputActivation::Linear,
        optimizer: hourglass::config::Optimizer::Sgd,
        learning_rate: 1e-3,
        ..small()
    };
    let mut run = trainer(config, device);
    run.train(20).await.unwrap();
    let good = run.snapshot().await.unwrap();
    run.set_learning_rate(1000.0).unwrap();
    let chunk = run.train(200).await.unwrap();
    let divergence = chunk.diverged.clone().unwrap();
    assert_eq!(divergence.error.code, Code::Diverged);
    assert!(
        divergence
            .error
            .message
            .contains(&format!("step {}", chunk.step + 1))
    );
    assert!(chunk.losses.len() < 200 && chunk.losses.iter().all(|loss| loss.is_finite()));
    assert_eq!(chunk.step, 20 + chunk.losses.len());
    assert_eq!(
        (divergence.rewind.step, divergence.rewind.learning_rate),
        (20, 100.0)
    );
    assert_eq!(run.train(1).await.unwrap_err().code, Code::Diverged);
    assert_eq!(run.validate().await.unwrap_err().code, Code::Diverged);
    run.snapshot().await.unwrap();
    run.rewind(1e-3).unwrap();
    assert_eq!(run.snapshot().await.unwrap(), good);
    let chunk = run.train(5).await.unwrap();
    assert_eq!(
        (chunk.step, chunk.losses.len(), chunk.diverged),
        (25, 5, None)
    );
}

/// The error of a diverged run names the term that caused it.
pub async fn check_blame(device: &Device) {
    let config = RunConfig {
        bottleneck: hourglass::config::Bottleneck::Variational,
        activation: Activation::Linear,
        optimizer: Optimizer::Sgd,
        learning_rate: 1000.0,
        ..small()
    };
    let mut run = trainer(config, device);
    let divergence = loop {
        if let Some(divergence) = run.train(1).await.unwrap().diverged {
            break divergence;
        }
    };
    let (message, remedy) = (divergence.error.message, divergence.error.remedy);
    assert!(
        message.starts_with("The KL divergence of step"),
        "{message}"
    );
    assert!(remedy.contains("warm up the KL divergence"), "{remedy}");
}

/// A run that diverges from the start is rewound to its initial weights.
pub async fn check_early_divergence(device: &Device) {
    let config = RunConfig {
        activation: Activation::Linear,
        output_activation: OutputActivation::Linear,
        optimizer: hourglass::config::Optimizer::Sgd,
        learning_rate: 1000.0,
        ..small()
    };
    let mut run = trainer(config, device);
    let first = run.snapshot().await.unwrap();
    let divergence = loop {
        let chunk = run.train(1).await.unwrap();
        if let Some(divergence) = chunk.diverged {
            break divergence;
        }
        run.snapshot().await.unwrap();
    };
    assert_eq!(divergence.rewind.step, 0);
    run.rewind(1e-3).unwrap();
    assert_eq!(run.snapshot().await.unwrap(), first);
}

/// The same seed gives the same losses, for any chunk sizes.
pub async fn check_determinism(device: &Device) {
    let losses = async |seed: u32, chunks: &[usize]| {
        let mut run = trainer(RunConfig { seed, ..small() }, device);
        let mut losses = Vec::new();
        for &steps in chunks {
            losses.extend(run.train(steps).await.unwrap().losses);
        }
        losses
    };
    let first = losses(1, &[100]).await;
    let mut warm = trainer(small(), device);
    warm.warm_up().await.unwrap();
    assert_eq!(
        first,
        warm.train(100).await.unwrap().losses,
        "a warm-up changes nothing"
    );
    assert_eq!(first, losses(1, &[1, 60, 39]).await);
    assert_ne!(first, losses(2, &[100]).await);
}

/// Every activation and loss takes steps that lower the loss.
pub async fn check_variants(device: &Device) {
    use Activation::{Gelu, Linear, Relu, Sigmoid, Tanh};
    for (activation, loss) in [
        (Relu, Loss::Bce),
        (Tanh, Loss::Mse),
        (Sigmoid, Loss::Bce),
        (Gelu, Loss::Mse),
        (Linear, Loss::Mse),
    ] {
        let config = RunConfig {
            activation,
            loss,
            learning_rate: 0.01,
            ..small()
        };
        let mut run = trainer(config, device);
        let losses = run.train(40).await.unwrap().losses;
        let mean = |part: &[f32]| part.iter().sum::<f32>() / part.len() as f32;
        let (first, last) = (mean(&losses[..5]), mean(&losses[35..]));
        assert!(
            last < 0.9 * first,
            "{activation:?}, {loss:?}: {first} to {last}"
        );
    }
}

/// Two devices take the same steps to within rounding, on images and on sequences.
pub async fn check_devices_agree(one: &Device, other: &Device) {
    let recurrent = RunConfig {
        dataset: Source::Signals,
        architecture: Architecture::Recurrent,
        gru_units: 10,
        frame_length: 28,
        ..small()
    };
    for config in [small(), recurrent] {
        let dataset = Catalog::default().dataset(&config).unwrap();
        let run = |device: &Device| {
            Trainer::new(config.clone(), Arc::clone(&dataset), device.clone()).unwrap()
        };
        let mut losses = Vec::new();
        for mut run in [one, other].map(run) {
            losses.push(run.train(50).await.unwrap().losses);
        }
        for (step, (a, b)) in losses[0].iter().zip(&losses[1]).enumerate() {
            let family = config.architecture;
            assert!(
                (a / b - 1.0).abs() < 1e-4,
                "{family:?}, step {step}: {a} and {b}"
            );
        }
    }
}

/// A run that is saved and resumed, on the same or another device, equals the uninterrupted run.
pub async fn check_resumption(from: &Device, to: &Device, tolerance: f32) {
    for optimiser in [Optimizer::Adam, Optimizer::Rmsprop, Optimizer::Sgd] {
        let config = RunConfig {
            optimizer: optimiser,
            ..small()
        };
        let dataset = Catalog::default().dataset(&config).unwrap();
        let mut whole = Trainer::new(config, Arc::clone(&dataset), from.clone()).unwrap();
        whole.train(25).await.unwrap();
        whole.set_learning_rate(0.002).unwrap();
        let bytes = whole.save().await.unwrap();
        let saved = Checkpoint::from_bytes(&bytes).unwrap();
        let mut resumed = Trainer::resume(saved, dataset, to.clone()).unwrap();
        assert_eq!((resumed.step(), resumed.config()), (25, whole.config()));
        let (whole, resumed) = (
            whole.train(40).await.unwrap(),
            resumed.train(40).await.unwrap(),
        );
        assert_eq!(whole.step, resumed.step);
        for (step, (a, b)) in whole.losses.iter().zip(&resumed.losses).enumerate() {
            assert!(
                (a / b - 1.0).abs() <= tolerance,
                "{optimiser:?}, step {step}: {a} and {b}"
            );
        }
    }
}

/// A run is not resumed with data it was not saved with.
pub async fn check_foreign_data(device: &Device) {
    let run = trainer(small(), device);
    let saved = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
    let strokes = RunConfig {
        dataset: Source::Strokes,
        ..small()
    };
    let strokes = Catalog::default().dataset(&strokes).unwrap();
    let error = Trainer::resume(saved, strokes, device.clone())
        .err()
        .unwrap();
    assert_eq!(error.code, Code::Checkpoint);

    // Files are identified by their contents, not by their names.
    let config = RunConfig {
        dataset: Source::File,
        ..small()
    };
    let digits = Catalog::default().dataset(&small()).unwrap();
    let file = |name: &str, fingerprint| {
        Arc::new(Dataset {
            source: Source::File,
            name: name.into(),
            fingerprint,
            ..(*digits).clone()
        })
    };
    let run = Trainer::new(config, file("train.gz", 7), device.clone()).unwrap();
    let saved = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
    let resume = |data| Trainer::resume(saved.clone(), data, device.clone());
    assert!(resume(file("train", 7)).is_ok());
    let error = resume(file("train.gz", 8)).err().unwrap();
    assert_eq!(error.code, Code::Checkpoint);
    assert!(error.message.contains("hold other examples"), "{error}");
}
