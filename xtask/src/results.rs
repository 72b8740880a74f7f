//! `cargo xtask results`: trains the configurations of `results/` on real files through the command line, and
//! writes their metrics to `docs/`. A row of the table is a file in that folder.

mod row;
mod table;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::{env, fs};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use crate::shell;
use row::{Outcome, Record, Row};

/// Options of the command.
#[derive(Default)]
pub struct Options {
    data: Option<PathBuf>,
    only: Vec<String>,
    missing: bool,
}

impl Options {
    /// Takes one long option, and its value from those that follow.
    pub fn accept(&mut self, option: &str, rest: &mut lexopt::Parser) -> Result<()> {
        match option {
            "data" => self.data = Some(std::path::absolute(PathBuf::from(rest.value()?))?),
            "only" => {
                let names = rest.value()?.to_string_lossy().into_owned();
                self.only.extend(names.split(',').map(str::to_owned));
            }
            "missing" => self.missing = true,
            _ => bail!("results has no option `--{option}`; `cargo xtask --help` lists them"),
        }
        Ok(())
    }

    fn data(&self) -> Result<PathBuf> {
        let folder = self.data.clone();
        let of_tests = || Some(PathBuf::from(env::var_os("HOURGLASS_DATA")?).join("mnist"));
        folder
            .or_else(of_tests)
            .context("name the folder of MNIST's four files with --data")
    }
}

/// Trains the chosen rows, and writes each to `docs/` as soon as it is done.
pub fn run(options: &Options) -> Result<()> {
    let data = options.data()?;
    let rows = rows()?;
    for name in &options.only {
        if !rows.contains_key(name) {
            bail!("there is no results/{name}.json");
        }
    }
    // With the whole workspace, so that Burn is the one that the tests have built.
    let build = ["build", "--release", "--workspace", "--bin", "hourglass"];
    shell::run(shell::command("cargo", build))?;
    for (name, row) in &rows {
        if options.only.is_empty() || options.only.contains(name) {
            let mut outcomes = match records()?.remove(name) {
                Some(before) if options.missing => before.still_holding(row),
                _ => Vec::new(),
            };
            outcomes.extend(train_all(name, &row.without(&outcomes), &data)?);
            write(name, &rows, Record::new(row, outcomes))?;
        }
    }
    Ok(())
}

fn rows() -> Result<BTreeMap<String, Row>> {
    let mut rows = BTreeMap::new();
    for entry in fs::read_dir(shell::root().join("results"))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let row = serde_json::from_slice(&fs::read(&path)?);
        let row = row.with_context(|| format!("{} is no row", path.display()))?;
        rows.insert(name.into_owned(), row);
    }
    Ok(rows)
}

/// Trains the seeds of a row, as many at a time as there are cores: each uses one.
fn train_all(name: &str, row: &Row, data: &Path) -> Result<Vec<Outcome>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut outcomes = Vec::new();
    for seeds in row.seeds.chunks(cores) {
        std::thread::scope(|scope| {
            let trained: Vec<_> = seeds
                .iter()
                .map(|&seed| scope.spawn(move || train(name, row, data, seed)))
                .collect();
            for thread in trained {
                let outcome = thread
                    .join()
                    .map_err(|_| anyhow!("the thread of {name} panicked"))?;
                outcomes.push(outcome?);
            }
            anyhow::Ok(())
        })?;
    }
    Ok(outcomes)
}

/// Trains one seed of a row.
fn train(name: &str, row: &Row, data: &Path, seed: u32) -> Result<Outcome> {
    let folder = shell::target_dir().join("results");
    fs::create_dir_all(&folder)?;
    let config = folder.join(format!("{name}.json"));
    fs::write(&config, serde_json::to_vec_pretty(&row.config)?)?;
    let program = shell::target_dir().join("release/hourglass");
    let mut command = shell::command(&program, ["train"]);
    command.arg(&config).arg("--data").arg(data).arg("--all");
    command.args(["--steps", &row.steps().to_string()]);
    command.args(["--seed", &seed.to_string()]);
    println!(
        "$ hourglass train results/{name}.json (its config), steps {}, seed {seed}",
        row.steps()
    );
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().context("no output")?;
    let mut outcome = Outcome::of_seed(seed);
    for line in BufReader::new(output).lines() {
        // A table follows the JSON lines.
        let Ok(line) = serde_json::from_str::<Value>(&line?) else {
            continue;
        };
        show(&line, &outcome);
        outcome.take(line);
    }
    if !child.wait()?.success() || outcome.test.is_null() {
        bail!("{name}, seed {seed}, did not finish");
    }
    Ok(outcome)
}

/// Prints progress once an epoch.
fn show(line: &Value, before: &Outcome) {
    let epoch = line["epoch"].as_f64().unwrap_or(before.epoch);
    if epoch.floor() > before.epoch.floor() {
        let (losses, seconds) = (
            &line["losses"],
            line["seconds"].as_f64().unwrap_or_default(),
        );
        println!(
            "seed {}, epoch {epoch:.1}: {losses}, {seconds:.0} s",
            before.seed
        );
    }
}

fn docs() -> PathBuf {
    shell::root().join("docs")
}

/// Records in `docs/results.json`.
fn records() -> Result<BTreeMap<String, Record>> {
    match fs::read(docs().join("results.json")) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
        Err(_) => Ok(BTreeMap::new()),
    }
}

/// Adds a record to those in `docs/`.
fn write(name: &str, rows: &BTreeMap<String, Row>, record: Record) -> Result<()> {
    let mut records = records()?;
    records.insert(name.to_owned(), record);
    records.retain(|name, _| rows.contains_key(name));
    let json = serde_json::to_string_pretty(&records)? + "\n";
    fs::write(docs().join("results.json"), json)?;
    let page = docs().join("results.md");
    let text = fs::read_to_string(&page)?;
    fs::write(&page, table::insert(&text, &table::of(&records))?)?;
    println!("wrote {name} into docs/results.json and docs/results.md");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_read_and_has_a_bar_and_seeds() {
        let rows = rows().unwrap();
        assert!(rows.contains_key("undercomplete-torch"));
        for (name, row) in rows {
            assert!(!row.bars.is_empty() && !row.seeds.is_empty(), "{name}");
        }
    }

    #[test]
    fn rows_are_named_apart_by_commas_and_unknown_options_refused() {
        let mut options = Options::default();
        let mut parser = lexopt::Parser::from_args(["a,b"]);
        options.accept("only", &mut parser).unwrap();
        assert_eq!(options.only, ["a", "b"]);
        assert!(options.accept("fast", &mut parser).is_err());
    }
}
