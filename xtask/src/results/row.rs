//! Row of the results: its config, its bars and its measured outcomes.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::shell;

/// A row to train: a file in `results/`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// For people.
    pub model: String,
    /// Passes over the training images.
    pub epochs: usize,
    /// Of weights, order and noise.
    pub seeds: Vec<u32>,
    /// Bars for the means over the seeds.
    pub bars: Vec<Bar>,
    /// The settings.
    pub config: Value,
}

/// Training images of MNIST.
const IMAGES: usize = 60_000;

impl Row {
    /// As many steps as the epochs have where the last, shorter batch of each is kept.
    pub fn steps(&self) -> usize {
        let batch = self.config["batchSize"].as_u64().unwrap_or(1) as usize;
        self.epochs * IMAGES.div_ceil(batch.max(1))
    }

    /// The same with those seeds only that have no outcome yet.
    pub fn without(&self, outcomes: &[Outcome]) -> Self {
        let mut rest = self.clone();
        rest.seeds
            .retain(|&seed| outcomes.iter().all(|outcome| outcome.seed != seed));
        rest
    }
}

/// Bar for a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// Its name in the test line of the command line.
    pub metric: String,
    /// For people.
    pub title: String,
    /// Upper bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
    /// Lower bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// Value of another implementation, where that is no bar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<f64>,
}

impl Bar {
    /// True if a value meets it; none without a bound.
    pub fn is_met(&self, value: f64) -> Option<bool> {
        let most = self.most.map(|most| value <= most);
        most.or(self.least.map(|least| value >= least))
    }
}

/// Outcome of one seed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The seed.
    pub seed: u32,
    /// Steps taken.
    pub steps: usize,
    /// Epochs done.
    pub epoch: f64,
    /// Time of training, without the test.
    pub seconds: f64,
    /// Test metrics.
    pub test: Value,
}

impl Outcome {
    /// An outcome without progress.
    pub fn of_seed(seed: u32) -> Self {
        Self {
            seed,
            steps: 0,
            epoch: 0.0,
            seconds: 0.0,
            test: Value::Null,
        }
    }

    /// Reads a JSON line of the command line.
    pub fn take(&mut self, mut line: Value) {
        match line["type"].as_str() {
            Some("progress") => {
                self.steps = line["step"].as_u64().unwrap_or_default() as usize;
                self.epoch = line["epoch"].as_f64().unwrap_or_default();
                self.seconds = line["seconds"].as_f64().unwrap_or_default();
            }
            Some("test") => {
                if let Some(test) = line.as_object_mut() {
                    test.remove("type");
                }
                self.test = line;
            }
            _ => {}
        }
    }
}

/// A row that was measured.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// For people.
    pub model: String,
    /// Of the measurement.
    pub date: String,
    /// Processor.
    pub machine: String,
    /// Passes over the training images.
    pub epochs: usize,
    /// Bars.
    pub bars: Vec<Bar>,
    /// The settings.
    pub config: Value,
    /// One a seed.
    pub runs: Vec<Outcome>,
}

impl Record {
    /// Of today, on this machine.
    pub fn new(row: &Row, runs: Vec<Outcome>) -> Self {
        let Row {
            model,
            epochs,
            bars,
            config,
            ..
        } = row.clone();
        Self {
            model,
            date: shell::output(shell::command("date", ["+%F"])).unwrap_or_default(),
            machine: machine(),
            epochs,
            bars,
            config,
            runs,
        }
    }

    /// The outcomes that a row with these settings and as many steps would give again.
    pub fn still_holding(self, row: &Row) -> Vec<Outcome> {
        let same = self.config == row.config;
        let holds =
            |run: &Outcome| same && run.steps == row.steps() && row.seeds.contains(&run.seed);
        self.runs.into_iter().filter(holds).collect()
    }

    /// A metric of every seed.
    pub fn values(&self, metric: &str) -> Vec<f64> {
        let values = self.runs.iter().map(|run| run.test[metric].as_f64());
        values.map(|value| value.unwrap_or(f64::NAN)).collect()
    }
}

/// Description of the processor.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = about
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let name = name.map_or("", |name| name.trim_start_matches([' ', '\t', ':']));
    format!("{cores} cores ({name}), one used for training")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_bar_is_met_from_its_own_side() {
        let bar = |most, least| Bar {
            metric: "mse".into(),
            title: "MSE".into(),
            most,
            least,
            reference: None,
        };
        let (most, least) = (bar(Some(0.5), None), bar(None, Some(0.5)));
        assert_eq!(
            [0.4, 0.5, 0.6].map(|value| most.is_met(value)),
            [true, true, false].map(Some)
        );
        assert_eq!(
            [0.4, 0.5, 0.6].map(|value| least.is_met(value)),
            [false, true, true].map(Some)
        );
        assert_eq!(most.is_met(f64::NAN), Some(false));
        assert_eq!(bar(None, None).is_met(0.5), None);
    }

    #[test]
    fn only_seeds_without_an_outcome_of_these_settings_are_missing() {
        let row = Row {
            model: "small".into(),
            epochs: 1,
            seeds: vec![0, 1, 2],
            bars: Vec::new(),
            config: json!({"batchSize": 60_000}),
        };
        let run = |seed, steps| Outcome {
            steps,
            ..Outcome::of_seed(seed)
        };
        let record = Record::new(&row, vec![run(0, 1), run(1, 7), run(9, 1)]);
        let held = record.clone().still_holding(&row);
        assert_eq!(
            held,
            [run(0, 1)],
            "others took more steps, or are not asked for"
        );
        assert_eq!(row.without(&held).seeds, [1, 2]);

        let other = Row {
            config: json!({"batchSize": 60_000, "latent": 3}),
            ..row
        };
        assert_eq!(record.still_holding(&other), []);
    }

    #[test]
    fn an_outcome_keeps_the_last_progress_and_the_test() {
        let mut outcome = Outcome::of_seed(3);
        for line in [
            json!({"type": "begin", "step": 0}),
            json!({"type": "progress", "step": 100, "epoch": 0.5, "seconds": 1.0}),
            json!({"type": "progress", "step": 200, "epoch": 1.0, "seconds": 2.5}),
            json!({"type": "test", "mse": 0.25}),
        ] {
            outcome.take(line);
        }
        let expected = Outcome {
            seed: 3,
            steps: 200,
            epoch: 1.0,
            seconds: 2.5,
            test: json!({"mse": 0.25}),
        };
        assert_eq!(outcome, expected);
    }
}
