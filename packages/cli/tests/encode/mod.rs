//! `hourglass encode`: codes of a saved run, read back from each of its files.

use std::collections::BTreeMap;
use std::fs;

use hourglass::config::{Reading, RunConfig};
use hourglass::data::import::{self, File};
use hourglass::data::split::SplitIndices;
use hourglass::device::{DeviceKind, open};
use hourglass::run::Trainer;
use hourglass::train::checkpoint::Checkpoint;
use serde_json::{Value, json};

use crate::support::{Folder, of_type, small};

/// A folder with the run of a config after some steps.
fn trained(name: &str, config: Value) -> Folder {
    let folder = Folder::with_bars(name, config);
    folder.lines("train config.json --data data --steps 40 --save run.safetensors");
    folder
}

/// The JSON lines of a command that must go well.
fn encoded(folder: &Folder, options: &str) -> Value {
    let output = folder.run(&format!("encode run.safetensors --data data {options}"));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && errors.is_empty(), "{errors}");
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    of_type(&lines, "encoded")[0].clone()
}

fn read(folder: &Folder, name: &str) -> String {
    String::from_utf8(fs::read(folder.0.join(name)).unwrap()).unwrap()
}

/// The rows of a table by column.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = text.lines();
    let header: Vec<_> = lines.next().unwrap().split(',').collect();
    let row = |line: &str| {
        let cells = header.iter().zip(line.split(','));
        cells
            .map(|(name, cell)| ((*name).to_owned(), cell.to_owned()))
            .collect()
    };
    lines.map(row).collect()
}

/// The run of a folder, opened by the core.
async fn opened(folder: &Folder) -> (Trainer, SplitIndices) {
    let files = fs::read_dir(folder.0.join("data")).unwrap().map(|entry| {
        let entry = entry.unwrap();
        File {
            name: entry.file_name().to_string_lossy().into_owned(),
            bytes: fs::read(entry.path()).unwrap(),
        }
    });
    let files: Vec<_> = files.collect();
    let dataset = import::read(&files, &Reading::default()).unwrap().dataset;
    let bytes = fs::read(folder.0.join("run.safetensors")).unwrap();
    let saved = Checkpoint::from_bytes(&bytes).unwrap();
    let split = SplitIndices::new(&dataset, saved.config.seed);
    let device = open(DeviceKind::Cpu).await.unwrap();
    (
        Trainer::resume(saved, dataset.into(), device).unwrap(),
        split,
    )
}

#[test]
fn a_table_holds_the_codes_of_all_examples_with_index_split_and_label() {
    // Means, not samples, of clean inputs on the scale of the training images.
    let mut config = small();
    for (name, value) in [
        ("bottleneck", json!("variational")),
        ("corruption", json!("gaussian")),
        ("inputScale", json!("standard")),
        ("seed", json!(9)),
    ] {
        config[name] = value;
    }
    assert!(RunConfig::from_json(config.clone()).is_ok());
    let folder = trained("table-of-codes", config);
    let said = encoded(&folder, "--out codes.csv");
    assert_eq!(
        (&said["examples"], &said["split"], &said["files"]),
        (&json!(260), &json!("all"), &json!(["codes.csv"]))
    );
    let table = rows(&read(&folder, "codes.csv"));
    let (run, split) = pollster::block_on(opened(&folder));
    for (at, row) in table.iter().enumerate() {
        // 200 images to train on, 30 of them for validation by the seed, and 60 in a file of their own.
        let (index, place) = if at < 200 { (at, at) } else { (at - 200, at) };
        let expected = match place {
            200.. => "test",
            _ if split.validation.contains(&place) => "validation",
            _ => "training",
        };
        assert_eq!(row["index"], index.to_string());
        assert_eq!(row["split"], expected);
        assert_eq!(
            (&row["label"], &row["class"]),
            (&(index % 8).to_string(), &(index % 8).to_string())
        );
    }
    assert!(!split.validation.is_sorted(), "the seed shuffles");
    let pixels: Vec<u8> = ["train", "t10k"]
        .iter()
        .flat_map(|part| {
            fs::read(folder.0.join(format!("data/{part}-images-idx3-ubyte"))).unwrap()[16..]
                .to_vec()
        })
        .collect();
    let own = pollster::block_on(run.reconstruct(&pixels)).unwrap().codes;
    for (row, own) in table.iter().zip(own.chunks_exact(3)) {
        for (number, own) in own.iter().enumerate() {
            let code: f32 = row[&format!("code_{}", number + 1)].parse().unwrap();
            assert!((code - own).abs() < 1e-5, "{code}, not {own}");
        }
    }
}

