//! The gradient by the weights: for each tap the outer products of the input's channels and the sums',
//! added up over all windows. Each unit keeps a tile of it for some of the windows; a second dispatch adds
//! up the parts, always in the same order.

mod kernels;

use burn::backend::TensorMetadata;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

use crate::ops::gpu::{grid, launch, like, vector};
use crate::ops::layers::activation::Fused;
use crate::ops::layers::conv::Geometry;
use crate::shape::Extent;

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

/// See [`ConvKernels::conv_backward_weights`](crate::ops::layers::conv::ConvKernels::conv_backward_weights).
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
    let units = (plan.tiles() + plan.bias_vectors()) as usize;
    let parts = like(&input, [splits, count as usize]);
    let bias_parts = like(&input, [splits, biases as usize]);
    let by_weights = like(&input, geometry.weights());
    let (row_lanes, column_lanes) = (plan.row_lanes as usize, plan.column_lanes as usize);
    // What is no sum has no saved output; itself stands in for it, unread.
    let [rows, saved_rows, columns, saved_columns] = if plan.sum_rows {
        [&gradient, &output, &input, &input]
    } else {
        [&input, &input, &gradient, &output]
    };
    launch!(
        kernels::weight_parts[row_lanes, column_lanes], grid(units * splits);
        [rows, saved_rows] / row_lanes, [columns, saved_columns, parts] / column_lanes,
        [bias_parts] / 1;
        batch as u32, plan
    );
    launch!(
        kernels::weight_totals, grid((count + biases) as usize);
        [parts, bias_parts, by_weights] / 1;
        count, biases, plan.splits
    );
    by_weights
}
