//! The networks that are measured, from their stated weights.

use burn::tensor::Device;
use serde::Deserialize;

use crate::config::Activation;
use crate::error::Result;
use crate::loss::kl::KlDivergence;
use crate::loss::reconstruction::Reconstruction;
use crate::loss::{CompositeLoss, WeightedTerm};
use crate::model::init::Weights;
use crate::model::layer_spec::{LayerKind, LayerSpec, Role};
use crate::model::preprocessing::Preprocessing;
use crate::model::{Autoencoder, Bottleneck};
use crate::ops::layers::conv::Geometry;
use crate::ops::layers::variational::Noise;
use crate::ops::losses::reconstruction::PixelLoss;
use crate::ops::training::noise::Stream;
use crate::shape::Extent;

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
    /// A convolutional autoencoder with ReLU and squared error. Its encoder has two convolutions of 3 by 3
    /// with stride 2 and a dense layer to the code; the decoder mirrors them.
    Conv {
        side: usize,
        channels: [usize; 2],
        latent: usize,
    },
}

/// Pixels of an image, the model, and what it is trained for.
pub type Built = (usize, Autoencoder, CompositeLoss);

impl Network {
    /// Builds it on a device with autodiff.
    pub fn build(&self, seed: u32, values: &mut Values, device: &Device) -> Result<Built> {
        let squared = Reconstruction::mean(PixelLoss::SquaredOfSigmoid);
        match self {
            Self::Mlp { layers, acts } => {
                let plan = dense_plan(layers, acts);
                let model = Autoencoder::new(&plan, Bottleneck::Plain, device, |layer| {
                    values.weights(layer.inputs, layer.outputs)
                });
                Ok((layers[0], model, plain(squared)))
            }
            &Self::Vae {
                input,
                hidden,
                latent,
            } => {
                let plan = [
                    LayerSpec::dense(Role::Encoder, input, hidden, Activation::Relu),
                    LayerSpec::variational(hidden, latent),
                    LayerSpec::dense(Role::Decoder, latent, hidden, Activation::Relu),
                    LayerSpec::dense(Role::Output, hidden, input, Activation::Sigmoid),
                ];
                let noise = Noise::Fresh(Stream { seed, number: 0 });
                let bottleneck = Bottleneck::Variational(noise);
                let model = Autoencoder::new(&plan, bottleneck, device, |layer| {
                    let outputs = layer.outputs / layer.heads;
                    let first = values.weights(layer.inputs, outputs);
                    (1..layer.heads).fold(first, |heads, _| {
                        heads.concatenated(values.weights(layer.inputs, outputs))
                    })
                });
                let entropy = Reconstruction::sum(PixelLoss::CrossEntropy, input);
                let divergence = WeightedTerm::new(KlDivergence { free: 0.0 }, 1.0);
                let objective =
                    CompositeLoss::new(Preprocessing::default(), entropy, vec![divergence]);
                Ok((input, model, objective))
            }
            &Self::Conv {
                side,
                channels,
                latent,
            } => {
                let model = convolutional(side, channels, latent, values, device)?;
                Ok((side * side, model, plain(squared)))
            }
        }
    }
}

fn plain(reconstruction: Reconstruction) -> CompositeLoss {
    CompositeLoss::new(Preprocessing::default(), reconstruction, Vec::new())
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
    let relu = Activation::Relu;
    let plan = [
        LayerSpec::conv(Role::Encoder, one, relu),
        LayerSpec::conv(Role::Encoder, two, relu),
        LayerSpec::dense(Role::Latent, flat, latent, Activation::Linear),
        LayerSpec::dense(Role::Decoder, latent, flat, relu),
        LayerSpec::conv(Role::Decoder, three, relu),
        LayerSpec::conv(Role::Output, four, Activation::Sigmoid),
    ];
    Ok(Autoencoder::new(
        &plan,
        Bottleneck::Plain,
        device,
        |layer| {
            let [rows, columns] = layer.weights();
            match layer.kind {
                LayerKind::Conv(geometry) if geometry.is_transposed() => {
                    values.transposed(geometry.input().channels, columns)
                }
                _ => values.weights(rows, columns),
            }
        },
    ))
}

fn dense_plan(sizes: &[usize], activations: &[Activation]) -> Vec<LayerSpec> {
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
        LayerSpec::dense(role, size[0], size[1], activation)
    });
    plan.collect()
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
