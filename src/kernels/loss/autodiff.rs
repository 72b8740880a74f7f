//! The backward pass of a loss whose gradient was found with it.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn::backend::tensor::FloatTensor;

use super::{LossKernels, PixelLoss};

#[derive(Debug)]
struct MeanPixelLoss;

impl<B: LossKernels> Backward<B, 1> for MeanPixelLoss {
    /// The gradient by the logits, found with the loss itself.
    type State = FloatTensor<B>;

    fn backward(
        self,
        ops: Ops<Self::State, 1>,
        grads: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        let slope = ops.state;
        unary::<B, _>(ops.parents, ops.node, grads, |gradient| {
            B::chain(slope, gradient)
        });
    }
}

impl<B: LossKernels, C: CheckpointStrategy> LossKernels for Autodiff<B, C> {
    fn pixel_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        kind: PixelLoss,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let nodes = [logits.node()];
        let (loss, slope) = B::pixel_loss(logits.into_primitive(), target.into_primitive(), kind);
        let untracked = FloatTensor::<Self>::new(slope.clone());
        let loss = match MeanPixelLoss.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prep) => prep.finish(slope, loss),
            OpsKind::UnTracked(prep) => prep.finish(loss),
        };
        (loss, untracked)
    }

    // Only first derivatives are ever taken.
    fn chain(slope: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::chain(slope.into_primitive(), gradient.into_primitive()))
    }
}
