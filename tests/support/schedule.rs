//! The learning rate of every step, on the device, against its formula in double precision.

use std::f64::consts::PI;

use burn::tensor::Device;
use hourglass::config::{Activation, Optimizer, RunConfig, Schedule};
use hourglass::train::optimizer;

use super::numbers::numbers;
use super::trace::{images, learner, losses};

const STEPS: usize = 200;
const BATCHES: usize = 5;
const RATE: f64 = 0.02;
const LENGTH: usize = 60;
const WARM_UP: usize = 25;

fn config(schedule: Schedule) -> RunConfig {
    RunConfig {
        hidden: vec![24],
        latent: 3,
        activation: Activation::Tanh,
        optimizer: Optimizer::Sgd,
        learning_rate: RATE,
        schedule,
        schedule_steps: LENGTH,
        decay_factor: 0.5,
        warm_up: WARM_UP,
        ..RunConfig::default()
    }
}

/// The rate of a step, counted from 0, that begins at `rate`.
fn exact(schedule: Schedule, rate: f64, step: usize) -> f64 {
    if step < WARM_UP {
        return rate * (step + 1) as f64 / WARM_UP as f64;
    }
    let after = step - WARM_UP;
    rate * match schedule {
        Schedule::Constant => 1.0,
        Schedule::Step => 0.5f64.powi((after / LENGTH) as i32),
        Schedule::Cosine if after >= LENGTH => 0.0,
        Schedule::Cosine => 0.5 * (1.0 + (PI * after as f64 / LENGTH as f64).cos()),
    }
}

/// Takes 200 steps of every schedule, with graph capture where the device supports it, and a new
/// learning rate after half of them. Compares the rate of each step with the formula.
///
/// # Panics
/// Where one is more than 1e-5 of the full rate off.
pub async fn check_rates(device: &Device) {
    let images = images(BATCHES);
    for schedule in [Schedule::Constant, Schedule::Step, Schedule::Cosine] {
        let config = config(schedule);
        let mut learner =
            learner(&config, &images, device).with_schedule(optimizer::schedule(&config));
        for step in 0..STEPS {
            if step == STEPS / 2 {
                learner.set_rate(3.0 * RATE);
            }
            learner.advance(1).unwrap();
            let ours = f64::from(numbers(learner.step_state().rates().clone()).await[0]);
            let full = if step < STEPS / 2 { RATE } else { 3.0 * RATE };
            let exact = exact(schedule, full, step);
            assert!(
                (ours - exact).abs() < 1e-5 * full,
                "{schedule:?}, step {step}: {ours} instead of {exact}"
            );
        }
    }
}

/// Scheduled steps, with graph capture where the device supports it, equal single steps at the
/// scheduled rates.
///
/// # Panics
/// If a loss differs by more than 1e-5 (relative), the loss did not fall, or a GPU did not capture.
pub async fn check_steps(device: &Device) {
    let images = images(BATCHES);
    for schedule in [Schedule::Step, Schedule::Cosine] {
        let config = config(schedule);
        let build = || learner(&config, &images, device);
        let mut scheduled = build().with_schedule(optimizer::schedule(&config));
        scheduled.advance(STEPS).unwrap();
        assert!(*device == Device::flex() || scheduled.refusal().is_none());
        let mut single = build().without_capture();
        for step in 0..STEPS {
            single.set_rate(exact(schedule, RATE, step));
            single.advance(1).unwrap();
        }
        let (ours, exact) = (
            losses(&scheduled, &config, STEPS).await,
            losses(&single, &config, STEPS).await,
        );
        for (step, (ours, exact)) in ours.iter().zip(&exact).enumerate() {
            let off = (ours / exact - 1.0).abs();
            assert!(off < 1e-5, "{schedule:?}, step {step}: {ours} not {exact}");
        }
        assert!(ours[STEPS - 1] < 0.999 * ours[0], "nothing was learnt");
    }
}
