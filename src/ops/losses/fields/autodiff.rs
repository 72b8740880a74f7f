//! Autodiff of the loss of fields.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{FieldLossKernels, Scale};
use crate::ops::backward::loss;
use crate::ops::losses::reconstruction::LossBackward;

impl<B: FieldLossKernels + LossBackward, C: CheckpointStrategy> FieldLossKernels
    for Autodiff<B, C>
{
    fn field_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        known: FloatTensor<Self>,
        columns: IntTensor<Self>,
        masked: bool,
        scale: Scale,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (target, known) = (target.into_primitive(), known.into_primitive());
        let forward = |logits| B::field_loss(logits, target, known, columns, masked, scale);
        loss::<B, C>(logits, forward, B::chain)
    }
}
