//! Going back, saving a run, and going on with one that was saved.

use std::sync::Arc;

use burn::tensor::Device;

use super::Trainer;
use crate::checkpoint::Checkpoint;
use crate::data::Dataset;
use crate::data::split::Split;
use crate::error::{Code, LabError, Result};
use crate::stopping::Stopping;

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
            (self.stopping, self.best) = (Stopping::default(), None);
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
    /// `Checkpoint` where it was another data set's, or is damaged; `Config` as for a new run.
    pub fn resume(checkpoint: Checkpoint, dataset: Arc<Dataset>, device: Device) -> Result<Self> {
        if (&checkpoint.dataset, checkpoint.images) != (&dataset.name, dataset.count()) {
            return Err(LabError::new(
                Code::Checkpoint,
                format!(
                    "This run was saved with {} ({} examples), not with {} ({}).",
                    checkpoint.dataset,
                    checkpoint.images,
                    dataset.name,
                    dataset.count()
                ),
                "Open its data first.",
            ));
        }
        let rate = checkpoint.config.learning_rate;
        let mut split = Split::new(&dataset, checkpoint.config.seed);
        if checkpoint.all {
            split = split.without_validation();
        }
        let mut run = Self::with_split(checkpoint.config, dataset, split, device)?;
        run.step = checkpoint.step;
        run.learner
            .resume(checkpoint.step, checkpoint.parameters, rate, &run.device)?;
        run.last_sound = run.learner.state().duplicate();
        run.looked = run.step > 0;
        if let Some(look) = checkpoint
            .stopping
            .best
            .filter(|_| !checkpoint.best.is_empty())
        {
            let mut best = run.learner.state().duplicate();
            best.write(look.step, checkpoint.best)?;
            run.best = Some(best);
        }
        run.stopping = checkpoint.stopping;
        Ok(run)
    }
}
