//! The networks that are measured, from their stated weights.

use burn::tensor::Device;
use serde::Deserialize;

use crate::config::Activation;
use crate::error::Result;
use crate::kernels::activation::Fused;
use crate::kernels::conv::{Extent, Geometry};
use crate::kernels::loss::PixelLoss;
use crate::kernels::noise::Stream;
use crate::kernels::variational::Noise;
use crate::learner::Objective;
use crate::model::Autoencoder;
use crate::model::conv::Conv;
use crate::model::dense::Dense;
use crate::model::init::Weights;
use crate::model::plan::{LayerPlan, Role};
use crate::objective::{Elbo, Reconstruction};

/// A network, as `bench/workloads.json` states it.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Network {
    /// A dense autoencoder with squared error.
    Mlp {
        layers: Vec<usize>,
        acts: Vec<Activation>,
    },
    /// A variational autoencoder with ReLU and one hidden layer on each side.
    Vae {
        input: usize,
        hidden: usize,
        latent: usize,
    },
    /// A convolutional autoencoder with ReLU and squared error: two convolutions of 3 by 3 with stride 2,
    /// a dense layer to the code, and all of it back.
    Conv {
        side: usize,
        channels: [usize; 2],
        latent: usize,
    },
}

/// Pixels of an image, the model, and what it is trained for.
pub type Built = (usize, Autoencoder, Box<dyn Objective<Autoencoder>>);

impl Network {
    /// Builds it on a device with autodiff.
    pub fn build(&self, seed: u32, values: &mut Values, device: &Device) -> Result<Built> {
        let squared = Box::new(Reconstruction::from(PixelLoss::SquaredOfSigmoid));
        match self {
            Self::Mlp { layers, acts } => {
                let plan = dense_plan(layers, acts);
                let model = Autoencoder::new(&plan, device, |layer| {
                    values.weights(layer.inputs, layer.outputs)
                });
                Ok((layers[0], model, squared))
            }
            &Self::Vae {
                input,
                hidden,
                latent,
            } => {
                let plan = [
                    layer(Role::Encoder, input, hidden, Activation::Relu),
                    layer(Role::Latent, hidden, 2 * latent, Activation::Linear),
                    layer(Role::Decoder, latent, hidden, Activation::Relu),
                    layer(Role::Output, hidden, input, Activation::Sigmoid),
                ];
                let model = Autoencoder::new(&plan, device, |layer| match layer.role {
                    Role::Latent => {
                        let means = values.weights(layer.inputs, latent);
                        means.beside(values.weights(layer.inputs, latent))
                    }
                    _ => values.weights(layer.inputs, layer.outputs),
                });
                let noise = Noise::Fresh(Stream { seed, number: 0 });
                Ok((input, model, Box::new(Elbo::new(input, noise))))
            }
            &Self::Conv {
                side,
                channels,
                latent,
            } => {
                let model = convolutional(side, channels, latent, values, device)?;
                Ok((side * side, model, squared))
            }
        }
    }
}

fn convolutional(
    side: usize,
    [first, second]: [usize; 2],
    latent: usize,
    values: &mut Values,
    device: &Device,
) -> Result<Autoencoder> {
    let image = Extent {
        height: side,
        width: side,
        channels: 1,
    };
    let one = Geometry::conv(image, first, 3, 2, 1)?;
    let two = Geometry::conv(one.output(), second, 3, 2, 1)?;
    let three = Geometry::transposed(two.output(), first, 3, 2, 1, 1)?;
    let four = Geometry::transposed(three.output(), 1, 3, 2, 1, 1)?;
    let flat = two.output().size();
    let relu = |geometry: Geometry, weights| Conv::new(geometry, Fused::Relu, weights, device);
    let dense = |role, inputs, outputs, activation, values: &mut Values| {
        let plan = layer(role, inputs, outputs, activation);
        Dense::new(&plan, values.weights(inputs, outputs), device)
    };
    let encoder = vec![
        relu(one, values.weights(9, first)).into(),
        relu(two, values.weights(9 * first, second)).into(),
        dense(Role::Latent, flat, latent, Activation::Linear, values).into(),
    ];
    let decoder = vec![
        dense(Role::Decoder, latent, flat, Activation::Relu, values).into(),
        relu(three, values.transposed(second, first)).into(),
        Conv::new(four, Fused::Linear, values.transposed(first, 1), device).into(),
    ];
    Ok(Autoencoder::from_layers(
        encoder,
        decoder,
        Activation::Sigmoid,
    ))
}

fn dense_plan(sizes: &[usize], activations: &[Activation]) -> Vec<LayerPlan> {
    let code = sizes.iter().min().copied().unwrap_or(0);
    let mut encoding = true;
    let layers = sizes.windows(2).zip(activations).enumerate();
    let plan = layers.map(|(index, (size, &activation))| {
        let role = match (index + 2 == sizes.len(), encoding, size[1] == code) {
            (true, ..) => Role::Output,
            (_, true, true) => Role::Latent,
            (_, true, false) => Role::Encoder,
            _ => Role::Decoder,
        };
        encoding &= role == Role::Encoder;
        layer(role, size[0], size[1], activation)
    });
    plan.collect()
}

fn layer(role: Role, inputs: usize, outputs: usize, activation: Activation) -> LayerPlan {
    LayerPlan {
        role,
        inputs,
        outputs,
        activation,
    }
}

/// The stated weights, one after another.
pub struct Values(std::vec::IntoIter<f32>);

impl Values {
    /// Of all layers.
    pub fn new(values: Vec<f32>) -> Self {
        Self(values.into_iter())
    }

    fn weights(&mut self, inputs: usize, outputs: usize) -> Weights {
        Weights {
            weight: self.0.by_ref().take(inputs * outputs).collect(),
            bias: self.0.by_ref().take(outputs).collect(),
        }
    }

    /// Of a transposed convolution of 3 by 3, which are stated as `[tap, outputs, inputs]`.
    fn transposed(&mut self, inputs: usize, outputs: usize) -> Weights {
        let stated: Vec<f32> = self.0.by_ref().take(9 * inputs * outputs).collect();
        let taps = stated.chunks_exact(inputs * outputs);
        let weight = taps.flat_map(|tap| {
            let at = |index: usize| tap[index % outputs * inputs + index / outputs];
            (0..inputs * outputs).map(at).collect::<Vec<_>>()
        });
        Weights {
            weight: weight.collect(),
            bias: self.0.by_ref().take(outputs).collect(),
        }
    }
}
