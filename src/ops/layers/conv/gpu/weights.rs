//! The gradient by the weights: for each tap the outer products of the input's channels and the sums',
//! added up over all windows. Each unit keeps a tile of it for some of the windows; a second dispatch adds
//! up the partials, always in the same order.

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
struct WeightSpec {
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
    output_rows: bool,
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
    derivative: Fused,
}

impl WeightSpec {
    fn new(geometry: &Geometry, derivative: Fused) -> Self {
        let (fine, coarse) = (geometry.fine(), geometry.coarse());
        let output_rows = geometry.output().channels == 1;
        let [rows, columns] = if output_rows {
            [geometry.output(), geometry.input()]
        } else {
            [geometry.input(), geometry.output()]
        };
        let lanes = |extent: Extent| vector(extent.channels);
        let mut spec = Self {
            kernel: geometry.kernel() as u32,
            stride: geometry.stride() as u32,
            padding: geometry.padding() as u32,
            fine_height: fine.height as u32,
            fine_width: fine.width as u32,
            coarse_height: coarse.height as u32,
            coarse_width: coarse.width as u32,
            fine_rows: geometry.is_transposed() == output_rows,
            output_rows,
            row_lanes: lanes(rows) as u32,
            row_vectors: (rows.channels / lanes(rows)) as u32,
            column_lanes: lanes(columns) as u32,
            column_vectors: (columns.channels / lanes(columns)) as u32,
            pairs: 1,
            splits: 1,
            derivative,
        };
        // The same for each tile, so that none is nearly empty.
        let tiles = spec.all_pairs().div_ceil(ROWS as u32 / spec.row_lanes);
        spec.pairs = spec.all_pairs().div_ceil(tiles);
        let most = (TARGET as u32).div_ceil(spec.tiles() + spec.bias_vectors());
        let positions = spec.coarse_height * spec.coarse_width;
        spec.splits = positions.div_ceil(positions.div_ceil(most.min(positions)));
        spec
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
        if self.output_rows {
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
        if self.fine_rows == self.output_rows {
            self.fine_height * self.fine_width
        } else {
            self.coarse_height * self.coarse_width
        }
    }

    /// The derivative that the values of rows, and of columns, are multiplied by.
    fn row_derivative(&self) -> Fused {
        if self.output_rows {
            self.derivative
        } else {
            Fused::Linear
        }
    }

    fn column_derivative(&self) -> Fused {
        if self.output_rows {
            Fused::Linear
        } else {
            self.derivative
        }
    }

    /// Whether all pairs of a tile have the same tap, which is then skipped where it falls outside.
    fn one_tap(&self) -> bool {
        self.fine_vectors().is_multiple_of(self.pairs)
    }

    /// Numbers of the gradient without the bias, and of the bias.
    fn counts(&self) -> [u32; 2] {
        let lanes = if self.output_rows {
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
    let spec = WeightSpec::new(geometry, activation);
    let [count, biases] = spec.counts();
    let splits = spec.splits as usize;
    let units = (spec.tiles() + spec.bias_vectors()) as usize;
    let partials = like(&input, [splits, count as usize]);
    let bias_partials = like(&input, [splits, biases as usize]);
    let by_weights = like(&input, geometry.weights());
    let (row_lanes, column_lanes) = (spec.row_lanes as usize, spec.column_lanes as usize);
    // What is no sum has no saved output; itself stands in for it, unread.
    let [rows, saved_rows, columns, saved_columns] = if spec.output_rows {
        [&gradient, &output, &input, &input]
    } else {
        [&input, &input, &gradient, &output]
    };
    launch!(
        kernels::partial_weights[row_lanes, column_lanes], grid(units * splits);
        [rows, saved_rows] / row_lanes, [columns, saved_columns, partials] / column_lanes,
        [bias_partials] / 1;
        batch as u32, spec
    );
    launch!(
        kernels::weight_totals, grid((count + biases) as usize);
        [partials, bias_partials, by_weights] / 1;
        count, biases, spec.splits
    );
    by_weights
}
