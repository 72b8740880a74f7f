//! Weighted sums of losses, and the warm-up of a weight.

use burn::tensor::{Device, Tensor, TensorData};
use hourglass::config::{Optimizer, RunConfig};
use hourglass::loss::{LossValue, Objective};
use hourglass::model::Autoencoder;
use hourglass::model::context::Batch;
use hourglass::model::context::ForwardContext;
use hourglass::ops::losses::reconstruction::{PixelLoss, Weight, pixel_loss, plus};
use hourglass::train::learner::Learner;

use super::noise::clock;
use super::numbers::numbers;
use super::trace::{images, learner_for, losses};

/// A loss of 3 plus the weight times a loss of −2, and the gradients of both, in several steps.
///
/// # Panics
/// If a number is more than 1e-6 off.
pub async fn check_plus(device: &Device) {
    let device = &device.clone().autodiff();
    let warming = Weight {
        value: 2.5,
        warm_up: 8,
    };
    let at_once = Weight {
        value: 0.25,
        warm_up: 0,
    };
    let by_hand = [
        (warming, 0, 0.0),
        (warming, 1, 0.3125),
        (warming, 7, 2.1875),
        (warming, 8, 2.5),
        (warming, 1_000_000, 2.5),
        (at_once, 0, 0.25),
        (at_once, 9, 0.25),
        (Weight::ONE, 0, 1.0),
    ];
    for (weight, step, exact) in by_hand {
        let leaf = |value: f32| {
            let data = TensorData::new(vec![value], [1]);
            Tensor::<1>::from_data(data, device).require_grad()
        };
        let (one, other) = (leaf(3.0), leaf(-2.0));
        let sum = plus(one.clone(), other.clone(), clock(step, device), weight);
        // Twice the sum, so that a gradient from above is not one.
        let gradients = (sum.clone() * 2.0).backward();
        let ours = [
            numbers(sum.inner()).await[0],
            numbers(one.grad(&gradients).unwrap()).await[0],
            numbers(other.grad(&gradients).unwrap()).await[0],
        ];
        for (ours, exact) in ours.into_iter().zip([3.0 - 2.0 * exact, 2.0, 2.0 * exact]) {
            let what = format!("{weight:?}, step {step}");
            assert!((ours - exact).abs() < 1e-6, "{what}: {ours} for {exact}");
        }
    }
}

/// The cross-entropy, and the squared error with a weight.
struct Both(Weight);

impl Objective<Autoencoder> for Both {
    fn terms(&self) -> usize {
        1
    }

    fn loss(&self, model: &Autoencoder, batch: Batch, context: ForwardContext) -> LossValue {
        let images = batch.images;
        let logits = model.decode(model.encode(images.clone(), context), context);
        let loss = |kind| pixel_loss(logits.clone(), images.clone(), kind, 1.0);
        let (one, other) = (loss(PixelLoss::CrossEntropy), loss(PixelLoss::Squared));
        LossValue {
            total: plus(one.clone(), other, context.steps.clone(), self.0),
            terms: vec![one],
        }
    }
}

/// During warm-up, the weighted loss has weight 0 in the first step, forward and backward. So the
/// weights after it, and the loss of the second step, are those without this loss. Later it has an
/// effect, with and without graph capture.
///
/// # Panics
/// If a loss differs where it must be equal, or is equal where it must differ.
pub async fn check_warm_up(device: &Device) {
    const STEPS: usize = 25;
    let images = images(2);
    let config = RunConfig {
        hidden: vec![8],
        latent: 2,
        optimizer: Optimizer::Sgd,
        learning_rate: 1.0,
        ..RunConfig::default()
    };
    let learner = |value, warm_up| {
        let objective = Both(Weight { value, warm_up });
        learner_for(objective, &config, &images, device)
    };
    let run = async |mut learner: Learner<Autoencoder, Both>| {
        learner.advance(STEPS).unwrap();
        losses(&learner, &config, STEPS).await
    };
    let (without, with) = (run(learner(0.0, 0)).await, run(learner(1.0, 0)).await);
    let warming = run(learner(1.0, 15)).await;
    assert_eq!(without[..2], warming[..2]);
    assert_ne!(without[1], with[1]);
    assert_ne!(without[2], warming[2]);
    let one_by_one = run(learner(1.0, 15).without_capture()).await;
    assert_eq!(warming, one_by_one);
}
