//! Forward pass, frame by frame. Widths count vectors: `columns` is a state, three of them a row of the
//! weights.

use cubecl::prelude::*;

use super::products::{ROWS, add_products, row_bases};
use crate::ops::gpu::sigmoid;

/// Writes the state before the first frame: the input, or zeros.
#[cube(launch_unchecked)]
pub fn begin<N: Size>(
    input: &[Vector<f32, N>],
    states: &mut [Vector<f32, N>],
    count: u32,
    #[comptime] decode: bool,
) {
    if (ABSOLUTE_POS as u32) < count {
        if comptime!(decode) {
            states[ABSOLUTE_POS] = input[ABSOLUTE_POS];
        } else {
            states[ABSOLUTE_POS] = Vector::new(0.0f32);
        }
    }
}

/// Step of one frame of all sequences. A tile is `ROWS` sequences by one vector of units.
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
    #[comptime] decode: bool,
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
            for gate in 0..3u32 {
                let bias = weights[(bias_row * wide + gate * columns + column) as usize];
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
                let slot = frame * batch + at;
                let from = if comptime!(decode) {
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
                let state = states[(slot * columns + column) as usize];
                let next = candidate + update * (state - candidate);
                let gate = slot * 4u32 * columns + column;
                gates[gate as usize] = reset;
                gates[(gate + columns) as usize] = update;
                gates[(gate + 2u32 * columns) as usize] = candidate;
                gates[(gate + 3u32 * columns) as usize] = inner;
                states[((slot + batch) * columns + column) as usize] = next;
                if comptime!(decode) {
                    output[((at * frames + frame) * columns + column) as usize] = next;
                } else if frame + 1u32 == frames {
                    output[(at * columns + column) as usize] = next;
                }
            }
        }
    }
}
