//! Runs on examples whose label is known of few: every number of classes is that of these examples alone.

use std::sync::Arc;

use burn::tensor::Device;
use hourglass::config::RunConfig;
use hourglass::data::Dataset;
use hourglass::data::labels::UNKNOWN_LABEL;
use hourglass::data::sets::digits;
use hourglass::data::split::Split;
use hourglass::metrics::Labelled;
use hourglass::metrics::knn::{NEIGHBOURS, knn_accuracy};
use hourglass::run::Trainer;

use super::training_run::small;

/// Digits, one in four with a label.
fn partly() -> Dataset {
    let mut set = digits::load().unwrap();
    let unknown = (0..set.count()).filter(|at| !at.is_multiple_of(4));
    unknown.for_each(|at| set.labels[at] = UNKNOWN_LABEL);
    set
}

fn run(config: RunConfig, set: Dataset, device: &Device) -> Trainer {
    Trainer::new(config, Arc::new(set), device.clone()).unwrap()
}

/// Codes and labels of a split without those of unknown label.
async fn known(run: &Trainer, split: Split) -> (Vec<f32>, Vec<u8>) {
    let all = run.codes(split, usize::MAX).await.unwrap();
    let rows = all.codes.chunks_exact(3).zip(all.labels.iter());
    let rows = rows.filter(|(_, label)| **label != UNKNOWN_LABEL);
    let (codes, labels): (Vec<&[f32]>, Vec<u8>) = rows.map(|(code, &label)| (code, label)).unzip();
    (codes.concat(), labels)
}

/// Accuracies, confusion matrices and scores are those of the known labels.
///
/// # Panics
/// Where an example of unknown label counts.
pub async fn check_metrics(device: &Device) {
    let config = RunConfig {
        class_weight: 0.5,
        labelled: 100.0,
        ..small()
    };
    let mut run = run(config, partly(), device);
    run.train(40).await.unwrap();
    let (codes, labels) = known(&run, Split::Validation).await;
    let (references, reference_labels) = known(&run, Split::Training).await;
    assert!(labels.len() > 40 && labels.len() < 80, "{}", labels.len());

    let measured = run.validate().await.unwrap();
    assert_eq!(
        (measured.images, measured.report.labelled),
        (229, labels.len())
    );
    let expected = knn_accuracy(
        Labelled {
            codes: &codes,
            labels: &labels,
        },
        Labelled {
            codes: &references,
            labels: &reference_labels,
        },
        NEIGHBOURS,
    );
    let found = measured.report.knn5_accuracy.unwrap();
    assert!((found - expected).abs() < 0.03, "{found}, not {expected}");
    let share = measured.terms["accuracy"] * labels.len() as f64;
    assert!(
        (share - share.round()).abs() < 1e-3,
        "a share of the known: {share}"
    );

    let features = run.features().await.unwrap();
    for counts in [&features.knn, &features.probe] {
        assert_eq!(counts.iter().sum::<u32>() as usize, labels.len());
    }
    let right: u32 = (0..10).map(|class| features.knn[class * 11]).sum();
    assert!((f64::from(right) / labels.len() as f64 - found).abs() < 1e-9);
}

/// The known labels alone make an example normal or abnormal, and a probe.
///
/// # Panics
/// Where an example of unknown label is scored or trained on.
pub async fn check_scores(device: &Device) {
    let config = RunConfig {
        normal_classes: vec![0, 1, 2, 3, 4],
        ..small()
    };
    let set = partly();
    let mut run = run(config, set.clone(), device);
    run.train(20).await.unwrap();
    let trained = run.codes(Split::Training, usize::MAX).await.unwrap().labels;
    assert!(trained.iter().all(|&label| label < 5));
    let scores = run.scores(Split::Validation).await.unwrap();
    let (points, labels) = run.points();
    let places: Vec<_> = (0u32..)
        .zip(&labels)
        .filter(|(_, label)| **label != UNKNOWN_LABEL)
        .map(|(place, _)| place)
        .collect();
    assert_eq!(scores.places, places);
    assert_eq!(scores.errors.len(), places.len());
    for (at, &place) in places.iter().enumerate() {
        let label = labels[place as usize];
        assert_eq!(scores.labels[at], label);
        assert_eq!(scores.abnormal[at], u8::from(label > 4));
    }
    let abnormal = scores.abnormal.iter().filter(|&&is| is == 1).count();
    let report = run.validate().await.unwrap().report;
    assert_eq!(report.anomalies, abnormal);
    assert_eq!(
        report.labelled,
        places.len() - abnormal,
        "of the normal ones"
    );
    let first = places[0] as usize * 64;
    let made = run.reconstruct(&points[first..first + 64]).await.unwrap();
    assert!((made.errors[0] - scores.errors[0]).abs() < 1e-6);
    let (_, probes) = run.probes();
    assert_eq!(probes[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

/// Examples without any known label train and have no number of classes.
///
/// # Panics
/// If they have one.
pub async fn check_none_to_test(device: &Device) {
    let mut set = digits::load().unwrap();
    set.test_from = Some(1500);
    set.labels[1500..].fill(UNKNOWN_LABEL);
    let config = RunConfig {
        class_weight: 0.5,
        ..small()
    };
    let mut run = run(config, set, device);
    run.train(10).await.unwrap();
    let tested = run.test().await.unwrap();
    assert_eq!((tested.images, tested.report.labelled), (297, 0));
    assert_eq!(
        (tested.report.knn5_accuracy, tested.report.probe_accuracy),
        (None, None)
    );
    assert!(!tested.terms.contains_key("accuracy") && tested.loss.is_finite());
    assert!(run.validate().await.unwrap().terms.contains_key("accuracy"));
}
