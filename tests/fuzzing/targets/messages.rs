//! Messages to a run: questions with numbers that no page sends.

use hourglass::config::RunConfig;
use hourglass::data::split::Split;
use hourglass::error::Code;
use hourglass::run::Trainer;
use serde_json::{Value, json};

use super::super::contract::refusal;
use super::super::corpus::{self, Examples};
use super::super::mutate::{self, Random};
use super::super::{Target, Verdict};
use super::answered;

/// Questions to runs of every architecture.
pub struct Messages {
    runs: Vec<Trainer>,
    before: Vec<Vec<u8>>,
}

impl Messages {
    /// Begins with a run of every architecture.
    pub async fn new() -> Self {
        let examples = Examples::new();
        let (mut runs, mut before) = (Vec::new(), Vec::new());
        for settings in corpus::configs() {
            let run = corpus::run(settings, &examples).await;
            before.push(decoded(&run).await.unwrap());
            runs.push(run);
        }
        Self { runs, before }
    }
}

async fn decoded(run: &Trainer) -> Result<Vec<u8>, String> {
    let code = vec![0.5; run.config().latent];
    run.decode(&code).await.map_err(|error| error.to_string())
}

impl Target for Messages {
    fn input(&self, random: &mut Random) -> Vec<u8> {
        let kinds = ["decode", "pictures", "codes", "examples", "corrupt", "rate"];
        let number = |random: &mut Random| {
            let numbers = [0.0, -1.0, 0.5, 3e38, -3e38, 1e-40, 1e300, 2.0, 64.0];
            json!(random.one_of(&numbers))
        };
        let count = random.below(4) * random.below(65) + random.below(9);
        let numbers: Vec<_> = (0..count).map(|_| number(random)).collect();
        let mut settings = random.one_of(&corpus::configs()).clone();
        mutate::settings(random, &mut settings);
        let message = json!({"run": random.below(self.runs.len()), "kind": random.one_of(&kinds), "numbers": numbers,
            "most": random.one_of(&[0, 1, 99, u32::MAX]), "part": random.one_of(&["training", "validation", "test"]),
            "settings": settings});
        message.to_string().into_bytes()
    }

    async fn check(&mut self, input: &[u8]) -> Verdict {
        let message: Value = serde_json::from_slice(input).unwrap();
        let at = message["run"].as_u64().unwrap() as usize;
        let run = &mut self.runs[at];
        let numbers = message["numbers"].as_array().unwrap().iter();
        let numbers: Vec<f64> = numbers.map(|number| number.as_f64().unwrap()).collect();
        let floats: Vec<f32> = numbers.iter().map(|&number| number as f32).collect();
        let size = run.summary().dataset.width
            * run.summary().dataset.height
            * run.summary().dataset.channels;
        let mut bytes: Vec<u8> = numbers.iter().map(|&number| number as u8).collect();
        if !bytes.len().is_multiple_of(3) {
            bytes.resize(bytes.len().div_ceil(size) * size, 7);
        }
        let part: Split = serde_json::from_value(message["part"].clone()).unwrap();
        let most = message["most"].as_u64().unwrap() as u32;
        match message["kind"].as_str().unwrap() {
            "decode" => {
                answered(run.decode(&floats).await)?;
            }
            "pictures" => {
                answered(run.reconstruct(&bytes).await)?;
                answered(run.posterior(&bytes).await)?;
                answered(run.nearest(&bytes))?;
            }
            "codes" => {
                answered(run.codes(part, most as usize).await)?;
                answered(run.scores(part).await)?;
            }
            "examples" => {
                let places: Vec<u32> = numbers.iter().map(|&number| number as u32).collect();
                answered(run.examples(part, &places))?;
                answered(run.examples(part, &[most]))?;
            }
            "corrupt" => match RunConfig::from_json(message["settings"].clone()) {
                Ok(settings) => {
                    answered(run.corrupt(&bytes, &settings).await)?;
                }
                Err(error) => refusal(&error, &[Code::Config])?,
            },
            _ => {
                let rates = [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e-300, 1e300];
                for rate in rates {
                    let error = run.set_learning_rate(rate).err();
                    let error =
                        error.ok_or_else(|| format!("a learning rate of {rate} is taken"))?;
                    refusal(&error, &[Code::Config])?;
                }
            }
        }
        match decoded(&self.runs[at]).await? == self.before[at] {
            true => Ok(()),
            false => Err("the run has changed".into()),
        }
    }
}
