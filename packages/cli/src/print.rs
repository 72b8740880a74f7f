//! Standard output: JSON lines for programs, and a table for people.

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use hourglass::data::import::Note;
use hourglass::metrics::name_of;
use hourglass::run::{EvaluationResult, Finished, Part, Progress, Trainer};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::Failure;

/// Examples from which on a trustworthiness means something: each has five neighbours.
const LEAST_POINTS: usize = 100;

/// The files that were opened, with their roles; on standard error reasons to doubt them.
pub fn note(note: &Note) -> Result<(), Failure> {
    for text in &note.warnings {
        warning(text)?;
    }
    let sentences = [&[note.summary.clone()][..], &note.remarks].concat();
    line(json!({"type": "files", "note": sentences.join(" "), "warnings": note.warnings}))
}

/// The note about a data set that the program holds: its source and licence.
pub fn set(note: &str) -> Result<(), Failure> {
    line(json!({"type": "set", "note": note}))
}

/// A warning, on standard error.
pub fn warning(words: &str) -> Result<(), Failure> {
    writeln!(io::stderr().lock(), "warning: {words}").map_err(unwritable)
}

/// A warning that the device of the settings is not there.
pub fn cpu_only() -> Result<(), Failure> {
    warning(
        "device is \"webgpu\", but the command line trains on the CPU, with other rounding. \
         Set device to \"cpu\" or \"auto\", or train on the page.",
    )
}

/// A remark about a batch size that was made to fit.
pub fn batch_fits(batch_size: usize, examples: usize) -> Result<(), Failure> {
    warning(&format!(
        "The batch size is now {batch_size}, as there are {examples} examples to train on. Set batchSize to choose another."
    ))
}

/// The settings of a run, its sizes, and the device that it is on, whatever its settings say.
pub fn begin(run: &Trainer) -> Result<(), Failure> {
    let sizes = run.sizes();
    line(json!({
        "type": "begin",
        "config": run.config(),
        "device": "cpu",
        "dataset": run.summary().dataset.name,
        "train": sizes.train,
        "validation": sizes.validation,
        "test": sizes.test,
        "parameters": run.summary().parameters,
        "step": run.step(),
    }))
}

/// Progress of some steps: mean losses, and the last validation.
pub fn progress(run: &Trainer, chunk: &Progress, elapsed: Duration) -> Result<(), Failure> {
    let names = run.summary().terms.iter().map(|term| term.quantity.name);
    let losses: Map<_, _> = names
        .enumerate()
        .map(|(term, name)| (name.to_owned(), json!(mean_of(chunk, term))))
        .collect();
    let last = chunk.validations.last();
    line(json!({
        "type": "progress",
        "step": chunk.step,
        "epoch": chunk.epoch,
        "losses": losses,
        "validation": last.map(|last| json!({"step": last.step, "loss": last.loss})),
        "seconds": elapsed.as_secs_f64(),
    }))
}

/// Mean of a loss term over some steps; a loss of one term has no list of its own.
fn mean_of(chunk: &Progress, term: usize) -> f64 {
    let steps = chunk.losses.len().max(1);
    let (values, terms) = match chunk.terms.len() / steps {
        0 => (&chunk.losses, 1),
        terms => (&chunk.terms, terms),
    };
    let of_term = values.iter().skip(term).step_by(terms);
    // An accuracy is no number in a step without labels.
    let known: Vec<_> = of_term.filter(|value| !value.is_nan()).collect();
    known.iter().map(|&&value| f64::from(value)).sum::<f64>() / known.len() as f64
}

/// Metrics of the validation images.
pub fn validation(run: &Trainer, test: &EvaluationResult) -> Result<(), Failure> {
    let mut json = serde_json::to_value(test).map_err(hourglass::error::LabError::internal)?;
    json["step"] = run.step().into();
    json["epoch"] = run.epoch().into();
    tagged("validation", &json)
}

/// End of a run, with its reason.
pub fn finished(finished: &Finished) -> Result<(), Failure> {
    tagged("finished", finished)
}

/// The files that codes were written to.
pub fn encoded(count: usize, latent: usize, part: Part, files: &[&Path]) -> Result<(), Failure> {
    let files: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    line(json!({
        "type": "encoded", "split": part, "examples": count, "latent": latent, "files": files,
    }))
}

