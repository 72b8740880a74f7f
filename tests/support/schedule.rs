//! The learning rate of every step, on the device, against its formula in double precision.

use std::f64::consts::PI;

use burn::tensor::{Device, Tensor};
use hourglass::clock::Clock;
use hourglass::config::{Activation, Optimiser, RunConfig, Schedule};
use hourglass::learner::{Learner, Loss, Objective};
use hourglass::model::Autoencoder;
use hourglass::objective::Reconstruction;
use hourglass::optimiser;

use super::trace::{images, learner, learner_for, losses};

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
        optimiser: Optimiser::Sgd,
        learning_rate: RATE,
        schedule,
        schedule_steps: LENGTH,
        fall: 0.5,
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

/// A reconstruction whose record holds the learning rate of the step before.
struct Watched(Reconstruction);

impl Objective<Autoencoder> for Watched {
    fn terms(&self) -> usize {
        1
    }

    fn loss(&self, model: &Autoencoder, images: Tensor<2>, clock: &Clock) -> Loss {
        Loss {
            terms: vec![clock.rates().clone().slice(0..1).mul_scalar(1.0)],
            ..self.0.loss(model, images, clock)
        }
    }
}

/// Takes 200 steps of every schedule, recorded where the device can, with a new learning rate after half of
/// them, and holds the rate of each to the formula.
///
/// # Panics
/// Where one is more than 1e-5 of the full rate off.
pub async fn check_rates(device: &Device) {
    let images = images(BATCHES);
    for schedule in [Schedule::Constant, Schedule::Step, Schedule::Cosine] {
        let config = config(schedule);
        let objective = Watched(Reconstruction::new(&config));
        let mut learner = learner_for(objective, &config, &images, device)
            .with_schedule(optimiser::schedule(&config));
        learner.advance(STEPS / 2).unwrap();
        learner.set_rate(3.0 * RATE);
        learner.advance(STEPS / 2 + 1).unwrap();
        let rates = losses(&learner, STEPS + 1).await;
        // The new rate was written over that of the step before it.
        for step in (0..STEPS).filter(|step| step + 1 != STEPS / 2) {
            let full = if step < STEPS / 2 { RATE } else { 3.0 * RATE };
            let exact = exact(schedule, full, step);
            let ours = f64::from(rates[step + 1]);
            assert!(
                (ours - exact).abs() < 1e-5 * full,
                "{schedule:?}, step {step}: {ours} instead of {exact}"
            );
        }
    }
}

/// Scheduled steps, recorded where the device can, equal steps that are told their rate one by one.
///
/// # Panics
/// Where a loss is more than 1e-5 (relative) off, nothing was learnt, or a GPU did not record.
pub async fn check_steps(device: &Device) {
    let images = images(BATCHES);
    for schedule in [Schedule::Step, Schedule::Cosine] {
        let config = config(schedule);
        let build =
            || -> Learner<Autoencoder, Reconstruction> { learner(&config, &images, device) };
        let mut scheduled = build().with_schedule(optimiser::schedule(&config));
        scheduled.advance(STEPS).unwrap();
        assert!(*device == Device::flex() || scheduled.refusal().is_none());
        let mut told = build().without_recording();
        for step in 0..STEPS {
            told.set_rate(exact(schedule, RATE, step));
            told.advance(1).unwrap();
        }
        let (ours, exact) = (losses(&scheduled, STEPS).await, losses(&told, STEPS).await);
        for (step, (ours, exact)) in ours.iter().zip(&exact).enumerate() {
            let off = (ours / exact - 1.0).abs();
            assert!(off < 1e-5, "{schedule:?}, step {step}: {ours} not {exact}");
        }
        assert!(ours[STEPS - 1] < 0.999 * ours[0], "nothing was learnt");
    }
}
