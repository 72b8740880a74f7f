//! What the families of operations share on the CPU.

pub(crate) mod gemm;
pub(crate) mod parallel;
pub(crate) mod scratch;
pub(crate) mod simd_math;

use burn::backend::TensorMetadata;
use burn::backend::flex::FlexTensor;
use burn::tensor::TensorData;

/// What is nearer to 0 than this counts as 0 on the CPU. Where units die, numbers shrink from step to step
/// until they and their products are subnormal, and with those some processors take a hundred times as
/// long (Intel, *Optimization Reference Manual*, on floating-point assists); WebAssembly cannot switch
/// that off. Products of two numbers that stay are far from it, and no update feels the difference.
pub const SMALLEST: f32 = 1e-17;

/// The number, or 0 where it is nearer to 0 than `SMALLEST`.
#[inline(always)]
pub fn flush(value: f32) -> f32 {
    if value.abs() < SMALLEST { 0.0 } else { value }
}

/// The numbers of a contiguous tensor.
pub fn values(tensor: &FlexTensor) -> &[f32] {
    let count = tensor.shape().num_elements();
    &tensor.storage::<f32>()[tensor.layout().start_offset()..][..count]
}

/// The whole numbers of a contiguous tensor.
pub fn whole(tensor: &FlexTensor) -> &[i32] {
    let count = tensor.shape().num_elements();
    &tensor.storage::<i32>()[tensor.layout().start_offset()..][..count]
}

/// A tensor of these numbers.
pub fn tensor<const D: usize>(values: Vec<f32>, shape: [usize; D]) -> FlexTensor {
    FlexTensor::from_data(TensorData::new(values, shape))
}
