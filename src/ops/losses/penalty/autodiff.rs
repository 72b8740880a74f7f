//! Autodiff of the penalties.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;

use super::{PenaltyKernels, Power};
use crate::ops::backward::loss;
use crate::ops::losses::reconstruction::LossBackward;

impl<B: PenaltyKernels + LossBackward, C: CheckpointStrategy> PenaltyKernels for Autodiff<B, C> {
    fn sparsity(codes: FloatTensor<Self>, target: f32) -> (FloatTensor<Self>, FloatTensor<Self>) {
        loss::<B, C>(codes, |codes| B::sparsity(codes, target), B::chain)
    }

    fn norm(
        values: FloatTensor<Self>,
        rows: usize,
        power: Power,
        scale: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        loss::<B, C>(
            values,
            |values| B::norm(values, rows, power, scale),
            B::chain,
        )
    }
}
