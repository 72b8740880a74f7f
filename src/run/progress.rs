//! Results of training steps, and the error of a loss that is no longer finite.

use serde::Serialize;

use crate::error::{Code, LabError};
use crate::train::early_stopping::StopReason;
use crate::typed_array::TypedArray;

/// Losses and validations of some steps.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS), ts(optional_fields))]
pub struct Progress {
    /// Steps done in all; the last of `losses` is that of this step.
    pub step: usize,
    /// Epochs done, with the fraction of the one under way.
    pub epoch: f64,
    /// Training loss before each step, every one finite.
    pub losses: TypedArray<f32>,
    /// The terms of each of them, one step after another; empty where the loss has only one.
    pub terms: TypedArray<f32>,
    /// Losses on the validation images.
    pub validations: Vec<Validation>,
    /// Set when a loss was not finite: the run has stopped.
    #[serde(skip)]
    pub diverged: Option<Diverged>,
    /// Set when the run has finished; training on is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished: Option<Finished>,
    /// Reason why a GPU does not record steps, so that each is sent by itself. Set for the page only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<String>,
}

impl Progress {
    /// True if every loss so far is finite.
    pub fn is_finite(&self) -> bool {
        self.losses.iter().all(|loss| loss.is_finite())
    }
}

/// The run came to an end that its config set.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Finished {
    /// The reason.
    #[serde(flatten)]
    pub reason: StopReason,
    /// Step that the run stands at now: with patience its best, else its last.
    pub step: usize,
    /// Epochs done by then.
    pub epoch: f64,
}

/// Position of a run in its training.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Position {
    /// Steps done.
    pub step: usize,
    /// Epochs done, with the fraction of the one under way.
    pub epoch: f64,
}

/// Evaluation of the loss on the validation images.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Validation {
    /// Steps done before it.
    pub step: usize,
    /// Their loss, with the weights of the training step that comes next.
    pub loss: f32,
    /// The same with every term in full, also while its weight warms up. Validations are compared by it.
    #[serde(skip)]
    pub full: f32,
    /// Its terms; empty where it has only one.
    pub terms: Vec<f32>,
}

/// A value that is no longer finite.
#[derive(Debug, Clone, PartialEq)]
pub struct NonFinite {
    /// Its name, as it stands within a sentence.
    pub name: String,
    /// Advice besides a lower learning rate.
    pub remedy: Option<&'static str>,
}

impl NonFinite {
    /// A value without advice of its own.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.into(),
            remedy: None,
        }
    }
}

/// The loss was not a finite number.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Diverged {
    /// The error, with the step of its loss.
    #[serde(flatten)]
    pub error: LabError,
    /// The way on.
    pub rewind: Rewind,
    /// The finite losses of the call that found out.
    pub losses: TypedArray<f32>,
}

/// Offer to go on after a loss that was not finite.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Rewind {
    /// The last step with a finite snapshot.
    pub step: usize,
    /// The learning rate to go on with: a tenth of what was.
    pub learning_rate: f64,
}

impl Diverged {
    /// Divergence of `value` at step `at`, with a learning rate; `back` is the step one can go back to.
    pub fn new(value: &NonFinite, at: usize, learning_rate: f64, back: usize) -> Self {
        let message = format!(
            "The {} of step {at} is no longer a finite number, so training has stopped.",
            value.name
        );
        let mut remedy = format!(
            "Most often the learning rate, {learning_rate}, is too large: go on with a tenth of it."
        );
        if let Some(advice) = value.remedy {
            remedy = format!("{remedy} {advice}");
        }
        Self {
            error: LabError {
                field: Some("learningRate".into()),
                value: Some(learning_rate.into()),
                ..LabError::new(Code::Diverged, message, remedy)
            },
            rewind: Rewind {
                step: back,
                learning_rate: (learning_rate / 10.0).max(1e-6),
            },
            losses: TypedArray::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remedy_of_a_term_follows_the_learning_rate_whatever_the_label_of_the_term() {
        let remedy = |remedy| {
            let value = NonFinite {
                remedy,
                ..NonFinite::named("KL divergence")
            };
            Diverged::new(&value, 7, 0.5, 0).error.remedy
        };
        let general = remedy(None);
        assert!(general.ends_with("go on with a tenth of it."), "{general}");
        let advice = "Lower the weight of the penalty.";
        assert_eq!(remedy(Some(advice)), format!("{general} {advice}"));
    }
}
