//! Graph capture: replayed steps against single steps, and both against stock tensors.

use burn::module::{Module, ModuleVisitor, Param};
use burn::optim::{AdamConfig, GradientsParams};
use burn::tensor::{Device, Tensor, TensorData};
use hourglass::config::{Activation, Architecture, LastBatch, RunConfig};
use hourglass::loss::CompositeLoss;
use hourglass::loss::{LossValue, Objective};
use hourglass::model::Autoencoder;
use hourglass::model::context::Batch;
use hourglass::model::context::ForwardContext;
use hourglass::ops::layers::activation::Fused;
use hourglass::ops::losses::reconstruction::PixelLoss;
use hourglass::train::learner::Learner;

use super::kernels::{stock_dense, stock_loss};
use super::trace::{BATCH, images, learner, learner_for, losses, objective};

const STEPS: usize = 200;
const BATCHES: usize = 5;

fn config() -> RunConfig {
    RunConfig {
        hidden: vec![24],
        latent: 3,
        activation: Activation::Tanh,
        ..RunConfig::default()
    }
}

/// Images as sequences of 7 frames.
fn recurrent() -> RunConfig {
    RunConfig {
        architecture: Architecture::Recurrent,
        gru_units: 12,
        frame_length: 112,
        ..config()
    }
}

/// Takes 200 steps and compares their losses with those of stock tensors and stock Adam on the CPU.
///
/// # Panics
/// If a loss differs by more than 1e-4 (relative).
pub async fn check_against_stock(device: &Device) {
    let images = images(BATCHES);
    let mut learner = learner(&config(), &images, device);
    learner.advance(STEPS).unwrap();
    let ours = losses(&learner, &config(), STEPS).await;
    for (step, (ours, stock)) in ours.iter().zip(stock(&images).await).enumerate() {
        let off = (ours / stock - 1.0).abs();
        assert!(off < 1e-4, "step {step}: {ours} instead of {stock}");
    }
    assert!(ours[STEPS - 1] < 0.9 * ours[0], "nothing was learnt");
}

/// Autodiff keeps a node for every tracked tensor until the next backward pass, and replayed steps have none. So copies for
/// later are not tracked, and the run that goes on from one is.
pub async fn check_copies(device: &Device) {
    let images = images(BATCHES);
    let mut learner = learner(&config(), &images, device);
    let weights = tracked(&learner.state().model);
    learner.advance(STEPS / 2).unwrap();
    let copy = learner.state().duplicate();
    assert_eq!(tracked(&copy.model), 0, "a copy for later");
    learner.advance(STEPS / 2).unwrap();
    let whole = losses(&learner, &config(), STEPS).await;
    learner.restore(copy, config().learning_rate, device);
    assert_eq!(tracked(&learner.state().model), weights, "weights to train");
    learner.advance(STEPS / 2).unwrap();
    let again = losses(&learner, &config(), STEPS).await;
    for (step, (one, other)) in whole.iter().zip(&again).enumerate().skip(STEPS / 2) {
        assert!(
            (one / other - 1.0).abs() < 1e-4,
            "step {step}: {other} instead of {one}"
        );
    }
}

/// Weights that a backward pass has gradients for.
fn tracked(model: &impl Module) -> usize {
    struct Count(usize);
    impl ModuleVisitor for Count {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            self.0 += usize::from(param.val().is_require_grad());
        }
    }
    let mut count = Count(0);
    model.visit(&mut count);
    count.0
}

#[derive(Module, Debug)]
struct Stock {
    layers: Vec<Param<Tensor<2>>>,
}

async fn stock(images: &[f32]) -> Vec<f32> {
    let device = Device::flex().autodiff();
    let sizes = [784, 24, 3, 24, 784];
    let ours = learner(&config(), images, &Device::flex()).model();
    let values = weights(&ours);
    let layers = values
        .into_iter()
        .zip(sizes.windows(2))
        .map(|(values, size)| {
            let data = TensorData::new(values, [size[0] + 1, size[1]]);
            Param::from_data(data, &device)
        });
    let mut model = Stock {
        layers: layers.collect(),
    };
    let mut adam = AdamConfig::new().with_epsilon(1e-8).init();
    let mut losses = Vec::new();
    for step in 0..STEPS {
        let first = step % BATCHES * BATCH * 784;
        let batch = images[first..first + BATCH * 784].to_vec();
        let batch = Tensor::<2>::from_data(TensorData::new(batch, [BATCH, 784]), &device);
        let activations = [Fused::Tanh, Fused::Linear, Fused::Tanh, Fused::Linear];
        let layers = model.layers.iter().zip(activations);
        let logits = layers.fold(batch.clone(), |x, (weights, activation)| {
            stock_dense(x, weights.val(), activation)
        });
        let loss = stock_loss(logits, batch, PixelLoss::SquaredOfSigmoid);
        let gradients = GradientsParams::from_grads(loss.backward(), &model);
        model = adam.step(1e-3, model, gradients);
        losses.push(loss.inner());
    }
    let losses = Tensor::cat(losses, 0).into_data_async().await;
    losses.unwrap().try_into_vec().unwrap()
}

