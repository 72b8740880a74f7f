//! The backward pass, in terms of the operations themselves.

use burn::backend::Autodiff;
use burn::backend::autodiff::NodeId;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;

use super::{ConvKernels, Fused, Geometry};
use crate::ops::backward;

#[derive(Debug)]
struct Conv;

impl<B: ConvKernels> Backward<B, 2> for Conv {
    /// Input, weights, output, geometry, activation.
    type State = (NodeId, NodeId, FloatTensor<B>, Geometry, Fused);

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        grads: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        let parents = ops.parents.map(|parent| parent.map(|node| node.id));
        let gradient = grads.consume::<B>(&ops.node);
        let (input, weights, output, geometry, activation) = ops.state;
        let input: FloatTensor<B> = checkpointer.retrieve_node_output(input);
        let weights: FloatTensor<B> = checkpointer.retrieve_node_output(weights);
        backward::register::<B, _>(
            grads,
            parents,
            (input, weights, output, gradient),
            |(x, w, y, dy)| B::conv_backward(x, w, y, dy, geometry, activation),
            |(x, _, y, dy)| B::conv_backward_weights(x, y, dy, geometry, activation),
        );
    }
}

impl<B: ConvKernels, C: CheckpointStrategy> ConvKernels for Autodiff<B, C> {
    fn conv(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let nodes = [input.node(), weights.node()];
        match Conv.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(mut prep) => {
                let saved = (prep.checkpoint(&input), prep.checkpoint(&weights));
                let (input, weights) = (input.into_primitive(), weights.into_primitive());
                let output = B::conv(input, weights, geometry, activation);
                let state = (saved.0, saved.1, output.clone(), geometry, activation);
                prep.finish(state, output)
            }
            OpsKind::UnTracked(prep) => {
                let (input, weights) = (input.into_primitive(), weights.into_primitive());
                prep.finish(B::conv(input, weights, geometry, activation))
            }
        }
    }

    // Only first derivatives are ever taken, so these carry no gradient.

    fn conv_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [input, weights, output, gradient] =
            [input, weights, output, gradient].map(FloatTensor::<Self>::into_primitive);
        let (by_input, by_weights) =
            B::conv_backward(input, weights, output, gradient, geometry, activation);
        (
            FloatTensor::<Self>::new(by_input),
            FloatTensor::<Self>::new(by_weights),
        )
    }

    fn conv_backward_weights(
        input: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let [input, output, gradient] =
            [input, output, gradient].map(FloatTensor::<Self>::into_primitive);
        FloatTensor::<Self>::new(B::conv_backward_weights(
            input, output, gradient, geometry, activation,
        ))
    }
}
