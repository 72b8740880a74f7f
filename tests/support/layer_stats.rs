//! Statistics of layers, filters and atoms, and predictions from codes.

use burn::tensor::Device;
use hourglass::config::{Architecture, Bottleneck, Optimizer, RunConfig, Source};
use hourglass::train::checkpoint::Checkpoint;

use super::training_run::{small, trainer};

/// The filters of a linear encoder are its weights: the code of a single white pixel is a column of
/// them. Every layer has statistics, and computing them does not change the run.
///
/// # Panics
/// If they differ, or the run continues with other losses.
pub async fn check_filters(device: &Device) {
    let linear = RunConfig {
        hidden: Vec::new(),
        latent: 3,
        ..small()
    };
    let (mut asked, mut left) = (trainer(linear.clone(), device), trainer(linear, device));
    asked.train(20).await.unwrap();
    left.train(20).await.unwrap();
    let inside = asked.model_stats().await.unwrap();
    let filters = inside.filters.unwrap();
    let mut pictures = vec![0; 2 * 64];
    pictures[64 + 19] = 255;
    let codes = asked.reconstruct(&pictures).await.unwrap().codes;
    for unit in 0..3 {
        let (found, exact) = (
            filters.values[unit * 64 + 19],
            codes[3 + unit] - codes[unit],
        );
        assert!((found - exact).abs() < 1e-5, "{found}, not {exact}");
    }
    assert_eq!(inside.atoms.unwrap().values.len(), 3 * 64);
    assert_eq!(inside.layers.len(), 2);
    assert!(inside.layers.iter().all(|layer| layer.deviation > 0.0));
    let losses = asked.train(10).await.unwrap().losses;
    assert_eq!(losses, left.train(10).await.unwrap().losses);
}

/// The gradient norms of the statistics are those of a training step.
///
/// # Panics
/// Where they are not.
pub async fn check_gradients(device: &Device) {
    let config = |batch_size| RunConfig {
        normal_classes: vec![5],
        hidden: vec![8],
        optimizer: Optimizer::Sgd,
        momentum: 0.0,
        learning_rate: 0.5,
        batch_size,
        ..small()
    };
    let count = trainer(config(1), device).sizes().train;
    let mut run = trainer(config(count), device); // every step sees them all
    let stats = run.model_stats().await.unwrap();
    let before = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
    run.train(1).await.unwrap();
    let after = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
    assert_eq!(stats.layers.len(), 4);
    let names = ["encoder.0", "encoder.1", "decoder.0", "decoder.1"];
    for (name, layer) in names.into_iter().zip(&stats.layers) {
        let weights = |run: &Checkpoint| run.weights(&format!("{name}.weights")).unwrap().to_vec();
        let (old, new) = (weights(&before), weights(&after));
        let squares = old.iter().zip(&new);
        let squares: f64 = squares.map(|(a, b)| f64::from((a - b) / 0.5).powi(2)).sum();
        let exact = (squares / old.len() as f64).sqrt();
        let found = layer.gradients;
        assert!(
            (found / exact - 1.0).abs() < 1e-2,
            "{name}: {found}, not {exact}"
        );
    }
}

/// Every architecture has statistics, and filters and atoms where they are defined.
///
/// # Panics
/// Where one cannot.
pub async fn check_architectures(device: &Device) {
    let architectures = [
        (Architecture::Conv, Source::Digits, true, true),
        (Architecture::Dictionary, Source::Digits, false, true),
        (Architecture::Recurrent, Source::Signals, false, false),
    ];
    for (architecture, dataset, filters, atoms) in architectures {
        let config = RunConfig {
            architecture,
            dataset,
            channels: vec![4],
            gru_units: 8,
            ..small()
        };
        let run = trainer(config, device);
        let inside = run.model_stats().await.unwrap();
        assert_eq!(inside.filters.is_some(), filters, "{architecture:?}");
        assert_eq!(inside.atoms.is_some(), atoms, "{architecture:?}");
        assert!(inside.layers.iter().all(|layer| layer.weights > 0.0));
    }
}

/// The accuracies of the confusion matrices equal the metrics. Generative factors correlate with
/// some latent dimensions.
///
/// # Panics
/// Where they do not.
pub async fn check_features(device: &Device) {
    let mut run = trainer(small(), device);
    run.train(40).await.unwrap();
    let features = run.features().await.unwrap();
    let report = run.validate().await.unwrap().report;
    let metrics = [report.knn5_accuracy, report.probe_accuracy];
    for (table, metric) in [&features.knn, &features.probe].into_iter().zip(metrics) {
        let right: u32 = (0..10).map(|class| table[class * 11]).sum();
        let share = f64::from(right) / f64::from(table.iter().sum::<u32>());
        assert!(
            (share - metric.unwrap()).abs() < 1e-9,
            "{share}, not {metric:?}"
        );
    }
    assert_eq!(
        (features.factors.len(), features.correlations.len()),
        (0, 0)
    );

    let config = RunConfig {
        dataset: Source::Shapes,
        bottleneck: Bottleneck::Variational,
        ..small()
    };
    let features = trainer(config, device).features().await.unwrap();
    let factors = features.factors.len();
    assert!(factors >= 5 && features.correlations.len() == 3 * factors);
    assert!(features.correlations.iter().all(|value| value.abs() <= 1.0));
    assert!(features.correlations.iter().any(|value| value.abs() > 0.05));
}
