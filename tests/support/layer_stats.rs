//! What a run tells of its inside and of what its codes are good for.

use burn::tensor::Device;
use hourglass::config::{Architecture, Bottleneck, Optimizer, RunConfig, Source};
use hourglass::train::checkpoint::Checkpoint;

use super::training_run::{small, trainer};

/// A linear code is what the filters say: the code of a single white pixel is a column of them. Statistics are
/// there for every layer, and looking changes nothing.
///
/// # Panics
/// Where they are not, or the run goes on otherwise.
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

/// The gradients that are told are those that a step is made of.
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
    let told = run.model_stats().await.unwrap();
    let before = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
    run.train(1).await.unwrap();
    let after = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
    assert_eq!(told.layers.len(), 4);
    let names = ["encoder.0", "encoder.1", "decoder.0", "decoder.1"];
    for (name, layer) in names.into_iter().zip(&told.layers) {
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

/// Every family can be looked into.
///
/// # Panics
/// Where one cannot.
pub async fn check_families(device: &Device) {
    let families = [
        (Architecture::Conv, Source::Digits, true, true),
        (Architecture::Dictionary, Source::Digits, false, true),
        (Architecture::Recurrent, Source::Signals, false, false),
    ];
    for (family, dataset, filters, atoms) in families {
        let config = RunConfig {
            architecture: family,
            dataset,
            channels: vec![4],
            gru_units: 8,
            ..small()
        };
        let run = trainer(config, device);
        let inside = run.model_stats().await.unwrap();
        assert_eq!(inside.filters.is_some(), filters, "{family:?}");
        assert_eq!(inside.atoms.is_some(), atoms, "{family:?}");
        assert!(inside.layers.iter().all(|layer| layer.weights > 0.0));
    }
}

/// The tables of what was taken for what agree with the metrics, and factors go along with codes that hold
/// them.
///
/// # Panics
/// Where they do not.
pub async fn check_features(device: &Device) {
    let mut run = trainer(small(), device);
    run.train(40).await.unwrap();
    let features = run.features().await.unwrap();
    let report = run.watch().await.unwrap().report;
    let told = [report.knn5_accuracy, report.probe_accuracy];
    for (table, told) in [&features.knn, &features.probe].into_iter().zip(told) {
        let right: u32 = (0..10).map(|class| table[class * 11]).sum();
        let share = f64::from(right) / f64::from(table.iter().sum::<u32>());
        assert!(
            (share - told.unwrap()).abs() < 1e-9,
            "{share}, not {told:?}"
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
