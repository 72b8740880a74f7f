//! What the families of operations share on WebGPU. Every unit keeps a tile of the result in registers
//! and reads its factors straight from memory: no workgroup memory and no barriers, which are ruinous on
//! software adapters. Edges are clamped when read and masked when written, so any size is allowed.

// The `#[cube]` macro writes functions without documentation.
#![allow(missing_docs)]

use burn::backend::TensorMetadata;
use burn::tensor::{DType, Shape};
use burn_cubecl::ops::numeric::empty_device_contiguous_dtype;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

/// Units of a workgroup.
pub const UNITS: u32 = 64;

/// 1 / (1 + e⁻ˣ).
#[cube]
pub fn sigmoid<N: Size>(x: Vector<f32, N>) -> Vector<f32, N> {
    let one = Vector::<f32, N>::new(1.0f32);
    one / (one + Vector::exp(Vector::<f32, N>::new(0.0f32) - x))
}

/// One unit adds up the parts of a sum, and scales it.
#[cube(launch_unchecked)]
fn total(parts: &[f32], sum: &mut [f32], units: u32, scale: f32) {
    if ABSOLUTE_POS == 0 {
        let total = RuntimeCell::<f32>::new(0.0f32);
        for unit in 0..units {
            total.store(total.read() + parts[unit as usize]);
        }
        sum[0] = total.read() * scale;
    }
}

/// The sum of all parts, `[1]`, scaled.
pub fn add_up(parts: &CubeTensor, scale: f32) -> CubeTensor {
    let sum = like(parts, [1]);
    // SAFETY: the count is that of the parts.
    #[allow(unsafe_code)]
    unsafe {
        total::launch_unchecked(
            &parts.client.clone(),
            cubes(1),
            CubeDim::new_1d(1),
            buffer(parts, 1),
            buffer(&sum, 1),
            parts.shape().num_elements() as u32,
            scale,
        );
    }
    sum
}

/// The widest vector that divides a size.
pub fn vector(size: usize) -> usize {
    [4, 2, 1]
        .into_iter()
        .find(|width| size.is_multiple_of(*width))
        .unwrap_or(1)
}

/// Workgroups for so many units.
pub fn cubes(units: usize) -> CubeCount {
    CubeCount::Static((units as u32).div_ceil(UNITS), 1, 1)
}

/// A new tensor on the device of another; its contents are whatever the memory held.
pub fn like<const D: usize>(tensor: &CubeTensor, shape: [usize; D]) -> CubeTensor {
    let (client, device) = (tensor.client.clone(), tensor.device.clone());
    empty_device_contiguous_dtype(client, device, Shape::from(shape), DType::F32)
}

/// The memory of a contiguous tensor, in vectors of `width`.
pub fn buffer(tensor: &CubeTensor, width: usize) -> BufferArg {
    let count = tensor.shape().num_elements() / width;
    // SAFETY: the tensor is contiguous and holds that many vectors.
    #[allow(unsafe_code)]
    unsafe {
        BufferArg::from_raw_parts(tensor.handle.clone(), count)
    }
}
