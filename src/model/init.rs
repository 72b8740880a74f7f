//! Initial weights, drawn on the host, so that a seed gives the same ones on every device.

use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

use super::layer_spec::{LayerKind, LayerSpec};
use crate::config::Initializer;
use crate::ops::layers::gru::Gru;
use crate::rng::ChaCha8Rng;

/// Weight and bias of one layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// `[inputs, outputs]`, row-major.
    pub weight: Vec<f32>,
    /// `[outputs]`; of a recurrent layer two rows.
    pub bias: Vec<f32>,
}

impl Weights {
    /// One layer whose outputs are those of this one, then those of the other, from the same inputs.
    pub fn concatenated(self, other: Self) -> Self {
        let left = self.weight.chunks(self.bias.len());
        let rows = left.zip(other.weight.chunks(other.bias.len()));
        Self {
            weight: rows
                .flat_map(|(left, right)| [left, right].concat())
                .collect(),
            bias: [self.bias.as_slice(), &other.bias].concat(),
        }
    }
}

/// Draws a layer; one of several heads draws each by itself.
///
/// - `torch`: weight and bias uniform in ±1/√inputs (default of PyTorch's and Burn's linear layer);
/// - `glorot`: weight uniform in ±√(6 / (inputs + outputs)), bias 0
///   ([Glorot and Bengio 2010](https://proceedings.mlr.press/v9/glorot10a.html), equation 16);
/// - `he`: weight normal with variance 2 / inputs, bias 0
///   ([He et al. 2015](https://arxiv.org/abs/1502.01852), equation 10).
///
/// Inputs and outputs are those of [`LayerSpec::fans`]. The atoms of a dictionary are unit vectors, whatever
/// the initialiser; a recurrent layer has rules of its own, see `recurrent`.
pub fn draw(initialiser: Initializer, layer: &LayerSpec, rng: &mut ChaCha8Rng) -> Weights {
    if let LayerKind::Gru(gru) = layer.kind {
        return recurrent(initialiser, gru, rng);
    }
    let first = head(initialiser, layer, rng);
    (1..layer.heads).fold(first, |drawn, _| {
        drawn.concatenated(head(initialiser, layer, rng))
    })
}

/// Atoms in any direction, each as likely as any other, of length 1, and a mean of 0.
fn atoms([count, pixels]: [usize; 2], rng: &mut ChaCha8Rng) -> Weights {
    let mut normal = || -> f32 { StandardNormal.sample(rng) };
    let mut weight: Vec<f32> = (0..count * pixels).map(|_| normal()).collect();
    for atom in weight.chunks_exact_mut(pixels) {
        let length = atom.iter().map(|value| value * value).sum::<f32>().sqrt();
        atom.iter_mut().for_each(|value| *value /= length);
    }
    Weights {
        weight,
        bias: vec![0.0; pixels],
    }
}

fn head(initialiser: Initializer, layer: &LayerSpec, rng: &mut ChaCha8Rng) -> Weights {
    if layer.kind == LayerKind::Dictionary {
        return atoms(layer.weights(), rng);
    }
    let [inputs, outputs] = layer.fans().map(|fan| fan as f32);
    let [rows, columns] = layer.weights();
    let columns = columns / layer.heads;
    let (count, zeros) = (rows * columns, vec![0.0; columns]);
    match initialiser {
        Initializer::Torch => {
            let bound = 1.0 / inputs.sqrt();
            Weights {
                weight: uniform(count, bound, rng),
                bias: uniform(columns, bound, rng),
            }
        }
        Initializer::Glorot => {
            let bound = (6.0 / (inputs + outputs)).sqrt();
            Weights {
                weight: uniform(count, bound, rng),
                bias: zeros,
            }
        }
        Initializer::He => {
            let deviation = (2.0 / inputs).sqrt();
            let mut normal = || -> f32 { StandardNormal.sample(rng) };
            Weights {
                weight: (0..count).map(|_| normal() * deviation).collect(),
                bias: zeros,
            }
        }
    }
}

/// Draws a recurrent layer, with each gate as a layer of its own:
///
/// - `torch`: weights and biases uniform in ±1/√units, the default of PyTorch's recurrent layers;
/// - `glorot` and `he`: weights uniform in ±√(6 / (inputs + units)), where the inputs are the numbers of a
///   frame or those of a state; biases 0. He's rule is for ReLU, which there is none of.
fn recurrent(initialiser: Initializer, gru: Gru, rng: &mut ChaCha8Rng) -> Weights {
    let columns = 3 * gru.units;
    let torch = initialiser == Initializer::Torch;
    let narrow = 1.0 / (gru.units as f32).sqrt();
    let mut weights = |inputs: usize| {
        let glorot = (6.0 / (inputs + gru.units) as f32).sqrt();
        uniform(inputs * columns, if torch { narrow } else { glorot }, rng)
    };
    let weight = [weights(gru.frame_rows()), weights(gru.units)].concat();
    let bias = if torch {
        uniform(2 * columns, narrow, rng)
    } else {
        vec![0.0; 2 * columns]
    };
    Weights { weight, bias }
}

