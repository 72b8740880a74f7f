//! Autodiff of the variational operations.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{Noise, VariationalBackward, VariationalKernels};
use crate::ops::backward::{function, loss};
use crate::ops::losses::reconstruction::LossBackward;

impl<B, C: CheckpointStrategy> VariationalKernels for Autodiff<B, C>
where
    B: VariationalKernels + VariationalBackward + LossBackward,
{
    fn sample(
        posterior: FloatTensor<Self>,
        steps: IntTensor<Self>,
        noise: Noise,
    ) -> FloatTensor<Self> {
        let forward = |posterior: FloatTensor<B>| {
            let codes = B::sample(posterior.clone(), steps, noise);
            (codes.clone(), (posterior, codes))
        };
        let by_input =
            |(posterior, codes), gradient| B::sample_backward(posterior, codes, gradient);
        function::<B, C, _>(posterior, forward, by_input).0
    }

    fn kl(posterior: FloatTensor<Self>, free: f32) -> (FloatTensor<Self>, FloatTensor<Self>) {
        loss::<B, C>(posterior, |posterior| B::kl(posterior, free), B::chain)
    }
}
