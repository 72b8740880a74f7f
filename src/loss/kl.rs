//! KL divergence of the posterior from the standard normal prior. Together with the reconstruction
//! it is −ELBO, the loss of a variational autoencoder
//! ([Kingma and Welling 2013](https://arxiv.org/abs/1312.6114)).

use burn::tensor::Tensor;

use super::term::{ForwardPass, Quantity, Term, WeightedTerm};
use crate::config::{Bottleneck, RunConfig};
use crate::ops::layers::variational::kl;

/// KL divergence of the posterior from the standard normal, summed over the latent dimensions and
/// averaged over the images.
#[derive(Debug, Clone, Copy)]
pub struct KlDivergence {
    /// Free nats: the divergence of each latent dimension that the loss does not penalise.
    pub free: f32,
}

impl Term for KlDivergence {
    fn quantities(&self) -> Vec<Quantity> {
        vec![Quantity {
            name: "kl",
            label: "KL divergence",
            unit: "nats per picture",
            help: "Distance of the posterior from the prior, in nats. At 0 the codes carry no information.",
        }]
    }

    fn values(&self, pass: &ForwardPass) -> Vec<Tensor<1>> {
        vec![kl(pass.encoder_outputs.clone(), self.free)]
    }

    fn remedy(&self) -> Option<&'static str> {
        Some(
            "Where a log-variance of the codes ran away, it helps to warm up the KL divergence too.",
        )
    }
}

/// The KL term of a config. Its weight is β
/// ([Higgins et al. 2017](https://openreview.net/forum?id=Sy2fzU9gl)).
pub fn term(config: &RunConfig) -> Option<WeightedTerm> {
    let free = config.free_nats as f32;
    let term = KlDivergence { free };
    (config.bottleneck == Bottleneck::Variational)
        .then(|| WeightedTerm::growing(term, config.beta, config.kl_warm_up))
}