#[test]
fn each_form_holds_the_same_rows_of_a_split() {
    let folder = trained("forms-of-codes", small());
    encoded(&folder, "--split test --out codes.csv");
    let table = rows(&read(&folder, "codes.csv"));
    assert_eq!(table.len(), 60);
    let said = encoded(&folder, "--split test --out out.tsv");
    assert_eq!(
        said["files"],
        json!(["out.tsv", "out-metadata.tsv", "out-sprite.png"])
    );
    let vectors = read(&folder, "out.tsv");
    let metadata = read(&folder, "out-metadata.tsv");
    assert_eq!(vectors.lines().count() + 1, metadata.lines().count());
    assert_eq!(metadata.lines().next(), Some("index\tsplit\tlabel\tclass"));
    for ((row, vector), line) in table
        .iter()
        .zip(vectors.lines())
        .zip(metadata.lines().skip(1))
    {
        let code = ["code_1", "code_2", "code_3"].map(|name| row[name].as_str());
        assert_eq!(vector, code.join("\t"));
        assert_eq!(
            line,
            ["index", "split", "label", "class"]
                .map(|name| row[name].as_str())
                .join("\t")
        );
    }
    let png = fs::read(folder.0.join("out-sprite.png")).unwrap();
    // 60 images in 8 columns.
    let size = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((size(16), size(20)), (64, 64));

    let said = encoded(&folder, "--split test --out out.npy");
    let names = [
        "out.npy",
        "out-index.npy",
        "out-split.npy",
        "out-label.npy",
        "out-class.npy",
    ];
    assert_eq!(said["files"], json!(names));
    let npy = fs::read(folder.0.join("out.npy")).unwrap();
    let header = String::from_utf8_lossy(&npy[10..128]).into_owned();
    assert!(header.starts_with("{'descr': '<f4', 'fortran_order': False, 'shape': (60, 3), }"));
    let codes = npy[128..]
        .chunks_exact(4)
        .map(|bytes| f32::from_le_bytes(bytes.try_into().unwrap()));
    for (at, code) in codes.enumerate() {
        let cell = &table[at / 3][&format!("code_{}", at % 3 + 1)];
        assert_eq!(code, cell.parse::<f32>().unwrap());
    }
    encoded(&folder, "--split test --out out.npz");
    let archive = fs::read(folder.0.join("out.npz")).unwrap();
    assert!(
        archive.windows(npy.len()).any(|part| part == npy),
        "the archive holds the array"
    );
}

#[test]
fn what_cannot_be_encoded_is_said_and_nothing_is_written() {
    let folder = trained("no-codes", small());
    for (options, words) in [
        ("--out codes.txt", ".csv, .npy, .npz or .tsv"),
        ("--out no/codes.csv", "cannot be written"),
        ("--out codes.csv --split some", "\"some\""),
        ("", "--out"),
    ] {
        let error = folder.error(&format!("encode run.safetensors --data data {options}"));
        assert!(error.contains(words), "{error}");
    }
    folder.lines("train config.json --data data --all --steps 20 --save run.safetensors");
    let error =
        folder.error("encode run.safetensors --data data --split validation --out codes.csv");
    assert!(error.contains("0 examples for validation"), "{error}");
    assert!(!folder.has("codes.csv"));
}
