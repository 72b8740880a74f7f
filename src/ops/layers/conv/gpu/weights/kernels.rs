//! Kernels of the gradient by the weights.

use cubecl::prelude::*;

use super::spec::WeightSpec;
use crate::ops::layers::conv::gpu::gradient::read;

/// Tile of the weights, or vector of the bias, over one split of the windows.
#[cube(launch_unchecked)]
pub fn partial_weights<K: Size, N: Size>(
    rows: &[Vector<f32, K>],
    saved_rows: &[Vector<f32, K>],
    columns: &[Vector<f32, N>],
    saved_columns: &[Vector<f32, N>],
    partials: &mut [Vector<f32, N>],
    bias_partials: &mut [f32],
    batch: u32,
    #[comptime] spec: WeightSpec,
) {
    let units = comptime!(spec.tiles() + spec.bias_vectors());
    let tiles = comptime!(spec.tiles());
    let unit = ABSOLUTE_POS as u32 % units;
    let split = ABSOLUTE_POS as u32 / units;
    if split < spec.splits {
        if unit < tiles {
            weight_tile::<K, N>(
                rows,
                saved_rows,
                columns,
                saved_columns,
                partials,
                batch,
                unit,
                split,
                spec,
            );
        } else if comptime!(spec.output_rows) {
            bias_vector::<K>(
                rows,
                saved_rows,
                bias_partials,
                batch,
                unit - tiles,
                split,
                spec.row_lanes,
                spec,
            );
        } else {
            bias_vector::<N>(
                columns,
                saved_columns,
                bias_partials,
                batch,
                unit - tiles,
                split,
                spec.column_lanes,
                spec,
            );
        }
    }
}

#[cube]
fn weight_tile<K: Size, N: Size>(
    rows: &[Vector<f32, K>],
    saved_rows: &[Vector<f32, K>],
    columns: &[Vector<f32, N>],
    saved_columns: &[Vector<f32, N>],
    partials: &mut [Vector<f32, N>],
    batch: u32,
    tile: u32,
    split: u32,
    #[comptime] spec: WeightSpec,
) {
    let (coarse_vectors, fine_vectors) = comptime!((spec.coarse_vectors(), spec.fine_vectors()));
    let all_pairs = comptime!(spec.all_pairs());
    let windows = comptime!(spec.coarse_height * spec.coarse_width);
    let fine_size = comptime!(spec.fine_height * spec.fine_width * fine_vectors);
    let coarse_vector = tile % coarse_vectors;
    let first = (tile / coarse_vectors) * spec.pairs;
    let mut totals = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
    #[unroll]
    for _ in 0..spec.pairs * spec.row_lanes {
        totals.push(RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32)));
    }
    let begin = split * comptime!(spec.windows_per_split());
    for window in begin..min(begin + comptime!(spec.windows_per_split()), windows) {
        let (top, left) = (
            (window / spec.coarse_width) * spec.stride,
            (window % spec.coarse_width) * spec.stride,
        );
        // Offset of each pair in the fine image. Pairs outside read its first number, masked.
        let mut offsets = Sequence::<u32>::new();
        let mut masks = Sequence::<f32>::new();
        #[unroll]
        for index in 0..spec.pairs {
            let pair = min(first + index, all_pairs - 1);
            let tap = pair / fine_vectors;
            let y = top + tap / spec.kernel - spec.padding;
            let x = left + tap % spec.kernel - spec.padding;
            let inside = y < spec.fine_height && x < spec.fine_width;
            let at = (y * spec.fine_width + x) * fine_vectors + pair % fine_vectors;
            offsets.push(select(inside, at, 0u32));
            masks.push(select(inside, 1.0f32, 0.0f32));
        }
        // Otherwise the masks exclude it.
        let images = if comptime!(spec.one_tap()) {
            select(masks[0] > 0.0f32, batch, 0u32)
        } else {
            batch
        };
        for image in 0..images {
            let coarse = (image * windows + window) * coarse_vectors + coarse_vector;
            let fine = image * fine_size;
            if comptime!(spec.fine_rows) {
                let right = read::<N>(columns, saved_columns, coarse, spec.column_derivative());
                #[unroll]
                for index in 0..spec.pairs {
                    let slot = comptime!(index as usize);
                    let at = fine + offsets[slot];
                    let left = read::<K>(rows, saved_rows, at, spec.row_derivative());
                    let left = masked::<K>(left, masks[slot], spec.one_tap());
                    add_product::<K, N>(&totals, left, right, index, spec.row_lanes);
                }
            } else {
                let left = read::<K>(rows, saved_rows, coarse, spec.row_derivative());
                #[unroll]
                for index in 0..spec.pairs {
                    let slot = comptime!(index as usize);
                    let at = fine + offsets[slot];
                    let right = read::<N>(columns, saved_columns, at, spec.column_derivative());
                    let right = masked::<N>(right, masks[slot], spec.one_tap());
                    add_product::<K, N>(&totals, left, right, index, spec.row_lanes);
                }
            }
        }
    }
    let taps = comptime!(spec.kernel * spec.kernel);
    #[unroll]
    for index in 0..spec.pairs {
        let pair = first + index;
        if pair < all_pairs {
            let (tap, fine_vector) = (pair / fine_vectors, pair % fine_vectors);
            let row_vector = if comptime!(spec.fine_rows) {
                fine_vector
            } else {
                coarse_vector
            };
            let column = if comptime!(spec.fine_rows) {
                coarse_vector
            } else {
                fine_vector
            };
            #[unroll]
            for lane in 0..spec.row_lanes {
                let slot = comptime!((index * spec.row_lanes + lane) as usize);
                let vector = (split * taps + tap) * spec.row_vectors + row_vector;
                let row = vector * spec.row_lanes + lane;
                partials[(row * spec.column_vectors + column) as usize] = totals[slot].read();
            }
        }
    }
}

