//! Convolutions on WebGPU: one dispatch for the output, one for the gradient by the input, and two for that
//! by the weights. Many units split its sums over images and positions, and the second dispatch adds up
//! their partial sums.

mod combine;
mod weights;

use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;

use cubecl::prelude::*;

use super::{ConvBackward, ConvKernels, Fused, Geometry};
use crate::ops::layers::activation::gpu::derivative;

/// Vector of a gradient times the derivative of the activation at the saved output.
#[cube]
fn read<N: Size>(
    gradient: &[Vector<f32, N>],
    output: &[Vector<f32, N>],
    at: u32,
    #[comptime] activation: Fused,
) -> Vector<f32, N> {
    let value = gradient[at as usize];
    match activation {
        Fused::Linear => value,
        Fused::Relu => {
            let zero = Vector::<f32, N>::new(0.0f32);
            select_many(output[at as usize].greater_than(&zero), value, zero)
        }
        Fused::Tanh | Fused::Sigmoid => value * derivative::<N>(output[at as usize], activation),
    }
}

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
