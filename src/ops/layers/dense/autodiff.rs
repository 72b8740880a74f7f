//! Autodiff of a dense layer.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;

use super::{DenseBackward, DenseKernels};
use crate::ops::backward::{LayerGradients, layer};
use crate::ops::layers::activation::Fused;

impl<B: DenseKernels + DenseBackward, C: CheckpointStrategy> DenseKernels for Autodiff<B, C> {
    fn dense(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let forward = |input, weights| {
            let output = B::dense(input, weights, activation);
            (output.clone(), (output, activation))
        };
        let gradients = LayerGradients {
            both: |x, w, dy, (y, activation)| B::dense_backward(x, w, y, dy, activation),
            weights: |x, _, dy, (y, activation)| B::dense_backward_weights(x, y, dy, activation),
        };
        layer::<B, C, _>([input, weights], forward, gradients).0
    }
}
