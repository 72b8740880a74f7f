//! The doors of the core: a config, a saved run, data files, messages to a run.

pub mod configs;
pub mod files;
pub mod messages;
pub mod runs;

use burn::tensor::Device;
use hourglass::error::{Code, LabError};
use hourglass::run::Trainer;

use super::contract::refusal;
use super::{Verdict, corpus};

/// Codes of refusals of a run that is in use.
const IN_USE: [Code; 2] = [Code::Config, Code::Diverged];

/// A run that was built before, and what it said then.
pub struct Bystander {
    run: Trainer,
    pictures: Vec<u8>,
}

impl Bystander {
    /// A run of the first preset.
    pub async fn new(examples: &corpus::Examples) -> Self {
        let run = corpus::run(corpus::configs()[0].clone(), examples).await;
        let pictures = run.decode(&[0.5; 4]).await.unwrap();
        Self { run, pictures }
    }

    /// Checks that the run says what it said.
    pub async fn check(&self) -> Verdict {
        match self.run.decode(&[0.5; 4]).await {
            Ok(pictures) if pictures == self.pictures => Ok(()),
            _ => Err("the run at hand has changed".into()),
        }
    }
}

/// Passes an answer on; a refusal is none where it is a sound one.
fn answered<T>(answer: Result<T, LabError>) -> Result<Option<T>, String> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) => refusal(&error, &IN_USE).map(|()| None),
    }
}

/// Trains a run and asks it everything, as the page does.
async fn in_use(run: &mut Trainer) -> Verdict {
    let latent = run.config().latent;
    answered(run.corrupted_probes().await)?;
    answered(run.train(2).await)?;
    answered(run.snapshot().await)?;
    answered(run.decode(&vec![0.5; 2 * latent]).await)?;
    answered(run.validate().await)?;
    let (pictures, _) = run.points();
    answered(run.reconstruct(&pictures).await)?;
    let rate = run.config().learning_rate;
    answered(run.rewind(rate))?;
    answered(run.train(1).await)?;
    if let Some(saved) = answered(run.save().await)? {
        let again = hourglass::train::checkpoint::Checkpoint::from_bytes(&saved);
        again.map_err(|error| format!("a run that was saved is refused: {error}"))?;
    }
    Ok(())
}

/// Asks a run what only some views ask.
async fn looked_into(run: &mut Trainer) -> Verdict {
    let (pictures, _) = run.points();
    answered(run.test().await)?;
    answered(run.features().await)?;
    answered(run.model_stats().await)?;
    answered(run.posterior(&pictures).await)?;
    answered(run.nearest(&pictures))?;
    let settings = run.config().clone();
    answered(run.corrupt(&pictures, &settings).await)?;
    let split = hourglass::data::split::Split::Validation;
    answered(run.scores(split).await)?;
    answered(run.examples(split, &[0, 3, u32::MAX]))?;
    Ok(())
}

fn cpu() -> Device {
    Device::flex()
}
