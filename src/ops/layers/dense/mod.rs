//! Dense layer and its backward pass, one fused operation each.

mod autodiff;
mod cpu;
#[cfg(feature = "webgpu")]
pub(in crate::ops) mod gpu;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::Tensor;

use super::activation::Fused;

/// Dense layer on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait DenseKernels: Backend {
    /// activation(input · weight + bias), the bias being the last row of `weights`.
    ///
    /// # Shapes
    /// - input: `[batch, inputs]`, weights: `[inputs + 1, outputs]`, result: `[batch, outputs]`
    fn dense(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self>;
}

/// Backward pass of a dense layer on one backend.
pub trait DenseBackward: Backend {
    /// Gradients of `dense` by its input and by its weights, from the gradient by its output.
    ///
    /// # Shapes
    /// - input: `[batch, inputs]`, weights: `[inputs + 1, outputs]`, output and gradient:
    ///   `[batch, outputs]`, results: as input and weights
    fn dense_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// Gradient by the weights alone, for a layer whose input is data.
    fn dense_backward_weights(
        input: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self>;
}

/// Dense layer: activation(input · weight + bias).
///
/// # Shapes
/// - input: `[batch, inputs]`
/// - weights: `[inputs + 1, outputs]`, the bias in the last row
/// - output: `[batch, outputs]`
pub fn dense(input: Tensor<2>, weights: Tensor<2>, activation: Fused) -> Tensor<2> {
    let output = Dispatch::dense(input.into_dispatch(), weights.into_dispatch(), activation);
    Tensor::from_dispatch(output)
}
