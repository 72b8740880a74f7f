//! Runs on tables with gaps: numbers, categories and ratings, in units of people on the way in and out.

use std::sync::Arc;

use burn::tensor::Device;
use hourglass::config::{Architecture, Bottleneck, Loss, Reduction, RunConfig, Source};
use hourglass::data::catalog::Catalog;
use hourglass::data::layout::{Field, FieldKind, Layout};
use hourglass::data::packed::fingerprint;
use hourglass::data::split::{Split, SplitIndices};
use hourglass::data::{Dataset, ExampleKind};
use hourglass::pca::baseline::Baseline;
use hourglass::run::Trainer;
use hourglass::shape::Extent;
use hourglass::train::checkpoint::Checkpoint;

use super::trace::Generator;
use super::training_run::small;

const ROWS: usize = 400;
const WIDTH: usize = 7;

/// Two lengths, three kinds and a yes or no, all of one hidden number, and stars of another. One cell in ten is unknown.
fn table() -> Dataset {
    let (mut draws, mut gaps) = (Generator::new(7), Generator::new(11));
    let (mut rows, mut labels) = (Vec::new(), Vec::new());
    for _ in 0..ROWS {
        let (hidden, taste) = (draws.signed(), draws.signed());
        let kind = ((hidden + 1.0) * 1.5) as usize;
        let one_hot =
            |place: usize, count: usize| (0..count).map(move |at| f32::from(u8::from(at == place)));
        let cells: [Vec<f32>; 4] = [
            vec![(200.0 + 15.0 * hidden + draws.signed()) as f32],
            one_hot(kind, 3).collect(),
            one_hot(usize::from(hidden > 0.0), 2).collect(),
            vec![(3.5 + 2.5 * taste).floor() as f32],
        ];
        for cell in cells {
            let is_known = gaps.unit() >= 0.1;
            rows.extend(
                cell.into_iter()
                    .map(|value| if is_known { value } else { f32::NAN }),
            );
        }
        labels.push(u8::from(hidden > 0.0));
    }
    let names = |names: &[&str]| FieldKind::Category {
        names: names.iter().map(|&name| name.to_owned()).collect(),
    };
    let mut set = Dataset {
        columns: Layout(vec![
            Field::new(
                "flipper",
                FieldKind::Number {
                    mean: 0.0,
                    deviation: 1.0,
                },
            ),
            Field::new("species", names(&["a", "b", "c"])),
            Field::new("male", names(&["no", "yes"])),
            Field::new(
                "stars",
                FieldKind::Rating {
                    low: 1.0,
                    high: 5.0,
                },
            ),
        ]),
        labels,
        classes: vec!["low".into(), "high".into()],
        ..Dataset::new(
            Source::File,
            ExampleKind::Table,
            "birds.csv",
            Extent::row(WIDTH),
            rows.into_iter().flat_map(f32::to_le_bytes).collect(),
        )
    };
    set.fingerprint = fingerprint(&set);
    set
}

fn config() -> RunConfig {
    RunConfig {
        dataset: Source::File,
        learning_rate: 0.01,
        reduction: Reduction::Sum,
        ..small()
    }
}

fn run(config: RunConfig, device: &Device) -> Trainer {
    Trainer::new(config, Arc::new(table()), device.clone()).unwrap()
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    let (numbers, _) = bytes.as_chunks();
    numbers
        .iter()
        .map(|&bytes| f32::from_le_bytes(bytes))
        .collect()
}

/// A run learns all kinds of cells, and its metrics are those of the known ones.
///
/// # Panics
/// Where it does not.
pub async fn check_learning(device: &Device) {
    let mut run = run(config(), device);
    let unit = |run: &Trainer| run.summary().terms[0].quantity.unit;
    assert_eq!(unit(&run), "squared error and nats per row");
    let before = run.validate().await.unwrap();
    run.train(400).await.unwrap();
    let after = run.validate().await.unwrap();
    assert!(
        after.loss < 0.25 * before.loss,
        "{} and {}",
        before.loss,
        after.loss
    );
    let report = &after.report;
    assert!(report.numbers_mse.unwrap() < 0.4, "{report:?}");
    assert!(report.categories_right.unwrap() > 0.9, "{report:?}");
    assert!(report.ratings_rmse.unwrap() < 1.0, "{report:?}");
    assert!(report.knn5_accuracy.unwrap() > 0.9, "{report:?}");
    assert_eq!(
        (report.psnr, report.ssim, report.neg_elbo),
        (None, None, None)
    );

    let ratings = RunConfig {
        dataset: Source::Ratings,
        reduction: Reduction::Mean,
        ..config()
    };
    let set = Catalog::default().dataset(&ratings).unwrap();
    let mut run = Trainer::new(ratings, set, device.clone()).unwrap();
    assert_eq!(unit(&run), "squared error per known cell");
    run.train(300).await.unwrap();
    let report = run.validate().await.unwrap().report;
    assert!(report.ratings_rmse.unwrap() < 0.8, "{report:?}");
    assert_eq!((report.numbers_mse, report.categories_right), (None, None));

    let variational = RunConfig {
        bottleneck: Bottleneck::Variational,
        ..config()
    };
    let mut run = self::run(variational, device);
    run.train(200).await.unwrap();
    let measured = run.validate().await.unwrap();
    let elbo = measured.report.neg_elbo.unwrap();
    let parts = measured.report.reconstruction_nats.unwrap() + measured.report.kl_nats.unwrap();
    assert!((elbo - parts).abs() < 1e-9 && elbo > 0.0, "{elbo}");
    let scores = run.scores(Split::Validation).await.unwrap();
    let mean = scores.elbos.iter().copied().map(f64::from).sum::<f64>() / scores.elbos.len() as f64;
    assert!((mean / elbo - 1.0).abs() < 1e-4, "{mean}, not {elbo}");
}

