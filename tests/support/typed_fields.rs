//! Words, tables, ratings and pictures with another target, against the losses of an independent float64 implementation. Data and
//! weights follow from the generator of `trace`; a draw is in [0, 1), a signed draw in [-1, 1).

use std::collections::BTreeMap;

use burn::tensor::Device;
use hourglass::config::RunConfig;
use hourglass::data::batches::Batches;
use hourglass::data::layout::{Field, FieldKind, Layout};
use hourglass::loss::reconstruction::Reconstruction;
use hourglass::loss::{CompositeLoss, terms};
use hourglass::model::architecture::plan;
use hourglass::model::preprocessing::Preprocessing;
use hourglass::model::{Autoencoder, AutoencoderOptions};
use hourglass::shape::Extent;
use hourglass::train::data_loader::DataLoader;
use hourglass::train::learner::Learner;
use hourglass::train::optimizer;
use serde::Deserialize;
use serde_json::{Value, json};

use super::numbers::numbers;
use super::trace::{self, Generator, agree};

const BATCH: usize = 32;
const STEPS: usize = 30;
const ROWS: usize = BATCH * STEPS;

#[derive(Deserialize)]
struct Traces {
    runs: BTreeMap<String, Vec<f64>>,
}

/// Data of a trace.
#[derive(Default)]
struct Rows {
    values: Vec<f32>,
    width: usize,
    known: Option<Vec<u8>>,
    targets: Option<Vec<u8>>,
    layout: Option<Layout>,
}

fn one_hot(place: usize, count: usize) -> impl Iterator<Item = f32> {
    (0..count).map(move |at| f32::from(u8::from(at == place)))
}

fn category(name: &str, count: usize) -> Field {
    let names = (0..count).map(|at| at.to_string()).collect();
    Field::new(name, FieldKind::Category { names })
}

/// Words of six letters of five; a letter is at most two after the one before it.
fn words() -> Rows {
    let mut draws = Generator::new(7);
    let mut values = Vec::new();
    for _ in 0..ROWS {
        let mut letter = 0;
        for place in 0..6 {
            letter = match place {
                0 => (5.0 * draws.unit()) as usize,
                _ => (letter + (3.0 * draws.unit()) as usize) % 5,
            };
            values.extend(one_hot(letter, 5));
        }
    }
    let letters = FieldKind::Letters {
        alphabet: "01234".into(),
        length: 6,
    };
    Rows {
        values,
        width: 30,
        layout: Some(Layout(vec![Field::new("word", letters)])),
        ..Rows::default()
    }
}

/// Three numbers and two categories a row; a fifth of the entries is unknown.
fn table() -> Rows {
    let (mut draws, mut masks) = (Generator::new(7), Generator::new(11));
    let (mut raw, mut places, mut known) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROWS {
        let u: [f64; 5] = std::array::from_fn(|_| draws.signed());
        raw.push([
            40.0 + 5.0 * u[0],
            200.0 + 15.0 * (0.8 * u[0] + 0.6 * u[1]),
            -3.0 + 0.5 * (0.5 * u[0] - 0.5 * u[1] + 0.7 * u[2]),
        ]);
        let first = 4.0 * (0.75 * f64::midpoint(u[0], 1.0) + 0.25 * f64::midpoint(u[3], 1.0));
        places.push([first as usize, usize::from(u[1] + 0.5 * u[4] > 0.0)]);
        let entries: [bool; 5] = std::array::from_fn(|_| masks.unit() >= 0.2);
        known.push(entries);
    }
    let scales: [[f64; 2]; 3] = std::array::from_fn(|column| {
        let of = |row: usize| raw[row][column];
        let rows: Vec<usize> = (0..ROWS).filter(|&row| known[row][column]).collect();
        let count = rows.len() as f64;
        let mean = rows.iter().map(|&row| of(row)).sum::<f64>() / count;
        let squares: f64 = rows.iter().map(|&row| (of(row) - mean).powi(2)).sum();
        [mean, (squares / count).sqrt()]
    });
    let (mut values, mut mask) = (Vec::new(), Vec::new());
    for row in 0..ROWS {
        for (column, [mean, deviation]) in scales.into_iter().enumerate() {
            let value = (raw[row][column] - mean) / deviation;
            let is_known = known[row][column];
            values.push(if is_known { value as f32 } else { 0.0 });
            mask.push(255 * u8::from(is_known));
        }
        for (column, count) in [4, 2].into_iter().enumerate() {
            let is_known = known[row][3 + column];
            let place = if is_known { places[row][column] } else { count };
            values.extend(one_hot(place, count));
            mask.extend(vec![255 * u8::from(is_known); count]);
        }
    }
    let number = |column: usize| FieldKind::Number {
        mean: scales[column][0] as f32,
        deviation: scales[column][1] as f32,
    };
    let numbers = (0..3).map(|column| Field::new(format!("number {column}"), number(column)));
    let categories = [category("four", 4), category("two", 2)];
    Rows {
        values,
        width: 9,
        known: Some(mask),
        layout: Some(Layout(numbers.chain(categories).collect())),
        ..Rows::default()
    }
}

