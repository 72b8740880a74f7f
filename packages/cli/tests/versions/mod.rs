//! Configs and saved runs of version 1.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::Folder;

/// A file of version 1 of the config format.
fn version_1(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/version-1");
    fs::read(folder.join(name)).unwrap()
}

#[test]
fn a_run_saved_by_version_1_evaluates_to_the_numbers_that_version_1_printed() {
    let folder = Folder::new("version-1");
    folder.write("run.safetensors", version_1("run.safetensors"));
    let (lines, _) = folder.lines("evaluate run.safetensors");
    let config = &lines[0]["config"];
    assert_eq!(
        (&config["k"], &config["optimizer"]),
        (&json!(2), &json!("sgd"))
    );
    let printed: Value = serde_json::from_slice(&version_1("test.json")).unwrap();
    for (name, value) in printed.as_object().unwrap() {
        let now = &lines[1][name];
        match (value.as_f64(), now.as_f64()) {
            (Some(then), Some(now)) => {
                assert!(
                    (now - then).abs() <= 1e-5 * then.abs(),
                    "{name}: {now}, was {then}"
                );
            }
            _ => assert_eq!(now, value, "{name}"),
        }
    }
}

#[test]
fn a_config_of_version_1_trains_and_is_printed_and_saved_under_the_new_names() {
    let folder = Folder::new("version-1-config");
    folder.write("config.json", version_1("config.json"));
    let (lines, _) = folder.lines("train config.json --steps 120 --save run.safetensors");
    let trained = &lines[0]["config"];
    assert_eq!(trained["gradientClip"], 5.0);
    assert!(trained.get("clipNorm").is_none());
    let (again, _) = folder.lines("evaluate run.safetensors");
    assert_eq!(&again[0]["config"], trained);
    let printed: Value = serde_json::from_slice(&version_1("test.json")).unwrap();
    let [then, now] = [&printed, lines.last().unwrap()].map(|test| test["mse"].as_f64().unwrap());
    assert!((now - then).abs() <= 1e-3 * then, "{now}, was {then}");
}
