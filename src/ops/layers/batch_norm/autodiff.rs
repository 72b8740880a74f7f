//! Autodiff of batch normalization.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;

use super::{BatchNormInner, BatchNormKernels};
use crate::ops::backward::{LayerGradients, layer};
use crate::ops::layers::activation::Fused;

impl<B: BatchNormKernels + BatchNormInner, C: CheckpointStrategy> BatchNormKernels
    for Autodiff<B, C>
{
    fn normalize_batch(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let forward = |values, affine| {
            let (output, statistics) = B::normalize_batch(values, affine, activation);
            (output.clone(), (statistics, output, activation))
        };
        let gradients = LayerGradients {
            both: |x, affine, dy, (statistics, y, activation)| {
                B::normalize_backward(x, affine, statistics, y, dy, activation)
            },
            weights: |x, affine, dy, (statistics, y, activation)| {
                B::normalize_backward(x, affine, statistics, y, dy, activation).1
            },
        };
        let (output, saved) = layer::<B, C, _>([values, affine], forward, gradients);
        (output, FloatTensor::<Self>::new(saved.0))
    }

    fn normalize_by(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let [values, affine, statistics] =
            [values, affine, statistics].map(FloatTensor::<Self>::into_primitive);
        FloatTensor::<Self>::new(B::normalize_by(values, affine, statistics, activation))
    }
}
