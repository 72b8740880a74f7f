//! Optimizer step: one operation a layer, in place.

mod cpu;
#[cfg(feature = "webgpu")]
pub(in crate::ops) mod gpu;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

/// Update rule of an optimizer, with g the gradient, η the learning rate and t the steps taken, this one
/// included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// [Kingma and Ba 2014](https://arxiv.org/abs/1412.6980): `m ← β₁ m + (1−β₁) g`,
    /// `v ← β₂ v + (1−β₂) g²`, step `η m̂ / (√v̂ + ε)`, where `m̂ = m / (1−β₁ᵗ)` and `v̂ = v / (1−β₂ᵗ)`.
    Adam {
        /// Decay rate of the mean, β₁.
        beta_1: f32,
        /// Decay rate of the square, β₂.
        beta_2: f32,
        /// Added outside the root, ε.
        epsilon: f32,
    },
    /// Hinton's lecture 6e: v ← ρ v + (1−ρ) g², step η g / (√v + ε).
    Rmsprop {
        /// Decay rate of the square, ρ.
        rho: f32,
        /// Added outside the root, ε.
        epsilon: f32,
    },
    /// Polyak's momentum: u ← μ u + g, step η u.
    Sgd {
        /// μ.
        momentum: f32,
    },
}

impl Rule {
    /// Number of moments kept for each weight.
    pub fn moments(&self) -> usize {
        match self {
            Self::Adam { .. } => 2,
            Self::Rmsprop { .. } | Self::Sgd { .. } => 1,
        }
    }
}

/// Optimizer settings: a rule, weight decay and gradient clipping.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OptimizerStep {
    /// Update rule.
    pub rule: Rule,
    /// Weight decay λ, the gradient of λ/2 w². 0 for none.
    pub decay: f32,
    /// Gradient clipping: largest norm of the gradient over all layers ([Pascanu et al.
    /// 2013](https://arxiv.org/abs/1211.5063)). 0 for none.
    pub clip: f32,
}

/// Optimizer operations on one backend.
#[backend_extension(Flex, Cube: cfg(feature = "webgpu"))]
pub trait OptimizerKernels: Backend {
    /// Takes one step. Returns new weights and moments, in place of the old ones where nothing else holds
    /// those.
    ///
    /// # Shapes
    /// - weights, gradient: any; moments: `[rule.moments(), weights]`
    /// - rates: `[RATES]` of the steps: the learning rate, what gradients are multiplied by, and more
    /// - steps: `[1]`, steps taken, this one included
    fn optimizer_step(
        weights: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        moments: FloatTensor<Self>,
        rates: FloatTensor<Self>,
        steps: IntTensor<Self>,
        how: OptimizerStep,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// Adds the squares of a gradient to partial sums, which the first gradient begins.
    ///
    /// # Shapes
    /// - gradient: any; partials, result: `[PARTIALS]`
    fn add_squares(
        partials: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        first: bool,
    ) -> FloatTensor<Self>;

    /// Writes the factor that clips gradients to the norm `longest` into `rates[1]`, in place.
    ///
    /// # Shapes
    /// - rates, result: `[RATES]`; partials: `[PARTIALS]`, which add up to the square of the length
    fn clip(
        rates: FloatTensor<Self>,
        partials: FloatTensor<Self>,
        longest: f32,
    ) -> FloatTensor<Self>;

    /// Copy of a tensor in its own memory.
    fn duplicate(tensor: FloatTensor<Self>) -> FloatTensor<Self>;
}

/// Partial sums of a sum of squares.
pub const PARTIALS: usize = 256;

/// Takes one step on one tensor, in place: weights and moments.
///
/// # Shapes
/// See [`OptimizerKernels::optimizer_step`].
pub fn optimizer_step<const D: usize>(
    weights: Tensor<D>,
    gradient: Tensor<D>,
    moments: Tensor<2>,
    rates: &Tensor<1>,
    steps: &Tensor<1, Int>,
    how: OptimizerStep,
) -> (Tensor<D>, Tensor<2>) {
    let (weights, moments) = Dispatch::optimizer_step(
        weights.into_dispatch(),
        gradient.into_dispatch(),
        moments.into_dispatch(),
        rates.clone().into_dispatch(),
        steps.clone().into_dispatch(),
        how,
    );
    (
        Tensor::from_dispatch(weights),
        Tensor::from_dispatch(moments),
    )
}

/// Adds the squares of a gradient to partial sums, which the first gradient of a step begins.
///
/// # Shapes
/// - partials: `[PARTIALS]`
pub fn add_squares<const D: usize>(
    partials: Tensor<1>,
    gradient: Tensor<D>,
    first: bool,
) -> Tensor<1> {
    let partials = Dispatch::add_squares(partials.into_dispatch(), gradient.into_dispatch(), first);
    Tensor::from_dispatch(partials)
}

/// Sets the factor that clips gradients to the norm `longest`.
///
/// # Shapes
/// - rates: `[RATES]`, partials: `[PARTIALS]`
pub fn clip(rates: Tensor<1>, partials: Tensor<1>, longest: f32) -> Tensor<1> {
    let rates = Dispatch::clip(rates.into_dispatch(), partials.into_dispatch(), longest);
    Tensor::from_dispatch(rates)
}

/// Copy of a tensor in its own memory, which steps on the original do not change.
pub fn duplicate<const D: usize>(tensor: Tensor<D>) -> Tensor<D> {
    Tensor::from_dispatch(Dispatch::duplicate(tensor.into_dispatch()))
}
