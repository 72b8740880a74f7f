//! Backward pass of a dense layer, in register tiles. It applies the derivative of the activation on the
//! way.

use cubecl::prelude::*;

use super::forward::row_bases;
use super::tile::ROWS;
use crate::ops::layers::activation::Fused;
use crate::ops::layers::activation::gpu::derivative;

/// Gradient by the pre-activations: the gradient by the output times the derivative of the activation.
#[cube]
fn by_preactivation<N: Size>(
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    at: u32,
    #[comptime] activation: Fused,
) -> Vector<f32, N> {
    let above = gradient[at as usize];
    if comptime!(activation == Fused::Linear) {
        above
    } else {
        above * derivative::<N>(output[at as usize], activation)
    }
}

/// Tile of `ROWS` images by `lanes` inputs, each a dot product over the outputs.
#[cube]
pub fn input_tile<N: Size>(
    weights: &[Vector<f32, N>],
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    by_input: &mut [f32],
    unit: u32,
    batch: u32,
    inputs: u32,
    columns: u32,
    #[comptime] lanes: u32,
    #[comptime] activation: Fused,
) {
    let blocks = (inputs + lanes - 1) / lanes;
    let first = (unit % blocks) * lanes;
    let row = (unit / blocks) * ROWS as u32;
    if row < batch {
        let mut totals = Sequence::<RuntimeCell<f32>>::new();
        #[unroll]
        for _ in 0..ROWS as u32 * lanes {
            totals.push(RuntimeCell::<f32>::new(0.0f32));
        }
        let bases = row_bases(row, batch, columns);
        let mut rows = Sequence::<u32>::new();
        #[unroll]
        for lane in 0..lanes {
            rows.push(min(first + lane, inputs - 1) * columns);
        }
        for step in 0..columns {
            let mut right = Sequence::<Vector<f32, N>>::new();
            #[unroll]
            for lane in 0..lanes {
                right.push(weights[(rows[lane as usize] + step) as usize]);
            }
            #[unroll]
            for index in 0..ROWS {
                let left = by_preactivation::<N>(output, gradient, bases[index] + step, activation);
                #[unroll]
                for lane in 0..lanes {
                    let slot = index * lanes as usize + lane as usize;
                    let total = totals[slot].read() + left.dot(right[lane as usize]);
                    totals[slot].store(total);
                }
            }
        }
        #[unroll]
        for index in 0..ROWS {
            #[unroll]
            for lane in 0..lanes {
                let (at, input) = (row + index as u32, first + lane);
                if at < batch && input < inputs {
                    by_input[(at * inputs + input) as usize] =
                        totals[index * lanes as usize + lane as usize].read();
                }
            }
        }
    }
}

/// Tile of `ROWS` inputs by some vectors of outputs, summed over the batch. The row after the last is the
/// bias. `inner` counts vectors of `lanes` inputs. The result begins at row `first`, the bias at row
/// `bias`.
#[cube]
pub fn weights_tile<K: Size, N: Size>(
    input: &[Vector<f32, K>],
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    by_weights: &mut [Vector<f32, N>],
    unit: u32,
    batch: u32,
    inner: u32,
    columns: u32,
    first: u32,
    bias: u32,
    #[comptime] lanes: u32,
    #[comptime] vectors: u32,
    #[comptime] activation: Fused,
) {
    let inputs = inner * lanes;
    let blocks = columns / vectors;
    let column = (unit % blocks) * vectors;
    let row = (unit / blocks) * ROWS as u32;
    if row <= inputs {
        let mut totals = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..(ROWS as u32 + 1) * vectors {
            totals.push(RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32)));
        }
        let mut groups = Sequence::<u32>::new();
        #[unroll]
        for group in 0..ROWS as u32 / lanes {
            groups.push(min(row / lanes + group, inner - 1));
        }
        for image in 0..batch {
            let base = image * inner;
            let start = image * columns + column;
            let mut right = Sequence::<Vector<f32, N>>::new();
            #[unroll]
            for vector in 0..vectors {
                right.push(by_preactivation::<N>(
                    output,
                    gradient,
                    start + vector,
                    activation,
                ));
                // The last row of sums is the bias.
                let alone = &totals[(ROWS as u32 * vectors + vector) as usize];
                alone.store(alone.read() + right[vector as usize]);
            }
            #[unroll]
            for group in 0..ROWS as u32 / lanes {
                let left = input[(base + groups[group as usize]) as usize];
                #[unroll]
                for lane in 0..lanes {
                    let factor = Vector::<f32, N>::new(left.extract(lane as usize));
                    #[unroll]
                    for vector in 0..vectors {
                        let slot = (group * lanes + lane) * vectors + vector;
                        let total = &totals[slot as usize];
                        total.store(total.read() + factor * right[vector as usize]);
                    }
                }
            }
        }
        #[unroll]
        for index in 0..ROWS as u32 {
            #[unroll]
            for vector in 0..vectors {
                let at = row + index;
                let vector_at = column + vector;
                if at < inputs {
                    by_weights[((first + at) * columns + vector_at) as usize] =
                        totals[(index * vectors + vector) as usize].read();
                }
                if at == inputs {
                    by_weights[(bias * columns + vector_at) as usize] =
                        totals[(ROWS as u32 * vectors + vector) as usize].read();
                }
            }
        }
    }
}

/// Both gradients in one dispatch: the first `split` units, whole workgroups, find the input's.
#[cube(launch_unchecked)]
pub fn backward<K: Size, N: Size>(
    input: &[Vector<f32, K>],
    weights: &[Vector<f32, N>],
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    by_input: &mut [f32],
    by_weights: &mut [Vector<f32, N>],
    batch: u32,
    inner: u32,
    columns: u32,
    split: u32,
    #[comptime] input_lanes: u32,
    #[comptime] lanes: u32,
    #[comptime] vectors: u32,
    #[comptime] activation: Fused,
) {
    let unit = ABSOLUTE_POS as u32;
    if unit < split {
        let inputs = inner * lanes;
        input_tile::<N>(
            weights,
            output,
            gradient,
            by_input,
            unit,
            batch,
            inputs,
            columns,
            input_lanes,
            activation,
        );
    } else {
        let unit = unit - split;
        weights_tile::<K, N>(
            input,
            output,
            gradient,
            by_weights,
            unit,
            batch,
            inner,
            columns,
            0u32,
            inner * lanes,
            lanes,
            vectors,
            activation,
        );
    }
}

/// Gradient by the weights alone.
#[cube(launch_unchecked)]
pub fn backward_weights<K: Size, N: Size>(
    input: &[Vector<f32, K>],
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    by_weights: &mut [Vector<f32, N>],
    batch: u32,
    inner: u32,
    columns: u32,
    #[comptime] lanes: u32,
    #[comptime] vectors: u32,
    #[comptime] activation: Fused,
) {
    weights_tile::<K, N>(
        input,
        output,
        gradient,
        by_weights,
        ABSOLUTE_POS as u32,
        batch,
        inner,
        columns,
        0u32,
        inner * lanes,
        lanes,
        vectors,
        activation,
    );
}
