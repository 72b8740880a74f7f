//! The bottleneck: from its layer to the latent code of an image. A new bottleneck is a case of
//! each `match` here, and a line in the setting `bottleneck` ([`crate::config::choices`]).

use burn::tensor::Tensor;

use super::layer_spec::{LayerSpec, Role};
use crate::config::{self, RunConfig};
use crate::model::context::ForwardContext;
use crate::ops::layers::dropout_topk::top_k;
use crate::ops::layers::variational::{Noise, sample};
use crate::ops::training::noise::Stream;
use crate::rng::streams;

/// A bottleneck.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bottleneck {
    /// Plain: the code is the encoder's output.
    Plain,
    /// The encoder gives means and log-variances; the code is drawn from that normal distribution
    /// ([Kingma and Welling 2013](https://arxiv.org/abs/1312.6114)).
    Variational(Noise),
    /// The k largest values of a code stay, and the others become zero
    /// ([Makhzani and Frey 2013](https://arxiv.org/abs/1312.5663)).
    KSparse {
        /// k: the number of values that stay.
        keep: usize,
    },
}

impl Bottleneck {
    /// The bottleneck of a config.
    pub fn new(config: &RunConfig) -> Self {
        match config.bottleneck {
            config::Bottleneck::Plain => Self::Plain,
            config::Bottleneck::Variational => Self::Variational(Noise::Fresh(Stream {
                seed: config.seed,
                number: streams::CODES,
            })),
            config::Bottleneck::KSparse => Self::KSparse { keep: config.k },
        }
    }

    /// The layer whose outputs are the code or the parameters of its distribution.
    pub fn layer(config: &RunConfig, inputs: usize) -> LayerSpec {
        match config.bottleneck {
            config::Bottleneck::Variational => LayerSpec::variational(inputs, config.latent),
            config::Bottleneck::Plain | config::Bottleneck::KSparse => {
                LayerSpec::dense(Role::Latent, inputs, config.latent, config.code_activation)
            }
        }
    }

    /// The code that the decoder is given, drawn where it is drawn at all.
    ///
    /// # Shapes
    /// - `encoder_outputs`: `[batch, latent]`, or `[batch, 2 · latent]` of a variational one
    /// - output: `[batch, latent]`
    pub fn draw(self, encoder_outputs: Tensor<2>, context: ForwardContext) -> Tensor<2> {
        match self {
            Self::Plain => encoder_outputs,
            Self::Variational(noise) => sample(encoder_outputs, context.steps.clone(), noise),
            Self::KSparse { keep } => top_k(encoder_outputs, keep),
        }
    }

    /// The code that stands for an image, without noise: the mean, where there is one.
    ///
    /// # Shapes
    /// As of `draw`.
    pub fn code(self, encoder_outputs: Tensor<2>, context: ForwardContext) -> Tensor<2> {
        match self {
            Self::Variational(_) => {
                sample(encoder_outputs, context.steps.clone(), Noise::Constant(0.0))
            }
            other => other.draw(encoder_outputs, context),
        }
    }
}
