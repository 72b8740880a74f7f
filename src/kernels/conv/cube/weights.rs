//! The gradient by the weights: for each tap the outer products of the input's channels and the sums',
//! added up over all windows. Each unit keeps a tile of it for some of the windows; a second dispatch adds
//! up the parts, always in the same order.

// The `#[cube]` macro writes launch functions without documentation; kernels take many arguments.
#![allow(missing_docs, clippy::too_many_arguments)]

use burn::backend::TensorMetadata;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::read;
use crate::kernels::Fused;
use crate::kernels::conv::{Extent, Geometry};
use crate::kernels::cube::{UNITS, buffer, cubes, like, vector};

/// Rows of a tile, about.
const ROWS: usize = 16;

/// Units to split the work over, about: enough for a large GPU.
const TARGET: usize = 4096;

/// What a kernel is made for. The gradient of a tap is `[row channels, column channels]`; rows come from
/// the input and columns from the sums, unless there is but one output, where it is its own transpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Plan {
    kernel: u32,
    stride: u32,
    padding: u32,
    fine_height: u32,
    fine_width: u32,
    coarse_height: u32,
    coarse_width: u32,
    /// Whether rows come from the fine image; columns then come from the coarse one.
    fine_rows: bool,
    /// Whether rows come from the sums.
    sum_rows: bool,
    /// Numbers of a vector of row channels and of column channels, and how many of those a pixel has.
    row_lanes: u32,
    row_vectors: u32,
    column_lanes: u32,
    column_vectors: u32,
    /// Pairs of a tap and a vector of the fine image that a tile has.
    pairs: u32,
    /// Parts into which the windows are split.
    splits: u32,
    /// Whose derivative the gradient is multiplied by to give that by the sums.
    slope: Fused,
}

impl Plan {
    fn new(geometry: &Geometry, slope: Fused) -> Self {
        let (fine, coarse) = (geometry.fine(), geometry.coarse());
        let sum_rows = geometry.output().channels == 1;
        let [rows, columns] = if sum_rows {
            [geometry.output(), geometry.input()]
        } else {
            [geometry.input(), geometry.output()]
        };
        let lanes = |extent: Extent| vector(extent.channels);
        let mut plan = Self {
            kernel: geometry.kernel() as u32,
            stride: geometry.stride() as u32,
            padding: geometry.padding() as u32,
            fine_height: fine.height as u32,
            fine_width: fine.width as u32,
            coarse_height: coarse.height as u32,
            coarse_width: coarse.width as u32,
            fine_rows: geometry.is_transposed() == sum_rows,
            sum_rows,
            row_lanes: lanes(rows) as u32,
            row_vectors: (rows.channels / lanes(rows)) as u32,
            column_lanes: lanes(columns) as u32,
            column_vectors: (columns.channels / lanes(columns)) as u32,
            pairs: 1,
            splits: 1,
            slope,
        };
        // The same for each tile, so that none is nearly empty.
        let tiles = plan.all_pairs().div_ceil(ROWS as u32 / plan.row_lanes);
        plan.pairs = plan.all_pairs().div_ceil(tiles);
        let most = (TARGET as u32).div_ceil(plan.tiles() + plan.bias_vectors());
        let positions = plan.coarse_height * plan.coarse_width;
        plan.splits = positions.div_ceil(positions.div_ceil(most.min(positions)));
        plan
    }

    fn fine_vectors(&self) -> u32 {
        if self.fine_rows {
            self.row_vectors
        } else {
            self.column_vectors
        }
    }

    fn coarse_vectors(&self) -> u32 {
        if self.fine_rows {
            self.column_vectors
        } else {
            self.row_vectors
        }
    }

    fn all_pairs(&self) -> u32 {
        self.kernel * self.kernel * self.fine_vectors()
    }

    fn tiles(&self) -> u32 {
        self.coarse_vectors() * self.all_pairs().div_ceil(self.pairs)
    }

    fn bias_vectors(&self) -> u32 {
        if self.sum_rows {
            self.row_vectors
        } else {
            self.column_vectors
        }
    }

    fn windows_per_split(&self) -> u32 {
        (self.coarse_height * self.coarse_width).div_ceil(self.splits)
    }

    /// Positions of the sums.
    fn bias_positions(&self) -> u32 {
        if self.fine_rows == self.sum_rows {
            self.fine_height * self.fine_width
        } else {
            self.coarse_height * self.coarse_width
        }
    }

    /// The slope that the values of rows, and of columns, are multiplied by.
    fn row_slope(&self) -> Fused {
        if self.sum_rows {
            self.slope
        } else {
            Fused::Linear
        }
    }

    fn column_slope(&self) -> Fused {
        if self.sum_rows {
            Fused::Linear
        } else {
            self.slope
        }
    }

