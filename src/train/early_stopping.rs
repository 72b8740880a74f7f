//! Early stopping ends a run after its epochs, at a target loss, or after N validations without
//! improvement. It is pure: each validation loss goes in, and a verdict comes out.

use serde::{Deserialize, Serialize};

use crate::config::RunConfig;
use crate::train::step_state::MOST_STEPS;

/// A validation loss and its step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ValidationLoss {
    /// After so many steps.
    pub step: usize,
    /// Validation loss.
    pub loss: f32,
}

/// Reason for the end of a run. A run that continues gets as many epochs or validations again, and
/// a target that was reached no longer stops it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(
    tag = "kind",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
pub enum StopReason {
    /// The run has completed its epochs.
    Epochs {
        /// Epochs done.
        epochs: usize,
    },
    /// The validation loss is at or below the target.
    Target {
        /// The target loss.
        target: f64,
        /// The validation loss.
        loss: f32,
    },
    /// No validation improved the loss any more; the run returns to its best weights.
    Patience {
        /// Validations without improvement.
        validations: usize,
        /// The best validation loss.
        loss: f32,
    },
}

/// The verdict on a validation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// The loss is the smallest so far: the weights are to be kept.
    pub best: bool,
    /// Set when the run has finished.
    pub finished: Option<StopReason>,
}

/// State of early stopping: the best validation loss and the count since then.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EarlyStopping {
    /// The smallest validation loss.
    pub best: Option<ValidationLoss>,
    /// Validations since then.
    without_gain: usize,
    /// Number of times that the run continued after its patience had ended.
    extensions: usize,
    /// True once the target was reached.
    reached: bool,
}

impl EarlyStopping {
    /// True if each validation must be judged before the next step, and the best weights kept.
    pub fn is_enabled(config: &RunConfig) -> bool {
        config.target_loss > 0.0 || config.patience > 0
    }

    /// True if a run can be in this state after so many steps.
    pub fn fits(&self, step: usize) -> bool {
        let counts = [self.without_gain, self.extensions];
        let best = self
            .best
            .is_none_or(|best| best.step <= step && best.loss.is_finite());
        best && counts.iter().all(|&count| count <= MOST_STEPS)
    }

    /// Judges a validation. A loss that is not finite is no gain.
    pub fn validate(&mut self, validation: ValidationLoss, config: &RunConfig) -> Verdict {
        let best =
            validation.loss.is_finite() && self.best.is_none_or(|best| validation.loss < best.loss);
        if best {
            (self.best, self.without_gain, self.extensions) = (Some(validation), 0, 0);
        } else {
            self.without_gain = self.without_gain.saturating_add(1);
        }
        let finished = self
            .at_target(validation, config)
            .or(self.exhausted(config));
        Verdict { best, finished }
    }

    fn at_target(
        &mut self,
        ValidationLoss { loss, .. }: ValidationLoss,
        config: &RunConfig,
    ) -> Option<StopReason> {
        let target = config.target_loss;
        if target == 0.0 || self.reached || f64::from(loss) > target || loss.is_nan() {
            return None;
        }
        self.reached = true;
        Some(StopReason::Target { target, loss })
    }

    fn exhausted(&self, config: &RunConfig) -> Option<StopReason> {
        let patience = config.patience.saturating_mul(1 + self.extensions);
        let ValidationLoss { loss, .. } = self.best?;
        let validations = self.without_gain;
        (patience > 0 && validations >= patience)
            .then_some(StopReason::Patience { validations, loss })
    }

    /// After the run has gone back to its best weights. From there it takes the same steps again, so only
    /// more patience than before leads it further.
    pub fn go_back(&mut self) {
        self.without_gain = 0;
        self.extensions += 1;
    }
}

