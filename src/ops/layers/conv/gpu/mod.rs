//! Convolutions on WebGPU: one dispatch for the output, one for the gradient by the input, and two for that
//! by the weights. Many units split its sums over images and positions, and the second dispatch adds up
//! their partial sums.

mod combine;
mod gradient;
mod weights;

use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;

use super::{ConvBackward, ConvKernels, Fused, Geometry};

impl ConvKernels for CubeBackend {
    fn conv(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> FloatTensor<Self> {
        combine::forward(input, weights, &geometry, activation)
    }
}

impl ConvBackward for CubeBackend {
    fn conv_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let saved = output.clone();
        let by_input =
            combine::backward_input(weights, saved, gradient.clone(), &geometry, activation);
        let by_weights = weights::backward_weights(input, output, gradient, &geometry, activation);
        (by_input, by_weights)
    }

    fn conv_backward_weights(
        input: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> FloatTensor<Self> {
        weights::backward_weights(input, output, gradient, &geometry, activation)
    }
}
