//! The command line as a user meets it: its program, started on files in a folder of its own.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod encode;
mod python;
mod support;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use support::{Folder, header, of_type, small};

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
fn a_fetched_set_of_the_page_trains_and_evaluates_without_a_file() {
    let folder = Folder::new("set");
    let config = json!({"dataset": "mnist-sample", "hidden": [32], "latent": 8});
    folder.write("config.json", config.to_string());
    let (lines, table) = folder.lines("train config.json --steps 50 --save run.safetensors");
    let note = of_type(&lines, "set")[0]["note"].as_str().unwrap();
    assert!(note.contains("CC BY-SA 3.0"), "{note}");
    let begin = of_type(&lines, "begin")[0];
    let sizes = ["train", "validation", "test"].map(|name| begin[name].as_u64());
    assert_eq!(sizes, [Some(1445), Some(255), Some(300)]);
    let (again, same) = folder.lines("evaluate run.safetensors");
    assert_eq!((of_type(&again, "set").len(), same), (1, table));
}

#[test]
fn a_folder_that_holds_every_file_twice_trains_as_if_it_held_each_once() {
    let folder = Folder::with_bars("twice", small());
    let (once, table) = folder.lines("train config.json --data data --steps 20");
    for part in ["train", "t10k"] {
        for kind in ["images-idx3-ubyte", "labels-idx1-ubyte"] {
            let bytes = fs::read(folder.0.join(format!("data/{part}-{kind}"))).unwrap();
            folder.write(&format!("data/{part}-{kind} (1)"), bytes);
        }
    }
    let (twice, same) = folder.lines("train config.json --data data --steps 20");
    assert_eq!(same, table);
    assert_eq!(of_type(&twice, "begin"), of_type(&once, "begin"));
    let note = of_type(&twice, "files")[0]["note"].as_str().unwrap();
    for words in [
        "train-images-idx3-ubyte (the same as train-images-idx3-ubyte (1), counted once) to train on",
        "t10k-labels-idx1-ubyte (the same as t10k-labels-idx1-ubyte (1), counted once) its labels",
    ] {
        assert!(note.contains(words), "{note}");
    }
}

#[test]
fn a_table_is_trained_on_by_the_name_of_its_file() {
    let folder = Folder::with_bars("table", small());
    let row = |row: usize| {
        let cells = (0..64).map(|at| (row * 31 + at * 7) % 256);
        let cells: Vec<_> = cells.map(|cell| cell.to_string()).collect();
        format!("{},{}\n", row % 3, cells.join(","))
    };
    folder.write(
        "bars.csv",
        (0..200).map(row).collect::<String>().into_bytes(),
    );
    let (lines, _) = folder.lines("train config.json --data bars.csv --steps 2");
    let note = of_type(&lines, "files")[0]["note"].as_str().unwrap();
    for words in [
        "200 images of 8 x 8 pixels with labels",
        "Column 1 of bars.csv holds the labels.",
    ] {
        assert!(note.contains(words), "{note}");
    }
}

#[test]
fn a_warning_about_dark_images_goes_to_standard_error() {
    let folder = Folder::with_bars("dark", small());
    let mut images = header(3, &[200, 8, 8]);
    images.extend((0..200 * 64).map(|at| (at * 7 % 17) as u8));
    folder.write("dark/images-idx3-ubyte", images);
    let output = folder.run("train config.json --data dark --steps 2");
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success());
    assert!(
        words.starts_with("warning: The brightest value is 16 of 255"),
        "{words}"
    );
}

#[test]
fn a_config_says_how_its_data_are_read_and_a_saved_run_remembers() {
    let mut config = small();
    config["reading"] = json!({"stretch": "yes", "transpose": "yes"});
    let folder = Folder::with_bars("reading", config);
    let mut images = header(3, &[200, 8, 8]);
    images.extend((0..200 * 64).map(|at| (at * 7 % 17) as u8));
    folder.write("dark/images-idx3-ubyte", images);
    let (lines, _) = folder.lines("train config.json --data dark --steps 2 --save run.safetensors");
    let note = of_type(&lines, "files")[0]["note"].as_str().unwrap();
    for words in [
        "Values from 0 to 16 are stretched from black to white",
        "Rows and columns of each image are exchanged.",
    ] {
        assert!(note.contains(words), "{note}");
    }
    let reading = json!({"stretch": "yes", "transpose": "yes", "invert": "no"});
    assert_eq!(of_type(&lines, "begin")[0]["config"]["reading"], reading);
    let (again, _) = folder.lines("evaluate run.safetensors --data dark");
    assert_eq!(of_type(&again, "begin")[0]["config"]["reading"], reading);
    let mut config = small();
    config["reading"] = json!({"transpose": "sideways"});
    folder.write("config.json", config.to_string());
    let error = folder.error("train config.json --data dark --steps 2");
    assert!(error.contains("cannot be \"sideways\""), "{error}");
}

