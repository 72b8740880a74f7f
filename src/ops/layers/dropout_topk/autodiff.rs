//! The backward pass of a mask.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{MaskKernels, Stream};

/// What was let through is known by the output, so that no mask is kept: a value that was not let through
/// is zero. The reverse errs only where the input itself is exactly zero: a ReLU before the mask has a
/// slope of zero there anyway, and other units are never exactly zero but by chance.
#[derive(Debug)]
struct Mask;

impl<B: MaskKernels> Backward<B, 1> for Mask {
    /// The output, and what the inputs were multiplied by.
    type State = (FloatTensor<B>, f32);

    fn backward(
        self,
        ops: Ops<Self::State, 1>,
        grads: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        let (output, factor) = ops.state;
        unary::<B, _>(ops.parents, ops.node, grads, |gradient| {
            B::unmask(output, gradient, factor)
        });
    }
}

/// Masks a tensor; the gradient follows from the output.
fn mask<B: MaskKernels, C: CheckpointStrategy>(
    input: FloatTensor<Autodiff<B, C>>,
    factor: f32,
    forward: impl FnOnce(FloatTensor<B>) -> FloatTensor<B>,
) -> FloatTensor<Autodiff<B, C>> {
    let nodes = [input.node()];
    let output = forward(input.into_primitive());
    match Mask.prepare::<C>(nodes).compute_bound().stateful() {
        OpsKind::Tracked(prep) => prep.finish((output.clone(), factor), output),
        OpsKind::UnTracked(prep) => prep.finish(output),
    }
}

impl<B: MaskKernels, C: CheckpointStrategy> MaskKernels for Autodiff<B, C> {
    fn keep_largest(codes: FloatTensor<Self>, keep: usize) -> FloatTensor<Self> {
        mask::<B, C>(codes, 1.0, |codes| B::keep_largest(codes, keep))
    }

    fn dropout(
        input: FloatTensor<Self>,
        clock: IntTensor<Self>,
        stream: Stream,
        rate: f32,
        factor: f32,
    ) -> FloatTensor<Self> {
        mask::<B, C>(input, factor, |input| {
            B::dropout(input, clock, stream, rate, factor)
        })
    }

    // Only first derivatives are ever taken.
    fn unmask(
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        factor: f32,
    ) -> FloatTensor<Self> {
        let (output, gradient) = (output.into_primitive(), gradient.into_primitive());
        FloatTensor::<Self>::new(B::unmask(output, gradient, factor))
    }
}
