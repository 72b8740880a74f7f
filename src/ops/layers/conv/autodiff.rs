//! Autodiff of a convolution.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;

use super::{ConvBackward, ConvKernels, Fused, Geometry};
use crate::ops::backward::{LayerGradients, layer};

impl<B: ConvKernels + ConvBackward, C: CheckpointStrategy> ConvKernels for Autodiff<B, C> {
    fn conv(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let forward = |input, weights| {
            let output = B::conv(input, weights, geometry, activation);
            (output.clone(), (output, geometry, activation))
        };
        let gradients = LayerGradients {
            both: |x, w, dy, (y, geometry, activation)| {
                B::conv_backward(x, w, y, dy, geometry, activation)
            },
            weights: |x, _, dy, (y, geometry, activation)| {
                B::conv_backward_weights(x, y, dy, geometry, activation)
            },
        };
        layer::<B, C, _>([input, weights], forward, gradients).0
    }
}