/// One to five stars of each user for 20 items; 2 in 5 are known.
fn ratings() -> Rows {
    let (mut draws, mut masks) = (Generator::new(7), Generator::new(11));
    let items: Vec<[f64; 2]> = (0..20).map(|_| [draws.signed(), draws.signed()]).collect();
    let (mut values, mut mask) = (Vec::new(), Vec::new());
    for _ in 0..ROWS {
        let user = [draws.signed(), draws.signed()];
        for item in &items {
            let taste = user[0] * item[0] + user[1] * item[1];
            let value = 2.5 + 2.0 * taste + 0.5 * draws.signed();
            let stars = (1.0 + value.floor()).clamp(1.0, 5.0);
            let is_known = masks.unit() < 0.4;
            values.push(if is_known { stars as f32 } else { 0.0 });
            mask.push(255 * u8::from(is_known));
        }
    }
    let rating = FieldKind::Rating {
        low: 1.0,
        high: 5.0,
    };
    let fields = (0..20).map(|item| Field::new(item.to_string(), rating.clone()));
    Rows {
        values,
        width: 20,
        known: Some(mask),
        layout: Some(Layout(fields.collect())),
        ..Rows::default()
    }
}

/// Bright squares on dark noise, with the squares alone as targets.
fn squares() -> Rows {
    let (mut draws, mut places) = (Generator::new(7), Generator::new(11));
    let (mut values, mut targets) = (Vec::new(), Vec::new());
    for _ in 0..ROWS {
        let [top, left] = std::array::from_fn(|_| (5.0 * places.unit()) as usize);
        for pixel in 0..64 {
            let inside = |at: usize, from: usize| (from..from + 4).contains(&at);
            let is_in = inside(pixel / 8, top) && inside(pixel % 8, left);
            let noise = draws.signed().powi(2);
            values.push((0.5 * f64::from(u8::from(is_in)) + 0.5 * noise) as f32);
            targets.push(255 * u8::from(is_in));
        }
    }
    Rows {
        values,
        width: 64,
        targets: Some(targets),
        ..Rows::default()
    }
}

fn learner(
    config: &RunConfig,
    rows: &Rows,
    device: &Device,
) -> Learner<Autoencoder, CompositeLoss> {
    let extent = Extent {
        height: 1,
        width: rows.width,
        channels: 1,
    };
    let layers = plan(config, extent).unwrap();
    let mut generator = Generator::of_weights();
    let autodiff = device.clone().autodiff();
    let model = Autoencoder::new(
        &layers,
        AutoencoderOptions::new(config),
        &autodiff,
        |layer| trace::weights(layer, &mut generator),
    );
    let batches = Batches::in_order((0..ROWS).collect(), BATCH);
    let mut loader = DataLoader::from_floats(&rows.values, rows.width, batches, device);
    if let Some(known) = &rows.known {
        loader = loader.with_known(known, rows.width);
    }
    if let Some(targets) = &rows.targets {
        loader = loader.with_targets(targets, rows.width);
    }
    let (update, rate) = (optimizer::choose(config), config.learning_rate);
    Learner::new(
        model,
        objective(config, rows, device),
        update,
        rate,
        loader,
        device,
    )
}

fn objective(config: &RunConfig, rows: &Rows, device: &Device) -> CompositeLoss {
    let reconstruction = Reconstruction::new(config, rows.width);
    let reconstruction = match &rows.layout {
        Some(layout) => {
            assert_eq!(layout.width(), rows.width);
            reconstruction.of_layout(layout, device)
        }
        None => reconstruction,
    };
    CompositeLoss::new(Preprocessing::default(), reconstruction, terms(config))
}

/// Takes the traces of words, of a table with gaps, of ratings and of segmentation, recorded and replayed where the device can.
///
/// # Panics
/// Where a loss is more than 1e-4 (relative) off at any step.
pub async fn check_runs(device: &Device) {
    let traces: Traces = serde_json::from_str(include_str!("../data/typed_fields.json")).unwrap();
    let words_by = |more: Value| {
        (
            words as fn() -> Rows,
            with(json!({"latent": 4, "reduction": "sum"}), more),
        )
    };
    let runs = [
        ("text_dense", words_by(json!({"hidden": [16]}))),
        (
            "text_gru",
            words_by(json!({"architecture": "recurrent", "gruUnits": 8, "frameLength": 5})),
        ),
        (
            "table",
            (
                table,
                json!({"hidden": [8], "latent": 2, "reduction": "sum"}),
            ),
        ),
        (
            "ratings",
            (
                ratings,
                json!({"hidden": [], "latent": 8, "codeActivation": "sigmoid", "l2": 0.001}),
            ),
        ),
        (
            "segmentation",
            (
                squares,
                json!({"hidden": [32], "latent": 8, "loss": "bce", "outputActivation": "sigmoid"}),
            ),
        ),
    ];
    assert_eq!(traces.runs.len(), runs.len());
    for (name, (rows, own)) in runs {
        let common =
            json!({"batchSize": BATCH, "learningRate": 0.01, "outputActivation": "linear"});
        let config = RunConfig::from_json(with(common, own)).unwrap();
        let rows = rows();
        let mut learner = learner(&config, &rows, device);
        learner.advance(STEPS).unwrap();
        let record = numbers(learner.step_state().recent_losses().clone()).await;
        let objective = objective(&config, &rows, device);
        let terms = objective.info().len();
        let steps = record.chunks_exact(terms).take(STEPS).enumerate();
        let ours: Vec<f32> = steps
            .map(|(step, row)| objective.total(step, row))
            .collect();
        agree(name, &traces.runs[name], &ours);
    }
}

fn with(mut config: Value, more: Value) -> Value {
    if let (Some(config), Value::Object(more)) = (config.as_object_mut(), more) {
        config.extend(more);
    }
    config
}
