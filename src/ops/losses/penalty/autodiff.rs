//! The gradients of the penalties are found with them.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;

use super::{PenaltyKernels, Power};
use crate::ops::losses::reconstruction::autodiff::found;

impl<B: PenaltyKernels, C: CheckpointStrategy> PenaltyKernels for Autodiff<B, C> {
    fn sparsity(codes: FloatTensor<Self>, target: f32) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (codes, node) = codes.into_parts();
        found::<B, C>(node, B::sparsity(codes, target))
    }

    fn norm(
        values: FloatTensor<Self>,
        rows: usize,
        power: Power,
        scale: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (values, node) = values.into_parts();
        found::<B, C>(node, B::norm(values, rows, power, scale))
    }
}
