//! The kernels of recurrent layers. Widths count vectors: `columns` is a state, three of them a row of the
//! weights.

// The `#[cube]` macro writes launch functions without documentation; kernels take many arguments, and
// know no `div_ceil`.
#![allow(missing_docs, clippy::too_many_arguments, clippy::manual_div_ceil)]

use cubecl::prelude::*;

use crate::kernels::cube::sigmoid;

/// Sequences of a tile.
pub const ROWS: usize = 4;

/// Writes the state before the first frame: the input, or zeros.
#[cube(launch_unchecked)]
pub fn begin<N: Size>(
    input: &[Vector<f32, N>],
    states: &mut [Vector<f32, N>],
    count: u32,
    #[comptime] write: bool,
) {
    if (ABSOLUTE_POS as u32) < count {
        if comptime!(write) {
            states[ABSOLUTE_POS] = input[ABSOLUTE_POS];
        } else {
            states[ABSOLUTE_POS] = Vector::new(0.0f32);
        }
    }
}

/// Exchanges rows and columns of the weights of the state, which begin at row `first`.
#[cube(launch_unchecked)]
pub fn transpose(weights: &[f32], transposed: &mut [f32], first: u32, rows: u32, columns: u32) {
    let at = ABSOLUTE_POS as u32;
    if at < rows * columns {
        let (row, column) = (at % rows, at / rows);
        transposed[at as usize] = weights[((first + row) * columns + column) as usize];
    }
}

/// Where the rows of a tile begin; one that is not there is the last.
#[cube]
fn row_bases(row: u32, batch: u32, frame: u32, width: u32) -> Sequence<u32> {
    let mut bases = Sequence::<u32>::new();
    #[unroll]
    for index in 0..ROWS {
        bases.push((frame * batch + min(row + index as u32, batch - 1)) * width);
    }
    bases
}

/// Adds the products of rows, of `inner` vectors each, with columns of a matrix to `sums`: for each row
/// `parts` vectors, `apart` vectors from each other in rows of the matrix that are `wide`, from `first` on.
#[cube]
fn add_products<N: Size>(
    left: &[Vector<f32, N>],
    right: &[Vector<f32, N>],
    bases: &Sequence<u32>,
    sums: &Sequence<RuntimeCell<Vector<f32, N>>>,
    first: u32,
    inner: u32,
    wide: u32,
    apart: u32,
    #[comptime] lanes: u32,
    #[comptime] parts: u32,
) {
    for step in 0..inner {
        let mut weights = Sequence::<Vector<f32, N>>::new();
        let top = first + step * lanes * wide;
        #[unroll]
        for lane in 0..lanes {
            #[unroll]
            for part in 0..parts {
                weights.push(right[(top + lane * wide + part * apart) as usize]);
            }
        }
        #[unroll]
        for index in 0..ROWS as u32 {
            let row = left[(bases[index as usize] + step) as usize];
            #[unroll]
            for lane in 0..lanes {
                let factor = Vector::<f32, N>::new(row.extract(lane as usize));
                #[unroll]
                for part in 0..parts {
                    let sum = &sums[(index * parts + part) as usize];
                    let weight = weights[(lane * parts + part) as usize];
                    sum.store(sum.read() + factor * weight);
                }
            }
        }
    }
}

/// One frame of all sequences: a tile is `ROWS` sequences by one vector of units.
#[cube(launch_unchecked)]
pub fn step<N: Size>(
    projected: &[Vector<f32, N>],
    weights: &[Vector<f32, N>],
    states: &mut [Vector<f32, N>],
    gates: &mut [Vector<f32, N>],
    output: &mut [Vector<f32, N>],
    batch: u32,
    columns: u32,
    frame: u32,
    frames: u32,
    first_row: u32,
    bias_row: u32,
    #[comptime] lanes: u32,
    #[comptime] write: bool,
) {
    let unit = ABSOLUTE_POS as u32;
    let column = unit % columns;
    let row = (unit / columns) * ROWS as u32;
    let wide = 3u32 * columns;
    if row < batch {
        let mut sums = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..ROWS {
            #[unroll]
            for part in 0..3u32 {
                let bias = weights[(bias_row * wide + part * columns + column) as usize];
                sums.push(RuntimeCell::<Vector<f32, N>>::new(bias));
            }
        }
        let bases = row_bases(row, batch, frame, columns);
        let first = first_row * wide + column;
        add_products::<N>(
            &*states, weights, &bases, &sums, first, columns, wide, columns, lanes, 3u32,
        );
        #[unroll]
        for index in 0..ROWS {
            let at = row + index as u32;
            if at < batch {
                let place = frame * batch + at;
                let from = if comptime!(write) {
                    at * wide + column
                } else {
                    (at * frames + frame) * wide + column
                };
                let reset = sigmoid::<N>(projected[from as usize] + sums[index * 3].read());
                let update =
                    sigmoid::<N>(projected[(from + columns) as usize] + sums[index * 3 + 1].read());
                let inner = sums[index * 3 + 2].read();
                let candidate =
                    Vector::tanh(projected[(from + 2u32 * columns) as usize] + reset * inner);
                let state = states[(place * columns + column) as usize];
                let next = candidate + update * (state - candidate);
                let gate = place * 4u32 * columns + column;
                gates[gate as usize] = reset;
                gates[(gate + columns) as usize] = update;
                gates[(gate + 2u32 * columns) as usize] = candidate;
                gates[(gate + 3u32 * columns) as usize] = inner;
                states[((place + batch) * columns + column) as usize] = next;
                if comptime!(write) {
                    output[((at * frames + frame) * columns + column) as usize] = next;
                } else if frame + 1u32 == frames {
                    output[(at * columns + column) as usize] = next;
                }
            }
        }
    }
}

