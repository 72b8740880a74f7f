//! Autodiff of noise: a constant.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{Distribution, NoiseKernels, Stream};

impl<B: NoiseKernels, C: CheckpointStrategy> NoiseKernels for Autodiff<B, C> {
    fn noise_bits(steps: IntTensor<Self>, stream: Stream, shape: [usize; 2]) -> IntTensor<Self> {
        B::noise_bits(steps, stream, shape)
    }

    fn noise(
        steps: IntTensor<Self>,
        stream: Stream,
        distribution: Distribution,
        shape: [usize; 2],
    ) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::noise(steps, stream, distribution, shape))
    }
}
