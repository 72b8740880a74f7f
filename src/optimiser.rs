//! How gradients become steps: Burn's optimisers, with the constants of the papers where Burn's
//! defaults differ (epsilon 1e-5, RMSprop momentum 0.9, SGD dampening 0.1).

use burn::optim::momentum::MomentumConfig;
use burn::optim::{AdamConfig, ModuleOptimizer, RmsPropConfig, SgdConfig};

use crate::config::{Optimiser, RunConfig};

/// The optimiser a config asks for, without any memory yet.
///
/// - Adam ([Kingma and Ba 2014](https://arxiv.org/abs/1412.6980)): β₁ 0.9, β₂ 0.999, ε added outside
///   the root after bias correction;
/// - RMSprop (Hinton's lecture 6e): v ← ρ v + (1−ρ) g², step g / (√v + ε);
/// - SGD: u ← momentum u + g, step u.
pub fn build(config: &RunConfig) -> ModuleOptimizer {
    let epsilon = config.epsilon as f32;
    match config.optimiser {
        Optimiser::Adam => AdamConfig::new().with_epsilon(epsilon).init(),
        Optimiser::Rmsprop => RmsPropConfig::new()
            .with_alpha(config.rho as f32)
            .with_momentum(0.0)
            .with_epsilon(epsilon)
            .init(),
        Optimiser::Sgd => {
            let momentum = MomentumConfig {
                momentum: config.momentum,
                dampening: 0.0,
                nesterov: false,
            };
            SgdConfig::new().with_momentum(Some(momentum)).init()
        }
    }
}
