//! Table of results in `docs/results.md`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::row::{Bar, Record};

const BEGIN: &str = "<!-- results:begin -->";
const END: &str = "<!-- results:end -->";

/// All rows: a line for each bar.
pub fn of(records: &BTreeMap<String, Record>) -> String {
    let mut lines = vec![
        "| model | row | epochs (steps) | measured | bar | mean (each seed) | reached | s a seed | date |".into(),
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |".to_owned(),
    ];
    for (name, record) in records {
        lines.extend(record.bars.iter().map(|bar| line(name, record, bar)));
    }
    lines.push(String::new());
    let mut machines: Vec<_> = records
        .values()
        .map(|record| record.machine.as_str())
        .collect();
    machines.sort_unstable();
    machines.dedup();
    lines.push(format!("Machine: {}.", machines.join("; ")));
    lines.join("\n")
}

fn line(name: &str, record: &Record, bar: &Bar) -> String {
    let values = record.values(&bar.metric);
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let each: Vec<_> = values.iter().map(|&value| short(value)).collect();
    let limit = match (bar.most, bar.least, bar.reference) {
        (Some(most), ..) => format!("≤ {most}"),
        (_, Some(least), _) => format!("≥ {least}"),
        (_, _, Some(reference)) => format!("({reference})"),
        _ => String::new(),
    };
    let reached = match bar.is_met(mean) {
        Some(true) => "yes",
        Some(false) => "**no**",
        None => "",
    };
    let seconds = record.runs.iter().map(|run| run.seconds).sum::<f64>() / values.len() as f64;
    let steps = record.runs.first().map_or(0, |run| run.steps);
    format!(
        "| {} | `{name}` | {} ({steps}) | {} | {limit} | {} ({}) | {reached} | {seconds:.0} | {} |",
        record.model,
        record.epochs,
        bar.title,
        short(mean),
        each.join(", "),
        record.date,
    )
}

/// Four significant digits.
fn short(value: f64) -> String {
    let before = value.abs().log10().floor();
    let digits = (3.0 - before).clamp(0.0, 8.0) as usize;
    format!("{value:.digits$}")
}

/// The text with the table between its markers.
pub fn insert(text: &str, table: &str) -> Result<String> {
    let (before, rest) = text
        .split_once(BEGIN)
        .context("docs/results.md has lost its mark")?;
    let (_, after) = rest
        .split_once(END)
        .context("docs/results.md has lost its end mark")?;
    Ok(format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::row::Outcome;
    use serde_json::json;

    fn record() -> Record {
        let run = |seed, mse| Outcome {
            seconds: 20.0,
            steps: 4688,
            test: json!({"mse": mse}),
            ..Outcome::of_seed(seed)
        };
        Record {
            model: "small".into(),
            date: "2026-11-21".into(),
            machine: "one core".into(),
            epochs: 20,
            bars: vec![Bar {
                metric: "mse".into(),
                title: "test MSE".into(),
                most: Some(0.0113),
                least: None,
                reference: None,
            }],
            config: json!({}),
            runs: vec![run(0, 0.01), run(1, 0.0123)],
        }
    }

    #[test]
    fn a_row_has_the_mean_the_seeds_and_whether_the_target_is_reached() {
        let table = of(&BTreeMap::from([("small".to_owned(), record())]));
        let line = "| small | `small` | 20 (4688) | test MSE | ≤ 0.0113 | 0.01115 (0.01000, 0.01230) | yes | 20 | 2026-11-21 |";
        assert!(table.contains(line), "{table}");
        assert!(table.ends_with("Machine: one core."), "{table}");
    }

    #[test]
    fn a_bar_that_is_missed_is_said_loudly() {
        let mut missed = record();
        missed.bars[0].most = Some(0.011);
        let table = of(&BTreeMap::from([("small".to_owned(), missed)]));
        assert!(table.contains("| **no** |"), "{table}");
    }

    #[test]
    fn only_what_is_between_the_marks_is_replaced() {
        let text = format!("Before.\n{BEGIN}\nold\n{END}\nAfter.");
        let new = insert(&text, "new").unwrap();
        assert_eq!(new, format!("Before.\n{BEGIN}\nnew\n{END}\nAfter."));
        assert!(insert("nothing", "new").is_err());
    }
}
