//! Sound inputs that mutations begin with, made from the presets with small networks and few examples.

use std::io::{Cursor, Write};
use std::sync::Arc;

use burn::tensor::Device;
use hound::{SampleFormat, WavSpec, WavWriter};
use hourglass::config::{self, Reading, RunConfig, Source};
use hourglass::data::Dataset;
use hourglass::data::import::{self, File};
use hourglass::data::packed;
use hourglass::data::sets::{colours, digits, ecg, shapes, strokes};
use hourglass::run::Trainer;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Map, Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Examples of each data set.
const EXAMPLES: usize = 100;

/// A few examples of each source.
#[derive(Debug)]
pub struct Examples(Vec<Arc<Dataset>>);

impl Examples {
    /// The first of each source; those of the files in the corpus.
    pub fn new() -> Self {
        let file = import::read(&files()[0], &Reading::default())
            .unwrap()
            .dataset;
        let digits = digits::load().unwrap();
        let others = [strokes::draw, shapes::draw, colours::draw, ecg::draw].map(|draw| draw(1));
        let all = [digits, file].into_iter().chain(others);
        Self(all.map(|set| Arc::new(few(set))).collect())
    }

    /// Those that a config names. The first ones stand for a set that a page would fetch.
    pub fn of(&self, source: Source) -> Arc<Dataset> {
        let found = self.0.iter().find(|set| set.source == source);
        let stand_in = || Dataset {
            source,
            ..(*self.0[0]).clone()
        };
        found.cloned().unwrap_or_else(|| Arc::new(stand_in()))
    }
}

fn few(mut set: Dataset) -> Dataset {
    set.pixels.truncate(EXAMPLES * set.stride());
    set.labels.truncate(EXAMPLES);
    if let Some(factors) = &mut set.factors {
        factors.values.truncate(EXAMPLES * factors.names.len());
    }
    set
}

/// Settings of small runs: every preset, and what no preset has.
pub fn configs() -> Vec<Map<String, Value>> {
    let small = json!({"hidden": [8], "latent": 4, "channels": [4, 3], "gruUnits": 5, "k": 2, "batchSize": 16,
        "fistaIterations": 5, "validationFistaIterations": 6, "validateEvery": 2});
    let others = [
        json!({"normalization": "batch", "dropout": 0.2, "crop": 2, "shift": 1, "corruption": "hole",
            "optimizer": "sgd", "gradientClip": 1, "patience": 3, "targetLoss": 0.001}),
        json!({"dataset": "file", "inputScale": "standard", "optimizer": "rmsprop", "epochs": 2,
            "lastBatch": "short", "schedule": "cosine", "warmUp": 3}),
        json!({"architecture": "conv", "normalization": "batch", "classWeight": 0.1, "l1": 0.001,
            "normalClasses": [1, 2], "batchSize": 4, "corruption": "salt-and-pepper"}),
        json!({"dataset": "signals", "architecture": "recurrent", "bottleneck": "variational", "frameLength": 20}),
        json!({"dataset": "signals", "architecture": "dictionary", "outputActivation": "linear",
            "reduction": "half", "sparsity": "l1", "sparsityWeight": 0.2}),
        json!({"dataset": "colours", "hidden": [], "latent": 1, "schedule": "step", "weightDecay": 0.1}),
    ];
    let presets = config::presets::all()
        .into_iter()
        .map(|preset| preset.settings);
    let others = others.map(|settings| settings.as_object().unwrap().clone());
    presets
        .chain(others)
        .map(|mut settings| {
            for (name, value) in small.as_object().unwrap() {
                let own = settings.contains_key(name)
                    && ["frameLength", "batchSize"].contains(&name.as_str());
                if !own && settings.get(name) != Some(&json!([])) {
                    settings.insert(name.clone(), value.clone());
                }
            }
            if settings.contains_key("normalClasses") || settings["batchSize"] == 128 {
                settings.insert("batchSize".into(), json!(4));
            }
            settings
        })
        .collect()
}

/// A run of some settings after three steps.
pub async fn run(settings: Map<String, Value>, examples: &Examples) -> Trainer {
    let config = RunConfig::from_json(Value::Object(settings)).unwrap();
    let set = examples.of(config.dataset);
    let mut run = Trainer::new(config, set, Device::flex()).unwrap();
    run.train(3).await.unwrap();
    run
}

/// Bytes of a saved run of every entry of [`configs`].
pub async fn saved(examples: &Examples) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for settings in configs() {
        all.push(run(settings, examples).await.save().await.unwrap());
    }
    all
}

/// Sets of files that can be opened together.
pub fn files() -> Vec<Vec<File>> {
    let labels = idx("labels", &[60], 10);
    let grey = idx("grey", &[60, 8, 8], 251);
    let test = idx("test", &[50, 8, 8], 249);
    let coloured = idx("coloured", &[60, 8, 8, 3], 251);
    let opening = import::read(&[grey.clone(), labels.clone()], &Reading::default()).unwrap();
    let packed = File {
        name: "packed".into(),
        bytes: packed::pack(
            &opening.dataset,
            &opening.note.to_string(),
            &opening.reading.to_json().unwrap(),
        )
        .unwrap(),
    };
    vec![
        vec![grey.clone(), labels.clone()],
        vec![packed],
        vec![
            grey.clone(),
            test.clone(),
            labels,
            idx("test-labels", &[50], 10),
        ],
        vec![gzipped(&grey), gzipped(&test)],
        vec![coloured],
        vec![grey],
        vec![table(";", "x")],
        vec![table("\t", "3")],
        vec![typed("train.csv", 60), typed("test.csv", 55)],
        vec![
            typed("train.csv", 60),
            without_colour(typed("test.csv", 55)),
        ],
        vec![zipped(
            "arrays.npz",
            &[npy("x_train.npy"), npy("x_test.npy")],
        )],
        vec![npy("array.npy")],
        pictures(),
        vec![zipped("pictures.zip", &pictures())],
        sounds(),
        vec![wav("long.wav", 1, 16, 12_000)],
        vec![wav("stereo.wav", 2, 8, 6000)],
    ]
}

