//! Backward passes of the variational operations.

use burn::backend::Autodiff;
use burn::backend::autodiff::NodeId;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{Noise, VariationalKernels};
use crate::ops::losses::reconstruction::autodiff::found;

#[derive(Debug)]
struct Sample;

impl<B: VariationalKernels> Backward<B, 1> for Sample {
    /// Heads, codes.
    type State = (NodeId, FloatTensor<B>);

    fn backward(
        self,
        ops: Ops<Self::State, 1>,
        grads: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        let (heads, codes) = ops.state;
        let heads: FloatTensor<B> = checkpointer.retrieve_node_output(heads);
        unary::<B, _>(ops.parents, ops.node, grads, |gradient| {
            B::sample_backward(heads, codes, gradient)
        });
    }
}

impl<B: VariationalKernels, C: CheckpointStrategy> VariationalKernels for Autodiff<B, C> {
    fn sample(heads: FloatTensor<Self>, clock: IntTensor<Self>, noise: Noise) -> FloatTensor<Self> {
        match Sample
            .prepare::<C>([heads.node()])
            .compute_bound()
            .stateful()
        {
            OpsKind::Tracked(mut prep) => {
                let saved = prep.checkpoint(&heads);
                let codes = B::sample(heads.into_primitive(), clock, noise);
                prep.finish((saved, codes.clone()), codes)
            }
            OpsKind::UnTracked(prep) => {
                prep.finish(B::sample(heads.into_primitive(), clock, noise))
            }
        }
    }

    // Only first derivatives are ever taken.
    fn sample_backward(
        heads: FloatTensor<Self>,
        codes: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let [heads, codes, gradient] =
            [heads, codes, gradient].map(|tensor| tensor.into_primitive());
        FloatTensor::<Self>::new(B::sample_backward(heads, codes, gradient))
    }

    fn kl(heads: FloatTensor<Self>, free: f32) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (heads, node) = heads.into_parts();
        found::<B, C>(node, B::kl(heads, free))
    }
}
