//! Launch of kernels on WebGPU, and helpers that they share. Every unit keeps a tile of the result in
//! registers and reads its factors straight from memory. Kernels use no workgroup memory and no barriers,
//! which are ruinous on software adapters. The totals of partial sums alone do, with two barriers in one workgroup.
//! Kernels clamp edges on read and mask them on write, for any size.

use burn::backend::TensorMetadata;
use burn::tensor::{DType, Shape};
use burn_cubecl::ops::numeric::empty_device_contiguous_dtype;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

pub use crate::ops::workgroups::UNITS;
use crate::ops::workgroups::workgroups;

/// Workgroups of a launch, and the units of each.
pub type Grid = (CubeCount, CubeDim);

/// Launches a kernel: `launch!(kernel[widths], grid; [tensors] / width, …; values)`.
///
/// The widths in brackets are those of the kernel's vector types. Each tensor is bound in vectors of the
/// width after its group. The values are the kernel's scalars and compile-time arguments, in its order.
macro_rules! launch {
    (
        $($kernel:ident)::+ $([$($size:expr),+])?, $grid:expr;
        [$first:expr $(, $tensor:expr)*] / $width:expr
        $(, [$($other:expr),+] / $other_width:expr)*;
        $($value:expr),*
    ) => {{
        let (count, dim) = $grid;
        // SAFETY: `buffer` binds no memory beyond a tensor, which it has checked to be contiguous. Kernels of this
        // crate mask every access by the sizes that they are given, and callers give those of the tensors.
        // Their loops end after a count that is among these sizes.
        #[allow(unsafe_code)]
        unsafe {
            $($kernel)::+::launch_unchecked(
                &$first.client.clone(),
                count,
                dim,
                $($($size,)+)?
                $crate::ops::gpu::buffer(&$first, $width),
                $($crate::ops::gpu::buffer(&$tensor, $width),)*
                $($($crate::ops::gpu::buffer(&$other, $other_width),)+)*
                $($value),*
            );
        }
    }};
}
pub(crate) use launch;

/// 1 / (1 + e⁻ˣ).
#[cube]
pub fn sigmoid<N: Size>(x: Vector<f32, N>) -> Vector<f32, N> {
    let one = Vector::<f32, N>::new(1.0f32);
    one / (one + Vector::exp(Vector::<f32, N>::new(0.0f32) - x))
}

/// Units whose sums are added up by one of them.
const GROUP: u32 = 8;

/// Sum of numbers, found by the units of one workgroup together and known to all of them. The order is always the
/// same. Each unit adds up every `UNITS`-th number. Then 8 units add up the sums of 8 units each, and their sums
/// follow one another.
#[cube]
pub fn sum(numbers: &[f32], count: u32) -> f32 {
    let mut sums = Shared::<[f32]>::new_slice(comptime!(UNITS as usize));
    let mut groups = Shared::<[f32]>::new_slice(comptime!((UNITS / GROUP) as usize));
    let own = RuntimeCell::<f32>::new(0.0f32);
    for round in 0..(count + UNITS - 1) / UNITS {
        let at = round * UNITS + UNIT_POS;
        if at < count {
            own.store(own.read() + numbers[at as usize]);
        }
    }
    sums[UNIT_POS as usize] = own.read();
    sync_cube();
    if UNIT_POS < UNITS / GROUP {
        let group = RuntimeCell::<f32>::new(0.0f32);
        for at in 0..GROUP {
            group.store(group.read() + sums[(UNIT_POS * GROUP + at) as usize]);
        }
        groups[UNIT_POS as usize] = group.read();
    }
    sync_cube();
    let total = RuntimeCell::<f32>::new(0.0f32);
    for group in 0..UNITS / GROUP {
        total.store(total.read() + groups[group as usize]);
    }
    total.read()
}

/// Adds up partial sums in one workgroup and scales the total.
#[cube(launch_unchecked)]
fn total(partial: &[f32], result: &mut [f32], count: u32, scale: f32) {
    let total = sum(partial, count);
    if UNIT_POS == 0 {
        result[0] = total * scale;
    }
}

/// Scaled total of partial sums, `[1]`.
pub fn add_up(partial: &CubeTensor, scale: f32) -> CubeTensor {
    let sum = like(partial, [1]);
    let count = partial.shape().num_elements() as u32;
    launch!(total, together(); [partial, sum] / 1; count, scale);
    sum
}

/// Width of the widest vector that divides a size.
pub fn vector(size: usize) -> usize {
    [4, 2, 1]
        .into_iter()
        .find(|width| size.is_multiple_of(*width))
        .unwrap_or(1)
}

/// Workgroups that hold at least `units` units. Kernels number the units by `ABSOLUTE_POS`, which counts along x
/// and then along y, and mask those beyond their work. Of many workgroups these may be more than one.
pub fn grid(units: usize) -> Grid {
    let [x, y] = workgroups(units);
    (CubeCount::Static(x, y, 1), CubeDim::new_1d(UNITS))
}

/// One workgroup.
pub fn together() -> Grid {
    grid(UNITS as usize)
}

/// One unit alone.
pub fn single() -> Grid {
    (CubeCount::Static(1, 1, 1), CubeDim::new_1d(1))
}

/// New contiguous tensor on the device of another, with undefined contents.
pub fn like<const D: usize>(tensor: &CubeTensor, shape: [usize; D]) -> CubeTensor {
    let (client, device) = (tensor.client.clone(), tensor.device.clone());
    empty_device_contiguous_dtype(client, device, Shape::from(shape), DType::F32)
}

/// Memory of a contiguous tensor in vectors of `width`, as a kernel's argument. Elements at the end that
/// fill no vector stay out: a total may follow the values that it belongs to.
pub fn buffer(tensor: &CubeTensor, width: usize) -> BufferArg {
    let elements = tensor.shape().num_elements();
    assert!(
        tensor.is_contiguous(),
        "a kernel reads a tensor of {elements} elements that is not contiguous"
    );
    // SAFETY: the tensor is contiguous and holds that many vectors.
    #[allow(unsafe_code)]
    unsafe {
        BufferArg::from_raw_parts(tensor.handle.clone(), elements / width)
    }
}