/// The derivative of one frame: from what comes back from the frame after it and from the output to the
/// gradients by the sums of this frame. `passed` is what a state passes straight on to the next.
#[cube(launch_unchecked)]
pub fn step_back<N: Size>(
    transposed: &[Vector<f32, N>],
    states: &[Vector<f32, N>],
    gates: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    by_frames: &mut [Vector<f32, N>],
    by_sums: &mut [Vector<f32, N>],
    passed: &mut [Vector<f32, N>],
    batch: u32,
    columns: u32,
    frame: u32,
    frames: u32,
    #[comptime] lanes: u32,
    #[comptime] write: bool,
) {
    let unit = ABSOLUTE_POS as u32;
    let column = unit % columns;
    let row = (unit / columns) * ROWS as u32;
    let wide = 3u32 * columns;
    let last = frame + 1u32 == frames;
    if row < batch {
        let by_next = arriving::<N>(
            gradient, &*passed, row, column, batch, columns, frame, frames, write,
        );
        if !last {
            let bases = row_bases(row, batch, frame + 1u32, wide);
            add_products::<N>(
                &*by_sums, transposed, &bases, &by_next, column, wide, columns, columns, lanes,
                1u32,
            );
        }
        let one = Vector::<f32, N>::new(1.0f32);
        #[unroll]
        for index in 0..ROWS {
            let at = row + index as u32;
            if at < batch {
                let place = frame * batch + at;
                let gate = place * 4u32 * columns + column;
                let reset = gates[gate as usize];
                let update = gates[(gate + columns) as usize];
                let candidate = gates[(gate + 2u32 * columns) as usize];
                let inner = gates[(gate + 3u32 * columns) as usize];
                let state = states[(place * columns + column) as usize];
                let slope = by_next[index].read();
                let by_candidate = slope * (one - update) * (one - candidate * candidate);
                let by_reset = by_candidate * inner * reset * (one - reset);
                let by_update = slope * (state - candidate) * update * (one - update);
                let sum = place * wide + column;
                by_sums[sum as usize] = by_reset;
                by_sums[(sum + columns) as usize] = by_update;
                by_sums[(sum + 2u32 * columns) as usize] = by_candidate * reset;
                passed[(at * columns + column) as usize] = slope * update;
                let to = if comptime!(write) {
                    at * wide + column
                } else {
                    (at * frames + frame) * wide + column
                };
                put::<N>(by_frames, to, by_reset, last, write);
                put::<N>(by_frames, to + columns, by_update, last, write);
                put::<N>(by_frames, to + 2u32 * columns, by_candidate, last, write);
            }
        }
    }
}

/// What arrives at a tile of states without a product: from the output, and from the states after them.
#[cube]
fn arriving<N: Size>(
    gradient: &[Vector<f32, N>],
    passed: &[Vector<f32, N>],
    row: u32,
    column: u32,
    batch: u32,
    columns: u32,
    frame: u32,
    frames: u32,
    #[comptime] write: bool,
) -> Sequence<RuntimeCell<Vector<f32, N>>> {
    let mut arrived = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
    let last = frame + 1u32 == frames;
    #[unroll]
    for index in 0..ROWS {
        let cell = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        let at = min(row + index as u32, batch - 1);
        if comptime!(write) {
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

/// Stores a gradient, or adds it to that of later frames where all have the same input.
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

/// Adds the gradient by the first state to that by the input, which are the same vector.
#[cube(launch_unchecked)]
pub fn add_start<N: Size>(
    transposed: &[Vector<f32, N>],
    by_sums: &[Vector<f32, N>],
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
            by_sums, transposed, &bases, &by_start, column, wide, columns, columns, lanes, 1u32,
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
