//! Backward passes of the fused operations.

use burn::backend::Autodiff;
use burn::backend::autodiff::NodeId;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn::backend::tensor::FloatTensor;

use super::{Fused, Kernels, PixelLoss};

#[derive(Debug)]
struct Dense;

impl<B: Kernels> Backward<B, 2> for Dense {
    /// Input, weights, output, activation.
    type State = (NodeId, NodeId, FloatTensor<B>, Fused);

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        grads: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        let [input_node, weights_node] = ops.parents;
        let gradient = grads.consume::<B>(&ops.node);
        let (input, weights, output, activation) = ops.state;
        let input: FloatTensor<B> = checkpointer.retrieve_node_output(input);
        let weights: FloatTensor<B> = checkpointer.retrieve_node_output(weights);
        let sums = B::dense_backward_sums(output, gradient, activation);
        if let Some(node) = input_node {
            grads.register::<B>(node.id, B::dense_backward_input(weights, sums.clone()));
        }
        if let Some(node) = weights_node {
            grads.register::<B>(node.id, B::dense_backward_weights(input, sums));
        }
    }
}

#[derive(Debug)]
struct MeanPixelLoss;

impl<B: Kernels> Backward<B, 1> for MeanPixelLoss {
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
            B::float_mul(slope, B::float_reshape(gradient, [1, 1].into()))
        });
    }
}

// Only first derivatives are ever taken: the other operations are reached from outside autodiff alone.
impl<B: Kernels, C: CheckpointStrategy> Kernels for Autodiff<B, C> {
    fn dense(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let nodes = [input.node(), weights.node()];
        match Dense.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(mut prep) => {
                let saved = (prep.checkpoint(&input), prep.checkpoint(&weights));
                let output = B::dense(input.into_primitive(), weights.into_primitive(), activation);
                prep.finish((saved.0, saved.1, output.clone(), activation), output)
            }
            OpsKind::UnTracked(prep) => prep.finish(B::dense(
                input.into_primitive(),
                weights.into_primitive(),
                activation,
            )),
        }
    }

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
}
