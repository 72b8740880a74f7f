//! The variational run of the independent trace: 784-400-(mean, log-variance 20)-400-784 with ReLU, the
//! noise fixed, the loss the mean over images of the cross-entropy summed over pixels plus the divergence.
//! Weights and images are those of `trace`, in the order encoder, means, log-variances, decoder.

use burn::tensor::Device;
use hourglass::config::{Activation, RunConfig};
use hourglass::kernels::variational::Noise;
use hourglass::model::Autoencoder;
use hourglass::model::init::Weights;
use hourglass::model::plan::{LayerPlan, Role};
use hourglass::objective::Elbo;
use serde::Deserialize;

use super::trace::{Generator, PIXELS, agree, begin, images, losses};

#[derive(Deserialize)]
struct Trace {
    variational: Run,
}

#[derive(Deserialize)]
struct Run {
    config: Config,
    losses: Vec<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Config {
    learning_rate: f64,
    epsilon: f64,
    hidden: usize,
    latent: usize,
    noise: f32,
}

/// Takes the run on a device, recorded and replayed where the device can.
///
/// # Panics
/// Where a loss is more than 1e-4 (relative) off at any step.
pub async fn check_run(device: &Device) {
    let trace: Trace = serde_json::from_str(include_str!("../data/trace.json")).unwrap();
    let run = trace.variational;
    let config = RunConfig {
        learning_rate: run.config.learning_rate,
        epsilon: run.config.epsilon,
        ..RunConfig::default()
    };
    let model = model(&run.config, device);
    let objective = Elbo::new(PIXELS, Noise::Constant(run.config.noise));
    let mut learner = begin(model, objective, &config, &images(30), device);
    learner.advance(run.losses.len()).unwrap();
    agree(
        "variational",
        &run.losses,
        &losses(&learner, run.losses.len()).await,
    );
}

fn model(config: &Config, device: &Device) -> Autoencoder {
    let layer = |role, inputs, outputs, activation| LayerPlan {
        role,
        inputs,
        outputs,
        activation,
    };
    let plan = [
        layer(Role::Encoder, PIXELS, config.hidden, Activation::Relu),
        layer(
            Role::Latent,
            config.hidden,
            2 * config.latent,
            Activation::Linear,
        ),
        layer(
            Role::Decoder,
            config.latent,
            config.hidden,
            Activation::Relu,
        ),
        layer(Role::Output, config.hidden, PIXELS, Activation::Sigmoid),
    ];
    let mut generator = Generator::of_weights();
    Autoencoder::new(&plan, &device.clone().autodiff(), |layer| {
        let bound = (layer.inputs as f64).sqrt().recip();
        let mut dense = |outputs: usize| Weights {
            weight: generator.tensor(layer.inputs * outputs, bound),
            bias: generator.tensor(outputs, bound),
        };
        if layer.role == Role::Latent {
            dense(config.latent).beside(dense(config.latent))
        } else {
            dense(layer.outputs)
        }
    })
}
