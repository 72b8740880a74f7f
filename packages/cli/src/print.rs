//! What is said on standard output: JSON lines for programs, and a table for people.

use std::io::{self, Write};
use std::time::Duration;

use hourglass::run::{Chunk, Finished, Test, Trainer};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::Failure;

/// The settings and the sizes of a run.
pub fn begin(run: &Trainer) -> Result<(), Failure> {
    let sizes = run.sizes();
    line(json!({
        "type": "begin",
        "config": run.config(),
        "dataset": run.description().dataset.name,
        "train": sizes.train,
        "validation": sizes.validation,
        "test": sizes.test,
        "parameters": run.description().parameters,
        "step": run.step(),
    }))
}

/// What some steps brought: means of their losses, and the last look at the validation images.
pub fn progress(run: &Trainer, chunk: &Chunk, elapsed: Duration) -> Result<(), Failure> {
    let names = run.description().terms.iter().map(|term| term.about.name);
    let losses: Map<_, _> = names
        .enumerate()
        .map(|(term, name)| (name.to_owned(), json!(mean_of(chunk, term))))
        .collect();
    let look = chunk.validations.last();
    line(json!({
        "type": "progress",
        "step": chunk.step,
        "epoch": chunk.epoch,
        "losses": losses,
        "validation": look.map(|look| json!({"step": look.step, "loss": look.loss})),
        "seconds": elapsed.as_secs_f64(),
    }))
}

/// The mean of a term over the steps of a chunk; where a loss has but one, of the loss.
fn mean_of(chunk: &Chunk, term: usize) -> f64 {
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

/// What was measured on the validation images.
pub fn validation(run: &Trainer, test: &Test) -> Result<(), Failure> {
    let mut json = serde_json::to_value(test).map_err(hourglass::error::LabError::internal)?;
    json["step"] = run.step().into();
    json["epoch"] = run.epoch().into();
    tagged("validation", &json)
}

/// How a run has finished.
pub fn finished(finished: &Finished) -> Result<(), Failure> {
    tagged("finished", finished)
}

/// What was measured on the test images.
pub fn test(test: &Test) -> Result<(), Failure> {
    tagged("test", test)?;
    let mut out = io::stdout().lock();
    let rows = rows(test).into_iter();
    let rows = rows.filter_map(|(name, value)| Some(format!("{name:<26}{}", value?)));
    let table = rows.collect::<Vec<_>>().join("\n");
    writeln!(out, "\n{table}").map_err(unwritable)
}

/// The rows of the table; without a value where one does not apply.
fn rows(test: &Test) -> Vec<(&'static str, Option<String>)> {
    let number = |value: f64| Some(format!("{value:.5}"));
    let share = |value: Option<f64>| value.map(|value| format!("{:.2} %", 100.0 * value));
    let report = &test.report;
    vec![
        ("test images", Some(test.images.to_string())),
        ("loss", number(test.loss)),
        ("MSE", number(report.mse)),
        ("SSE an image", number(report.sse)),
        ("PSNR", report.psnr.map(|value| format!("{value:.2} dB"))),
        ("SSIM", report.ssim.and_then(number)),
        ("−ELBO (nats an image)", report.neg_elbo.and_then(number)),
        (
            "  reconstruction",
            report.reconstruction_nats.and_then(number),
        ),
        ("  divergence (KL)", report.kl_nats.and_then(number)),
        (
            "active units",
            Some(format!("{} of {}", report.active_units, report.latent)),
        ),
        ("mean activation", number(report.mean_activation)),
        ("kNN-5 accuracy", share(report.knn5_accuracy)),
        ("linear probe accuracy", share(report.probe_accuracy)),
        (
            "accuracy of the labels",
            share(test.terms.get("accuracy").copied()),
        ),
        ("AUROC of the error", report.auroc.and_then(number)),
        ("trustworthiness", report.trustworthiness.and_then(number)),
    ]
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
