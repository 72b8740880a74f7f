//! Steps of a run: how far they go, what is read of them, and what is cut off where a loss breaks.

use super::progress::{Diverged, NonFinite, Progress, Validation};
use super::readback::PendingReads;
use super::trainer::Trainer;
use crate::error::{LabError, Result};
use crate::train::early_stopping::StopReason;
use crate::train::step_state::{MOST_STEPS, SLOTS};

impl Trainer {
    /// Takes `steps` steps, or fewer where the run finishes, and reads their losses. Validations happen
    /// before the first step, every `validate_every` steps and at each epoch's end. With a target or
    /// patience each validation reads the device. The run thus ends at the same step whatever the number
    /// of steps of a call. A call on a finished run continues it.
    ///
    /// # Errors
    /// `Device` where the device was lost; `Diverged` where the run has stopped and was not rewound.
    pub async fn train(&mut self, steps: usize) -> Result<Progress> {
        if let Some(divergence) = self.divergence() {
            return Err(divergence.error);
        }
        if self.step == MOST_STEPS {
            return Err(LabError::config(
                "steps",
                steps,
                format!("A run takes at most {MOST_STEPS} steps."),
                "Start a new run.",
            ));
        }
        let mut chunk = Progress::default();
        let bound = self.bound();
        let end = self.step.saturating_add(steps).min(MOST_STEPS);
        let end = bound.map_or(end, |bound| bound.min(end));
        let mut reason = None;
        while reason.is_none() && chunk.is_finite() && self.step < end {
            let steps = self.end_of_part(end) - self.step;
            let validations = self.part(steps, &mut chunk).await?;
            reason = self
                .check_early_stopping(&chunk.validations[chunk.validations.len() - validations..]);
        }
        if Some(self.step) == bound {
            let epochs = self.batches.completed(self.step);
            reason = reason.or(Some(StopReason::Epochs { epochs }));
        }
        let mut chunk = self.cut(chunk);
        if let (Some(reason), None) = (reason, &chunk.diverged) {
            chunk.finished = Some(self.finish(reason));
        }
        Ok(chunk)
    }

    /// Takes at most `SLOTS` steps and adds their losses, and what was validated; says how many validations that
    /// were.
    async fn part(&mut self, steps: usize, chunk: &mut Progress) -> Result<usize> {
        let (first, end) = (self.step, self.step + steps);
        let mut reading = PendingReads::default();
        loop {
            if self.validates_at(self.step) && (self.step > first || !self.has_validated) {
                self.has_validated = true;
                let terms = self.learner.evaluate(self.validation_batch.clone());
                reading.validation(self.step, terms);
            }
            if self.step == end {
                break;
            }
            let pause = self.next_validation(end);
            self.learner.advance(pause - self.step)?;
            self.step = pause;
        }
        let read = reading
            .finish(self.learner.step_state().recent_losses().clone())
            .await?;
        let objective = self.learner.objective();
        let terms = read.record.len() / SLOTS;
        let kept = |values: &[f32]| {
            if terms > 1 {
                values.to_vec()
            } else {
                Vec::new()
            }
        };
        for step in first..end {
            let row = &read.record[step % SLOTS * terms..][..terms];
            chunk.losses.push(objective.total(step, row));
            chunk.terms.extend(kept(row));
        }
        let validations = read.validations.len();
        for (step, values) in read.validations {
            chunk.validations.push(Validation {
                step,
                loss: objective.total(step, &values),
                full: objective.full(&values),
                terms: kept(&values),
            });
        }
        Ok(validations)
    }

    pub(super) fn validates_at(&self, step: usize) -> bool {
        let due = step.is_multiple_of(self.config.validate_every) || self.batches.ends_epoch(step);
        due && !self.points.is_empty()
    }

    /// Cuts what was read at the first loss that is not finite.
    fn cut(&mut self, mut chunk: Progress) -> Progress {
        let finite = chunk.losses.iter().take_while(|loss| loss.is_finite());
        let (finite, all) = (finite.count(), chunk.losses.len());
        if finite < all {
            self.step = self.step - all + finite;
            let terms = chunk.terms.len() / all;
            self.diverged = Some(self.diverged_term(&chunk.terms[finite * terms..][..terms]));
            chunk.terms.truncate(terms * finite);
            chunk.losses.truncate(finite);
        }
        let sound =
            |validation: &Validation| validation.step <= self.step && validation.loss.is_finite();
        chunk.validations.retain(sound);
        let recorded = chunk
            .validations
            .iter_mut()
            .map(|validation| &mut validation.terms);
        for terms in recorded.chain([&mut *chunk.terms]) {
            self.learner.objective().hide(terms);
        }
        Progress {
            step: self.step,
            epoch: self.epoch(),
            diverged: self.divergence().map(|diverged| Diverged {
                losses: chunk.losses.clone(),
                ..diverged
            }),
            ..chunk
        }
    }

    /// The term that made the loss diverge: the first one after the reconstruction. The
    /// reconstruction itself is named only where no other term diverged, since it follows from codes and
    /// weights that the others measure. Terms of the code precede those computed from it.
    fn diverged_term(&self, terms: &[f32]) -> NonFinite {
        let diverged = |at: &usize| terms.get(*at).is_some_and(|term| !term.is_finite());
        let at = (1..terms.len()).find(diverged).unwrap_or(0);
        let term = self.summary.terms.get(at).filter(|_| !terms.is_empty());
        term.map_or(NonFinite::named("loss"), |term| NonFinite {
            name: within_a_sentence(term.quantity.label),
            remedy: term.remedy,
        })
    }

    pub(super) fn divergence(&self) -> Option<Diverged> {
        let value = self.diverged.as_ref()?;
        let (rate, back) = (self.config.learning_rate, self.last_sound.step);
        Some(Diverged::new(value, self.step + 1, rate, back))
    }
}

/// A label as it stands within a sentence: its first letter is small, unless it begins an abbreviation.
fn within_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.into(),
    }
}
