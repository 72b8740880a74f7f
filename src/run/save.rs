//! Going back, saving a run, and going on with one that was saved.

use std::sync::Arc;

use burn::tensor::Device;

use super::progress::{Diverged, NonFinite, Position};
use super::trainer::Trainer;
use crate::config::RunConfig;
use crate::config::reading::validation_of;
use crate::data::Dataset;
use crate::data::split::SplitIndices;
use crate::error::{LabError, Result, short};
use crate::model::architecture::network;
use crate::model::layer_spec::LayerSpec;
use crate::train::checkpoint::Checkpoint;
use crate::train::early_stopping::EarlyStopping;

impl Trainer {
    /// Goes back to the last sound snapshot, with another learning rate.
    ///
    /// # Errors
    /// `Config` where the rate is out of its limits.
    pub fn rewind(&mut self, learning_rate: f64) -> Result<Position> {
        self.config.set_learning_rate(learning_rate)?;
        let state = self.last_sound.duplicate();
        self.step = state.step;
        // What was best later on is of a past that no longer counts.
        if self.stopping.best.is_some_and(|best| best.step > self.step) {
            (self.stopping, self.best) = (EarlyStopping::default(), None);
        }
        self.learner.restore(state, learning_rate, &self.device);
        self.diverged = None;
        Ok(Position {
            step: self.step,
            epoch: self.epoch(),
        })
    }

    /// The run as bytes: config, step, weights, and what the optimiser remembers.
    ///
    /// # Errors
    /// `Diverged` where there is nothing left to save, `Device` where the device was lost.
    pub async fn save(&self) -> Result<Vec<u8>> {
        if let Some(divergence) = self.divergence() {
            return Err(divergence.error);
        }
        let parameters = self.learner.state().read().await?;
        let mut weights = parameters
            .iter()
            .flat_map(|one| one.weights.iter().chain(&one.moments));
        if !weights.all(|weight| weight.is_finite()) {
            let (rate, back) = (self.config.learning_rate, self.last_sound.step);
            return Err(
                Diverged::new(&NonFinite::named("network"), self.step + 1, rate, back).error,
            );
        }
        let checkpoint = Checkpoint {
            config: self.config.clone(),
            dataset: self.dataset.name.clone(),
            images: self.dataset.count(),
            fingerprint: self.dataset.fingerprint,
            scale: self.learner.objective().preparation().scale(),
            step: self.step,
            parameters,
            all: self.points.is_empty(),
            stopping: self.stopping.clone(),
            best: match &self.best {
                Some(best) => best.read().await?,
                None => Vec::new(),
            },
        };
        checkpoint.to_bytes()
    }

    /// Goes on with a run that was saved, on any device.
    ///
    /// # Errors
    /// `Checkpoint` where it was another data set's, or is corrupt; `Config` as for a new run.
    pub fn resume(checkpoint: Checkpoint, dataset: Arc<Dataset>, device: Device) -> Result<Self> {
        check_data(&checkpoint, &dataset)?;
        check_size(&checkpoint, &dataset)?;
        let rate = checkpoint.config.learning_rate;
        // as it was trained, whatever the data are opened with now
        let RunConfig { seed, reading, .. } = &checkpoint.config;
        let mut split = SplitIndices::with_share(&dataset, *seed, validation_of(reading)?);
        if checkpoint.all {
            split = split.without_validation();
        }
        let mut run = Self::with_split(checkpoint.config, dataset, split, device)?;
        run.step = checkpoint.step;
        run.learner
            .resume(checkpoint.step, checkpoint.parameters, rate, &run.device)?;
        run.last_sound = run.learner.state().duplicate();
        run.has_validated = run.step > 0;
        if let Some(validation) = checkpoint
            .stopping
            .best
            .filter(|_| !checkpoint.best.is_empty())
        {
            let mut best = run.learner.state().duplicate();
            best.write(validation.step, checkpoint.best)?;
            run.best = Some(best);
        }
        run.stopping = checkpoint.stopping;
        Ok(run)
    }
}

/// Refuses settings of a larger network than the weights are of, before it is built.
fn check_size(saved: &Checkpoint, dataset: &Dataset) -> Result<()> {
    let layers = network(&saved.config, dataset.extent(), dataset.classes.len())?;
    let needed: usize = layers.iter().map(LayerSpec::parameters).sum();
    let held: usize = saved.parameters.iter().map(|one| one.weights.len()).sum();
    if needed <= held {
        return Ok(());
    }
    Err(LabError::checkpoint(
        "parameters",
        held,
        format!(
            "The settings of this run are of a network of {needed} weights, but {held} were saved."
        ),
        "Save the run again, or start a new one.",
    ))
}

/// Refuses data that a run was not saved with. Files are identified by a fingerprint of their contents, or by
/// their names where an old run has no fingerprint.
fn check_data(saved: &Checkpoint, dataset: &Dataset) -> Result<()> {
    let is_same = match saved.fingerprint {
        0 => saved.dataset == dataset.name,
        print => print == dataset.fingerprint,
    };
    if is_same && saved.images == dataset.count() {
        return Ok(());
    }
    let contents = if saved.dataset == dataset.name {
        ", which hold other examples"
    } else {
        ""
    };
    Err(LabError::checkpoint(
        "dataset",
        short(&saved.dataset),
        format!(
            "This run was saved with {} ({} examples), not with {} ({}){contents}.",
            short(&saved.dataset),
            saved.images,
            short(&dataset.name),
            dataset.count()
        ),
        "Open its data first.",
    ))
}
