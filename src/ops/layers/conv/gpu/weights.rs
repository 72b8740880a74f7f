//! Gradient by the weights: for each tap, outer products of input channels and pre-activation gradients,
//! summed over all windows. Each unit keeps a tile for some of the windows. A second dispatch adds up the
//! partial sums, always in the same order.

mod kernels;

use burn::backend::TensorMetadata;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

use crate::ops::gpu::{grid, launch, like, vector};
use crate::ops::layers::activation::Fused;
use crate::ops::layers::conv::Geometry;
use crate::shape::Extent;

/// Approximate number of rows of a tile.
const ROWS: usize = 16;

/// Approximate number of units to split the work over, enough for a large GPU.
const TARGET: usize = 4096;

/// Compile-time sizes of a kernel. The gradient of a tap is `[row channels, column channels]`. Rows come
/// from the input and columns from the output. With a single output channel the gradient is its own
/// transpose, and rows come from the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct WeightSpec {
    kernel: u32,
    stride: u32,
    padding: u32,
    fine_height: u32,
    fine_width: u32,
    coarse_height: u32,
    coarse_width: u32,
    /// True where rows come from the fine image and columns from the coarse one.
    fine_rows: bool,
    /// True where rows come from the output.
    output_rows: bool,
    /// Width of a vector of row channels and of column channels, and the vectors of a pixel.
    row_lanes: u32,
    row_vectors: u32,
    column_lanes: u32,
    column_vectors: u32,
    /// Pairs of a tap and a vector of the fine image in a tile.
    pairs: u32,
    /// Splits of the windows.
    splits: u32,
    /// Activation whose derivative multiplies the gradient by the output.
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
        // The same for each tile: none is nearly empty.
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

    /// Positions of the output.
    fn bias_positions(&self) -> u32 {
        if self.fine_rows == self.output_rows {
            self.fine_height * self.fine_width
        } else {
            self.coarse_height * self.coarse_width
        }
    }

    /// Activation whose derivative multiplies the rows.
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

    /// True where all pairs of a tile share one tap, which is then skipped outside the image.
    fn one_tap(&self) -> bool {
        self.fine_vectors().is_multiple_of(self.pairs)
    }

    /// Numbers of the gradient without the bias, and numbers of the bias.
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
    // The input has no saved output. It stands in for one, unread.
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
