//! The backward pass of a loss whose gradient was found with it.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn::backend::tensor::FloatTensor;

use super::{LossKernels, PixelLoss};

/// A loss whose gradient was found with it.
#[derive(Debug)]
pub struct Found;

impl<B: LossKernels> Backward<B, 1> for Found {
    /// The gradient by what the loss is of.
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

/// Unlike stock addition, it need not care for shapes: whatever follows has the shape of a loss.
#[derive(Debug)]
struct Plus;

impl<B: LossKernels> Backward<B, 2> for Plus {
    type State = ();

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        grads: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        let gradient = grads.consume::<B>(&ops.node);
        for node in ops.parents.into_iter().flatten() {
            grads.register::<B>(node.id, gradient.clone());
        }
    }
}

impl<B: LossKernels, C: CheckpointStrategy> LossKernels for Autodiff<B, C> {
    fn pixel_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        kind: PixelLoss,
        weight: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let nodes = [logits.node()];
        let (loss, slope) = B::pixel_loss(
            logits.into_primitive(),
            target.into_primitive(),
            kind,
            weight,
        );
        let untracked = FloatTensor::<Self>::new(slope.clone());
        let loss = match Found.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prep) => prep.finish(slope, loss),
            OpsKind::UnTracked(prep) => prep.finish(loss),
        };
        (loss, untracked)
    }

    fn plus(one: FloatTensor<Self>, other: FloatTensor<Self>) -> FloatTensor<Self> {
        let nodes = [one.node(), other.node()];
        let sum = B::plus(one.into_primitive(), other.into_primitive());
        match Plus.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prep) => prep.finish((), sum),
            OpsKind::UnTracked(prep) => prep.finish(sum),
        }
    }

    // Only first derivatives are ever taken.
    fn chain(slope: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::chain(slope.into_primitive(), gradient.into_primitive()))
    }
}
