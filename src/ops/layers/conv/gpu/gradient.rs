//! Gradient by the pre-activations.

use cubecl::prelude::*;

use crate::ops::layers::activation::Fused;
use crate::ops::layers::activation::gpu::derivative;

/// Vector of a gradient times the derivative of the activation at the saved output.
#[cube]
pub fn read<N: Size>(
    gradient: &[Vector<f32, N>],
    output: &[Vector<f32, N>],
    at: u32,
    #[comptime] activation: Fused,
) -> Vector<f32, N> {
    let value = gradient[at as usize];
    match activation {
        Fused::Linear => value,
        Fused::Relu => {
            let zero = Vector::<f32, N>::new(0.0f32);
            select_many(output[at as usize].greater_than(&zero), value, zero)
        }
        Fused::Tanh | Fused::Sigmoid => value * derivative::<N>(output[at as usize], activation),
    }
}
