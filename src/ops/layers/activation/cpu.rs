//! Activation functions on the CPU.

use burn::backend::flex::FlexTensor;

use super::Fused;
use crate::ops::cpu::simd_math::{sigmoid, tanh};
use crate::ops::cpu::{SMALLEST, flush, values};

/// Applies an activation function to pre-activations, in place.
pub fn activate(values: &mut [f32], activation: Fused) {
    match activation {
        Fused::Linear => each(values, flush),
        // `f32::max` would be a function call for each number in WebAssembly.
        Fused::Relu => each(values, |x| if x >= SMALLEST { x } else { 0.0 }),
        Fused::Tanh => each(values, |x| flush(tanh(x))),
        Fused::Sigmoid => each(values, |x| flush(sigmoid(x))),
    }
}

/// Gradient by the pre-activations: the gradient by the output times the derivative of the activation.
pub fn by_preactivation(
    output: &FlexTensor,
    gradient: &FlexTensor,
    activation: Fused,
) -> FlexTensor {
    let output = output.to_contiguous();
    let mut sums = gradient.to_contiguous();
    let (y, sum) = (values(&output), sums.storage_mut::<f32>());
    match activation {
        Fused::Linear => each(sum, flush),
        Fused::Relu => scale(sum, y, |y| if y > 0.0 { 1.0 } else { 0.0 }),
        Fused::Tanh => scale(sum, y, |y| 1.0 - y * y),
        Fused::Sigmoid => scale(sum, y, |y| y * (1.0 - y)),
    }
    sums
}

// Generic: each function is inlined into a loop of its own, which can become SIMD.

fn each(values: &mut [f32], function: impl Fn(f32) -> f32) {
    for value in values {
        *value = function(*value);
    }
}

fn scale(sums: &mut [f32], outputs: &[f32], derivative: impl Fn(f32) -> f32) {
    for (sum, &output) in sums.iter_mut().zip(outputs) {
        *sum = flush(*sum * derivative(output));
    }
}