/// Weights of every layer, from a model on the CPU.
fn weights(model: &Autoencoder) -> Vec<Vec<f32>> {
    struct Read(Vec<Vec<f32>>);
    impl burn::module::ModuleVisitor for Read {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            let values = param.val().into_data().try_into_vec();
            self.0.push(values.unwrap());
        }
    }
    let mut read = Read(Vec::new());
    model.visit(&mut read);
    read.0
}

/// Compares replayed with single steps, across a change of the learning rate and a restored state.
///
/// # Panics
/// Where a loss differs at all, or nothing was recorded.
pub async fn check_replay(device: &Device) {
    for config in [config(), recurrent()] {
        check_replay_of(&config, &images(BATCHES), device).await;
    }
}

/// The same for epochs of eleven full batches and a shorter one.
///
/// # Panics
/// Where a loss differs at all, or nothing was recorded.
pub async fn check_short_batches(device: &Device) {
    let config = RunConfig {
        last_batch: LastBatch::Short,
        ..config()
    };
    check_replay_of(&config, &images(12)[..1500 * 784], device).await;
}

async fn check_replay_of(config: &RunConfig, images: &[f32], device: &Device) {
    let build = || learner(config, images, device);
    let (mut recorded, mut eager) = (build(), build().without_capture());
    for learner in [&mut recorded, &mut eager] {
        learner.advance(37).unwrap();
        learner.set_rate(0.02);
        learner.advance(23).unwrap();
    }
    assert_eq!(recorded.refusal(), None);
    assert!(eager.refusal().is_some());
    equal(&recorded, &eager, config, 60).await;
    let kept = recorded.state().duplicate();
    for learner in [&mut recorded, &mut eager] {
        learner.advance(20).unwrap();
    }
    equal(&recorded, &eager, config, 80).await;
    recorded.restore(kept, 0.02, device);
    recorded.advance(20).unwrap();
    let (again, once) = (
        losses(&recorded, config, 80).await,
        losses(&eager, config, 80).await,
    );
    assert_eq!(again[60..], once[60..], "after going back");
}

/// An objective that uploads data in every step, which graph capture cannot record.
struct Uploading(CompositeLoss);

impl Objective<Autoencoder> for Uploading {
    fn terms(&self) -> usize {
        1
    }

    fn loss(&self, model: &Autoencoder, batch: Batch, context: ForwardContext) -> LossValue {
        let nothing = TensorData::new(vec![0.0f32; BATCH * 784], [BATCH, 784]);
        let nothing = Tensor::from_data(nothing, &batch.images.device());
        let images = batch.images + nothing;
        self.0.loss(model, Batch { images, ..batch }, context)
    }
}

/// Without graph capture the run continues with single steps and the same losses.
///
/// # Panics
/// If a loss differs, or the learner does not report that capture failed.
pub async fn check_refusal(device: &Device) {
    let images = images(BATCHES);
    let objective = Uploading(objective(&config()));
    let mut refused = learner_for(objective, &config(), &images, device);
    let mut eager = learner(&config(), &images, device).without_capture();
    refused.advance(30).unwrap();
    eager.advance(30).unwrap();
    assert!(refused.refusal().is_some());
    assert_eq!(
        losses(&refused, &config(), 30).await,
        losses(&eager, &config(), 30).await
    );
}

async fn equal(
    recorded: &Learner<Autoencoder, CompositeLoss>,
    eager: &Learner<Autoencoder, CompositeLoss>,
    config: &RunConfig,
    steps: usize,
) {
    let (recorded, eager) = (
        losses(recorded, config, steps).await,
        losses(eager, config, steps).await,
    );
    assert_eq!(recorded, eager);
    assert!(eager[steps - 1] < eager[0], "nothing was learnt");
}
