//! End of a run: the steps that it may train before its validations are judged, and the restored weights.

use super::progress::{Finished, Validation};
use super::trainer::Trainer;
use crate::train::early_stopping::{self, EarlyStopping, StopReason, ValidationLoss};
use crate::train::step_state::SLOTS;

impl Trainer {
    /// The step at which the run ends next, by its epochs.
    pub(super) fn bound(&self) -> Option<usize> {
        let done = self.batches.completed(self.step);
        early_stopping::next_end(done, &self.config).map(|epochs| self.batches.steps_to(epochs))
    }

    /// The step up to which to train before the losses are read.
    pub(super) fn end_of_part(&self, end: usize) -> usize {
        let end = end.min(self.step + SLOTS);
        match EarlyStopping::is_enabled(&self.config) {
            true if !self.has_validated => self.step,
            true => self.next_validation(end),
            false => end,
        }
    }

    /// The step of the next validation, or the end, whichever is first.
    pub(super) fn next_validation(&self, end: usize) -> usize {
        let mut later = self.step + 1..end;
        later.find(|&step| self.validates_at(step)).unwrap_or(end)
    }

    /// Early stopping by the last validation of a part, which was at the step that the run stands at.
    pub(super) fn check_early_stopping(
        &mut self,
        validations: &[Validation],
    ) -> Option<StopReason> {
        let last = validations
            .last()
            .filter(|_| EarlyStopping::is_enabled(&self.config))?;
        let validation = ValidationLoss {
            step: last.step,
            loss: last.full,
        };
        let verdict = self.stopping.validate(validation, &self.config);
        if verdict.best && self.config.patience > 0 {
            self.best = Some(self.learner.state().duplicate());
        }
        verdict.finished
    }

    /// The run has finished: where its patience ended, it goes back to its best weights.
    pub(super) fn finish(&mut self, reason: StopReason) -> Finished {
        if let (StopReason::Patience { .. }, Some(best)) = (reason, &self.best) {
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
