//! How far codes are from the standard normal: with the reconstruction it makes up −ELBO, what a
//! variational autoencoder is trained for ([Kingma and Welling 2013](https://arxiv.org/abs/1312.6114)).

use burn::tensor::Tensor;

use super::term::{Pass, Quantity, Term, WeightedTerm};
use crate::config::{Bottleneck, RunConfig};
use crate::ops::layers::variational::kl;

/// Name of the term, by which a message knows it.
pub const LABEL: &str = "KL divergence";

/// KL divergence of the code's distribution from the standard normal, summed over the latents, as a mean
/// over the images.
#[derive(Debug, Clone, Copy)]
pub struct KlDivergence {
    /// Nats that each latent has without being charged.
    pub free: f32,
}

impl Term for KlDivergence {
    fn quantities(&self) -> Vec<Quantity> {
        vec![Quantity {
            name: "kl",
            label: LABEL,
            unit: "nats per picture",
            help: "What the codes tell about their pictures beyond the standard normal. At 0 they tell nothing.",
        }]
    }

    fn values(&self, pass: &Pass) -> Vec<Tensor<1>> {
        vec![kl(pass.encoder_outputs.clone(), self.free)]
    }
}

/// The term that a config asks for. Its weight is β ([Higgins et al. 2017](https://openreview.net/forum?id=Sy2fzU9gl)).
pub fn term(config: &RunConfig) -> Option<WeightedTerm> {
    let free = config.free_nats as f32;
    let term = KlDivergence { free };
    (config.bottleneck == Bottleneck::Variational)
        .then(|| WeightedTerm::growing(term, config.beta, config.kl_warm_up))
}
