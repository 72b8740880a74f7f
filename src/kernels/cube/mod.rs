//! The fused operations on WebGPU, in CubeCL. Every unit keeps a tile of the result in registers and
//! reads its factors straight from memory: no workgroup memory and no barriers, which are ruinous on
//! software adapters. Edges are clamped when read and masked when written, so any size is allowed.

mod adam;
mod dense;
mod loss;

pub(super) use dense::{activate, slope};

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn::tensor::{DType, Shape};
use burn_cubecl::CubeBackend;
use burn_cubecl::ops::numeric::empty_device_contiguous_dtype;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::{AdamStep, Fused, Kernels, PixelLoss};

/// Units of a workgroup.
pub(super) const UNITS: u32 = 64;

/// 1 / (1 + e⁻ˣ).
#[cube]
fn sigmoid<N: Size>(x: Vector<f32, N>) -> Vector<f32, N> {
    let one = Vector::<f32, N>::new(1.0f32);
    one / (one + Vector::exp(Vector::<f32, N>::new(0.0f32) - x))
}

impl Kernels for CubeBackend {
    fn dense(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        dense::dense(input, weights, activation)
    }

    fn dense_backward_sums(
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        dense::dense_backward_sums(output, gradient, activation)
    }

    fn dense_backward_input(
        weights: FloatTensor<Self>,
        sums: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        dense::dense_backward_input(weights, sums)
    }

    fn dense_backward_weights(
        input: FloatTensor<Self>,
        sums: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        dense::dense_backward_weights(input, sums)
    }

    fn pixel_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        kind: PixelLoss,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        loss::pixel_loss(logits, target, kind)
    }

    fn adam(
        weights: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        mean: FloatTensor<Self>,
        square: FloatTensor<Self>,
        step: AdamStep,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        adam::adam(weights, gradient, mean, square, step)
    }
}

/// The widest vector that divides a size.
pub(super) fn vector(size: usize) -> usize {
    [4, 2, 1]
        .into_iter()
        .find(|width| size.is_multiple_of(*width))
        .unwrap_or(1)
}

pub(super) fn cubes(units: usize) -> CubeCount {
    CubeCount::Static((units as u32).div_ceil(UNITS), 1, 1)
}

/// A new tensor on the device of another; its contents are whatever the memory held.
pub(super) fn like<const D: usize>(tensor: &CubeTensor, shape: [usize; D]) -> CubeTensor {
    let (client, device) = (tensor.client.clone(), tensor.device.clone());
    empty_device_contiguous_dtype(client, device, Shape::from(shape), DType::F32)
}

pub(super) fn buffer(tensor: &CubeTensor, width: usize) -> BufferArg {
    let count = tensor.shape().num_elements() / width;
    // SAFETY: the tensor is contiguous and holds that many vectors.
    #[allow(unsafe_code)]
    unsafe {
        BufferArg::from_raw_parts(tensor.handle.clone(), count)
    }
}
