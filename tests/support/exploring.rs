//! Questions to a model between its steps.

use burn::tensor::Device;
use hourglass::config::RunConfig;
use hourglass::trainer::Trainer;
use serde_json::json;

use super::parity::trainer;

/// A run of each kind of code, a few steps old.
async fn runs(device: &Device) -> Vec<Trainer> {
    let mut runs = Vec::new();
    for config in [
        json!({}),
        json!({"neck": "variational", "latent": 3, "inputScale": "standard"}),
        json!({"family": "conv", "latent": 4, "output": "linear"}),
    ] {
        let config = RunConfig::from_json(config).unwrap();
        let mut run = trainer(config, device);
        run.train(20).await.unwrap();
        runs.push(run);
    }
    runs
}

/// Pictures that somebody brings have the codes and copies that snapshots show of them, and a code has the
/// picture that it has there.
///
/// # Panics
/// Where they differ by more than rounding.
pub async fn check_answers(device: &Device) {
    for mut run in runs(device).await {
        let snapshot = run.snapshot().await.unwrap();
        let (probes, _) = run.probes();
        let made = run.reconstruct(&probes).await.unwrap();
        same_bytes(&made.outputs, &snapshot.outputs);
        let size = run.description().dataset.width * run.description().dataset.height;
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

/// A question that makes no sense is refused in words, and no question changes the run.
///
/// # Panics
/// Where it is answered, or the next steps are others.
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

fn same_bytes(ours: &[u8], theirs: &[u8]) {
    assert_eq!(ours.len(), theirs.len());
    for (one, other) in ours.iter().zip(theirs) {
        assert!(one.abs_diff(*other) <= 1, "{one}, not {other}");
    }
}
