//! Register tiles of products, shared by the kernels of both passes.

use cubecl::prelude::*;

/// Sequences of a tile.
pub const ROWS: usize = 4;

/// Offsets of the rows of a tile. A row past the end repeats the last.
#[cube]
pub fn row_bases(row: u32, batch: u32, frame: u32, width: u32) -> Sequence<u32> {
    let mut bases = Sequence::<u32>::new();
    #[unroll]
    for index in 0..ROWS {
        bases.push((frame * batch + min(row + index as u32, batch - 1)) * width);
    }
    bases
}

/// Adds products of rows, `inner` vectors each, with columns of a matrix to `sums`. The matrix begins at
/// `first` and is `wide` vectors wide. Each row takes `gates` columns, `apart` vectors from each other.
#[cube]
pub fn add_products<N: Size>(
    left: &[Vector<f32, N>],
    right: &[Vector<f32, N>],
    bases: &Sequence<u32>,
    sums: &Sequence<RuntimeCell<Vector<f32, N>>>,
    first: u32,
    inner: u32,
    wide: u32,
    apart: u32,
    #[comptime] lanes: u32,
    #[comptime] gates: u32,
) {
    for step in 0..inner {
        let mut weights = Sequence::<Vector<f32, N>>::new();
        let top = first + step * lanes * wide;
        #[unroll]
        for lane in 0..lanes {
            #[unroll]
            for gate in 0..gates {
                weights.push(right[(top + lane * wide + gate * apart) as usize]);
            }
        }
        #[unroll]
        for index in 0..ROWS as u32 {
            let row = left[(bases[index as usize] + step) as usize];
            #[unroll]
            for lane in 0..lanes {
                let factor = Vector::<f32, N>::new(row.extract(lane as usize));
                #[unroll]
                for gate in 0..gates {
                    let sum = &sums[(index * gates + gate) as usize];
                    let weight = weights[(lane * gates + gate) as usize];
                    sum.store(sum.read() + factor * weight);
                }
            }
        }
    }
}
