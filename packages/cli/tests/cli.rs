//! The command line as a user meets it: its program, started on files in a folder of its own.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod data;
mod encode;
mod python;
mod settings;
mod support;
mod versions;

use serde_json::json;
use support::{Folder, header, of_type, small};

#[test]
fn a_run_trains_to_its_end_and_evaluates_to_the_same_numbers_again() {
    let folder = Folder::with_bars("train", small());
    let (lines, table) = folder.lines("train config.json --data data --all --save run.safetensors");
    let begin = of_type(&lines, "begin")[0];
    let sizes = ["train", "validation", "test"].map(|name| begin[name].as_u64());
    assert_eq!(sizes, [Some(200), Some(0), Some(60)]);
    let progress = of_type(&lines, "progress");
    let at = |name: &str| {
        progress
            .iter()
            .map(|line| line[name].as_f64().unwrap())
            .collect::<Vec<_>>()
    };
    // 15 epochs of 200 images in batches of 20.
    assert_eq!(
        (at("step"), at("epoch")),
        (vec![100.0, 150.0], vec![10.0, 15.0])
    );
    let losses = progress
        .iter()
        .map(|line| line["losses"]["reconstruction"].as_f64().unwrap());
    let losses: Vec<f64> = losses.collect();
    assert!(losses[1] < 0.9 * losses[0], "{losses:?}");
    assert_eq!(of_type(&lines, "finished")[0]["epochs"], 15);
    let test = of_type(&lines, "test")[0];
    assert_eq!(test["images"], 60);
    assert!(test["mse"].as_f64().unwrap() < losses[0]);
    let sse = test["sse"].as_f64().unwrap() / test["mse"].as_f64().unwrap();
    assert!((sse - 64.0).abs() < 1e-9);
    // What is minimised here is the squared error, found by the kernel and once more from the pixels.
    let loss = test["loss"].as_f64().unwrap() / test["mse"].as_f64().unwrap();
    assert!((loss - 1.0).abs() < 1e-5, "{loss}");
    assert!(
        table.contains(&format!("{:.5}", test["mse"].as_f64().unwrap())),
        "{table}"
    );

    let (again, same) = folder.lines("evaluate run.safetensors --data data");
    assert_eq!((of_type(&again, "test")[0], same), (test, table));
}

#[test]
fn what_is_printed_is_the_device_that_trains_and_the_file_that_was_written() {
    let folder = Folder::new("done");
    folder.write("config.json", json!({"hidden": [8]}).to_string());
    let (lines, _) = folder.lines("train config.json --steps 2 --save run.safetensors");
    let begin = of_type(&lines, "begin")[0];
    assert_eq!(
        (&begin["config"]["device"], &begin["device"]),
        (&json!("auto"), &json!("cpu"))
    );
    assert_eq!(of_type(&lines, "saved")[0]["file"], "run.safetensors");
}

#[test]
fn the_validation_images_are_measured_after_each_epoch_where_that_is_asked_for() {
    let folder = Folder::with_bars("watch", small());
    let (lines, _) = folder.lines("train config.json --data data --epochs 2 --watch");
    let measured = of_type(&lines, "validation");
    // 170 images in batches of 20.
    let steps: Vec<_> = measured.iter().map(|line| line["step"].as_u64()).collect();
    assert_eq!(steps, [Some(9), Some(17)]);
    for line in measured {
        assert_eq!(line["images"], 30);
        for metric in ["mse", "psnr", "knn5Accuracy", "trustworthiness"] {
            assert!(line[metric].as_f64().is_some(), "{metric}: {line}");
        }
    }
    let (lines, _) = folder.lines("train config.json --data data --epochs 2");
    assert!(of_type(&lines, "validation").is_empty());
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_left_behind() {
    let folder = Folder::with_bars("wrong", small());
    folder.write("bad.json", r#"{"latent": 9000}"#);
    folder.write("broken.json", "{");
    folder.write("endless.json", "{}");
    folder.write("own.json", r#"{"dataset": "file", "epochs": 1}"#);
    folder.write("patient.json", r#"{"patience": 3}"#);
    folder.write("empty/readme.txt", "");
    folder.write("torn/train-images-idx3-ubyte", header(3, &[200, 8, 8]));
    folder.write("not.safetensors", "PNG");
    for (line, words) in [
        (
            "train missing.json --save a.safetensors",
            "missing.json cannot be read",
        ),
        (
            "train bad.json --save a.safetensors",
            "Latent dimensions cannot be 9000",
        ),
        ("train broken.json --save a.safetensors", "is not JSON"),
        ("train endless.json --save a.safetensors", "have no end"),
        ("train own.json --save a.safetensors", "--data"),
        (
            "train patient.json --all --save a.safetensors",
            "no validation images",
        ),
        (
            "train config.json --data nowhere --save a.safetensors",
            "nowhere cannot be read",
        ),
        (
            "train config.json --data empty --save a.safetensors",
            "readme.txt: the magic number",
        ),
        (
            "train config.json --data torn --save a.safetensors",
            "promises 200 x 8 x 8",
        ),
        (
            "train config.json --data data --save no/a.safetensors",
            "no/a.safetensors cannot be written",
        ),
        ("train config.json --data data --save empty", "is a folder"),
        ("train config.json --fast", "--fast"),
        (
            "evaluate missing.safetensors",
            "missing.safetensors cannot be read",
        ),
        ("evaluate not.safetensors --data data", "not a saved run"),
        ("", "Name a command"),
    ] {
        let error = folder.error(line);
        assert!(error.contains(words), "{line}: {error}");
        assert!(
            !folder.has("a.safetensors") && !folder.has("a.safetensors.part"),
            "{line}"
        );
    }
}

#[test]
fn a_cross_entropy_is_printed_with_the_least_and_an_accuracy_with_its_standard_error() {
    let mut config = small();
    config["loss"] = json!("bce");
    let folder = Folder::with_bars("least", config);
    let (lines, table) = folder.lines("train config.json --data data");
    let file = folder.read("data/t10k-images-idx3-ubyte");
    let pixels: Vec<_> = file[16..]
        .iter()
        .map(|&byte| f32::from(byte) / 255.0)
        .collect();
    let least = hourglass::metrics::least_cross_entropy(&pixels);
    let row = format!("Least cross-entropy       {least:.5} nats per pixel");
    assert!(table.contains(&row), "{row}: {table}");
    let share = of_type(&lines, "test")[0]["knn5Accuracy"].as_f64().unwrap();
    // Agresti and Coull: two successes and two failures more, of 60
    let adjusted = (60.0 * share + 2.0) / 64.0;
    let error = 100.0 * (adjusted * (1.0 - adjusted) / 64.0).sqrt();
    let row = format!(
        "kNN accuracy              {:.2} ± {error:.2} %",
        100.0 * share
    );
    assert!(table.contains(&row), "{row}: {table}");
    assert!(!table.contains("Trustworthiness"), "of 60 images");
}

#[test]
fn a_run_that_diverges_fails_and_is_not_saved() {
    let mut config = small();
    config["optimizer"] = "sgd".into();
    config["activation"] = "linear".into();
    config["outputActivation"] = "linear".into();
    config["learningRate"] = 1000.into();
    let folder = Folder::with_bars("diverges", config);
    let error = folder.error("train config.json --data data --save a.safetensors");
    assert!(error.contains("no longer a finite number"), "{error}");
    assert!(!folder.has("a.safetensors"));
}

#[test]
fn help_names_both_commands() {
    let output = Folder::new("help").run("--help");
    let words = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    assert!(words.contains("hourglass train CONFIG") && words.contains("hourglass evaluate FILE"));
}
