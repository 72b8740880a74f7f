//! Gradients of batch normalization. `columns` counts the vectors of a row.

use cubecl::prelude::*;

use super::forward::inverse;
use crate::ops::layers::activation::Fused;
use crate::ops::layers::activation::gpu::derivative;

/// Partial gradients by scale and shift over a group of rows, one vector of features a unit.
#[cube(launch_unchecked)]
pub fn partials<N: Size>(
    values: &[Vector<f32, N>],
    statistics: &[Vector<f32, N>],
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    partials: &mut [Vector<f32, N>],
    rows: u32,
    columns: u32,
    group_rows: u32,
    count: u32,
    #[comptime] activation: Fused,
) {
    let unit = ABSOLUTE_POS as u32;
    let (column, group) = (unit % columns, unit / columns);
    if group < count {
        let mean = statistics[column as usize];
        let inverse = inverse::<N>(statistics[(columns + column) as usize]);
        let by_scale = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        let by_shift = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        let first = group * group_rows;
        for row in first..min(first + group_rows, rows) {
            let at = (row * columns + column) as usize;
            let above = gradient[at] * derivative::<N>(output[at], activation);
            by_scale.store(by_scale.read() + above * (values[at] - mean) * inverse);
            by_shift.store(by_shift.read() + above);
        }
        let at = group * 2 * columns + column;
        partials[at as usize] = by_scale.read();
        partials[(at + columns) as usize] = by_shift.read();
    }
}

/// Total of the partial sums, one vector a unit.
#[cube(launch_unchecked)]
pub fn total<N: Size>(
    partials: &[Vector<f32, N>],
    sums: &mut [Vector<f32, N>],
    columns: u32,
    count: u32,
) {
    let column = ABSOLUTE_POS as u32;
    if column < columns {
        let sum = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        for group in 0..count {
            sum.store(sum.read() + partials[(group * columns + column) as usize]);
        }
        sums[column as usize] = sum.read();
    }
}

/// Gradient by the values, one vector a unit. `share` is one over the number of rows.
#[cube(launch_unchecked)]
pub fn by_values<N: Size>(
    values: &[Vector<f32, N>],
    affine: &[Vector<f32, N>],
    statistics: &[Vector<f32, N>],
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    by_affine: &[Vector<f32, N>],
    by_values: &mut [Vector<f32, N>],
    count: u32,
    columns: u32,
    share: f32,
    #[comptime] activation: Fused,
) {
    let unit = ABSOLUTE_POS as u32;
    if unit < count {
        let (at, column) = (unit as usize, unit % columns);
        let inverse = inverse::<N>(statistics[(columns + column) as usize]);
        let z = (values[at] - statistics[column as usize]) * inverse;
        let above = gradient[at] * derivative::<N>(output[at], activation);
        let inverse_rows = Vector::<f32, N>::new(share);
        let common = by_affine[(columns + column) as usize] + z * by_affine[column as usize];
        by_values[at] = affine[column as usize] * inverse * (above - inverse_rows * common);
    }
}
