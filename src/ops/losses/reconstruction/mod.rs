//! Reconstruction losses with their gradients, and weighted sums of losses.

mod autodiff;
pub(super) mod cpu;
#[cfg(feature = "webgpu")]
pub(super) mod gpu;
mod weight;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

pub use weight::Weight;

/// Loss of a pixel with logit l and target x. The mean over all pixels is the loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PixelLoss {
    /// Squared error (l − x)² of the logit itself.
    Squared,
    /// Squared error of the sigmoid, (σ(l) − x)².
    SquaredOfSigmoid,
    /// Binary cross-entropy −x ln σ(l) − (1−x) ln(1−σ(l)), computed as (1−x) l − ln σ(l). This form neither
    /// overflows nor loses the gradient at any logit. x may be any grey level.
    CrossEntropy,
}

/// Losses on one backend.
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

    /// One loss plus a weighted other.
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
    /// Weighted gradient of the second loss.
    ///
    /// # Shapes
    /// - gradient, result: `[1]`; steps: `[1]`, finished steps
    fn weighted(
        gradient: FloatTensor<Self>,
        steps: IntTensor<Self>,
        weight: Weight,
    ) -> FloatTensor<Self>;

    /// Chain rule: the gradient of a loss times the gradient by that loss.
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

/// One loss plus another times its weight after the finished steps. The backward pass reads the step count
/// too: it must not change before.
///
/// # Shapes
/// - one, other, output: `[1]`
/// - steps: `[1]`, `i32`: finished steps
pub fn plus(one: Tensor<1>, other: Tensor<1>, steps: Tensor<1, Int>, weight: Weight) -> Tensor<1> {
    let (one, other) = (one.into_dispatch(), other.into_dispatch());
    Tensor::from_dispatch(Dispatch::plus(one, other, steps.into_dispatch(), weight))
}
