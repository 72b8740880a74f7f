//! Queries to a model between its steps.

use std::sync::Arc;

use burn::tensor::Device;
use hourglass::config::RunConfig;
use hourglass::data::catalog::Catalog;
use hourglass::data::split::Split;
use hourglass::run::{Codes, Examples, Trainer};
use serde_json::json;

use super::training_run::trainer;

/// A run with each bottleneck, after a few steps.
async fn runs(device: &Device) -> Vec<Trainer> {
    let mut runs = Vec::new();
    for config in [
        json!({}),
        json!({"bottleneck": "variational", "latent": 3, "inputScale": "standard"}),
        json!({"architecture": "conv", "latent": 4, "outputActivation": "linear"}),
    ] {
        let config = RunConfig::from_json(config).unwrap();
        let mut run = trainer(config, device);
        run.train(20).await.unwrap();
        runs.push(run);
    }
    runs
}

/// Examples from outside have the codes and reconstructions of the same examples in snapshots, and
/// a code decodes to the same reconstruction.
///
/// # Panics
/// Where they differ by more than rounding.
pub async fn check_answers(device: &Device) {
    for mut run in runs(device).await {
        let snapshot = run.snapshot().await.unwrap();
        let (probes, _) = run.probes();
        let made = run.reconstruct(&probes).await.unwrap();
        same_bytes(&made.outputs, &snapshot.outputs);
        let size = run.summary().dataset.width * run.summary().dataset.height;
        for (at, error) in made.errors.iter().enumerate() {
            let errors = &snapshot.errors[at * size..(at + 1) * size];
            let squares = errors
                .iter()
                .map(|&error| (f32::from(error) / 255.0).powi(2));
            let exact = squares.sum::<f32>() / size as f32;
            assert!((error - exact).abs() < 2e-3, "{error}, not {exact}");
        }
        same_bytes(&run.decode(&made.codes).await.unwrap(), &made.outputs);
        let (points, _) = run.points();
        let codes = run.reconstruct(&points).await.unwrap().codes;
        assert_eq!(codes.len(), snapshot.codes.len());
        for (ours, theirs) in codes.iter().zip(&snapshot.codes) {
            assert!((ours - theirs).abs() < 1e-4, "{ours}, not {theirs}");
        }
    }
}

/// An invalid query is rejected with a message. No query changes the run.
///
/// # Panics
/// If it is answered, or the next steps differ.
pub async fn check_refusals(device: &Device) {
    let (mut asked, mut left) = (runs(device).await, runs(device).await);
    let (mut asked, mut left) = (asked.swap_remove(0), left.swap_remove(0));
    for codes in [&[][..], &[1.0, 2.0, 3.0], &[f32::NAN, 0.0]] {
        let error = asked.decode(codes).await.unwrap_err();
        assert_eq!(error.field.as_deref(), Some("codes"), "{codes:?}");
    }
    let error = asked.reconstruct(&[0; 65]).await.unwrap_err();
    assert!(error.message.contains("65"), "{error}");
    asked.decode(&[0.5; 2 * 1500]).await.unwrap();
    asked.reconstruct(&vec![7; 64 * 1500]).await.unwrap();
    let losses = asked.train(10).await.unwrap().losses;
    assert_eq!(losses, left.train(10).await.unwrap().losses);
}

/// Examples of a split have the same codes and reconstructions as examples from outside. The
/// nearest training example of a training example is itself.
///
/// # Panics
/// Where they are others.
pub async fn check_examples(device: &Device) {
    let run = trainer(super::training_run::small(), device);
    for split in [Split::Training, Split::Validation, Split::Test] {
        let Examples {
            examples,
            labels,
            indices,
        } = run.examples(split, &[3, 0]).unwrap();
        let digits = Catalog::default().dataset(run.config()).unwrap();
        for (example, &index) in examples.chunks_exact(64).zip(&indices) {
            assert_eq!(example, digits.image(index as usize));
        }
        assert_eq!((examples.len(), labels.len()), (128, 2));
        let Codes {
            codes,
            labels: known,
            ..
        } = run.codes(split, 4).await.unwrap();
        assert_eq!((codes.len(), known.len()), (4 * 3, 4));
        assert_eq!(labels, [known[3], known[0]]);
        let own = run.reconstruct(&examples).await.unwrap();
        let same = [&codes[9..12], &codes[..3]].concat();
        for (ours, theirs) in own.codes.iter().zip(same) {
            assert!((ours - theirs).abs() < 1e-4, "{ours}, not {theirs}");
        }
        let nearest = run.nearest(&examples).unwrap();
        assert_eq!(nearest.examples == examples, split == Split::Training);
        assert_eq!(nearest.errors == [0.0, 0.0], split == Split::Training);
    }
    let beyond = run.examples(Split::Validation, &[229]).unwrap_err();
    assert!(beyond.message.contains("229"), "{beyond}");
}

