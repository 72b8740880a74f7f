//! Statistics of a batch, and values normalized by them. `columns` counts the vectors of a row.

use cubecl::prelude::*;

use super::super::{EPSILON, MOMENTUM};
use crate::ops::layers::activation::Fused;
use crate::ops::layers::activation::gpu::activate;

/// 1 / √(σ² + ε).
#[cube]
pub fn inverse<N: Size>(variance: Vector<f32, N>) -> Vector<f32, N> {
    let one = Vector::<f32, N>::new(1.0f32);
    one / Vector::sqrt(variance + Vector::<f32, N>::new(EPSILON))
}

/// Mean and sum of squared deviations over a group of rows, one vector of features a unit. Two passes keep
/// the digits where the mean is large.
#[cube(launch_unchecked)]
pub fn partials<N: Size>(
    values: &[Vector<f32, N>],
    partials: &mut [Vector<f32, N>],
    rows: u32,
    columns: u32,
    group_rows: u32,
    count: u32,
) {
    let unit = ABSOLUTE_POS as u32;
    let (column, group) = (unit % columns, unit / columns);
    if group < count {
        let first = group * group_rows;
        let last = min(first + group_rows, rows);
        let sum = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        for row in first..last {
            sum.store(sum.read() + values[(row * columns + column) as usize]);
        }
        let mean = sum.read() / Vector::<f32, N>::new(f32::cast_from(last - first));
        let squares = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        for row in first..last {
            let off = values[(row * columns + column) as usize] - mean;
            squares.store(squares.read() + off * off);
        }
        let at = group * 2 * columns + column;
        partials[at as usize] = mean;
        partials[(at + columns) as usize] = squares.read();
    }
}

/// Mean and variance of all rows from those of the groups, one vector of features a unit.
#[cube(launch_unchecked)]
pub fn statistics<N: Size>(
    partials: &[Vector<f32, N>],
    statistics: &mut [Vector<f32, N>],
    rows: u32,
    columns: u32,
    group_rows: u32,
    count: u32,
) {
    let column = ABSOLUTE_POS as u32;
    if column < columns {
        let all = Vector::<f32, N>::new(f32::cast_from(rows));
        let sum = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        for group in 0..count {
            let held = min(group_rows, rows - group * group_rows);
            let weight = Vector::<f32, N>::new(f32::cast_from(held));
            sum.store(sum.read() + weight * partials[(group * 2 * columns + column) as usize]);
        }
        let mean = sum.read() / all;
        let squares = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        for group in 0..count {
            let held = min(group_rows, rows - group * group_rows);
            let weight = Vector::<f32, N>::new(f32::cast_from(held));
            let at = group * 2 * columns + column;
            let off = partials[at as usize] - mean;
            let own = partials[(at + columns) as usize];
            squares.store(squares.read() + own + weight * off * off);
        }
        statistics[column as usize] = mean;
        statistics[(columns + column) as usize] = squares.read() / all;
    }
}

/// Normalizes one vector a unit.
#[cube(launch_unchecked)]
pub fn normalize<N: Size>(
    values: &[Vector<f32, N>],
    affine: &[Vector<f32, N>],
    statistics: &[Vector<f32, N>],
    output: &mut [Vector<f32, N>],
    count: u32,
    columns: u32,
    #[comptime] activation: Fused,
) {
    let at = ABSOLUTE_POS as u32;
    if at < count {
        let column = at % columns;
        let mean = statistics[column as usize];
        let factor =
            affine[column as usize] * inverse::<N>(statistics[(columns + column) as usize]);
        let shift = affine[(columns + column) as usize];
        let sum = (values[at as usize] - mean) * factor + shift;
        output[at as usize] = activate::<N>(sum, activation);
    }
}

/// Blends one number a unit: means first, then variances.
#[cube(launch_unchecked)]
pub fn blend(statistics: &[f32], running: &mut [f32], features: u32, correction: f32) {
    let at = ABSOLUTE_POS as u32;
    if at < 2 * features {
        let scale = select(at < features, 1.0f32, correction);
        let before = running[at as usize];
        running[at as usize] = before + MOMENTUM * (scale * statistics[at as usize] - before);
    }
}
