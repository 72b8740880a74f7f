//! Classification loss against a plain loop in double precision, and against central differences.

use burn::tensor::{Device, Tensor};
use hourglass::config::RunConfig;
use hourglass::ops::losses::cross_entropy::cross_entropy;
use serde_json::json;

use super::kernels::agree;
use super::numbers::{hold_to_differences, numbers, random, sizes, tensor};
use super::training_run::trainer;

/// Loss, accuracy, and derivatives.
fn by_loop(logits: &[f32], classes: usize, labels: &[f32]) -> (f64, f64, Vec<f64>) {
    let known = |label: f32| (label >= 0.0 && label < classes as f32).then_some(label as usize);
    let labelled = labels
        .iter()
        .filter(|label| known(**label).is_some())
        .count();
    if labelled == 0 {
        return (0.0, -1.0, vec![0.0; logits.len()]);
    }
    let labelled = labelled as f64;
    let (mut loss, mut right, mut derivatives) = (0.0, 0.0, Vec::new());
    for (row, label) in logits.chunks(classes).zip(labels) {
        let Some(label) = known(*label) else {
            derivatives.extend(vec![0.0; classes]);
            continue;
        };
        let row: Vec<f64> = row.iter().map(|logit| f64::from(*logit)).collect();
        let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = row.iter().map(|logit| (logit - largest).exp()).sum();
        loss += (sum.ln() + largest - row[label]) / labelled;
        if row.iter().position(|logit| *logit == largest) == Some(label) {
            right += 1.0 / labelled;
        }
        for (class, logit) in row.iter().enumerate() {
            let one = if class == label { 1.0 } else { 0.0 };
            derivatives.push(((logit - largest).exp() / sum - one) / labelled);
        }
    }
    (loss, right, derivatives)
}

async fn compare(what: &str, values: Vec<f32>, classes: usize, labels: Vec<f32>, device: &Device) {
    let device = &device.clone().autodiff();
    let batch = labels.len();
    let (loss, right, derivatives) = by_loop(&values, classes, &labels);
    let logits = tensor(values, [batch, classes], device).require_grad();
    let (ours, accuracy) = cross_entropy(logits.clone(), tensor(labels, [batch, 1], device));
    // Twice the loss, so that a gradient from above is not one.
    let gradients = (ours.clone() * 2.0).backward();
    let ours = f64::from(numbers(ours.inner()).await[0]);
    assert!(
        (ours - loss).abs() <= 1e-5 * loss.max(1.0),
        "{what}: {ours} for {loss}"
    );
    let accuracy = f64::from(numbers(accuracy.inner()).await[0]);
    assert!(
        (accuracy - right).abs() < 1e-6,
        "{what}: {accuracy} for {right}"
    );
    let derivatives = derivatives
        .into_iter()
        .map(|derivative| 2.0 * derivative as f32)
        .collect();
    let derivatives = tensor(derivatives, [batch, classes], &Device::flex());
    agree(logits.grad(&gradients).unwrap(), derivatives, 1e-5, what).await;
}

/// Compares loss, accuracy and gradient for batches where all, some or none of the labels are
/// known, and at large logits.
///
/// # Panics
/// If one is more than 1e-5 (relative to the largest value) off.
pub async fn check_classify(device: &Device) {
    let edges = [[1, 1], [1, 10], [5, 3], [256, 10], [257, 33]];
    for [batch, classes] in edges.into_iter().chain(sizes(4, [130, 40])) {
        let logits = numbers(random([batch, classes], [-3.0, 3.0], device)).await;
        let labels: Vec<f32> = (0..batch).map(|row| (row * 7 % classes) as f32).collect();
        // Every third is unknown, now as a negative number, now as no class.
        let some = labels.iter().enumerate().map(|(row, label)| match row % 6 {
            0 => -1.0,
            3 => classes as f32,
            _ => *label,
        });
        let what = |which: &str| format!("{which} of {batch}x{classes}");
        let some = some.collect();
        compare(&what("some"), logits.clone(), classes, some, device).await;
        compare(
            &what("none"),
            logits.clone(),
            classes,
            vec![-1.0; batch],
            device,
        )
        .await;
        let large = logits.iter().map(|logit| 1e4 * logit).collect();
        compare(&what("large"), large, classes, labels.clone(), device).await;
        compare(&what("all"), logits, classes, labels, device).await;
    }
}

/// Without known labels the loss is 0 and the accuracy is undefined. Among equal logits the first
/// class is the prediction.
///
/// # Panics
/// If they are not.
pub async fn check_edges(device: &Device) {
    let run = async |logits: [f32; 6], labels: [f32; 2]| {
        let logits = tensor(logits.to_vec(), [2, 3], device);
        let (loss, right) = cross_entropy(logits, tensor(labels.to_vec(), [2, 1], device));
        [numbers(loss).await[0], numbers(right).await[0]]
    };
    assert_eq!(
        run([5.0, 1.0, 2.0, -3.0, 0.0, 9.0], [-1.0, -2.0]).await,
        [0.0, -1.0]
    );
    let [loss, right] = run([1.0; 6], [0.0, 1.0]).await;
    assert!(
        (loss - 3.0f32.ln()).abs() < 1e-6 && right == 0.5,
        "{loss}, {right}"
    );
}

/// A step without labels has a loss, but no accuracy.
///
/// # Panics
/// If one has.
pub async fn check_steps_without_labels(device: &Device) {
    let config =
        json!({"classWeight": 0.5, "labelled": 2, "batchSize": 16, "hidden": [16], "latent": 4});
    let mut run = trainer(RunConfig::from_json(config).unwrap(), device);
    let chunk = run.train(60).await.unwrap();
    assert!(chunk.losses.len() == 60 && chunk.is_finite());
    let rows: Vec<_> = chunk.terms.chunks_exact(3).collect();
    let (with, without): (Vec<&[f32]>, Vec<&[f32]>) = rows.iter().partition(|row| !row[2].is_nan());
    // 0.98^16 of the batches have no label: 72 %.
    assert!((5..40).contains(&with.len()), "{} with labels", with.len());
    assert!(
        with.iter()
            .all(|row| (0.0..=1.0).contains(&row[2]) && row[1] > 0.0)
    );
    assert!(without.iter().all(|row| row[0] > 0.0 && row[1].is_nan()));
    let look = &chunk.validations[0];
    assert!((0.0..=1.0).contains(&look.terms[2]), "{look:?}");
}

/// Compares the gradient with central differences.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
pub async fn check_gradients(device: &Device) {
    let device = &device.clone().autodiff();
    let logits = random([4, 3], [-1.0, 1.0], device);
    let labels = tensor(vec![2.0, -1.0, 0.0, 2.0], [4, 1], device);
    let loss = |logits: Tensor<2>| cross_entropy(logits, labels.clone()).0;
    hold_to_differences("classification", loss, &logits).await;
}
