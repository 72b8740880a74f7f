//! Compile-time sizes of the kernels for the gradient by the weights.

use crate::ops::gpu::vector;
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
pub(super) struct WeightSpec {
    pub(super) kernel: u32,
    pub(super) stride: u32,
    pub(super) padding: u32,
    pub(super) fine_height: u32,
    pub(super) fine_width: u32,
    pub(super) coarse_height: u32,
    pub(super) coarse_width: u32,
    /// True where rows come from the fine image and columns from the coarse one.
    pub(super) fine_rows: bool,
    /// True where rows come from the output.
    pub(super) output_rows: bool,
    /// Width of a vector of row channels and of column channels, and the vectors of a pixel.
    pub(super) row_lanes: u32,
    pub(super) row_vectors: u32,
    pub(super) column_lanes: u32,
    pub(super) column_vectors: u32,
    /// Pairs of a tap and a vector of the fine image in a tile.
    pub(super) pairs: u32,
    /// Splits of the windows.
    pub(super) splits: u32,
    /// Activation whose derivative multiplies the gradient by the output.
    pub(super) derivative: Fused,
}

impl WeightSpec {
    pub(super) fn new(geometry: &Geometry, derivative: Fused) -> Self {
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

    pub(super) fn fine_vectors(&self) -> u32 {
        if self.fine_rows {
            self.row_vectors
        } else {
            self.column_vectors
        }
    }

    pub(super) fn coarse_vectors(&self) -> u32 {
        if self.fine_rows {
            self.column_vectors
        } else {
            self.row_vectors
        }
    }

    pub(super) fn all_pairs(&self) -> u32 {
        self.kernel * self.kernel * self.fine_vectors()
    }

    pub(super) fn tiles(&self) -> u32 {
        self.coarse_vectors() * self.all_pairs().div_ceil(self.pairs)
    }

    pub(super) fn bias_vectors(&self) -> u32 {
        if self.output_rows {
            self.row_vectors
        } else {
            self.column_vectors
        }
    }

    pub(super) fn windows_per_split(&self) -> u32 {
        (self.coarse_height * self.coarse_width).div_ceil(self.splits)
    }

    /// Positions of the output.
    pub(super) fn bias_positions(&self) -> u32 {
        if self.fine_rows == self.output_rows {
            self.fine_height * self.fine_width
        } else {
            self.coarse_height * self.coarse_width
        }
    }

    /// Activation whose derivative multiplies the rows.
    pub(super) fn row_derivative(&self) -> Fused {
        if self.output_rows {
            self.derivative
        } else {
            Fused::Linear
        }
    }

    pub(super) fn column_derivative(&self) -> Fused {
        if self.output_rows {
            Fused::Linear
        } else {
            self.derivative
        }
    }

    /// True where all pairs of a tile share one tap, which is then skipped outside the image.
    pub(super) fn one_tap(&self) -> bool {
        self.fine_vectors().is_multiple_of(self.pairs)
    }

    /// Numbers of the gradient without the bias, and numbers of the bias.
    pub(super) fn counts(&self) -> [u32; 2] {
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
