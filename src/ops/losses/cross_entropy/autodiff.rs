//! The gradient of the classification loss is found with it; the accuracy has none.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;

use super::ClassKernels;
use crate::ops::losses::reconstruction::autodiff::found;

impl<B: ClassKernels, C: CheckpointStrategy> ClassKernels for Autodiff<B, C> {
    fn classify(
        logits: FloatTensor<Self>,
        labels: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let (logits, node) = logits.into_parts();
        let (loss, right, slope) = B::classify(logits, labels.into_primitive());
        let (loss, slope) = found::<B, C>(node, (loss, slope));
        (loss, FloatTensor::<Self>::new(right), slope)
    }
}
