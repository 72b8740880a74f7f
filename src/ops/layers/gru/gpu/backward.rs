//! Backward pass through time, frame by frame. Widths count vectors: `columns` is a state, three of them a
//! row of the weights.

use cubecl::prelude::*;

use super::products::{ROWS, add_products, row_bases};

/// Transposes the weights of the state, which begin at row `first`.
#[cube(launch_unchecked)]
pub fn transpose(weights: &[f32], transposed: &mut [f32], first: u32, rows: u32, columns: u32) {
    let at = ABSOLUTE_POS as u32;
    if at < rows * columns {
        let (row, column) = (at % rows, at / rows);
        transposed[at as usize] = weights[((first + row) * columns + column) as usize];
    }
}

/// Backward step of one frame, from the gradients of the next frame and of the output to those by the
/// pre-activations. `passed` is the direct contribution of a state to the one before.
#[cube(launch_unchecked)]
pub fn backward_step<N: Size>(
    transposed: &[Vector<f32, N>],
    states: &[Vector<f32, N>],
    gates: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    by_frames: &mut [Vector<f32, N>],
    by_recurrent: &mut [Vector<f32, N>],
    passed: &mut [Vector<f32, N>],
    batch: u32,
    columns: u32,
    frame: u32,
    frames: u32,
    #[comptime] lanes: u32,
    #[comptime] decode: bool,
) {
    let unit = ABSOLUTE_POS as u32;
    let column = unit % columns;
    let row = (unit / columns) * ROWS as u32;
    let wide = 3u32 * columns;
    let last = frame + 1u32 == frames;
    if row < batch {
        let by_next = direct_gradients::<N>(
            gradient, &*passed, row, column, batch, columns, frame, frames, decode,
        );
        if !last {
            let bases = row_bases(row, batch, frame + 1u32, wide);
            add_products::<N>(
                &*by_recurrent,
                transposed,
                &bases,
                &by_next,
                column,
                wide,
                columns,
                columns,
                lanes,
                1u32,
            );
        }
        let one = Vector::<f32, N>::new(1.0f32);
        #[unroll]
        for index in 0..ROWS {
            let at = row + index as u32;
            if at < batch {
                let slot = frame * batch + at;
                let gate = slot * 4u32 * columns + column;
                let reset = gates[gate as usize];
                let update = gates[(gate + columns) as usize];
                let candidate = gates[(gate + 2u32 * columns) as usize];
                let inner = gates[(gate + 3u32 * columns) as usize];
                let state = states[(slot * columns + column) as usize];
                let derivative = by_next[index].read();
                let by_candidate = derivative * (one - update) * (one - candidate * candidate);
                let by_reset = by_candidate * inner * reset * (one - reset);
                let by_update = derivative * (state - candidate) * update * (one - update);
                let sum = slot * wide + column;
                by_recurrent[sum as usize] = by_reset;
                by_recurrent[(sum + columns) as usize] = by_update;
                by_recurrent[(sum + 2u32 * columns) as usize] = by_candidate * reset;
                passed[(at * columns + column) as usize] = derivative * update;
                let to = if comptime!(decode) {
                    at * wide + column
                } else {
                    (at * frames + frame) * wide + column
                };
                put::<N>(by_frames, to, by_reset, last, decode);
                put::<N>(by_frames, to + columns, by_update, last, decode);
                put::<N>(by_frames, to + 2u32 * columns, by_candidate, last, decode);
            }
        }
    }
}

/// Gradients that reach a tile of states without a product: from the output, and from the next states.
#[cube]
fn direct_gradients<N: Size>(
    gradient: &[Vector<f32, N>],
    passed: &[Vector<f32, N>],
    row: u32,
    column: u32,
    batch: u32,
    columns: u32,
    frame: u32,
    frames: u32,
    #[comptime] decode: bool,
) -> Sequence<RuntimeCell<Vector<f32, N>>> {
    let mut arrived = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
    let last = frame + 1u32 == frames;
    #[unroll]
    for index in 0..ROWS {
        let cell = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        let at = min(row + index as u32, batch - 1);
        if comptime!(decode) {
            cell.store(gradient[((at * frames + frame) * columns + column) as usize]);
        } else if last {
            cell.store(gradient[(at * columns + column) as usize]);
        }
        if !last {
            cell.store(cell.read() + passed[(at * columns + column) as usize]);
        }
        arrived.push(cell);
    }
    arrived
}

/// Stores a gradient, or adds it to that of later frames where all share one input.
#[cube]
fn put<N: Size>(
    sums: &mut [Vector<f32, N>],
    at: u32,
    value: Vector<f32, N>,
    first: bool,
    #[comptime] adds: bool,
) {
    if comptime!(adds) {
        if first {
            sums[at as usize] = value;
        } else {
            add::<N>(sums, at, value);
        }
    } else {
        sums[at as usize] = value;
    }
}

#[cube]
fn add<N: Size>(sums: &mut [Vector<f32, N>], at: u32, value: Vector<f32, N>) {
    sums[at as usize] += value;
}

/// Adds the gradient by the first state to that by the input: both are the same vector.
#[cube(launch_unchecked)]
pub fn add_start<N: Size>(
    transposed: &[Vector<f32, N>],
    by_recurrent: &[Vector<f32, N>],
    passed: &[Vector<f32, N>],
    by_input: &mut [Vector<f32, N>],
    batch: u32,
    columns: u32,
    #[comptime] lanes: u32,
) {
    let unit = ABSOLUTE_POS as u32;
    let column = unit % columns;
    let row = (unit / columns) * ROWS as u32;
    if row < batch {
        let mut by_start = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for index in 0..ROWS {
            let at = min(row + index as u32, batch - 1);
            let from = passed[(at * columns + column) as usize];
            by_start.push(RuntimeCell::<Vector<f32, N>>::new(from));
        }
        let wide = 3u32 * columns;
        let bases = row_bases(row, batch, 0u32, wide);
        add_products::<N>(
            by_recurrent,
            transposed,
            &bases,
            &by_start,
            column,
            wide,
            columns,
            columns,
            lanes,
            1u32,
        );
        #[unroll]
        for index in 0..ROWS {
            let at = row + index as u32;
            if at < batch {
                add::<N>(by_input, at * columns + column, by_start[index].read());
            }
        }
    }
}
