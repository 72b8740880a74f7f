//! Shared helpers of operations on the CPU.

pub(crate) mod gemm;
#[cfg(all(target_arch = "wasm32", feature = "lab"))]
pub(crate) mod kernel_module;
pub(crate) mod parallel;
pub(crate) mod scratch;
pub(crate) mod simd_math;

use burn::backend::TensorMetadata;
use burn::backend::flex::FlexTensor;
use burn::tensor::TensorData;
pub use hourglass_kernels::{SMALLEST, flush};

/// Puts probabilities in place of logits. Returns the logarithm of the sum of the exponentials.
pub fn softmax(logits: &mut [f32]) -> f32 {
    // Less the largest: no exponential overflows.
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for logit in logits.iter_mut() {
        *logit = (*logit - largest).exp();
        sum += *logit;
    }
    logits.iter_mut().for_each(|value| *value /= sum);
    sum.ln() + largest
}

/// Numbers of a contiguous tensor.
pub fn values(tensor: &FlexTensor) -> &[f32] {
    let count = tensor.shape().num_elements();
    &tensor.storage::<f32>()[tensor.layout().start_offset()..][..count]
}

/// Integers of a contiguous tensor.
pub fn integers(tensor: &FlexTensor) -> &[i32] {
    let count = tensor.shape().num_elements();
    &tensor.storage::<i32>()[tensor.layout().start_offset()..][..count]
}

/// Tensor of these numbers.
pub fn tensor<const D: usize>(values: Vec<f32>, shape: [usize; D]) -> FlexTensor {
    FlexTensor::from_data(TensorData::new(values, shape))
}