/// The file that a run was saved in.
pub fn saved(file: &Path) -> Result<(), Failure> {
    line(json!({"type": "saved", "file": file.to_string_lossy()}))
}

/// Metrics of the test images: a JSON line, then the table.
pub fn test(test: &EvaluationResult) -> Result<(), Failure> {
    tagged("test", test)?;
    let mut out = io::stdout().lock();
    let rows = rows(test).into_iter();
    let rows = rows.filter_map(|(name, value)| Some(format!("{name:<26}{}", value?)));
    let table = rows.collect::<Vec<_>>().join("\n");
    writeln!(out, "\n{table}").map_err(unwritable)
}

/// The rows of the table: name and value, none where a metric does not apply.
fn rows(test: &EvaluationResult) -> Vec<(&'static str, Option<String>)> {
    let number = |value: f64| format!("{value:.5}");
    let nats = |value: Option<f64>| value.map(|value| format!("{value:.5} nats per image"));
    let percent = |value: Option<f64>| value.map(|value| format!("{:.2} %", 100.0 * value));
    let report = &test.report;
    let share = |value: Option<f64>, count: usize| {
        let error = |value| 100.0 * error_of_share(value, count as f64);
        value.map(|value| format!("{:.2} ± {:.2} %", 100.0 * value, error(value)))
    };
    let labelled = report.labelled;
    let of = |key, value| (name_of(key), value);
    vec![
        ("Images", Some(test.images.to_string())),
        (
            "Labelled images",
            (1..test.images)
                .contains(&report.labelled)
                .then(|| report.labelled.to_string()),
        ),
        ("Loss", Some(number(test.loss))),
        of("mse", Some(format!("{} per pixel", number(report.mse)))),
        of("sse", Some(format!("{} per image", number(report.sse)))),
        of("psnr", report.psnr.map(|value| format!("{value:.2} dB"))),
        of("ssim", report.ssim.map(number)),
        of(
            "leastCrossEntropy",
            report
                .least_cross_entropy
                .map(|value| format!("{value:.5} nats per pixel")),
        ),
        of("lettersRight", percent(report.letters_right)),
        of("wordsRight", share(report.words_right, test.images)),
        of(
            "natsPerLetter",
            report
                .nats_per_letter
                .map(|value| format!("{value:.5} nats")),
        ),
        of("numbersMse", report.numbers_mse.map(number)),
        of("categoriesRight", percent(report.categories_right)),
        of(
            "ratingsRmse",
            report.ratings_rmse.map(|value| format!("{value:.5} steps")),
        ),
        of("negElbo", nats(report.neg_elbo)),
        of("reconstructionNats", nats(report.reconstruction_nats)),
        of("klNats", nats(report.kl_nats)),
        of(
            "activeUnits",
            Some(format!("{} of {}", report.active_units, report.latent)),
        ),
        of("meanActivation", Some(number(report.mean_activation))),
        of("knn5Accuracy", share(report.knn5_accuracy, labelled)),
        of("probeAccuracy", share(report.probe_accuracy, labelled)),
        of(
            "accuracy",
            share(test.terms.get("accuracy").copied(), labelled),
        ),
        of(
            "trustworthiness",
            report
                .trustworthiness
                .filter(|_| test.images >= LEAST_POINTS)
                .map(number),
        ),
        of("auroc", report.auroc.map(number)),
    ]
}

/// Standard error of a binomial proportion after [Agresti and Coull 1998](https://doi.org/10.1080/00031305.1998.10480550), which is above 0
/// for shares of 0 and 1.
fn error_of_share(share: f64, count: f64) -> f64 {
    let adjusted = (share * count + 2.0) / (count + 4.0);
    (adjusted * (1.0 - adjusted) / (count + 4.0)).sqrt()
}

fn tagged(kind: &str, value: &impl Serialize) -> Result<(), Failure> {
    let mut json = serde_json::to_value(value).map_err(hourglass::error::LabError::internal)?;
    json["type"] = kind.into();
    line(json)
}

fn line(json: Value) -> Result<(), Failure> {
    writeln!(io::stdout().lock(), "{json}").map_err(unwritable)
}

fn unwritable(error: io::Error) -> Failure {
    Failure::Words(format!("Nothing more can be printed: {error}."))
}