#[test]
fn a_config_for_webgpu_trains_on_the_cpu_and_says_so() {
    let folder = Folder::new("device");
    for (device, is_warned) in [("webgpu", true), ("cpu", false)] {
        let config = json!({"device": device, "hidden": [8]});
        folder.write("config.json", config.to_string());
        let output = folder.run("train config.json --steps 2");
        let lines = String::from_utf8(output.stdout).unwrap();
        let begin: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        assert_eq!(begin["config"]["device"], "cpu");
        let words = String::from_utf8(output.stderr).unwrap();
        assert_eq!(words.contains("trains on the CPU"), is_warned, "{words}");
    }
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

/// The settings that a command trains with, which must go well, and what it says on standard error.
fn trained(folder: &Folder, config: &str) -> (Value, String) {
    let output = folder.run_on(&["train", config, "--steps", "1"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{config}: {errors}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let begin: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    (begin["config"].clone(), errors)
}

#[test]
fn settings_are_read_as_editors_shells_and_the_page_write_them() {
    let folder = Folder::new("written");
    let text = "{\"hidden\": [9], \"latent\": 3}";
    let run = json!({
        "format": "hourglass run", "version": 1, "seed": 1, "losses": {},
        "config": {"hidden": [9], "latent": 3, "optimiser": "sgd"},
    });
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let address = "#v=2&hidden=9&latent=3&repeatable=yes";
    for (name, bytes, warning) in [
        ("plain.json", text.into(), ""),
        ("mark.json", [b"\xef\xbb\xbf", text.as_bytes()].concat(), ""),
        ("little.json", [b"\xff\xfe", &little[..]].concat(), ""),
        ("big.json", [b"\xfe\xff", &big[..]].concat(), ""),
        ("run.json", run.to_string().into(), ""),
        ("address.json", format!("\"{address}\"").into(), ""),
        (
            "address.txt",
            format!("http://localhost:8080/{address}\r\n").into(),
            "",
        ),
        (
            "cmd.json",
            format!("'{text}' \r\n").into(),
            "quotes that JSON",
        ),
        (
            "word.json",
            text.replace('"', "\u{201d}").into(),
            "quotes that JSON",
        ),
        (
            "python.json",
            text.replace('"', "'").into(),
            "quotes that JSON",
        ),
    ] {
        let bytes: Vec<u8> = bytes;
        folder.write(name, bytes);
        let (config, errors) = trained(&folder, name);
        assert_eq!(
            (&config["hidden"], &config["latent"]),
            (&json!([9]), &json!(3)),
            "{name}"
        );
        assert_eq!(config["optimizer"] == "sgd", name == "run.json");
        assert_eq!(errors.is_empty(), warning.is_empty(), "{name}: {errors}");
        assert!(errors.contains(warning), "{name}: {errors}");
    }
}

#[test]
fn an_address_stands_in_place_of_a_file() {
    let folder = Folder::new("address");
    for address in ["#v=2&latent=5", "https://example.org/lab/#v=2&latent=5"] {
        assert_eq!(trained(&folder, address).0["latent"], 5);
    }
}

#[test]
fn a_setting_that_was_misspelt_is_guessed() {
    let folder = Folder::new("misspelt");
    let keras = json!({"hidden_layers": [64], "latnet": 32, "wobble": 1, "epochs": 2});
    folder.write("config.json", keras.to_string());
    folder.write("list.json", "[1]");
    folder.write("run.json", "{\"format\": \"hourglass run\"}");
    let error = folder.error("train config.json");
    for words in [
        "There is no setting called \"hidden_layers\": did you mean \"hidden\"?",
        "There is no setting called \"latnet\": did you mean \"latent\"?",
        "There is no setting called \"wobble\". The settings are dataset, ",
    ] {
        assert!(error.contains(words), "{error}");
    }
    assert!(
        folder
            .error("train list.json")
            .contains("[1], and no settings")
    );
    assert!(
        folder
            .error("train run.json")
            .contains("without its settings")
    );
    let error = folder.error("train #v=2&latent=lots");
    assert!(error.contains("Latent dimensions"), "{error}");
}

#[test]
fn a_run_takes_its_length_and_seed_from_options() {
    let folder = Folder::with_bars("length", small());
    let run = |options: &str| {
        let (lines, _) = folder.lines(&format!("train config.json --data data {options}"));
        of_type(&lines, "progress")
            .last()
            .map(|&line| line.clone())
            .unwrap()
    };
    let (one, again, other) = (
        run("--steps 30"),
        run("--steps 30 --seed 1"),
        run("--steps 30 --seed 2"),
    );
    assert_eq!(
        (&one["step"], &one["losses"]),
        (&json!(30), &again["losses"])
    );
    assert_ne!(one["losses"], other["losses"]);
    // 170 images are trained on and 30 watched.
    assert_eq!(run("--epochs 2")["step"], 17);
}

#[test]
fn a_batch_may_be_as_large_as_the_images_that_are_trained_on() {
    let mut config = small();
    config["batchSize"] = json!(180);
    let folder = Folder::with_bars("large-batch", config);
    // 200 images, 30 of them for validation.
    let error = folder.error("train config.json --data data");
    assert!(error.contains("at most 170"), "{error}");
    let options = "--data data --all --steps 20 --save run.safetensors";
    let (lines, table) = folder.lines(&format!("train config.json {options}"));
    assert_eq!(of_type(&lines, "progress")[0]["step"], 20);
    let (_, same) = folder.lines("evaluate run.safetensors --data data");
    assert_eq!(same, table);
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
fn a_built_in_set_needs_no_folder() {
    let folder = Folder::new("digits");
    folder.write(
        "config.json",
        json!({"latent": 2, "hidden": [16]}).to_string(),
    );
    let (lines, _) = folder.lines("train config.json --steps 60");
    assert_eq!(of_type(&lines, "progress")[0]["validation"]["step"], 50);
    assert_eq!(of_type(&lines, "test")[0]["images"], 269);
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
