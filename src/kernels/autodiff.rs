//! Backward passes of the fused operations.

use burn::backend::Autodiff;
use burn::backend::autodiff::NodeId;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;

use super::{Fused, Kernels};

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

    // Only first derivatives are ever taken: what follows is reached from outside autodiff alone.
    fn dense_backward_sums(
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let sums = B::dense_backward_sums(
            output.into_primitive(),
            gradient.into_primitive(),
            activation,
        );
        FloatTensor::<Self>::new(sums)
    }

    fn dense_backward_input(
        weights: FloatTensor<Self>,
        sums: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::dense_backward_input(
            weights.into_primitive(),
            sums.into_primitive(),
        ))
    }

    fn dense_backward_weights(
        input: FloatTensor<Self>,
        sums: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::dense_backward_weights(
            input.into_primitive(),
            sums.into_primitive(),
        ))
    }
}
