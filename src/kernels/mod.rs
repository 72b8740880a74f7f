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
//! | [`conv`] | convolutions, a family of their own |

mod autodiff;
pub mod conv;
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

/// How far pixels are from what they should be; the mean over all of them is the loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PixelLoss {
    /// (l − x)², l being the pixel itself.
    Squared,
    /// (σ(l) − x)².
    SquaredOfSigmoid,
    /// −x ln σ(l) − (1−x) ln(1−σ(l)) = (1−x) l − ln σ(l), which neither overflows nor loses the gradient
    /// at any logit; x may be any grey level.
    CrossEntropy,
}

/// The numbers of one step of Adam.
#[derive(Debug, Clone, Copy)]
pub struct AdamStep {
    /// Learning rate.
    pub rate: f32,
    /// Memory of the mean, β₁.
    pub beta_1: f32,
    /// Memory of the square, β₂.
    pub beta_2: f32,
    /// Added outside the root, ε.
    pub epsilon: f32,
    /// Steps taken, this one included.
    pub time: usize,
}

impl AdamStep {
    /// What the mean and the square are divided by, because they began at zero: 1 − β₁ᵗ and 1 − β₂ᵗ.
    fn corrections(&self) -> (f32, f32) {
        let time = self.time as f64;
        let correction = |beta: f32| (1.0 - f64::from(beta).powf(time)) as f32;
        (correction(self.beta_1), correction(self.beta_2))
    }
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

    /// Mean loss over all pixels, and its gradient by the logits.
    ///
    /// # Shapes
    /// - logits, target, gradient: `[batch, pixels]`, loss: `[1]`
    fn pixel_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        kind: PixelLoss,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        reference::pixel_loss::<Self>(logits, target, kind)
    }

    /// One step of Adam: the new weights, mean and square, written in place of the old ones where
    /// nothing else holds those.
    ///
    /// # Shapes
    /// - all of one shape
    fn adam(
        weights: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        mean: FloatTensor<Self>,
        square: FloatTensor<Self>,
        step: AdamStep,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        reference::adam::<Self>(weights, gradient, mean, square, step)
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

/// Mean loss over all pixels of logits against a target, which takes no gradient.
///
/// # Shapes
/// - logits, target: `[batch, pixels]`
/// - output: `[1]`
pub fn pixel_loss(logits: Tensor<2>, target: Tensor<2>, kind: PixelLoss) -> Tensor<1> {
    let (loss, _) = Dispatch::pixel_loss(logits.into_dispatch(), target.into_dispatch(), kind);
    Tensor::from_dispatch(loss)
}

/// One step of Adam on one tensor: weights, mean and square.
pub fn adam<const D: usize>(
    weights: Tensor<D>,
    gradient: Tensor<D>,
    [mean, square]: [Tensor<D>; 2],
    step: AdamStep,
) -> [Tensor<D>; 3] {
    let [weights, gradient, mean, square] =
        [weights, gradient, mean, square].map(Tensor::into_dispatch);
    let (weights, mean, square) = Dispatch::adam(weights, gradient, mean, square, step);
    [weights, mean, square].map(Tensor::from_dispatch)
}