/// Anomaly scores are reconstruction errors, and their mean is the metric. A variational model also
/// has −ELBO scores.
///
/// # Panics
/// Where they are not.
pub async fn check_scores(device: &Device) {
    let config = json!({"bottleneck": "variational", "loss": "bce", "reduction": "sum", "normalClasses": [0, 3]});
    let mut run = trainer(RunConfig::from_json(config).unwrap(), device);
    run.train(60).await.unwrap();
    let scores = run.scores(Split::Validation).await.unwrap();
    let (points, labels) = run.points();
    assert_eq!(scores.labels, labels);
    let abnormal: Vec<_> = labels
        .iter()
        .map(|label| u8::from(![0, 3].contains(label)))
        .collect();
    assert_eq!(scores.abnormal, abnormal);
    let made = run.reconstruct(&points).await.unwrap();
    assert_eq!(scores.errors, made.errors);

    let measured = run.validate().await.unwrap();
    let normal = |values: &[f32]| {
        let kept = values.iter().zip(&abnormal).filter(|(_, is)| **is == 0);
        let kept: Vec<_> = kept.map(|(&value, _)| f64::from(value)).collect();
        kept.iter().sum::<f64>() / kept.len() as f64
    };
    let (mse, elbo) = (normal(&scores.errors), normal(&scores.elbos));
    assert!((mse / measured.report.mse - 1.0).abs() < 1e-4, "{mse}");
    // The loss draws its codes around the means that the scores take.
    assert!((elbo / measured.loss - 1.0).abs() < 1e-2, "{elbo}");
    assert!(
        measured.report.auroc.is_some_and(|area| area > 0.6),
        "{:?}",
        measured.report
    );

    let (found, latent) = (run.posterior(&points[..64]).await.unwrap(), 2);
    assert_eq!(found.means, made.codes[..latent]);
    assert!(
        found
            .deviations
            .iter()
            .all(|&deviation| deviation > 0.0 && deviation < 2.0)
    );
    let plain = trainer(super::training_run::small(), device);
    let refused = plain.posterior(&points[..64]).await.unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("bottleneck"));
    assert!(plain.scores(Split::Test).await.unwrap().elbos.is_empty());
    assert_eq!(plain.validate().await.unwrap().report.auroc, None);
}

/// A run with `normalClasses` uses no other class, and its losses are those of these classes.
///
/// # Panics
/// If it uses another class, or invalid classes are accepted.
pub async fn check_normal_classes(device: &Device) {
    let config = |normal| RunConfig {
        normal_classes: normal,
        ..super::training_run::small()
    };
    let run = trainer(config(vec![5]), device);
    let labels = run.codes(Split::Training, 2000).await.unwrap().labels;
    assert!(labels.len() > 100 && labels.iter().all(|&label| label == 5));
    assert_eq!(run.summary().dataset.train, labels.len());
    let labels = run.codes(Split::Test, 2000).await.unwrap().labels;
    assert!(labels.iter().any(|&label| label != 5));

    let lab = || Catalog::default().dataset(&config(Vec::new())).unwrap();
    let error = Trainer::new(config(vec![3, 10]), lab(), device.clone())
        .err()
        .unwrap();
    assert_eq!(
        (error.field.as_deref(), error.value),
        (Some("normalClasses"), Some(json!(10)))
    );
    assert!(error.remedy.contains("0 to 9"), "{}", error.remedy);
    let mut unlabelled = (*lab()).clone();
    (unlabelled.labels, unlabelled.classes) = (Vec::new(), Vec::new());
    let error = Trainer::new(config(vec![3]), Arc::new(unlabelled), device.clone())
        .err()
        .unwrap();
    assert!(error.message.contains("no labels"), "{error}");
    let mut without = (*lab()).clone();
    without
        .labels
        .iter_mut()
        .for_each(|label| *label = (*label).min(8));
    let error = Trainer::new(config(vec![9]), Arc::new(without), device.clone())
        .err()
        .unwrap();
    assert!(error.message.contains("no example"), "{error}");
}

fn same_bytes(ours: &[u8], theirs: &[u8]) {
    assert_eq!(ours.len(), theirs.len());
    for (one, other) in ours.iter().zip(theirs) {
        assert!(one.abs_diff(*other) <= 1, "{one}, not {other}");
    }
}