/// Rows go in and come out in units, and what is unknown is filled in.
///
/// # Panics
/// Where a number is on another scale.
pub async fn check_units(device: &Device) {
    let set = table();
    let mut run = run(config(), device);
    let split = SplitIndices::new(&set, run.config().seed);
    let known = split.train.iter().map(|&index| floats(set.image(index))[0]);
    let known: Vec<_> = known
        .filter(|length| !length.is_nan())
        .map(f64::from)
        .collect();
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    let FieldKind::Number { mean: found, .. } = run.summary().dataset.columns.0[0].kind else {
        panic!("the first column is a number");
    };
    assert!(
        (f64::from(found) - mean).abs() < 1e-3,
        "{found}, not {mean}: training rows alone count"
    );

    run.train(400).await.unwrap();
    let snapshot = run.snapshot().await.unwrap();
    let (probes, _) = run.probes();
    let made = run.reconstruct(&probes).await.unwrap();
    assert_eq!(made.outputs.len(), probes.len());
    let (ours, theirs) = (floats(&made.outputs), floats(&snapshot.outputs));
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert!((ours - theirs).abs() < 1e-2, "{ours}, not {theirs}");
    }
    let decoded = floats(&run.decode(&made.codes).await.unwrap());
    assert!(
        decoded
            .iter()
            .zip(&ours)
            .all(|(one, other)| (one - other).abs() < 1e-2)
    );

    // Rows with nothing known but species and sex.
    let asked = [
        [f32::NAN, 0.0, 0.0, 1.0, 0.0, 1.0, f32::NAN],
        [f32::NAN, 1.0, 0.0, 0.0, 1.0, 0.0, f32::NAN],
    ];
    let asked = asked.concat().into_iter().flat_map(f32::to_le_bytes);
    let answer = floats(
        &run.reconstruct(&asked.collect::<Vec<_>>())
            .await
            .unwrap()
            .outputs,
    );
    let (long, short) = answer.split_at(WIDTH);
    assert!(
        long[0] > short[0] + 5.0 && (180.0..220.0).contains(&long[0]),
        "{answer:?}"
    );
    assert!(
        long[3] > 0.8 && long[5] > 0.8 && short[1] > 0.8,
        "{answer:?}"
    );
    assert!((long[1..4].iter().sum::<f32>() - 1.0).abs() < 1e-5);

    let infinite = [f32::INFINITY; WIDTH].map(f32::to_le_bytes).concat();
    let error = run.reconstruct(&infinite).await.unwrap_err();
    assert!(error.message.contains("finite numbers"), "{error}");
    assert!(run.reconstruct(&probes[..5]).await.is_err(), "no whole row");

    let index = split.train[3];
    let nearest = run.nearest(set.image(index)).unwrap();
    assert_eq!(nearest.errors.to_vec(), [0.0]);
    let whole = split
        .train
        .iter()
        .find(|&&index| floats(set.image(index)).iter().all(|value| !value.is_nan()));
    let mut asked = floats(set.image(*whole.unwrap()));
    asked[0] += 1.0; // no row is like it
    let asked: Vec<u8> = asked.into_iter().flat_map(f32::to_le_bytes).collect();
    let nearest = floats(&run.nearest(&asked).unwrap().examples);
    assert!(
        nearest.iter().filter(|value| value.is_nan()).count() <= 3,
        "{nearest:?}"
    );
}

/// A saved run goes on as it was, and PCA speaks in units too.
///
/// # Panics
/// Where an output is another.
pub async fn check_saved(device: &Device) {
    let mut run = run(config(), device);
    run.train(50).await.unwrap();
    let saved = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
    let resumed = Trainer::resume(saved, Arc::new(table()), device.clone()).unwrap();
    let (probes, _) = run.probes();
    let [one, other] = [&run, &resumed].map(|run| run.reconstruct(&probes));
    assert_eq!(one.await.unwrap().outputs, other.await.unwrap().outputs);

    let mut baseline = Baseline::new(&config(), Arc::new(table())).unwrap();
    let comparison = loop {
        if let Some(found) = baseline.step().unwrap() {
            break found;
        }
    };
    let lengths = floats(&comparison.outputs).into_iter().step_by(WIDTH);
    for (ours, theirs) in lengths.zip(floats(&probes).into_iter().step_by(WIDTH)) {
        assert!(
            theirs.is_nan() || (ours - theirs).abs() < 12.0,
            "{ours}, not {theirs}"
        );
    }
}

/// A table gets no network for neighbours, and no loss of pixels has a say.
///
/// # Panics
/// Where one is built.
pub async fn check_settings(device: &Device) {
    for architecture in [Architecture::Conv, Architecture::Recurrent] {
        let config = RunConfig {
            architecture,
            ..config()
        };
        let error = Trainer::new(config, Arc::new(table()), device.clone())
            .err()
            .unwrap();
        assert_eq!(error.field.as_deref(), Some("architecture"));
        assert!(error.remedy.contains("dense"), "{error}");
    }
    let mut losses = Vec::new();
    for loss in [Loss::Mse, Loss::Bce] {
        let mut run = run(RunConfig { loss, ..config() }, device);
        run.train(20).await.unwrap();
        losses.push(run.validate().await.unwrap().loss);
    }
    assert_eq!(losses[0], losses[1]);
}
