//! The backward pass of a dense layer.

use burn::backend::Autodiff;
use burn::backend::autodiff::NodeId;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;

use super::DenseKernels;
use crate::ops::backward;
use crate::ops::layers::activation::Fused;

#[derive(Debug)]
struct Dense;

impl<B: DenseKernels> Backward<B, 2> for Dense {
    /// Input, weights, output, activation.
    type State = (NodeId, NodeId, FloatTensor<B>, Fused);

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        grads: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        let parents = ops.parents.map(|parent| parent.map(|node| node.id));
        let gradient = grads.consume::<B>(&ops.node);
        let (input, weights, output, activation) = ops.state;
        let input: FloatTensor<B> = checkpointer.retrieve_node_output(input);
        let weights: FloatTensor<B> = checkpointer.retrieve_node_output(weights);
        backward::register::<B, _>(
            grads,
            parents,
            (input, weights, output, gradient),
            |(x, w, y, dy)| B::dense_backward(x, w, y, dy, activation),
            |(x, _, y, dy)| B::dense_backward_weights(x, y, dy, activation),
        );
    }
}

// Only first derivatives are ever taken, so that the backward operations are reached from outside
// autodiff alone.
impl<B: DenseKernels, C: CheckpointStrategy> DenseKernels for Autodiff<B, C> {
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

    fn dense_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [input, weights, output, gradient] =
            [input, weights, output, gradient].map(FloatTensor::<Self>::into_primitive);
        let (by_input, by_weights) =
            B::dense_backward(input, weights, output, gradient, activation);
        (
            FloatTensor::<Self>::new(by_input),
            FloatTensor::<Self>::new(by_weights),
        )
    }

    fn dense_backward_weights(
        input: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let [input, output, gradient] =
            [input, output, gradient].map(FloatTensor::<Self>::into_primitive);
        FloatTensor::<Self>::new(B::dense_backward_weights(
            input, output, gradient, activation,
        ))
    }
}
