//! Autodiff of masking layers.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{MaskBackward, MaskKernels, Stream};
use crate::ops::backward::function;

/// Masks a tensor. The backward pass reads the mask off the output: a masked value is zero. It errs only
/// where the input itself is exactly zero. A ReLU before the mask has a derivative of zero there anyway,
/// and other units are exactly zero by chance alone.
fn mask<B: MaskBackward, C: CheckpointStrategy>(
    input: FloatTensor<Autodiff<B, C>>,
    factor: f32,
    forward: impl FnOnce(FloatTensor<B>) -> FloatTensor<B>,
) -> FloatTensor<Autodiff<B, C>> {
    let forward = |input| {
        let output = forward(input);
        (output.clone(), (output, factor))
    };
    let by_input = |(output, factor), gradient| B::unmask(output, gradient, factor);
    function::<B, C, _>(input, forward, by_input).0
}

impl<B: MaskKernels + MaskBackward, C: CheckpointStrategy> MaskKernels for Autodiff<B, C> {
    fn top_k(codes: FloatTensor<Self>, k: usize) -> FloatTensor<Self> {
        mask::<B, C>(codes, 1.0, |codes| B::top_k(codes, k))
    }

    fn dropout(
        input: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        rate: f32,
        factor: f32,
    ) -> FloatTensor<Self> {
        mask::<B, C>(input, factor, |input| {
            B::dropout(input, steps, stream, rate, factor)
        })
    }
}
