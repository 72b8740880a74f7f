//! Noise is a constant: nothing flows back into it.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{Law, NoiseKernels, Stream};

impl<B: NoiseKernels, C: CheckpointStrategy> NoiseKernels for Autodiff<B, C> {
    fn noise_bits(clock: IntTensor<Self>, stream: Stream, shape: [usize; 2]) -> IntTensor<Self> {
        B::noise_bits(clock, stream, shape)
    }

    fn noise(
        clock: IntTensor<Self>,
        stream: Stream,
        law: Law,
        shape: [usize; 2],
    ) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::noise(clock, stream, law, shape))
    }
}
