//! Autodiff of the reconstruction error and of sums of losses.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{LossBackward, LossKernels, PixelLoss, Weight};
use crate::ops::backward::loss;

/// Sum of two losses. Unlike stock addition it needs no care for shapes: all tensors are `[1]`.
#[derive(Debug)]
struct Plus;

impl<B: LossBackward> Backward<B, 2> for Plus {
    /// Finished steps and the weight of the second loss, or nothing where both count alike.
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

impl<B: LossKernels + LossBackward, C: CheckpointStrategy> LossKernels for Autodiff<B, C> {
    fn pixel_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        kind: PixelLoss,
        weight: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let target = target.into_primitive();
        let forward = |logits| B::pixel_loss(logits, target, kind, weight);
        loss::<B, C>(logits, forward, B::chain)
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
}
