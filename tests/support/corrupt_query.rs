//! Corruption of examples that the page brings.

use burn::tensor::Device;
use hourglass::config::RunConfig;
use serde_json::json;

use super::training_run::trainer;

/// Equal settings and an equal seed corrupt examples as preprocessing does in training; the mask covers every changed
/// value, and another seed corrupts others.
///
/// # Panics
/// Where a byte differs.
pub async fn check_equal_to_training(device: &Device) {
    for corruption in ["gaussian", "masking", "salt-and-pepper", "hole"] {
        let settings = json!({"corruption": corruption, "noiseStd": 0.3, "corruptionFraction": 0.4, "holeSide": 3, "seed": 7});
        let config = RunConfig::from_json(settings).unwrap();
        let run = trainer(config.clone(), device);
        let (clean, _) = run.probes();
        let seen = run.corrupted_probes().await.unwrap().unwrap();
        let clean_run = trainer(RunConfig::from_json(json!({})).unwrap(), device);
        let found = clean_run.corrupt(&clean, &config).await.unwrap();
        assert_eq!(found.examples, seen, "{corruption}");
        for (i, &touched) in found.mask.iter().enumerate() {
            assert!(
                touched == 1 || seen[i] == clean[i],
                "{corruption}, value {i}"
            );
        }
        let share = found.mask.iter().map(|&one| f64::from(one)).sum::<f64>() / seen.len() as f64;
        let expected = match corruption {
            "gaussian" => 1.0,
            "hole" => 9.0 / 64.0,
            _ => 0.4,
        };
        assert!((share - expected).abs() < 0.08, "{corruption}: {share}");
        let other = RunConfig { seed: 8, ..config };
        assert_ne!(
            clean_run.corrupt(&clean, &other).await.unwrap().examples,
            seen
        );
    }
}

/// Without corruption no value changes, and incomplete examples are rejected.
///
/// # Panics
/// Where it is otherwise.
pub async fn check_refusals(device: &Device) {
    let config = RunConfig::from_json(json!({})).unwrap();
    let run = trainer(config.clone(), device);
    let (clean, _) = run.probes();
    let found = run.corrupt(&clean, &config).await.unwrap();
    assert_eq!(found.examples, clean);
    assert!(found.mask.iter().all(|&touched| touched == 0));
    let error = run.corrupt(&clean[1..], &config).await.unwrap_err();
    assert_eq!(error.field.as_deref(), Some("examples"));
}
