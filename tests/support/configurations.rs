//! Every setting of a model: each configuration learns, each disabled setting changes nothing, and
//! all gradients equal central differences.

use burn::module::{Module, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use hourglass::config::{Architecture, InputScale, Normalization, RunConfig, Source};
use hourglass::data::ExampleKind;
use hourglass::loss::reconstruction::Reconstruction;
use hourglass::loss::{CompositeLoss, terms};
use hourglass::loss::{LossValue, Objective};
use hourglass::model::architecture::{classifier, plan};
use hourglass::model::context::Batch;
use hourglass::model::context::{ForwardContext, no_step};
use hourglass::model::init::draw;
use hourglass::model::preprocessing::Preprocessing;
use hourglass::model::{Autoencoder, AutoencoderOptions};
use hourglass::rng::{Purpose, stream};
use hourglass::shape::Extent;
use hourglass::train::optimizer;
use hourglass::train::state::State;
use serde_json::{Value, json};

use super::numbers::numbers;
use super::training_run::trainer;

/// One configuration for each setting.
fn configurations() -> Vec<Value> {
    vec![
        json!({}),
        json!({"architecture": "conv", "channels": [2, 3]}),
        json!({"architecture": "conv", "channels": [3], "activation": "gelu"}),
        json!({"architecture": "conv", "channels": [4, 4], "dataset": "colours"}),
        json!({"architecture": "recurrent", "dataset": "signals", "gruUnits": 8, "frameLength": 28}),
        json!({"architecture": "recurrent", "dataset": "signals", "gruUnits": 6, "frameLength": 35,
            "bottleneck": "variational", "beta": 0.1, "l2": 1e-4, "initializer": "torch"}),
        json!({"architecture": "recurrent", "dataset": "signals", "gruUnits": 6, "frameLength": 35,
            "normalization": "batch", "dropout": 0.1}),
        json!({"bottleneck": "variational", "loss": "bce", "reduction": "sum", "beta": 0.7}),
        json!({"bottleneck": "variational", "reduction": "half", "freeNats": 0.02}),
        json!({"bottleneck": "variational", "klWarmUp": 40, "reduction": "sum"}),
        json!({"bottleneck": "k-sparse", "k": 2}),
        json!({"codeActivation": "sigmoid", "sparsity": "kl", "sparsityTarget": 0.2, "reduction": "half"}),
        json!({"sparsity": "l1", "sparsityWeight": 0.01}),
        json!({"l1": 1e-4, "l2": 1e-3}),
        json!({"classWeight": 0.5, "labelled": 50}),
        json!({"dropout": 0.3, "corruption": "gaussian"}),
        json!({"corruption": "masking", "inputScale": "standard"}),
        json!({"corruption": "salt-and-pepper"}),
        json!({"corruption": "hole", "shift": 1, "crop": 2}),
        json!({"normalization": "batch"}),
        json!({"normalization": "batch", "activation": "gelu", "dropout": 0.2}),
        json!({"normalization": "batch", "architecture": "conv", "channels": [2, 3]}),
        json!({"architecture": "dictionary", "fistaIterations": 300, "outputActivation": "linear", "reduction": "half",
            "sparsity": "l1", "sparsityWeight": 0.1}),
    ]
}

/// Further configurations, for gradients only: the other activations, and penalties too strong for
/// learning, whose gradients dominate.
fn further_gradients() -> Vec<Value> {
    vec![
        json!({"activation": "relu"}),
        json!({"activation": "sigmoid"}),
        json!({"activation": "relu", "architecture": "conv", "channels": [3]}),
        json!({"l1": 0.05}),
        json!({"l2": 0.05}),
        json!({"l2": 0.05, "architecture": "recurrent", "dataset": "signals", "gruUnits": 6, "frameLength": 35}),
        json!({"l1": 0.05, "architecture": "conv", "channels": [2]}),
    ]
}

fn config(changes: &Value) -> RunConfig {
    let mut all = json!({"hidden": [16], "latent": 4, "activation": "tanh", "batchSize": 32,
        "validateEvery": 20, "learningRate": 0.01, "seed": 3});
    for (name, value) in changes.as_object().unwrap() {
        all[name] = value.clone();
    }
    RunConfig::from_json(all).unwrap()
}

/// Every configuration lowers the reconstruction loss on validation examples.
pub async fn check_learning(device: &Device) {
    for changes in configurations() {
        let mut run = trainer(config(&changes), device);
        let terms = run.summary().terms.len();
        let chunk = run.train(120).await.unwrap();
        assert_eq!(chunk.losses.len(), 120, "{changes}");
        let recorded = if terms > 1 { 120 * terms } else { 0 };
        assert_eq!(chunk.terms.len(), recorded, "{changes}");
        let reconstruction = |index: usize| {
            let validation = &chunk.validations[index];
            validation.terms.first().copied().unwrap_or(validation.loss)
        };
        let last = chunk.validations.len() - 1;
        let (before, after) = (reconstruction(0), reconstruction(last));
        assert!(after < 0.9 * before, "{changes}: {before} to {after}");
        assert!(run.snapshot().await.unwrap().mean_error.is_finite());
    }
}

/// Settings with a neutral value change no loss, bit for bit.
pub async fn check_nothing(device: &Device) {
    let losses = async |changes: Value| {
        let mut run = trainer(config(&changes), device);
        run.train(25).await.unwrap().losses
    };
    let plain = losses(json!({})).await;
    for neutral in [
        json!({"corruption": "gaussian", "noiseStd": 0}),
        json!({"corruption": "masking", "corruptionFraction": 0}),
        json!({"corruption": "salt-and-pepper", "corruptionFraction": 0}),
        json!({"corruption": "hole", "holeSide": 0}),
        json!({"bottleneck": "k-sparse", "k": 4}),
    ] {
        assert_eq!(plain, losses(neutral.clone()).await, "{neutral}");
    }
    assert_ne!(plain, losses(json!({"corruption": "gaussian"})).await);
    assert_ne!(
        plain,
        losses(json!({"bottleneck": "k-sparse", "k": 2})).await
    );
}

/// Noise differs in every training step, and is the same in every validation.
pub async fn check_fixed_validation(device: &Device) {
    let changes = json!({"corruption": "gaussian", "learningRate": 1e-6, "bottleneck": "variational",
        "optimizer": "sgd", "momentum": 0});
    let mut run = trainer(config(&changes), device);
    let chunk = run.train(41).await.unwrap();
    let (first, last) = (&chunk.validations[0], &chunk.validations[2]);
    assert_eq!((first.step, last.step), (0, 40));
    let off = (first.terms[0] / last.terms[0] - 1.0).abs();
    assert!(off < 1e-4, "{first:?} and {last:?}");
    let seen = run.corrupted_probes().await.unwrap().unwrap();
    assert_eq!(seen, run.corrupted_probes().await.unwrap().unwrap());
    assert_ne!(seen, run.probes().0);
    let snapshot = run.snapshot().await.unwrap();
    assert_eq!(snapshot.codes, run.snapshot().await.unwrap().codes);
}

/// The target is the clean image. If corruption blackens every input, the best reconstruction is
/// the mean of the clean images. Its error is their variance; with the corrupted image as the
/// target the error would be 0.
pub async fn check_clean_target(device: &Device) {
    let changes = json!({"corruption": "masking", "corruptionFraction": 1.0});
    let mut run = trainer(config(&changes), device);
    let validations = run.train(200).await.unwrap().validations;
    let [first, last] =
        [&validations[0], &validations[validations.len() - 1]].map(|validation| validation.loss);
    // 0.0747: numpy's var(axis=0).mean() of all digits.
    assert!(
        first > 0.15 && (0.065..0.085).contains(&last),
        "{first} to {last}"
    );
}

/// The loss is the weighted sum of its terms. A quantity without a weight, such as the accuracy, is
/// not part of it.
pub async fn check_terms(device: &Device) {
    let changes = json!({"bottleneck": "variational", "beta": 2.5, "classWeight": 0.5, "l2": 1e-3});
    let mut run = trainer(config(&changes), device);
    let terms = run.summary().terms.clone();
    let names: Vec<_> = terms.iter().map(|term| term.quantity.name).collect();
    assert_eq!(
        names,
        ["reconstruction", "kl", "l2", "classification", "accuracy"]
    );
    let weights: Vec<_> = terms.iter().map(|term| term.weight).collect();
    assert_eq!(weights, [Some(1.0), Some(2.5), Some(1e-3), Some(0.5), None]);
    let chunk = run.train(30).await.unwrap();
    for (loss, terms) in chunk.losses.iter().zip(chunk.terms.chunks_exact(5)) {
        let sum = terms[0] + 2.5 * terms[1] + 1e-3 * terms[2] + 0.5 * terms[3];
        assert!((sum / loss - 1.0).abs() < 1e-5, "{terms:?} and {loss}");
        assert!((0.0..=1.0).contains(&terms[4]));
    }
}

const BATCH: usize = 6;

/// Extent of an example of the tiny networks: an image or a sequence.
fn image(config: &RunConfig) -> Extent {
    let [height, width] = match config.architecture {
        Architecture::Recurrent => [1, 140],
        Architecture::Dense | Architecture::Conv | Architecture::Dictionary => [8, 8],
    };
    Extent {
        height,
        width,
        channels: if config.dataset == Source::Colours {
            3
        } else {
            1
        },
    }
}

/// A tiny network of a config, with its loss and a batch.
struct Tiny {
    state: State<Autoencoder>,
    objective: CompositeLoss,
    batch: Batch,
    device: Device,
}

impl Tiny {
    fn new(config: &RunConfig, device: &Device) -> Self {
        let autodiff = device.clone().autodiff();
        let image = image(config);
        let mut layers = plan(config, image).unwrap();
        if config.class_weight > 0.0 {
            layers.push(classifier(config, 3));
        }
        let mut rng = stream(5, Purpose::Weights);
        let model = Autoencoder::new(
            &layers,
            AutoencoderOptions::new(config),
            &autodiff,
            |layer| draw(config.initializer, layer, &mut rng),
        );
        let pixels = (0..BATCH * image.size()).map(|at| (at as f32 * 0.37).sin().powi(2));
        let images = TensorData::new(pixels.collect::<Vec<_>>(), [BATCH, image.size()]);
        let labels = TensorData::new(vec![0.0f32, 1.0, 2.0, -1.0, 1.0, -1.0], [BATCH, 1]);
        let standard = config.input_scale == InputScale::Standard;
        let scale = standard.then_some([0.5, 0.35]);
        Self {
            state: State::new(model, optimizer::choose(config), device),
            objective: CompositeLoss::new(
                Preprocessing::new(config, ExampleKind::Image, image, scale),
                Reconstruction::new(config, image.size()),
                terms(config),
            ),
            batch: Batch {
                images: Tensor::from_data(images, device),
                targets: None,
                known: None,
                labels: Some(Tensor::from_data(labels, device)),
            },
            device: device.clone(),
        }
    }

    fn loss(&self) -> LossValue {
        let steps = no_step(&self.device);
        let context = ForwardContext {
            steps: &steps,
            training: true,
        };
        let batch = self.batch.clone().autodiff();
        self.objective.loss(&self.state.model, batch, context)
    }

    async fn value(&self) -> f32 {
        numbers(self.loss().total.inner()).await[0]
    }

    /// Gradients of all parameters in the order of the model. Running statistics have none, so
    /// their entry is empty.
    async fn gradients(&self) -> Vec<Vec<f32>> {
        struct Collect(GradientsParams, Vec<Option<Tensor<2>>>);
        impl ModuleVisitor for Collect {
            fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
                let gradient = self.0.remove::<D>(param.id).map(|gradient| {
                    let [rows, columns] = gradient.dims()[..] else {
                        panic!("a parameter that is no matrix");
                    };
                    gradient.reshape([rows, columns])
                });
                self.1.push(gradient);
            }
        }
        let gradients = self.loss().total.backward();
        let gradients = GradientsParams::from_grads(gradients, &self.state.model);
        let mut collect = Collect(gradients, Vec::new());
        self.state.model.visit(&mut collect);
        let mut values = Vec::new();
        for gradient in collect.1 {
            values.push(match gradient {
                Some(gradient) => numbers(gradient).await,
                None => Vec::new(),
            });
        }
        values
    }
}

