//! The backward pass of a loss whose gradient was found with it.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, NodeGuard, Ops, OpsKind, unary};
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{LossKernels, PixelLoss, Weight};

/// A loss whose gradient was found with it.
#[derive(Debug)]
struct Found;

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

/// A loss and its gradient.
type Both<B> = (FloatTensor<B>, FloatTensor<B>);

/// A loss and its gradient, both found already, by the tensor that it is a loss of.
pub fn found<B: LossKernels, C: CheckpointStrategy>(
    of: NodeGuard,
    (loss, slope): Both<B>,
) -> Both<Autodiff<B, C>> {
    let untracked = FloatTensor::<Autodiff<B, C>>::new(slope.clone());
    let loss = match Found.prepare::<C>([of]).compute_bound().stateful() {
        OpsKind::Tracked(prep) => prep.finish(slope, loss),
        OpsKind::UnTracked(prep) => prep.finish(loss),
    };
    (loss, untracked)
}

/// Unlike stock addition, it need not care for shapes: whatever follows has the shape of a loss.
#[derive(Debug)]
struct Plus;

impl<B: LossKernels> Backward<B, 2> for Plus {
    /// The clock, and the weight of the other loss; nothing where both count alike.
    type State = Option<(IntTensor<B>, Weight)>;

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        grads: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        let gradient = grads.consume::<B>(&ops.node);
        let [one, other] = ops.parents;
        if let Some(node) = one {
            grads.register::<B>(node.id, gradient.clone());
        }
        if let Some(node) = other {
            let gradient = match ops.state {
                Some((steps, weight)) => B::weighted(gradient, steps, weight),
                None => gradient,
            };
            grads.register::<B>(node.id, gradient);
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
        let (logits, node) = logits.into_parts();
        let target = target.into_primitive();
        found::<B, C>(node, B::pixel_loss(logits, target, kind, weight))
    }

    fn plus(
        one: FloatTensor<Self>,
        other: FloatTensor<Self>,
        steps: IntTensor<Self>,
        weight: Weight,
    ) -> FloatTensor<Self> {
        let nodes = [one.node(), other.node()];
        let saved = (weight != Weight::ONE).then(|| (steps.clone(), weight));
        let sum = B::plus(one.into_primitive(), other.into_primitive(), steps, weight);
        match Plus.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prep) => prep.finish(saved, sum),
            OpsKind::UnTracked(prep) => prep.finish(sum),
        }
    }

    // Only first derivatives are ever taken.

    fn weighted(
        gradient: FloatTensor<Self>,
        steps: IntTensor<Self>,
        weight: Weight,
    ) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::weighted(gradient.into_primitive(), steps, weight))
    }

    fn chain(slope: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::chain(slope.into_primitive(), gradient.into_primitive()))
    }
}
