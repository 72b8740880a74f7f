//! Sound inputs that mutations begin with, made from the presets with small networks and few examples.

use std::sync::Arc;

use burn::tensor::Device;
use hourglass::config::{self, Reading, RunConfig, Source};
use hourglass::data::Dataset;
use hourglass::data::import;
use hourglass::data::sets::{colours, digits, ecg, shapes, strokes};
use hourglass::run::Trainer;
use serde_json::{Map, Value, json};

use super::forms;

/// Examples of each data set.
const EXAMPLES: usize = 100;

/// A few examples of each source.
#[derive(Debug)]
pub struct Examples(Vec<Arc<Dataset>>);

impl Examples {
    /// The first of each source; those of grey images as IDX files.
    pub fn new() -> Self {
        let file = import::read(&forms::grey_with_labels(), &Reading::default())
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
    let bytes = EXAMPLES * set.stride();
    Arc::make_mut(&mut set.pixels).truncate(bytes);
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
