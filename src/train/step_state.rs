//! The step state: step count, learning rate and the losses of the latest steps. It stays on the
//! device so that a captured step can be replayed, and one read returns the losses of many steps.

use burn::tensor::{Device, Int, Tensor};

use crate::device::upload::{float_tensor, integer_tensor};
use crate::ops::training::optimizer::{clip, duplicate};
use crate::ops::training::step_state::{RATES, Schedule, apply_schedule, record_loss, set_rate};

/// Steps of the longest run. The device counts them in 32 bits, with a sign.
pub const MOST_STEPS: usize = 2_000_000_000;

/// Steps whose losses are kept until they are read.
pub const SLOTS: usize = 2048;

/// The step state of a run.
#[derive(Debug)]
pub struct StepState {
    /// Steps done, `[1]`.
    steps: Tensor<1, Int>,
    /// The learning rate of the step, what gradients are multiplied by, and the learning rate before the
    /// schedule, `[RATES]`.
    rates: Tensor<1>,
    schedule: Schedule,
    /// Losses, `[SLOTS, terms]`; that of the step after `s` is in row `s % SLOTS`.
    recent_losses: Tensor<2>,
}

impl StepState {
    /// A step state that has counted `steps`, for a loss of so many terms.
    pub fn new(steps: usize, learning_rate: f64, terms: usize, device: &Device) -> Self {
        let rates = float_tensor(vec![0.0, 1.0, 0.0], [RATES], device);
        // Written as all later ones are, so that the device has what it needs for that from the start.
        let rates = set_rate(rates, learning_rate as f32);
        Self {
            steps: integer_tensor(vec![steps as i32], [1], device),
            rates,
            schedule: Schedule::CONSTANT,
            recent_losses: float_tensor(vec![0.0; SLOTS * terms], [SLOTS, terms], device),
        }
    }

    /// The same with a learning rate that changes with the steps.
    pub fn with_schedule(self, schedule: Schedule) -> Self {
        Self { schedule, ..self }
    }

    /// The same in tensors of its own; `steps` are those it has counted.
    pub fn duplicate(&self, steps: usize) -> Self {
        Self {
            steps: integer_tensor(vec![steps as i32], [1], &self.steps.device()),
            rates: duplicate(self.rates.clone()),
            schedule: self.schedule,
            recent_losses: duplicate(self.recent_losses.clone()),
        }
    }

    /// Steps done, `[1]`, 32-bit.
    pub fn steps(&self) -> &Tensor<1, Int> {
        &self.steps
    }

    /// The learning rate of the latest step, the factor of its gradients, and the learning rate
    /// before the schedule, `[RATES]`.
    pub fn rates(&self) -> &Tensor<1> {
        &self.rates
    }

    /// Losses of the latest steps, `[SLOTS, terms]`.
    pub fn recent_losses(&self) -> &Tensor<2> {
        &self.recent_losses
    }

    /// The learning rate schedule.
    pub fn schedule(&self) -> Schedule {
        self.schedule
    }

    /// Counts a step, keeps the terms of its loss, each `[1]` and without autodiff, and finds its learning
    /// rate.
    pub fn tick(&mut self, losses: Vec<Tensor<1>>) {
        let last = losses.len().saturating_sub(1);
        for (term, loss) in losses.into_iter().enumerate() {
            let (record, steps) = (self.recent_losses.clone(), self.steps.clone());
            (self.recent_losses, self.steps) = record_loss(record, steps, loss, term, term == last);
        }
        if self.schedule != Schedule::CONSTANT {
            self.rates = apply_schedule(self.rates.clone(), &self.steps, self.schedule);
        }
    }

    /// Takes another learning rate, which the schedule goes on from.
    pub fn set_rate(&mut self, learning_rate: f64) {
        self.rates = set_rate(self.rates.clone(), learning_rate as f32);
    }

    /// Makes gradients, whose squares add up to the sum of `parts`, no longer than `longest`.
    pub fn clip(&mut self, parts: Tensor<1>, longest: f32) {
        self.rates = clip(self.rates.clone(), parts, longest);
    }
}