    /// Whether all pairs of a tile have the same tap, which is then skipped where it falls outside.
    fn one_tap(&self) -> bool {
        self.fine_vectors().is_multiple_of(self.pairs)
    }

    /// Numbers of the gradient without the bias, and of the bias.
    fn counts(&self) -> [u32; 2] {
        let lanes = if self.sum_rows {
            self.row_lanes
        } else {
            self.column_lanes
        };
        let rows = self.kernel * self.kernel * self.row_vectors * self.row_lanes;
        [
            rows * self.column_vectors * self.column_lanes,
            self.bias_vectors() * lanes,
        ]
    }
}

/// A tile of the weights, or a vector of the bias, over the windows of one part.
#[cube(launch_unchecked)]
fn weight_parts<K: Size, N: Size>(
    rows: &[Vector<f32, K>],
    saved_rows: &[Vector<f32, K>],
    columns: &[Vector<f32, N>],
    saved_columns: &[Vector<f32, N>],
    parts: &mut [Vector<f32, N>],
    bias_parts: &mut [f32],
    batch: u32,
    #[comptime] plan: Plan,
) {
    let units = comptime!(plan.tiles() + plan.bias_vectors());
    let tiles = comptime!(plan.tiles());
    let unit = ABSOLUTE_POS as u32 % units;
    let split = ABSOLUTE_POS as u32 / units;
    if split < plan.splits {
        if unit < tiles {
            weight_tile::<K, N>(
                rows,
                saved_rows,
                columns,
                saved_columns,
                parts,
                batch,
                unit,
                split,
                plan,
            );
        } else if comptime!(plan.sum_rows) {
            bias_vector::<K>(
                rows,
                saved_rows,
                bias_parts,
                batch,
                unit - tiles,
                split,
                plan.row_lanes,
                plan,
            );
        } else {
            bias_vector::<N>(
                columns,
                saved_columns,
                bias_parts,
                batch,
                unit - tiles,
                split,
                plan.column_lanes,
                plan,
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
    parts: &mut [Vector<f32, N>],
    batch: u32,
    tile: u32,
    split: u32,
    #[comptime] plan: Plan,
) {
    let (coarse_vectors, fine_vectors) = comptime!((plan.coarse_vectors(), plan.fine_vectors()));
    let all_pairs = comptime!(plan.all_pairs());
    let windows = comptime!(plan.coarse_height * plan.coarse_width);
    let fine_size = comptime!(plan.fine_height * plan.fine_width * fine_vectors);
    let coarse_vector = tile % coarse_vectors;
    let first = (tile / coarse_vectors) * plan.pairs;
    let mut totals = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
    #[unroll]
    for _ in 0..plan.pairs * plan.row_lanes {
        totals.push(RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32)));
    }
    let begin = split * comptime!(plan.windows_per_split());
    for window in begin..min(begin + comptime!(plan.windows_per_split()), windows) {
        let (top, left) = (
            (window / plan.coarse_width) * plan.stride,
            (window % plan.coarse_width) * plan.stride,
        );
        // Where each pair reads in the fine image; what is outside reads its first number, masked.
        let mut offsets = Sequence::<u32>::new();
        let mut masks = Sequence::<f32>::new();
        #[unroll]
        for index in 0..plan.pairs {
            let pair = min(first + index, all_pairs - 1);
            let tap = pair / fine_vectors;
            let y = top + tap / plan.kernel - plan.padding;
            let x = left + tap % plan.kernel - plan.padding;
            let inside = y < plan.fine_height && x < plan.fine_width;
            let at = (y * plan.fine_width + x) * fine_vectors + pair % fine_vectors;
            offsets.push(select(inside, at, 0u32));
            masks.push(select(inside, 1.0f32, 0.0f32));
        }
        // Else the masks do it.
        let images = if comptime!(plan.one_tap()) {
            select(masks[0] > 0.0f32, batch, 0u32)
        } else {
            batch
        };
        for image in 0..images {
            let coarse = (image * windows + window) * coarse_vectors + coarse_vector;
            let fine = image * fine_size;
            if comptime!(plan.fine_rows) {
                let right = read::<N>(columns, saved_columns, coarse, plan.column_slope());
                #[unroll]
                for index in 0..plan.pairs {
                    let slot = comptime!(index as usize);
                    let at = fine + offsets[slot];
                    let left = read::<K>(rows, saved_rows, at, plan.row_slope());
                    let left = masked::<K>(left, masks[slot], plan.one_tap());
                    add_product::<K, N>(&totals, left, right, index, plan.row_lanes);
                }
            } else {
                let left = read::<K>(rows, saved_rows, coarse, plan.row_slope());
                #[unroll]
                for index in 0..plan.pairs {
                    let slot = comptime!(index as usize);
                    let at = fine + offsets[slot];
                    let right = read::<N>(columns, saved_columns, at, plan.column_slope());
                    let right = masked::<N>(right, masks[slot], plan.one_tap());
                    add_product::<K, N>(&totals, left, right, index, plan.row_lanes);
                }
            }
        }
    }
    let taps = comptime!(plan.kernel * plan.kernel);
    #[unroll]
    for index in 0..plan.pairs {
        let pair = first + index;
        if pair < all_pairs {
            let (tap, fine_vector) = (pair / fine_vectors, pair % fine_vectors);
            let row_vector = if comptime!(plan.fine_rows) {
                fine_vector
            } else {
                coarse_vector
            };
            let column = if comptime!(plan.fine_rows) {
                coarse_vector
            } else {
                fine_vector
            };
            #[unroll]
            for lane in 0..plan.row_lanes {
                let slot = comptime!((index * plan.row_lanes + lane) as usize);
                let vector = (split * taps + tap) * plan.row_vectors + row_vector;
                let row = vector * plan.row_lanes + lane;
                parts[(row * plan.column_vectors + column) as usize] = totals[slot].read();
            }
        }
    }
}

/// Nothing where a tap falls outside, unless that has been skipped.
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

/// The sums of one part of the positions, added up.
#[cube]
fn bias_vector<N: Size>(
    values: &[Vector<f32, N>],
    saved: &[Vector<f32, N>],
    bias_parts: &mut [f32],
    batch: u32,
    vector: u32,
    split: u32,
    #[comptime] lanes: u32,
    #[comptime] plan: Plan,
) {
    let vectors = comptime!(plan.bias_vectors());
    let positions = comptime!(plan.bias_positions());
    let count = comptime!(plan.bias_positions().div_ceil(plan.splits));
    let total = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
    for position in split * count..min(split * count + count, positions) {
        for image in 0..batch {
            let at = (image * positions + position) * vectors + vector;
            total.store(total.read() + read::<N>(values, saved, at, plan.slope));
        }
    }
    #[unroll]
    for lane in 0..lanes {
        let at = (split * vectors + vector) * lanes + lane;
        bias_parts[at as usize] = total.read().extract(lane as usize);
    }
}

/// One number a unit: the sum of its parts.
#[cube(launch_unchecked)]
fn weight_totals(
    parts: &[f32],
    bias_parts: &[f32],
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
                total.store(total.read() + parts[(split * count + unit) as usize]);
            }
        } else {
            for split in 0..splits {
                let at = split * biases + unit - count;
                total.store(total.read() + bias_parts[at as usize]);
            }
        }
        gradient[unit as usize] = total.read();
    }
}

