//! Sparsity of the latent code.

use burn::tensor::Tensor;

use super::term::{ForwardPass, Quantity, Term, WeightedTerm};
use crate::config::{Bottleneck, RunConfig, Sparsity as Choice};
use crate::ops::losses::penalty::{Power, norm, sparsity};

/// KL to target: Σ KL(ρ‖ρ̂) over the latent units, ρ̂ being the mean of a unit over the batch
/// (A. Ng, *Sparse autoencoder*, CS294A lecture notes).
#[derive(Debug, Clone, Copy)]
struct KlToTarget {
    target: f32,
}

impl Term for KlToTarget {
    fn quantities(&self) -> Vec<Quantity> {
        vec![Quantity {
            name: "sparsity",
            label: "Sparsity (KL)",
            unit: "nats",
            help: "How far the mean activity of the code's units is from the one that was asked for.",
        }]
    }

    fn values(&self, pass: &ForwardPass) -> Vec<Tensor<1>> {
        vec![sparsity(pass.codes.clone(), self.target)]
    }
}

/// L1: Σ |code| over the latent units, as a mean over the images.
#[derive(Debug, Clone, Copy)]
struct L1Activity;

impl Term for L1Activity {
    fn quantities(&self) -> Vec<Quantity> {
        vec![Quantity {
            name: "sparsity",
            label: "Sparsity (L1)",
            unit: "sum of absolute values per picture",
            help: "L1 norm of the latent code: how far its latent dimensions are from 0.",
        }]
    }

    fn values(&self, pass: &ForwardPass) -> Vec<Tensor<1>> {
        let [batch, _] = pass.codes.dims();
        vec![norm(
            pass.codes.clone(),
            batch,
            Power::One,
            1.0 / batch as f32,
        )]
    }
}

/// The sparsity term of a config.
pub fn term(config: &RunConfig) -> Option<WeightedTerm> {
    let weight = config.sparsity_weight;
    let target = config.sparsity_target as f32;
    match (config.bottleneck, config.sparsity) {
        (Bottleneck::Variational, _) | (_, Choice::None) => None,
        (_, Choice::Kl) => Some(WeightedTerm::new(KlToTarget { target }, weight)),
        (_, Choice::L1) => Some(WeightedTerm::new(L1Activity, weight)),
    }
}
