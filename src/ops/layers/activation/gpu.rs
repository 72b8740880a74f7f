//! Activations on WebGPU.

use cubecl::prelude::*;

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;

use super::Fused;
use super::gelu::{ERFC, ERFC_SCALE, GeluBackward, GeluKernels};
use crate::ops::gpu::{grid, launch, like, sigmoid, vector};

/// Activation function of pre-activations.
#[cube]
pub fn activate<N: Size>(sum: Vector<f32, N>, #[comptime] activation: Fused) -> Vector<f32, N> {
    match activation {
        Fused::Linear => sum,
        Fused::Relu => clamp_min(sum, Vector::<f32, N>::new(0.0f32)),
        Fused::Tanh => Vector::tanh(sum),
        Fused::Sigmoid => sigmoid::<N>(sum),
    }
}

/// Derivative of the activation function, from its outputs.
#[cube]
pub fn derivative<N: Size>(
    output: Vector<f32, N>,
    #[comptime] activation: Fused,
) -> Vector<f32, N> {
    let zero = Vector::<f32, N>::new(0.0f32);
    let one = Vector::<f32, N>::new(1.0f32);
    match activation {
        Fused::Linear => one,
        Fused::Relu => select_many(output.greater_than(&zero), one, zero),
        Fused::Tanh => one - output * output,
        Fused::Sigmoid => output * (one - output),
    }
}

/// Φ(x), see `gelu`.
#[cube]
fn distribution<N: Size>(x: Vector<f32, N>) -> Vector<f32, N> {
    let one = Vector::<f32, N>::new(1.0f32);
    let zero = Vector::<f32, N>::new(0.0f32);
    let z = Vector::abs(x) * Vector::<f32, N>::new(0.707_106_77f32);
    let t = one / (one + Vector::<f32, N>::new(ERFC_SCALE) * z);
    let sum = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
    #[unroll]
    for term in 0..5 {
        let weight = Vector::<f32, N>::new(comptime!(ERFC[4 - term]));
        sum.store(t * (weight + sum.read()));
    }
    let half = Vector::<f32, N>::new(0.5f32) * sum.read() * Vector::exp(zero - z * z);
    select_many(x.less_than(&zero), half, one - half)
}

#[cube(launch_unchecked)]
fn forward<N: Size>(input: &[Vector<f32, N>], output: &mut [Vector<f32, N>], count: u32) {
    if (ABSOLUTE_POS as u32) < count {
        let x = input[ABSOLUTE_POS];
        output[ABSOLUTE_POS] = x * distribution::<N>(x);
    }
}

#[cube(launch_unchecked)]
fn backward<N: Size>(
    input: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    result: &mut [Vector<f32, N>],
    count: u32,
) {
    if (ABSOLUTE_POS as u32) < count {
        let x = input[ABSOLUTE_POS];
        let density = Vector::<f32, N>::new(0.398_942_3f32)
            * Vector::exp(Vector::<f32, N>::new(-0.5f32) * x * x);
        let derivative = distribution::<N>(x) + x * density;
        result[ABSOLUTE_POS] = gradient[ABSOLUTE_POS] * derivative;
    }
}

impl GeluKernels for CubeBackend {
    fn gelu_of(input: FloatTensor<Self>) -> FloatTensor<Self> {
        let input = into_contiguous(input);
        let [batch, features] = input.shape().dims();
        let output = like(&input, [batch, features]);
        let width = vector(batch * features);
        let count = batch * features / width;
        launch!(forward[width], grid(count); [input, output] / width; count as u32);
        output
    }
}

impl GeluBackward for CubeBackend {
    fn gelu_gradient(input: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        let (input, gradient) = (into_contiguous(input), into_contiguous(gradient));
        let [batch, features] = input.shape().dims();
        let result = like(&input, [batch, features]);
        let width = vector(batch * features);
        let count = batch * features / width;
        launch!(backward[width], grid(count); [input, gradient, result] / width; count as u32);
        result
    }
}
