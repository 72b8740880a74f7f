//! Variational bottleneck: sampled codes and their KL divergence (D. P. Kingma and M. Welling,
//! *Auto-Encoding Variational Bayes*, 2013). Both read `posterior`: the means of all latents, then their
//! log-variances, side by side as one dense layer gives them.

mod autodiff;
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

use crate::ops::training::noise::Stream;

/// Noise of a sampled code, in standard deviations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Noise {
    /// Fresh standard normal numbers in every step.
    Fresh(Stream),
    /// One constant for all, in tests and derivatives.
    Constant(f32),
}

/// Variational operations on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait VariationalKernels: Backend {
    /// mean + exp(log-variance / 2) · noise.
    ///
    /// # Shapes
    /// - posterior: `[batch, 2 · latents]`, steps: as of [`sample`](fn@sample), output: `[batch, latents]`
    fn sample(
        posterior: FloatTensor<Self>,
        steps: IntTensor<Self>,
        noise: Noise,
    ) -> FloatTensor<Self>;

    /// Sum over latents of the larger of `free` and the mean divergence over the batch, and its gradient.
    ///
    /// # Shapes
    /// - posterior, gradient: `[batch, 2 · latents]`, divergence: `[1]`
    fn kl(posterior: FloatTensor<Self>, free: f32) -> (FloatTensor<Self>, FloatTensor<Self>);
}

/// Backward pass of `sample` on one backend.
pub trait VariationalBackward: Backend {
    /// Gradient of `sample` by the posterior. The noise is not drawn again: it follows from the distance
    /// between code and mean.
    ///
    /// # Shapes
    /// - posterior, result: `[batch, 2 · latents]`, codes, gradient: `[batch, latents]`
    fn sample_backward(
        posterior: FloatTensor<Self>,
        codes: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> FloatTensor<Self>;
}

/// One code for each image, drawn with the noise of a step: mean + exp(log-variance / 2) · noise.
///
/// # Shapes
/// - posterior: `[batch, 2 · latents]`, means then log-variances
/// - steps: `[1]`, `i32`: finished steps
/// - output: `[batch, latents]`
pub fn sample(posterior: Tensor<2>, steps: Tensor<1, Int>, noise: Noise) -> Tensor<2> {
    let codes = Dispatch::sample(posterior.into_dispatch(), steps.into_dispatch(), noise);
    Tensor::from_dispatch(codes)
}

/// KL divergence of the posterior from the standard normal, summed over latents, averaged over the batch:
/// `½ Σ (mean² + variance − 1 − ln variance)` (Kingma and Welling, appendix B).
///
/// Free bits: a latent whose mean divergence is at or below `free`, in nats, counts as `free` and has no
/// gradient (D. P. Kingma et al., *Improved Variational Inference with Inverse Autoregressive Flow*, 2016,
/// appendix C.8). 0 switches this off.
///
/// # Shapes
/// - posterior: `[batch, 2 · latents]`, means then log-variances
/// - output: `[1]`
pub fn kl(posterior: Tensor<2>, free: f32) -> Tensor<1> {
    let (divergence, _) = Dispatch::kl(posterior.into_dispatch(), free);
    Tensor::from_dispatch(divergence)
}
