//! The hot operations of a training step, fused, offered to Burn through its backend extension: the
//! model calls one function and never asks which device it is on. Each has a backward pass of its own,
//! so that autodiff goes on working through it; a loss that is written in plain tensors needs neither.
//!
//! | file | what lives there |
//! | --- | --- |
//! | `autodiff` | the backward passes, in terms of the operations themselves |
//! | `flex` | the CPU |
//! | `cube` | WebGPU |
//! | [`reference`] | stock tensors: what the others are held to |
//! | `gemm` | matrix products in plain Rust that the compiler turns into SIMD |

mod autodiff;
#[cfg(feature = "webgpu")]
mod cube;
mod flex;
mod gemm;
pub mod reference;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::Tensor;

/// What is done to each sum of a dense layer. All of these have a derivative that follows from the
/// output alone, so that the sums need not be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fused {
    /// x.
    Linear,
    /// max(0, x).
    Relu,
    /// tanh x.
    Tanh,
    /// 1 / (1 + e⁻ˣ).
    Sigmoid,
}

/// The fused operations on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait Kernels: Backend {
    /// activation(input · weight + bias), the bias being the last row of `weights`.
    ///
    /// # Shapes
    /// - input: `[batch, inputs]`, weights: `[inputs + 1, outputs]`, output: `[batch, outputs]`
    fn dense(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        reference::dense::<Self>(input, weights, activation)
    }

    /// Gradient of the sums: `gradient` times the derivative of the activation at `output`.
    ///
    /// # Shapes
    /// - output, gradient, result: `[batch, outputs]`
    fn dense_backward_sums(
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        reference::dense_backward_sums::<Self>(output, gradient, activation)
    }

    /// Gradient of `dense` by its input.
    ///
    /// # Shapes
    /// - weights: `[inputs + 1, outputs]`, sums: `[batch, outputs]`, result: `[batch, inputs]`
    fn dense_backward_input(
        weights: FloatTensor<Self>,
        sums: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        reference::dense_backward_input::<Self>(weights, sums)
    }

    /// Gradient of `dense` by its weights and, in the last row, its bias.
    ///
    /// # Shapes
    /// - input: `[batch, inputs]`, sums: `[batch, outputs]`, result: `[inputs + 1, outputs]`
    fn dense_backward_weights(
        input: FloatTensor<Self>,
        sums: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        reference::dense_backward_weights::<Self>(input, sums)
    }
}

/// A dense layer in one operation: activation(input · weight + bias).
///
/// # Shapes
/// - input: `[batch, inputs]`
/// - weights: `[inputs + 1, outputs]`, the bias in the last row
/// - output: `[batch, outputs]`
pub fn dense(input: Tensor<2>, weights: Tensor<2>, activation: Fused) -> Tensor<2> {
    let output = Dispatch::dense(input.into_dispatch(), weights.into_dispatch(), activation);
    Tensor::from_dispatch(output)
}
