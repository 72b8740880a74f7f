//! The reconstruction error, with its gradient, and how losses are put together.

mod autodiff;
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;
mod weight;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

pub use weight::Weight;

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

/// The losses on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait LossKernels: Backend {
    /// Mean loss over all pixels times `weight`, and its gradient by the logits.
    ///
    /// # Shapes
    /// - logits, target, gradient: `[batch, pixels]`, loss: `[1]`
    fn pixel_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        kind: PixelLoss,
        weight: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// One loss plus the weight of a step times another.
    ///
    /// # Shapes
    /// - one, other, result: `[1]`; steps: `[1]`, finished steps
    fn plus(
        one: FloatTensor<Self>,
        other: FloatTensor<Self>,
        steps: IntTensor<Self>,
        weight: Weight,
    ) -> FloatTensor<Self>;
}

/// Backward pass of losses on one backend.
pub trait LossBackward: Backend {
    /// The weight of a step times a gradient.
    ///
    /// # Shapes
    /// - gradient, result: `[1]`; steps: `[1]`, finished steps
    fn weighted(
        gradient: FloatTensor<Self>,
        steps: IntTensor<Self>,
        weight: Weight,
    ) -> FloatTensor<Self>;

    /// The chain rule: a gradient found with a loss, times the gradient by that loss.
    ///
    /// # Shapes
    /// - derivative, result: `[batch, pixels]`, gradient: `[1]`
    fn chain(derivative: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self>;
}

/// Mean loss over all pixels of logits against a target, which takes no gradient, times `weight`.
///
/// # Shapes
/// - logits, target: `[batch, pixels]`
/// - output: `[1]`
pub fn pixel_loss(logits: Tensor<2>, target: Tensor<2>, kind: PixelLoss, weight: f32) -> Tensor<1> {
    let (logits, target) = (logits.into_dispatch(), target.into_dispatch());
    let (loss, _) = Dispatch::pixel_loss(logits, target, kind, weight);
    Tensor::from_dispatch(loss)
}

/// One loss plus another, times the weight that it has in the step of the steps. The backward pass reads
/// the steps too, so that it must not have moved on by then.
///
/// # Shapes
/// - one, other, output: `[1]`
/// - steps: `[1]`, `i32`: finished steps
pub fn plus(one: Tensor<1>, other: Tensor<1>, steps: Tensor<1, Int>, weight: Weight) -> Tensor<1> {
    let (one, other) = (one.into_dispatch(), other.into_dispatch());
    Tensor::from_dispatch(Dispatch::plus(one, other, steps.into_dispatch(), weight))
}
