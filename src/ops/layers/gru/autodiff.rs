//! The backward pass of a recurrent layer: through time, within one operation.

use burn::backend::Autodiff;
use burn::backend::autodiff::NodeId;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;

use super::{Gru, RecurrentKernels};
use crate::ops::backward;

#[derive(Debug)]
struct Recurrent;

impl<B: RecurrentKernels> Backward<B, 2> for Recurrent {
    /// Input, weights, states, gates, sizes.
    type State = (NodeId, NodeId, FloatTensor<B>, FloatTensor<B>, Gru);

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        grads: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        let parents = ops.parents.map(|parent| parent.map(|node| node.id));
        let gradient = grads.consume::<B>(&ops.node);
        let (input, weights, states, gates, plan) = ops.state;
        let input: FloatTensor<B> = checkpointer.retrieve_node_output(input);
        let weights: FloatTensor<B> = checkpointer.retrieve_node_output(weights);
        backward::register::<B, _>(
            grads,
            parents,
            (input, weights, states, gates, gradient),
            |(x, w, h, gates, dy)| B::gru_backward(x, w, h, gates, dy, plan),
            |(x, w, h, gates, dy)| B::gru_backward_weights(x, w, h, gates, dy, plan),
        );
    }
}

impl<B: RecurrentKernels, C: CheckpointStrategy> RecurrentKernels for Autodiff<B, C> {
    fn gru(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        plan: Gru,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let nodes = [input.node(), weights.node()];
        let kind = Recurrent.prepare::<C>(nodes).compute_bound().stateful();
        let (output, states, gates) = match kind {
            OpsKind::Tracked(mut prep) => {
                let saved = (prep.checkpoint(&input), prep.checkpoint(&weights));
                let (output, states, gates) =
                    B::gru(input.into_primitive(), weights.into_primitive(), plan);
                let state = (saved.0, saved.1, states.clone(), gates.clone(), plan);
                (prep.finish(state, output), states, gates)
            }
            OpsKind::UnTracked(prep) => {
                let (output, states, gates) =
                    B::gru(input.into_primitive(), weights.into_primitive(), plan);
                (prep.finish(output), states, gates)
            }
        };
        let [states, gates] = [states, gates].map(FloatTensor::<Self>::new);
        (output, states, gates)
    }

    // Only first derivatives are ever taken, so these carry no gradient.

    fn gru_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        states: FloatTensor<Self>,
        gates: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        plan: Gru,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [input, weights, states, gates, gradient] =
            [input, weights, states, gates, gradient].map(FloatTensor::<Self>::into_primitive);
        let (by_input, by_weights) = B::gru_backward(input, weights, states, gates, gradient, plan);
        (
            FloatTensor::<Self>::new(by_input),
            FloatTensor::<Self>::new(by_weights),
        )
    }

    fn gru_backward_weights(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        states: FloatTensor<Self>,
        gates: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        plan: Gru,
    ) -> FloatTensor<Self> {
        let [input, weights, states, gates, gradient] =
            [input, weights, states, gates, gradient].map(FloatTensor::<Self>::into_primitive);
        FloatTensor::<Self>::new(B::gru_backward_weights(
            input, weights, states, gates, gradient, plan,
        ))
    }
}
