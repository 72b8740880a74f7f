//! How gradients become steps: Burn's optimisers, with the constants of the papers where Burn's
//! defaults differ (epsilon 1e-5, RMSprop momentum 0.9, SGD dampening 0.1).

use burn::optim::momentum::MomentumConfig;
use burn::optim::{
    AdamState, AdaptiveMomentumState, LearningRate, ModuleOptimizer, Optimizer, RmsPropConfig,
    SgdConfig,
};
use burn::tensor::{Device, Tensor};

use crate::config::{Optimiser, RunConfig};
use crate::kernels::{AdamStep, adam};

/// The optimiser a config asks for, without any memory yet.
///
/// - Adam ([Kingma and Ba 2014](https://arxiv.org/abs/1412.6980)): β₁ 0.9, β₂ 0.999, ε added outside
///   the root after bias correction;
/// - RMSprop (Hinton's lecture 6e): v ← ρ v + (1−ρ) g², step g / (√v + ε);
/// - SGD: u ← momentum u + g, step u.
pub fn build(config: &RunConfig) -> ModuleOptimizer {
    let epsilon = config.epsilon as f32;
    match config.optimiser {
        Optimiser::Adam => ModuleOptimizer::from(Adam { epsilon }),
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

/// Adam in one operation a layer. Its state is that of Burn's own.
#[derive(Clone)]
struct Adam {
    epsilon: f32,
}

impl Optimizer for Adam {
    type State<const D: usize> = AdamState<D>;

    fn step<const D: usize>(
        &self,
        rate: LearningRate,
        weights: Tensor<D>,
        gradient: Tensor<D>,
        state: Option<AdamState<D>>,
    ) -> (Tensor<D>, Option<AdamState<D>>) {
        let (time, moments) = match state.map(|state| state.momentum) {
            Some(state) => (state.time + 1, [state.moment_1, state.moment_2]),
            None => (1, [gradient.zeros_like(), gradient.zeros_like()]),
        };
        let (beta_1, beta_2) = (0.9, 0.999);
        let step = AdamStep {
            rate: rate as f32,
            beta_1,
            beta_2,
            epsilon: self.epsilon,
            time,
        };
        let [weights, moment_1, moment_2] = adam(weights, gradient, moments, step);
        let momentum = AdaptiveMomentumState {
            time,
            moment_1,
            moment_2,
            max_moment_2: None,
        };
        (weights, Some(AdamState { momentum }))
    }

    fn to_device<const D: usize>(mut state: AdamState<D>, device: &Device) -> AdamState<D> {
        state.momentum = state.momentum.to_device(device);
        state
    }
}
