//! The backward pass of batch normalisation.

use burn::backend::Autodiff;
use burn::backend::autodiff::NodeId;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;

use super::NormalisationKernels;
use crate::ops::layers::activation::Fused;

#[derive(Debug)]
struct Normalise;

impl<B: NormalisationKernels> Backward<B, 2> for Normalise {
    /// Values, affine, statistics, output, activation.
    type State = (NodeId, NodeId, FloatTensor<B>, FloatTensor<B>, Fused);

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        grads: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        let gradient = grads.consume::<B>(&ops.node);
        let (values, affine, statistics, output, activation) = ops.state;
        let values: FloatTensor<B> = checkpointer.retrieve_node_output(values);
        let affine: FloatTensor<B> = checkpointer.retrieve_node_output(affine);
        let by = B::normalise_backward(values, affine, statistics, output, gradient, activation);
        for (node, gradient) in ops.parents.into_iter().zip([by.0, by.1]) {
            if let Some(node) = node {
                grads.register::<B>(node.id, gradient);
            }
        }
    }
}

impl<B: NormalisationKernels, C: CheckpointStrategy> NormalisationKernels for Autodiff<B, C> {
    fn normalise_batch(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let nodes = [values.node(), affine.node()];
        let forward = |values: FloatTensor<Self>, affine: FloatTensor<Self>| {
            B::normalise_batch(values.into_primitive(), affine.into_primitive(), activation)
        };
        match Normalise.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(mut prep) => {
                let saved = (prep.checkpoint(&values), prep.checkpoint(&affine));
                let (output, statistics) = forward(values, affine);
                let untracked = FloatTensor::<Self>::new(statistics.clone());
                let state = (saved.0, saved.1, statistics, output.clone(), activation);
                (prep.finish(state, output), untracked)
            }
            OpsKind::UnTracked(prep) => {
                let (output, statistics) = forward(values, affine);
                (prep.finish(output), FloatTensor::<Self>::new(statistics))
            }
        }
    }

    fn normalise_by(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let [values, affine, statistics] =
            [values, affine, statistics].map(FloatTensor::<Self>::into_primitive);
        FloatTensor::<Self>::new(B::normalise_by(values, affine, statistics, activation))
    }

    // These two are only ever asked for outside autodiff.

    fn normalise_backward(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [values, affine, statistics, output, gradient] =
            [values, affine, statistics, output, gradient].map(FloatTensor::<Self>::into_primitive);
        let (by_values, by_affine) =
            B::normalise_backward(values, affine, statistics, output, gradient, activation);
        (
            FloatTensor::<Self>::new(by_values),
            FloatTensor::<Self>::new(by_affine),
        )
    }

    fn blend(
        running: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        correction: f32,
    ) -> FloatTensor<Self> {
        let [running, statistics] = [running, statistics].map(FloatTensor::<Self>::into_primitive);
        FloatTensor::<Self>::new(B::blend(running, statistics, correction))
    }
}
