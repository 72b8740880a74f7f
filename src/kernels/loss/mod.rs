//! The reconstruction error, with its gradient.

pub(super) mod autodiff;
#[cfg(feature = "webgpu")]
mod cube;
mod flex;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::Tensor;

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

    /// The sum of two losses, each `[1]`.
    fn plus(one: FloatTensor<Self>, other: FloatTensor<Self>) -> FloatTensor<Self> {
        Self::float_add(one, other)
    }

    /// The chain rule: a gradient found with a loss, times the gradient by that loss.
    ///
    /// # Shapes
    /// - slope, result: `[batch, pixels]`, gradient: `[1]`
    fn chain(slope: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self>;
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

/// The sum of two losses.
///
/// # Shapes
/// - each: `[1]`
pub fn plus(one: Tensor<1>, other: Tensor<1>) -> Tensor<1> {
    Tensor::from_dispatch(Dispatch::plus(one.into_dispatch(), other.into_dispatch()))
}
