//! Tensors of numbers from the core. Burn's own constructor converts between all types of numbers, which is a twentieth of the
//! module; these numbers have the type of their tensors.

use burn::backend::Dispatch;
use burn::backend::ops::{FloatTensorOps, IntTensorOps};
use burn::tensor::{Device, Int, Tensor, TensorData};

/// A tensor of floats.
///
/// # Panics
/// Where there are not as many numbers as the shape has.
pub fn float_tensor<const D: usize>(
    values: Vec<f32>,
    shape: [usize; D],
    device: &Device,
) -> Tensor<D> {
    let data = TensorData::new(values, shape);
    Tensor::from_dispatch(Dispatch::float_from_data(data, device.as_dispatch()))
}

/// A tensor of integers.
///
/// # Panics
/// Where there are not as many numbers as the shape has.
pub fn integer_tensor<const D: usize>(
    values: Vec<i32>,
    shape: [usize; D],
    device: &Device,
) -> Tensor<D, Int> {
    let data = TensorData::new(values, shape);
    Tensor::from_dispatch(Dispatch::int_from_data(data, device.as_dispatch()))
}