/// Compares gradients of every configuration with central differences, for some weights of every
/// layer. A dictionary is trained with fixed codes, yet its gradient is that of the loss with
/// optimal codes. At the optimum no change of the codes lowers the loss. The mean is not trained.
///
/// # Panics
/// If a gradient is off by more than two per cent of the layer's largest.
pub async fn check_gradients(device: &Device) {
    const STEP: f32 = 1e-3;
    for changes in configurations().into_iter().chain(further_gradients()) {
        let mut config = config(&changes);
        (config.hidden, config.latent) = (vec![5], 4);
        let mut tiny = Tiny::new(&config, device);
        let gradients = tiny.gradients().await;
        let values = tiny.state.read().await.unwrap();
        let learnt = gradients.iter().filter(|gradient| !gradient.is_empty());
        let running = gradients.len() - learnt.count();
        let normalised = config.normalization == Normalization::Batch;
        assert_eq!(running > 0, normalised, "{changes}: {running} not learnt");
        for (layer, gradient) in gradients.iter().enumerate() {
            if gradient.is_empty() {
                continue;
            }
            let largest = gradient.iter().fold(0.0f32, |most, g| most.max(g.abs()));
            assert!(largest > 0.0, "{changes}: nothing flows into layer {layer}");
            let fixed = if config.architecture == Architecture::Dictionary {
                image(&config).size()
            } else {
                0
            };
            let learnt = gradient.len() - fixed;
            assert!(gradient[learnt..].iter().all(|slope| *slope == 0.0));
            for at in (0..learnt).step_by(learnt / 7 + 1) {
                let mut moved = async |by: f32| {
                    let mut values = values.clone();
                    values[layer].weights[at] += by;
                    tiny.state.write(0, values).unwrap();
                    tiny.value().await
                };
                let slope = (moved(STEP).await - moved(-STEP).await) / (2.0 * STEP);
                let off = (slope - gradient[at]).abs();
                assert!(
                    off < 0.02 * largest + 2e-4,
                    "{changes}, layer {layer}, weight {at}: {} by differences {slope}",
                    gradient[at]
                );
            }
        }
    }
}
