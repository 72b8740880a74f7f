//! What the families of operations share on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::FlexTensor;
use burn::tensor::TensorData;

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
