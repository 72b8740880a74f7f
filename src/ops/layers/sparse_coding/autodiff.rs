//! Codes are constants for autodiff, and the mean image is no parameter.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn::backend::tensor::FloatTensor;

use super::DictionaryKernels;

#[derive(Debug)]
struct FixedMean;

impl<B: DictionaryKernels> Backward<B, 1> for FixedMean {
    type State = ();

    fn backward(
        self,
        ops: Ops<Self::State, 1>,
        grads: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        unary::<B, _>(ops.parents, ops.node, grads, B::without_mean);
    }
}

impl<B: DictionaryKernels, C: CheckpointStrategy> DictionaryKernels for Autodiff<B, C> {
    fn infer(
        images: FloatTensor<Self>,
        dictionary: FloatTensor<Self>,
        iterations: usize,
        cost: f32,
    ) -> FloatTensor<Self> {
        let [images, dictionary] = [images, dictionary].map(FloatTensor::<Self>::into_primitive);
        FloatTensor::<Self>::new(B::infer(images, dictionary, iterations, cost))
    }

    fn fixed_mean(dictionary: FloatTensor<Self>) -> FloatTensor<Self> {
        let nodes = [dictionary.node()];
        let same = dictionary.into_primitive();
        match FixedMean.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prep) => prep.finish((), same),
            OpsKind::UnTracked(prep) => prep.finish(same),
        }
    }

    // These two are only ever asked for outside autodiff.

    fn without_mean(gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::without_mean(gradient.into_primitive()))
    }

    fn unit_length(dictionary: FloatTensor<Self>) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::unit_length(dictionary.into_primitive()))
    }
}
