//! Settings, as text and as they fit the data.

use hourglass::config::{self, Architecture, RunConfig};
use hourglass::error::Code;
use hourglass::model::architecture::network;
use hourglass::run::Trainer;
use hourglass::run::memory::{self, Examples};
use hourglass::run::summary::Summary;
use serde_json::{Map, Value};

use super::super::contract::refusal;
use super::super::corpus;
use super::super::mutate::{self, Random};
use super::super::{Target, Verdict, meter};
use super::{Bystander, cpu, in_use};

/// Multiplications of a step that a test has the time for.
const CHEAP: usize = 20_000_000;

/// Bytes of a run that depend on no setting: recorded losses, and orders of batches.
const KEPT: usize = 4 << 20;

/// Numbers that JSON can write and no type holds.
const LITERALS: [&str; 7] = [
    "1e400",
    "-1e999",
    "123456789012345678901234567890123456789012345",
    "0.00000000000000000000000000000000000000000000000000000000000001",
    "18446744073709551616",
    "-9223372036854775809",
    "1e",
];

/// Settings as a file or an address brings them.
pub struct Configs {
    corpus: Vec<Map<String, Value>>,
    examples: corpus::Examples,
    bystander: Bystander,
}

impl Configs {
    /// Begins with the presets.
    pub async fn new() -> Self {
        let examples = corpus::Examples::new();
        Self {
            corpus: corpus::configs(),
            bystander: Bystander::new(&examples).await,
            examples,
        }
    }
}

impl Target for Configs {
    fn input(&self, random: &mut Random) -> Vec<u8> {
        let mut config = random.one_of(&self.corpus).clone();
        if random.once_in(2) {
            mutate::settings(random, &mut config);
        }
        if random.once_in(2) {
            mutate::object(random, &mut config);
        }
        let mut text = Value::Object(config).to_string();
        if random.once_in(4) {
            let numbers: Vec<_> = text
                .match_indices(|letter: char| letter.is_ascii_digit())
                .collect();
            if !numbers.is_empty() {
                let (at, _) = *random.one_of(&numbers);
                let literal: &str = LITERALS[random.below(LITERALS.len())];
                text.replace_range(at..=at, literal);
            }
        }
        let mut text = text.into_bytes();
        if random.once_in(6) {
            let other = Value::Object(random.one_of(&self.corpus).clone()).to_string();
            mutate::bytes(
                random,
                &mut text,
                &[other.as_bytes(), b"[[[[[[[[[[[[[[[[[[[[[[[["],
            );
        }
        text
    }

    async fn check(&mut self, input: &[u8]) -> Verdict {
        let text = String::from_utf8_lossy(input);
        let (config, held) =
            meter::measured(|| config::parse(&text).and_then(RunConfig::from_json));
        meter::check(input.len(), held)?;
        let config = match config {
            Ok(config) => config,
            Err(error) => {
                refusal(&error, &[Code::Config])?;
                return self.bystander.check().await;
            }
        };
        let again = config.to_json().and_then(RunConfig::from_json);
        if again.as_ref() != Ok(&config) {
            return Err(format!("written and read again it is {again:?}"));
        }
        let set = self.examples.of(config.dataset);
        let summary = match Summary::new(&config, &set) {
            Ok(summary) => summary,
            Err(error) => {
                refusal(&error, &[Code::Config])?;
                return self.bystander.check().await;
            }
        };
        let searched = match config.architecture {
            Architecture::Dictionary => config
                .fista_iterations
                .max(config.validation_fista_iterations),
            _ => 1,
        };
        if summary.parameters * (config.batch_size + set.count()) * searched < CHEAP {
            let examples = Examples {
                extent: set.extent(),
                bytes_per_number: set.kind.bytes_per_number(),
                count: set.count(),
                validation: summary.dataset.validation,
            };
            let layers = network(&config, set.extent(), set.classes.len());
            let estimated = memory::estimate(&config, &layers.unwrap(), examples) as usize;
            let before = meter::begin();
            let mut run = Trainer::new(config, set, cpu()).map_err(|error| error.to_string())?;
            in_use(&mut run).await?;
            let held = meter::peak().saturating_sub(before);
            if held > estimated + KEPT {
                return Err(format!(
                    "a run held {held} bytes, and {estimated} were estimated"
                ));
            }
        }
        self.bystander.check().await
    }
}