/// See [`ConvKernels::conv_backward_weights`](crate::kernels::conv::ConvKernels::conv_backward_weights).
pub fn backward_weights(
    input: CubeTensor,
    output: CubeTensor,
    gradient: CubeTensor,
    geometry: &Geometry,
    activation: Fused,
) -> CubeTensor {
    let [input, output, gradient] = [input, output, gradient].map(into_contiguous);
    let [batch, _] = input.shape().dims();
    let plan = Plan::new(geometry, activation);
    let [count, biases] = plan.counts();
    let splits = plan.splits as usize;
    let parts = like(&input, [splits, count as usize]);
    let bias_parts = like(&input, [splits, biases as usize]);
    let by_weights = like(&input, geometry.weights());
    let client = input.client.clone();
    let (row_lanes, column_lanes) = (plan.row_lanes as usize, plan.column_lanes as usize);
    // What is no sum has no saved output; itself stands in for it, unread.
    let [rows, saved_rows, columns, saved_columns] = if plan.sum_rows {
        [&gradient, &output, &input, &input]
    } else {
        [&input, &input, &gradient, &output]
    };
    // SAFETY: the plan and the batch are those of the tensors, and mask the edges.
    #[allow(unsafe_code)]
    unsafe {
        weight_parts::launch_unchecked(
            &client,
            cubes((plan.tiles() + plan.bias_vectors()) as usize * splits),
            CubeDim::new_1d(UNITS),
            row_lanes,
            column_lanes,
            buffer(rows, row_lanes),
            buffer(saved_rows, row_lanes),
            buffer(columns, column_lanes),
            buffer(saved_columns, column_lanes),
            buffer(&parts, column_lanes),
            buffer(&bias_parts, 1),
            batch as u32,
            plan,
        );
        weight_totals::launch_unchecked(
            &client,
            cubes((count + biases) as usize),
            CubeDim::new_1d(UNITS),
            buffer(&parts, 1),
            buffer(&bias_parts, 1),
            buffer(&by_weights, 1),
            count,
            biases,
            plan.splits,
        );
    }
    by_weights
}
