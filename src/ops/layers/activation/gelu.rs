//! GELU, x Φ(x) with Φ the normal distribution ([Hendrycks and Gimpel
//! 2016](https://arxiv.org/abs/1606.08415)). Its derivative does not follow from its output, so it is an
//! operation of its own. Burn's elementwise operations would add a megabyte of kernels for quantized
//! numbers.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::flex::Flex;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, TensorMetadata, backend_extension};
use burn::tensor::Tensor;

use crate::ops::backward::function;
use crate::ops::cpu::simd_math::exp;
use crate::ops::cpu::{tensor, values};

/// GELU on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait GeluKernels: Backend {
    /// x Φ(x).
    ///
    /// # Shapes
    /// - input, result: `[batch, features]`
    fn gelu_of(input: FloatTensor<Self>) -> FloatTensor<Self>;
}

/// Backward pass of GELU on one backend.
pub trait GeluBackward: Backend {
    /// Gradient by the input: the gradient by the output times Φ(x) + x φ(x), with φ the normal density.
    ///
    /// # Shapes
    /// - input, gradient, result: `[batch, features]`
    fn gelu_gradient(input: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self>;
}

/// GELU of every number.
///
/// # Shapes
/// - input, output: `[batch, features]`
pub fn gelu(input: Tensor<2>) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::gelu_of(input.into_dispatch()))
}

impl<B: GeluKernels + GeluBackward, C: CheckpointStrategy> GeluKernels for Autodiff<B, C> {
    fn gelu_of(input: FloatTensor<Self>) -> FloatTensor<Self> {
        let forward = |input: FloatTensor<B>| (B::gelu_of(input.clone()), input);
        function::<B, C, _>(input, forward, B::gelu_gradient).0
    }
}

impl GeluKernels for Flex {
    fn gelu_of(input: FloatTensor<Self>) -> FloatTensor<Self> {
        let shape = input.shape().dims::<2>();
        let input = input.to_contiguous();
        let output = values(&input).iter().map(|&x| x * distribution(x));
        tensor(output.collect(), shape)
    }
}

impl GeluBackward for Flex {
    fn gelu_gradient(input: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        let shape = input.shape().dims::<2>();
        let (input, gradient) = (input.to_contiguous(), gradient.to_contiguous());
        let pairs = values(&input).iter().zip(values(&gradient));
        let derivatives = pairs.map(|(&x, &above)| {
            let density = 0.398_942_3 * exp(-0.5 * x * x);
            above * (distribution(x) + x * density)
        });
        tensor(derivatives.collect(), shape)
    }
}

/// Weights of the approximation of erfc: Abramowitz and Stegun, 7.1.26.
pub(super) const ERFC: [f32; 5] = [
    0.254_829_6,
    -0.284_496_74,
    1.421_413_7,
    -1.453_152,
    1.061_405_4,
];
/// Scale of the argument in the same approximation.
pub(super) const ERFC_SCALE: f32 = 0.327_591_1;

/// Φ(x), to 1e-7.
fn distribution(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + ERFC_SCALE * z);
    let [a, b, c, d, e] = ERFC;
    let half = 0.5 * t * (a + t * (b + t * (c + t * (d + t * e)))) * exp(-z * z);
    if x < 0.0 { half } else { 1.0 - half }
}
