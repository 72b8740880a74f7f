//! Autodiff of the classification loss. The accuracy carries no gradient.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;

use super::CrossEntropyKernels;
use crate::ops::backward::function;
use crate::ops::losses::reconstruction::LossBackward;

impl<B: CrossEntropyKernels + LossBackward, C: CheckpointStrategy> CrossEntropyKernels
    for Autodiff<B, C>
{
    fn cross_entropy(
        logits: FloatTensor<Self>,
        labels: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let forward = |logits| {
            let (loss, accuracy, gradient) = B::cross_entropy(logits, labels.into_primitive());
            (loss, (gradient, accuracy))
        };
        let by_input = |(gradient, _), by_loss| B::chain(gradient, by_loss);
        let (loss, saved) = function::<B, C, _>(logits, forward, by_input);
        let [gradient, accuracy] = [saved.0, saved.1].map(FloatTensor::<Self>::new);
        (loss, accuracy, gradient)
    }
}
