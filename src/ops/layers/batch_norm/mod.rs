//! Batch normalization of pre-activations, by unit or by channel of a convolution.

mod autodiff;
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::Tensor;

use super::activation::Fused;

/// Constant added to a variance before the root, as in PyTorch.
const EPSILON: f32 = 1e-5;
/// Share of a running statistic that a batch replaces, as in PyTorch.
const MOMENTUM: f32 = 0.1;

/// Batch normalization on one backend. Values are `[batch, positions · features]`, the feature last. A
/// dense layer has one position. Every position counts as an example of its own.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait BatchNormKernels: Backend {
    /// Normalizes values by their own mean and variance. Returns these statistics too.
    ///
    /// # Shapes
    /// - values, first result: `[batch, positions · features]`
    /// - affine: `[2, features]`, scale and shift
    /// - second result: `[2, features]`, mean and variance
    fn normalize_batch(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// Normalizes values by given statistics, without a gradient.
    ///
    /// # Shapes
    /// - statistics: `[2, features]`, the others as of `normalize_batch`
    fn normalize_by(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self>;
}

/// Operations of batch normalization outside autodiff: the backward pass and the running statistics.
#[backend_extension(Flex, Cube: cfg(feature = "webgpu"))]
pub trait BatchNormInner: Backend {
    /// Gradients of `normalize_batch` by its values and by scale and shift.
    ///
    /// # Shapes
    /// - all as of `normalize_batch`; gradient as output; results as values and affine
    fn normalize_backward(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// Blends the statistics of a batch into the running ones, in place where nothing else holds them.
    ///
    /// # Shapes
    /// - running, statistics, result: `[2, features]`, mean and variance
    /// - correction: what makes the variance of the batch an unbiased estimate
    fn blend(
        running: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        correction: f32,
    ) -> FloatTensor<Self>;
}

/// activation(γ (x − μ) / √(σ² + ε) + β) with ε = 1e-5 (S. Ioffe and C. Szegedy, *Batch normalization:
/// accelerating deep network training by reducing internal covariate shift*, 2015, algorithms 1 and 2). The
/// mean μ and the variance σ² of a feature are taken over the batch and its positions.
///
/// Returns the statistics too, outside autodiff, for [`blend`].
///
/// # Shapes
/// - values, output: `[batch, positions · features]`, the feature last
/// - affine: `[2, features]`, γ and β
/// - statistics: `[2, features]`, μ and σ²
pub fn normalize_batch(
    values: Tensor<2>,
    affine: Tensor<2>,
    activation: Fused,
) -> (Tensor<2>, Tensor<2>) {
    let (values, affine) = (values.into_dispatch(), affine.into_dispatch());
    let (output, statistics) = Dispatch::normalize_batch(values, affine, activation);
    let statistics = Tensor::from_dispatch(statistics).without_autodiff();
    (Tensor::from_dispatch(output), statistics)
}

/// Batch normalization by given statistics, for evaluation: it has no gradient.
///
/// # Shapes
/// As of [`normalize_batch`].
pub fn normalize_by(
    values: Tensor<2>,
    affine: Tensor<2>,
    statistics: Tensor<2>,
    activation: Fused,
) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::normalize_by(
        values.into_dispatch(),
        affine.into_dispatch(),
        statistics.into_dispatch(),
        activation,
    ))
}

/// Running statistics after a batch: r ← 0.9 r + 0.1 s, in place where nothing else holds them. The
/// variance of the batch enters as its unbiased estimate over `count` numbers, n / (n − 1) times itself, as
/// in PyTorch.
///
/// # Shapes
/// - running, statistics, output: `[2, features]`
pub fn blend(running: Tensor<2>, statistics: Tensor<2>, count: usize) -> Tensor<2> {
    let correction = count as f32 / (count.max(2) - 1) as f32;
    let (running, statistics) = (running.into_dispatch(), statistics.into_dispatch());
    Tensor::from_dispatch(Dispatch::blend(running, statistics, correction))
}