/// Value of a tap, masked outside the image unless skipped already.
#[cube]
fn masked<N: Size>(value: Vector<f32, N>, mask: f32, #[comptime] skipped: bool) -> Vector<f32, N> {
    if comptime!(skipped) {
        value
    } else {
        value * Vector::<f32, N>::new(mask)
    }
}

/// Adds the outer product of two vectors to the totals of a pair.
#[cube]
fn add_product<K: Size, N: Size>(
    totals: &Sequence<RuntimeCell<Vector<f32, N>>>,
    left: Vector<f32, K>,
    right: Vector<f32, N>,
    #[comptime] pair: u32,
    #[comptime] lanes: u32,
) {
    #[unroll]
    for lane in 0..lanes {
        let slot = comptime!((pair * lanes + lane) as usize);
        let factor = Vector::<f32, N>::new(left.extract(lane as usize));
        totals[slot].store(totals[slot].read() + factor * right);
    }
}

/// Partial bias gradient over one split of the positions.
#[cube]
fn bias_vector<N: Size>(
    values: &[Vector<f32, N>],
    saved: &[Vector<f32, N>],
    bias_partials: &mut [f32],
    batch: u32,
    vector: u32,
    split: u32,
    #[comptime] lanes: u32,
    #[comptime] spec: WeightSpec,
) {
    let vectors = comptime!(spec.bias_vectors());
    let positions = comptime!(spec.bias_positions());
    let count = comptime!(spec.bias_positions().div_ceil(spec.splits));
    let total = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
    for position in split * count..min(split * count + count, positions) {
        for image in 0..batch {
            let at = (image * positions + position) * vectors + vector;
            total.store(total.read() + read::<N>(values, saved, at, spec.derivative));
        }
    }
    #[unroll]
    for lane in 0..lanes {
        let at = (split * vectors + vector) * lanes + lane;
        bias_partials[at as usize] = total.read().extract(lane as usize);
    }
}

/// Total of the partial sums, one number a unit.
#[cube(launch_unchecked)]
pub fn weight_totals(
    partials: &[f32],
    bias_partials: &[f32],
    gradient: &mut [f32],
    count: u32,
    biases: u32,
    splits: u32,
) {
    let unit = ABSOLUTE_POS as u32;
    if unit < count + biases {
        let total = RuntimeCell::<f32>::new(0.0f32);
        if unit < count {
            for split in 0..splits {
                total.store(total.read() + partials[(split * count + unit) as usize]);
            }
        } else {
            for split in 0..splits {
                let at = split * biases + unit - count;
                total.store(total.read() + bias_partials[at as usize]);
            }
        }
        gradient[unit as usize] = total.read();
    }
}