/// Rows of a label, a float and seven numbers.
fn table(separator: &str, label: &str) -> File {
    let row = |row: usize| {
        let cells = (1..8).map(|at| (row * at % 251).to_string());
        let first = [format!("{label}{}", row % 3), format!("{}.25", row % 9)];
        first
            .into_iter()
            .chain(cells)
            .collect::<Vec<_>>()
            .join(separator)
            + "\n"
    };
    let head = ["label", "a", "b", "c", "d", "e", "f", "g", "h"].join(separator) + "\n";
    File {
        name: "table.csv".into(),
        bytes: (head + &(0..60).map(row).collect::<String>()).into_bytes(),
    }
}

/// Rows of an id, a number, two categories and two ratings, with gaps.
fn typed(name: &str, count: usize) -> File {
    let row = |row: usize| {
        let gap = |cell: String| if row % 7 == 3 { "NA".into() } else { cell };
        let cells = [
            row.to_string(),
            gap(format!("{}.5", row % 11)),
            ["red", "blue", "green"][row % 3].into(),
            gap(["yes", "no"][row / 2 % 2].into()),
            (row % 5).to_string(),
            gap((row % 4).to_string()),
        ];
        cells.join(",") + "\n"
    };
    let head = "id,size,colour,is wild,soup,rice\n".to_owned();
    File {
        name: name.into(),
        bytes: (head + &(0..count).map(row).collect::<String>()).into_bytes(),
    }
}

/// The same table without its third column.
fn without_colour(table: File) -> File {
    let text = String::from_utf8(table.bytes).unwrap();
    let row = |row: &str| {
        let cells = row.split(',').enumerate();
        let others = cells.filter(|(at, _)| *at != 2).map(|(_, cell)| cell);
        others.collect::<Vec<_>>().join(",") + "\n"
    };
    File {
        bytes: text.lines().map(row).collect::<String>().into_bytes(),
        ..table
    }
}

fn npy(name: &str) -> File {
    let header = "{'descr': '<i2', 'fortran_order': True, 'shape': (60, 4, 4), }\n";
    let length = (header.len() as u16).to_le_bytes();
    let numbers = (0..60 * 16).map(|at: i16| at * 7 - name.len() as i16);
    let numbers: Vec<u8> = numbers.flat_map(i16::to_le_bytes).collect();
    File {
        name: name.into(),
        bytes: [b"\x93NUMPY\x01\0", &length[..], header.as_bytes(), &numbers].concat(),
    }
}

/// Small pictures of two classes.
fn pictures() -> Vec<File> {
    let picture = |at: u32| {
        let colour = |x: u32, y: u32| Rgb([(x * 30) as u8, (y * 30) as u8, (at * 4) as u8]);
        let picture = RgbImage::from_fn(9, 8, colour);
        let format = if at == 0 {
            ImageFormat::Jpeg
        } else {
            ImageFormat::Png
        };
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        File {
            name: format!("{}/{at}.png", at % 2),
            bytes: bytes.into_inner(),
        }
    };
    (0..51).map(picture).collect()
}

/// Short recordings of two classes.
fn sounds() -> Vec<File> {
    let name = |at: u32| format!("{}/{at}.wav", at % 2);
    (0..52).map(|at| wav(&name(at), 1, 16, 400)).collect()
}

/// A recording of so many moments, at 8,000 samples a second.
fn wav(name: &str, channels: u16, bits_per_sample: u16, moments: i32) -> File {
    let spec = WavSpec {
        channels,
        sample_rate: 8000,
        bits_per_sample,
        sample_format: SampleFormat::Int,
    };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut bytes, spec).unwrap();
    for at in 0..moments * i32::from(channels) {
        writer.write_sample(at * 37 % 200 - 100).unwrap();
    }
    writer.finalize().unwrap();
    File {
        name: name.into(),
        bytes: bytes.into_inner(),
    }
}

fn zipped(name: &str, files: &[File]) -> File {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        zip.start_file(file.name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&file.bytes).unwrap();
    }
    File {
        name: name.into(),
        bytes: zip.finish().unwrap().into_inner(),
    }
}

fn idx(name: &str, dims: &[u32], values: u32) -> File {
    let mut bytes = vec![0, 0, 8, dims.len() as u8];
    bytes.extend(dims.iter().flat_map(|dim| dim.to_be_bytes()));
    bytes.extend((0..dims.iter().product()).map(|at: u32| (at % values) as u8));
    File {
        name: name.into(),
        bytes,
    }
}

/// A file as gzip packs it.
pub fn gzipped(file: &File) -> File {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&file.bytes).unwrap();
    File {
        name: format!("{}.gz", file.name),
        bytes: packed.finish().unwrap(),
    }
}