/// The number of epochs at which a run that has done so many ends next; none where there is no end.
pub fn next_end(done: usize, config: &RunConfig) -> Option<usize> {
    (config.epochs > 0).then(|| (done / config.epochs + 1) * config.epochs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(target: f64, patience: usize) -> RunConfig {
        RunConfig {
            target_loss: target,
            patience,
            ..RunConfig::default()
        }
    }

    /// Judges losses in turn: marks those that are the best so far, and returns the reason for the
    /// end.
    fn validations(
        stopping: &mut EarlyStopping,
        losses: &[f32],
        config: &RunConfig,
    ) -> (Vec<bool>, Option<StopReason>) {
        let mut best = Vec::new();
        for (step, &loss) in losses.iter().enumerate() {
            let verdict = stopping.validate(ValidationLoss { step, loss }, config);
            best.push(verdict.best);
            if verdict.finished.is_some() {
                return (best, verdict.finished);
            }
        }
        (best, None)
    }

    #[test]
    fn patience_ends_after_so_many_looks_without_gain_and_knows_the_best() {
        let mut stopping = EarlyStopping::default();
        // The same loss once more is no gain; a gain restarts the count.
        let losses = [5.0, 4.0, 4.0, 4.5, 3.0, 3.1, f32::NAN, 3.0, 2.0];
        let (best, finished) = validations(&mut stopping, &losses, &config(0.0, 3));
        assert_eq!(best, [true, true, false, false, true, false, false, false]);
        let validations = 3;
        assert_eq!(
            finished,
            Some(StopReason::Patience {
                validations,
                loss: 3.0
            })
        );
        assert_eq!(stopping.best, Some(ValidationLoss { step: 4, loss: 3.0 }));
    }

    #[test]
    fn a_run_that_goes_on_gets_further_than_it_got_before() {
        let mut stopping = EarlyStopping::default();
        let config = config(0.0, 2);
        let mut taken = |losses: &[f32]| {
            let (best, _) = validations(&mut stopping, losses, &config);
            stopping.go_back();
            best.len()
        };
        assert_eq!(taken(&[1.0, 2.0, 2.0, 0.5]), 3);
        // The two validations that it has had, and two more.
        assert_eq!(taken(&[2.0; 9]), 4);
        assert_eq!(taken(&[2.0; 9]), 6);
        // A gain at last: two validations are enough again.
        assert_eq!(taken(&[2.0, 0.5, 0.6, 0.6]), 4);
    }

    #[test]
    fn a_target_ends_the_run_once() {
        let mut stopping = EarlyStopping::default();
        let config = config(0.5, 0);
        let (best, finished) = validations(&mut stopping, &[0.9, 0.6, 0.5, 0.4], &config);
        let (target, loss) = (0.5, 0.5);
        assert_eq!(finished, Some(StopReason::Target { target, loss }));
        assert_eq!(best.len(), 3);
        assert_eq!(validations(&mut stopping, &[0.4, 0.3], &config).1, None);
    }

    #[test]
    fn without_target_and_patience_nothing_ends() {
        let mut stopping = EarlyStopping::default();
        assert!(!EarlyStopping::is_enabled(&config(0.0, 0)));
        assert_eq!(
            validations(&mut stopping, &[1.0; 500], &config(0.0, 0)).1,
            None
        );
    }

    #[test]
    fn a_run_ends_at_every_multiple_of_its_epochs() {
        let config = RunConfig {
            epochs: 20,
            ..RunConfig::default()
        };
        let ends = [0, 1, 19, 20, 39, 40].map(|done| next_end(done, &config));
        assert_eq!(ends, [20, 20, 20, 40, 40, 60].map(Some));
        assert_eq!(next_end(7, &RunConfig::default()), None);
    }

    #[test]
    fn a_reason_is_reported_by_its_kind() {
        let reason = StopReason::Patience {
            validations: 3,
            loss: 0.5,
        };
        let reported = serde_json::to_value(reason).unwrap();
        assert_eq!(
            reported,
            serde_json::json!({"kind": "patience", "validations": 3, "loss": 0.5})
        );
    }
}