fn uniform(count: usize, bound: f32, rng: &mut ChaCha8Rng) -> Vec<f32> {
    (0..count)
        .map(|_| rng.random_range(-bound..bound))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Activation;
    use crate::model::layer_spec::Role;
    use crate::ops::layers::conv::Geometry;
    use crate::ops::layers::gru::GruMode;
    use crate::rng::{Purpose, stream};
    use crate::shape::Extent;

    fn layer() -> LayerSpec {
        LayerSpec::dense(Role::Encoder, 400, 200, Activation::Relu)
    }

    fn drawn(initialiser: Initializer) -> Weights {
        draw(initialiser, &layer(), &mut stream(1, Purpose::Weights))
    }

    /// Variance and largest absolute value. 80,000 draws give the variance to about one per cent.
    fn spread(values: &[f32]) -> (f32, f32) {
        let variance = values.iter().map(|x| x * x).sum::<f32>() / values.len() as f32;
        (
            variance,
            values
                .iter()
                .fold(0.0, |largest: f32, x| largest.max(x.abs())),
        )
    }

    fn close(a: f32, b: f32) -> bool {
        (a / b - 1.0).abs() < 0.02
    }

    #[test]
    fn torch_draws_weights_and_biases_within_one_over_the_root_of_the_inputs() {
        let Weights { weight, bias } = drawn(Initializer::Torch);
        let (variance, largest) = spread(&weight);
        assert!(close(variance, 1.0 / 400.0 / 3.0) && close(largest, 0.05) && largest <= 0.05);
        let (_, largest) = spread(&bias);
        assert!(largest <= 0.05 && largest > 0.04);
    }

    #[test]
    fn glorot_scales_by_inputs_and_outputs_and_leaves_biases_zero() {
        let Weights { weight, bias } = drawn(Initializer::Glorot);
        let (variance, largest) = spread(&weight);
        assert!(close(variance, 2.0 / 600.0) && largest <= 0.1 && close(largest, 0.1));
        assert_eq!(bias, vec![0.0; 200]);
    }

    #[test]
    fn he_is_normal_with_variance_two_over_the_inputs_and_zero_biases() {
        let Weights { weight, bias } = drawn(Initializer::He);
        let (variance, largest) = spread(&weight);
        assert!(close(variance, 2.0 / 400.0));
        assert!(largest > 3.5 * variance.sqrt(), "a normal draw has tails");
        assert_eq!(bias, vec![0.0; 200]);
    }
    #[test]
    fn a_recurrent_layer_counts_each_gate_for_itself() {
        let gru = Gru {
            mode: GruMode::Encode,
            frames: 14,
            frame: 36,
            units: 100,
        };
        let layer = LayerSpec::gru(Role::Encoder, gru);
        let draw = |initialiser| draw(initialiser, &layer, &mut stream(1, Purpose::Weights));
        let glorot = draw(Initializer::Glorot);
        let (of_frame, of_state) = glorot.weight.split_at(36 * 300);
        assert_eq!(of_state.len(), 100 * 300);
        let (_, largest) = spread(of_frame);
        assert!(close(largest, (6.0f32 / 136.0).sqrt()));
        let (_, largest) = spread(of_state);
        assert!(close(largest, (6.0f32 / 200.0).sqrt()));
        assert_eq!(glorot.bias, vec![0.0; 600]);
        let torch = draw(Initializer::Torch);
        for values in [torch.weight, torch.bias] {
            let (_, largest) = spread(&values);
            assert!(close(largest, 0.1) && largest <= 0.1);
        }
    }

    #[test]
    fn a_transposed_convolution_counts_its_inputs_as_pytorch_does() {
        let image = Extent {
            height: 7,
            width: 7,
            channels: 16,
        };
        let up = Geometry::transposed(image, 8, 4, 2, 1, 0).unwrap();
        let layer = LayerSpec::conv(Role::Decoder, up, Activation::Relu);
        // torch.nn.init._calculate_fan_in_and_fan_out(torch.nn.ConvTranspose2d(16, 8, 4).weight)
        assert_eq!(layer.fans(), [128, 256]);
        assert_eq!(layer.weights(), [256, 8]);
    }

    #[test]
    fn heads_are_drawn_apart_and_stand_side_by_side() {
        let layer = LayerSpec::variational(400, 100);
        let heads = draw(
            Initializer::Glorot,
            &layer,
            &mut stream(1, Purpose::Weights),
        );
        assert_eq!((heads.weight.len(), heads.bias.len()), (400 * 200, 200));
        let alone = LayerSpec::dense(Role::Latent, 400, 100, Activation::Linear);
        let mean = draw(
            Initializer::Glorot,
            &alone,
            &mut stream(1, Purpose::Weights),
        );
        assert_eq!(heads.weight[..100], mean.weight[..100]);
        assert_eq!(heads.weight[200..300], mean.weight[100..200]);
    }
}
