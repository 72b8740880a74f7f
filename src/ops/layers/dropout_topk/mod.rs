//! Masking layers: top-k (k-sparse codes) and dropout.

mod autodiff;
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

use crate::ops::training::noise::Stream;

/// Masking layers on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait MaskKernels: Backend {
    /// The `k` largest values of each row, and 0 for all others.
    ///
    /// # Shapes
    /// - codes, output: `[batch, units]`
    fn top_k(codes: FloatTensor<Self>, k: usize) -> FloatTensor<Self>;

    /// Zero with probability `rate`, else the input times `factor`.
    ///
    /// # Shapes
    /// - input, output: `[batch, units]`, steps: `[1]`, finished steps
    fn dropout(
        input: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        rate: f32,
        factor: f32,
    ) -> FloatTensor<Self>;
}

/// Backward pass of a mask on one backend.
pub trait MaskBackward: Backend {
    /// Gradient by the input: `factor` times the gradient by the output where the output is not zero, else
    /// zero.
    ///
    /// # Shapes
    /// - output, gradient, result: `[batch, units]`
    fn unmask(
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        factor: f32,
    ) -> FloatTensor<Self>;
}

/// Keeps the `k` largest values of each row and sets the others to 0: the bottleneck of a k-sparse
/// autoencoder (A. Makhzani and B. Frey, *k-Sparse Autoencoders*, 2013). Of equal values the leftmost stay.
/// All stay where `k` is no less than the width.
///
/// Meant for rows of up to some 2,000 values: on WebGPU one unit handles a row.
///
/// # Shapes
/// - codes, output: `[batch, units]`
pub fn top_k(codes: Tensor<2>, k: usize) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::top_k(codes.into_dispatch(), k))
}

/// Sets each value to 0 with probability `rate` and divides the others by 1 − `rate`, which keeps the mean
/// (N. Srivastava et al., *Dropout: A Simple Way to Prevent Neural Networks from Overfitting*, 2014,
/// section 10). Every step draws a new mask, the same on every device. A rate of 0 changes nothing.
///
/// # Shapes
/// - input, output: `[batch, units]`
/// - steps: `[1]`, `i32`: finished steps
pub fn dropout(input: Tensor<2>, steps: Tensor<1, Int>, stream: Stream, rate: f32) -> Tensor<2> {
    if rate <= 0.0 {
        return input;
    }
    let factor = 1.0 / (1.0 - rate);
    let (input, steps) = (input.into_dispatch(), steps.into_dispatch());
    Tensor::from_dispatch(Dispatch::dropout(input, steps, stream, rate, factor))
}
