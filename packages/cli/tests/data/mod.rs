//! Data that a command takes: sets of its own, files and folders.

use std::fs;

use serde_json::json;

use crate::support::{Folder, header, of_type, small};

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
