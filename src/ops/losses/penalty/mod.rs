//! Penalties on codes and weights: KL divergence from a target activation, L1 and L2. Each has its
//! gradient.

mod autodiff;
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::Tensor;

/// Smallest distance of a mean activation from 0 and from 1.
const MARGIN: f32 = 1e-6;

/// Penalty of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Power {
    /// |x|, whose derivative at 0 is taken to be 0.
    One,
    /// x².
    Two,
}

/// Penalties on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait PenaltyKernels: Backend {
    /// Sum over units of the divergence of their mean activation from `target`, and its gradient.
    ///
    /// # Shapes
    /// - codes, gradient: `[batch, units]`, cost: `[1]`
    fn sparsity(codes: FloatTensor<Self>, target: f32) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// Sum of powers of the numbers in the first `rows` rows, times `scale`, and its gradient, which is
    /// zero in the other rows.
    ///
    /// # Shapes
    /// - values, gradient: `[at least rows, columns]`, cost: `[1]`
    fn norm(
        values: FloatTensor<Self>,
        rows: usize,
        power: Power,
        scale: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);
}

/// KL divergence of mean activations from a target ρ: Σⱼ KL(ρ ‖ ρ̂ⱼ) in nats, with ρ̂ⱼ the mean of unit j
/// over the batch. Here `KL(ρ ‖ ρ̂) = ρ ln (ρ/ρ̂) + (1−ρ) ln ((1−ρ)/(1−ρ̂))` (A. Ng, *Sparse
/// autoencoder*, CS294A lecture notes, 2011).
///
/// Units must lie between 0 and 1. A mean within 1e-6 of either end, or beyond it, counts as 1e-6 away from
/// it. The cost of a dead unit is thus finite, and its gradient revives it.
///
/// # Shapes
/// - codes: `[batch, units]`
/// - output: `[1]`
pub fn sparsity(codes: Tensor<2>, target: f32) -> Tensor<1> {
    let (cost, _) = Dispatch::sparsity(codes.into_dispatch(), target);
    Tensor::from_dispatch(cost)
}

/// `scale` · Σ |x| or `scale` · Σ x² over the first `rows` rows. The other rows take no gradient.
///
/// L1 of a code uses all rows and one over the batch as the scale (B. Olshausen and D. Field, *Emergence of
/// simple-cell receptive field properties by learning a sparse code for natural images*, 1996). L1 or L2 of
/// weights uses all rows but the biases (I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, 2016,
/// section 7.1).
///
/// # Shapes
/// - values: `[at least rows, columns]`
/// - output: `[1]`
pub fn norm(values: Tensor<2>, rows: usize, power: Power, scale: f32) -> Tensor<1> {
    let (cost, _) = Dispatch::norm(values.into_dispatch(), rows, power, scale);
    Tensor::from_dispatch(cost)
}
