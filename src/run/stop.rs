//! How a run comes to an end: how far it may train before what it has seen is judged, and what is done then.

use serde::Serialize;

use super::{SLOTS, Trainer, Validation};
use crate::config::RunConfig;
use crate::data::split::Split;
use crate::error::{LabError, Result};
use crate::train::early_stopping::{self, Look, Reason, Stopping};

/// The run came to an end that its config set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finished {
    /// Why.
    #[serde(flatten)]
    pub reason: Reason,
    /// Where the run stands now: with patience at its best step, else at the last.
    pub step: usize,
    /// Epochs done by then.
    pub epoch: f64,
}

impl Trainer {
    /// The step at which the run ends next, by its epochs.
    pub(super) fn bound(&self) -> Option<usize> {
        let done = self.batches.completed(self.step);
        early_stopping::next_end(done, &self.config).map(|epochs| self.batches.steps_to(epochs))
    }

    /// How far to train before the losses are read.
    pub(super) fn end_of_part(&self, end: usize) -> usize {
        let end = end.min(self.step + SLOTS);
        match Stopping::judges(&self.config) {
            true if !self.looked => self.step,
            true => self.next_look(end),
            false => end,
        }
    }

    /// The step of the next look, or the end, whichever is first.
    pub(super) fn next_look(&self, end: usize) -> usize {
        let mut later = self.step + 1..end;
        later.find(|&step| self.validates_at(step)).unwrap_or(end)
    }

    /// What the looks of a part mean; the last was at the step that the run stands at.
    pub(super) fn judge(&mut self, looks: &[Validation]) -> Option<Reason> {
        let last = looks.last().filter(|_| Stopping::judges(&self.config))?;
        let look = Look {
            step: last.step,
            loss: last.full,
        };
        let verdict = self.stopping.look(look, &self.config);
        if verdict.best && self.config.patience > 0 {
            self.best = Some(self.learner.state().duplicate());
        }
        verdict.finished
    }

    /// The run has finished: where its patience ended, it goes back to its best weights.
    pub(super) fn finish(&mut self, reason: Reason) -> Finished {
        if let (Reason::Patience { .. }, Some(best)) = (reason, &self.best) {
            let state = best.duplicate();
            self.step = state.step;
            self.learner
                .restore(state, self.config.learning_rate, &self.device);
            self.stopping.go_back();
        }
        let (step, epoch) = (self.step, self.epoch());
        Finished {
            reason,
            step,
            epoch,
        }
    }
}

/// Refuses to stop by what is never looked at.
pub(super) fn check(config: &RunConfig, split: &Split) -> Result<()> {
    if !Stopping::judges(config) || !split.validation.is_empty() {
        return Ok(());
    }
    let (field, value) = match config.patience {
        0 => ("target", config.target),
        looks => ("patience", looks as f64),
    };
    Err(LabError::config(
        field,
        value,
        "There are no validation images, by which the run could stop.",
        "Set it to 0, or keep images for validation.",
    ))
}
