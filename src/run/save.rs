//! Going back, saving a run, and going on with one that was saved.

use std::sync::Arc;

use burn::tensor::Device;

use super::trainer::Trainer;
use crate::data::Dataset;
use crate::data::split::SplitIndices;
use crate::error::{Code, LabError, Result};
use crate::train::checkpoint::Checkpoint;
use crate::train::early_stopping::EarlyStopping;

impl Trainer {
    /// Goes back to the last sound snapshot, with another learning rate.
    ///
    /// # Errors
    /// `Config` where the rate is out of its limits.
    pub fn rewind(&mut self, learning_rate: f64) -> Result<()> {
        self.config.set_learning_rate(learning_rate)?;
        let state = self.last_sound.duplicate();
        self.step = state.step;
        // What was best later on is of a past that no longer counts.
        if self.stopping.best.is_some_and(|best| best.step > self.step) {
            (self.stopping, self.best) = (EarlyStopping::default(), None);
        }
        self.learner.restore(state, learning_rate, &self.device);
        self.diverged = None;
        Ok(())
    }

    /// The run as bytes: config, step, weights, and what the optimiser remembers.
    ///
    /// # Errors
    /// `Diverged` where there is nothing left to save, `Device` where the device was lost.
    pub async fn save(&self) -> Result<Vec<u8>> {
        if let Some(divergence) = self.divergence() {
            return Err(divergence.error);
        }
        let checkpoint = Checkpoint {
            config: self.config.clone(),
            dataset: self.dataset.name.clone(),
            images: self.dataset.count(),
            fingerprint: self.dataset.fingerprint,
            scale: self.learner.objective().preparation().scale(),
            step: self.step,
            parameters: self.learner.state().read().await?,
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
        let rate = checkpoint.config.learning_rate;
        let mut split = SplitIndices::new(&dataset, checkpoint.config.seed);
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
    Err(LabError::new(
        Code::Checkpoint,
        format!(
            "This run was saved with {} ({} examples), not with {} ({}){contents}.",
            saved.dataset,
            saved.images,
            dataset.name,
            dataset.count()
        ),
        "Open its data first.",
    ))
}
