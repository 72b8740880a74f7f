//! Settings as they are written, and options that override them.

use serde_json::{Value, json};

use crate::support::{Folder, of_type, small};

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
fn a_batch_size_that_nobody_chose_is_made_to_fit() {
    let folder = Folder::with_bars("few", json!({"hidden": [8], "normalClasses": [0]}));
    let output = folder.run("train config.json --data data --steps 2");
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{errors}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let begin = lines
        .lines()
        .find(|line| line.contains("\"begin\""))
        .unwrap();
    let begin: Value = serde_json::from_str(begin).unwrap();
    let batch = begin["config"]["batchSize"].as_u64().unwrap();
    assert!(batch < 64 && batch.is_power_of_two(), "{batch}");
    let words = format!("The batch size is now {batch}, as there are ");
    assert!(errors.contains(&words), "{errors}");
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
