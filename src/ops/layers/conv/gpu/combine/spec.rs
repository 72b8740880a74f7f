//! Compile-time sizes of the kernels that sum over the window.

use crate::ops::gpu::vector;
use crate::ops::layers::activation::Fused;
use crate::ops::layers::conv::Geometry;
use crate::shape::Extent;

/// Images of a tile.
const IMAGES: usize = 8;

/// Compile-time sizes of a kernel from `source` to `result`, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CombineSpec {
    pub(super) kernel: u32,
    pub(super) stride: u32,
    pub(super) padding: u32,
    /// True where the result is the fine image.
    pub(super) to_fine: bool,
    pub(super) source_height: u32,
    pub(super) source_width: u32,
    pub(super) height: u32,
    pub(super) width: u32,
    /// Channels of source and result.
    pub(super) inner: u32,
    pub(super) channels: u32,
    /// Width of a vector of source channels.
    pub(super) lanes: u32,
    /// Width of a vector of result channels, and the vectors of a pixel.
    pub(super) result_lanes: u32,
    pub(super) columns: u32,
    /// Images of a tile.
    pub(super) images: u32,
    /// True where the bias is added.
    pub(super) bias: bool,
    /// Activation of the result.
    pub(super) activation: Fused,
    /// Activation whose derivative multiplies the source.
    pub(super) derivative: Fused,
}

impl CombineSpec {
    /// Sizes from `source` to `result`: input and output, or the other way round.
    pub(super) fn new(geometry: &Geometry, source: Extent, result: Extent, batch: usize) -> Self {
        Self {
            kernel: geometry.kernel() as u32,
            stride: geometry.stride() as u32,
            padding: geometry.padding() as u32,
            to_fine: false,
            source_height: source.height as u32,
            source_width: source.width as u32,
            height: result.height as u32,
            width: result.width as u32,
            inner: source.channels as u32,
            channels: result.channels as u32,
            lanes: vector(source.channels) as u32,
            result_lanes: 1,
            columns: 1,
            images: IMAGES.min(batch.next_power_of_two()) as u32,
            bias: false,
            activation: Fused::Linear,
            derivative: Fused::Linear,
        }
    }

    /// Phases along one axis: the remainders of positions of a fine image modulo the stride. Positions of one
    /// phase have the same taps, so neighbouring units do the same work.
    pub(super) fn phases(&self) -> u32 {
        if self.to_fine { self.stride } else { 1 }
    }

    /// Rows of one phase, rounded up. The excess is masked.
    pub(super) fn grid_height(&self) -> u32 {
        self.height.div_ceil(self.phases())
    }

    pub(super) fn grid_width(&self) -> u32 {
        self.width.div_ceil(self.phases())
    }

    pub(super) fn positions(&self) -> u32 {
        self.grid_height() * self.grid_width() * self.phases() * self.phases()
    }

    pub(super) fn units(&self, batch: usize) -> usize {
        (self.columns * self.positions()) as usize * batch.div_ceil(self.images as usize)
    }
}
