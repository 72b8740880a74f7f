//! Activations on WebGPU.

// The `#[cube]` macro writes functions without documentation.
#![allow(missing_docs)]

use cubecl::prelude::*;

use super::Fused;
use crate::kernels::cube::sigmoid;

/// From sums to outputs.
#[cube]
pub fn activate<N: Size>(sum: Vector<f32, N>, #[comptime] activation: Fused) -> Vector<f32, N> {
    match activation {
        Fused::Linear => sum,
        Fused::Relu => clamp_min(sum, Vector::<f32, N>::new(0.0f32)),
        Fused::Tanh => Vector::tanh(sum),
        Fused::Sigmoid => sigmoid::<N>(sum),
    }
}

/// The derivative at these outputs.
#[cube]
pub fn slope<N: Size>(output: Vector<f32, N>, #[comptime] activation: Fused) -> Vector<f32, N> {
    let zero = Vector::<f32, N>::new(0.0f32);
    let one = Vector::<f32, N>::new(1.0f32);
    match activation {
        Fused::Linear => one,
        Fused::Relu => select_many(output.greater_than(&zero), one, zero),
        Fused::Tanh => one - output * output,
        Fused::Sigmoid => output * (one - output),
    }
}
