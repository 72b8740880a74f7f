//! Sums over the window: the output from the input, and the gradient by the input from that by the output.
//! Either goes from fine to coarse or from coarse to fine. A unit keeps one position of up to eight images
//! by one vector of channels. The images share every weight, and taps outside cost nothing.

mod kernels;

use burn::backend::TensorMetadata;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

use crate::ops::gpu::{grid, launch, like, vector};
use crate::ops::layers::activation::Fused;
use crate::ops::layers::conv::Geometry;
use crate::shape::Extent;

/// Images of a tile.
const IMAGES: usize = 8;

/// Channels of a tile of dot products.
const CHANNELS: usize = 4;

/// Compile-time sizes of a kernel from `source` to `result`, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct CombineSpec {
    kernel: u32,
    stride: u32,
    padding: u32,
    /// True where the result is the fine image.
    to_fine: bool,
    source_height: u32,
    source_width: u32,
    height: u32,
    width: u32,
    /// Channels of source and result.
    inner: u32,
    channels: u32,
    /// Width of a vector of source channels.
    lanes: u32,
    /// Width of a vector of result channels, and the vectors of a pixel.
    result_lanes: u32,
    columns: u32,
    /// Images of a tile.
    images: u32,
    /// True where the bias is added.
    bias: bool,
    /// Activation of the result.
    activation: Fused,
    /// Activation whose derivative multiplies the source.
    derivative: Fused,
}

impl CombineSpec {
    /// Sizes from `source` to `result`: input and output, or the other way round.
    fn new(geometry: &Geometry, source: Extent, result: Extent, batch: usize) -> Self {
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

    /// Phases along one axis. Positions of a fine image are numbered by their remainder modulo the stride:
    /// those of one phase have the same taps, so neighbouring units do the same work.
    fn phases(&self) -> u32 {
        if self.to_fine { self.stride } else { 1 }
    }

    /// Rows of one phase, rounded up. The excess is masked.
    fn grid_height(&self) -> u32 {
        self.height.div_ceil(self.phases())
    }

    fn grid_width(&self) -> u32 {
        self.width.div_ceil(self.phases())
    }

    fn positions(&self) -> u32 {
        self.grid_height() * self.grid_width() * self.phases() * self.phases()
    }

    fn units(&self, batch: usize) -> usize {
        (self.columns * self.positions()) as usize * batch.div_ceil(self.images as usize)
    }
}

/// See [`ConvKernels::conv`](crate::ops::layers::conv::ConvKernels::conv).
pub fn forward(
    input: CubeTensor,
    weights: CubeTensor,
    geometry: &Geometry,
    activation: Fused,
) -> CubeTensor {
    let (input, weights) = (into_contiguous(input), into_contiguous(weights));
    let [batch, _] = input.shape().dims();
    let spec = CombineSpec {
        to_fine: geometry.is_transposed(),
        bias: true,
        activation,
        ..CombineSpec::new(geometry, geometry.input(), geometry.output(), batch)
    };
    // With one output channel the weights of a tap are one vector over the inputs.
    launch(
        &input,
        &input,
        &weights,
        spec,
        geometry.output().channels == 1,
    )
}

/// Gradient by the input, see [`ConvKernels::conv_backward`](crate::ops::layers::conv::ConvKernels::conv_backward).
pub fn backward_input(
    weights: CubeTensor,
    output: CubeTensor,
    gradient: CubeTensor,
    geometry: &Geometry,
    activation: Fused,
) -> CubeTensor {
    let [weights, output, gradient] = [weights, output, gradient].map(into_contiguous);
    let [batch, _] = gradient.shape().dims();
    let spec = CombineSpec {
        to_fine: !geometry.is_transposed(),
        derivative: activation,
        ..CombineSpec::new(geometry, geometry.output(), geometry.input(), batch)
    };
    launch(
        &gradient,
        &output,
        &weights,
        spec,
        geometry.output().channels != 1,
    )
}

/// Launches the kernel. The weights of a tap are `[channels, inner]` with `dots`, else `[inner, channels]`.
fn launch(
    source: &CubeTensor,
    saved: &CubeTensor,
    weights: &CubeTensor,
    spec: CombineSpec,
    dots: bool,
) -> CubeTensor {
    let [batch, _] = source.shape().dims();
    let channels = spec.channels as usize;
    let result_lanes = if dots {
        CHANNELS.min(channels)
    } else {
        vector(channels)
    };
    let spec = CombineSpec {
        result_lanes: result_lanes as u32,
        columns: channels.div_ceil(result_lanes) as u32,
        ..spec
    };
    let result = like(
        source,
        [batch, (spec.height * spec.width) as usize * channels],
    );
    let (lanes, units) = (spec.lanes as usize, spec.units(batch));
    if dots {
        launch!(
            kernels::combine_dots[lanes, 1], grid(units);
            [source, saved, weights] / lanes, [weights, result] / 1;
            batch as u32, spec
        );
    } else {
        launch!(
            kernels::combine_vectors[lanes, result_lanes], grid(units);
            [source, saved] / lanes, [weights, result] / result_lanes;
            batch as u32, spec
        );
    }
    result
}
