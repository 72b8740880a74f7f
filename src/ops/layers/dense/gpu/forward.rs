//! Forward pass of a dense layer, in register tiles.

use cubecl::prelude::*;

use super::tile::ROWS;
use crate::ops::layers::activation::Fused;
use crate::ops::layers::activation::gpu::activate;

/// Offsets of the rows of a tile. A row past the end repeats the last.
#[cube]
pub fn row_bases(row: u32, rows: u32, width: u32) -> Sequence<u32> {
    let mut bases = Sequence::<u32>::new();
    #[unroll]
    for index in 0..ROWS {
        bases.push(min(row + index as u32, rows - 1) * width);
    }
    bases
}

/// Tile of `ROWS` images by some vectors of outputs. `inner` and `columns` count vectors. `bias` is the row
/// of the weights that holds the bias.
#[cube(launch_unchecked)]
pub fn forward<K: Size, N: Size>(
    input: &[Vector<f32, K>],
    weights: &[Vector<f32, N>],
    output: &mut [Vector<f32, N>],
    batch: u32,
    inner: u32,
    columns: u32,
    bias: u32,
    #[comptime] lanes: u32,
    #[comptime] vectors: u32,
    #[comptime] activation: Fused,
) {
    let unit = ABSOLUTE_POS as u32;
    let blocks = columns / vectors;
    let column = (unit % blocks) * vectors;
    let row = (unit / blocks) * ROWS as u32;
    if row < batch {
        let mut sums = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..ROWS {
            #[unroll]
            for vector in 0..vectors {
                let bias = weights[(bias * columns + column + vector) as usize];
                sums.push(RuntimeCell::<Vector<f32, N>>::new(bias));
            }
        }
        let bases = row_bases(row, batch, inner);
        for step in 0..inner {
            let mut right = Sequence::<Vector<f32, N>>::new();
            let first = step * lanes * columns + column;
            #[unroll]
            for lane in 0..lanes {
                #[unroll]
                for vector in 0..vectors {
                    right.push(weights[(first + lane * columns + vector) as usize]);
                }
            }
            #[unroll]
            for index in 0..ROWS as u32 {
                let left = input[(bases[index as usize] + step) as usize];
                #[unroll]
                for lane in 0..lanes {
                    let factor = Vector::<f32, N>::new(left.extract(lane as usize));
                    #[unroll]
                    for vector in 0..vectors {
                        let sum = &sums[(index * vectors + vector) as usize];
                        let weight = right[(lane * vectors + vector) as usize];
                        sum.store(sum.read() + factor * weight);
                    }
                }
            }
        }
        #[unroll]
        for index in 0..ROWS as u32 {
            let at = row + index;
            if at < batch {
                #[unroll]
                for vector in 0..vectors {
                    output[(at * columns + column + vector) as usize] =
                        activate::<N>(sums[(index * vectors + vector) as usize].read(), activation);
                }
            }
        }
    }
}
