//! −ELBO of variational models, for any training objective.

use burn::tensor::Device;
use hourglass::config::RunConfig;
use serde_json::{Value, json};

use super::training_run::trainer;

fn config(changes: Value) -> RunConfig {
    let mut all = json!({"bottleneck": "variational", "hidden": [16], "latent": 4, "loss": "bce",
        "reduction": "sum", "batchSize": 32, "seed": 3});
    for (name, value) in changes.as_object().unwrap() {
        all[name] = value.clone();
    }
    RunConfig::from_json(all).unwrap()
}

fn close(a: f64, b: f64) -> bool {
    (a / b - 1.0).abs() < 1e-5
}

/// −ELBO equals the loss of a model trained on it. For the same weights and another objective it
/// has the same value.
///
/// # Panics
/// Where it is not.
pub async fn check_definition(device: &Device) {
    let report = trainer(config(json!({})), device).validate().await.unwrap();
    let exact = report.report.neg_elbo.unwrap();
    let parts = [report.report.reconstruction_nats, report.report.kl_nats].map(Option::unwrap);
    assert!(close(exact, report.loss), "{exact} and {}", report.loss);
    assert!(close(parts[0], report.terms["reconstruction"]) && close(parts[1], report.terms["kl"]));
    for changes in [
        json!({"beta": 4}),
        json!({"klWarmUp": 1000, "l2": 0.1}),
        json!({"reduction": "mean"}),
        json!({"reduction": "half", "freeNats": 2, "classWeight": 1}),
    ] {
        let other = trainer(config(changes.clone()), device)
            .validate()
            .await
            .unwrap();
        let [lost, kl] = [other.report.reconstruction_nats, other.report.kl_nats];
        assert!(
            close(lost.unwrap(), parts[0]),
            "{changes}: {lost:?} of {parts:?}"
        );
        assert!(
            close(kl.unwrap(), parts[1]),
            "{changes}: {kl:?} of {parts:?}"
        );
        assert!(close(other.report.neg_elbo.unwrap(), exact), "{changes}");
        let is_loss = close(other.loss, exact);
        assert!(!is_loss, "{changes}: the loss is another number");
    }
    let squared = trainer(config(json!({"loss": "mse"})), device);
    let squared = squared.validate().await.unwrap().report;
    // Sampled codes and mean codes have different copies, but nearly equal ones at the beginning.
    let half = squared.sse / 2.0;
    let lost = squared.reconstruction_nats.unwrap();
    assert!((lost / half - 1.0).abs() < 0.1, "{lost} and {half}");
    let plain = trainer(RunConfig::default(), device)
        .validate()
        .await
        .unwrap();
    assert_eq!((plain.report.neg_elbo, plain.report.kl_nats), (None, None));
}

/// During warm-up the reported validation loss uses the current weight, as the training loss does.
/// Early stopping compares validations at the full weight, so that losses of different steps are
/// comparable.
///
/// # Panics
/// Where it is not.
pub async fn check_warm_up(device: &Device) {
    let first = async |changes| {
        let mut run = trainer(config(changes), device);
        run.train(1).await.unwrap().validations.remove(0)
    };
    let at_once = first(json!({"beta": 3})).await;
    let warming = first(json!({"beta": 3, "klWarmUp": 1000})).await;
    assert_eq!((at_once.loss, at_once.full), (warming.full, warming.full));
    assert_eq!(
        warming.loss, warming.terms[0],
        "the divergence does not count yet"
    );
    assert!(warming.loss < warming.full, "{warming:?}");

    // A target that only the unfinished loss reaches does not end the run.
    let between = f64::from(warming.loss + warming.full) / 2.0;
    let changes = json!({"beta": 3, "klWarmUp": 1000, "targetLoss": between, "learningRate": 1e-6});
    let chunk = trainer(config(changes), device).train(5).await.unwrap();
    assert_eq!((chunk.step, chunk.finished), (5, None));
}
