//! Sums over the window: the output from the input, and the gradient by the input from that by the output.
//! Either goes from fine to coarse or from coarse to fine. A unit keeps one position of up to eight images
//! by one vector of channels. The images share every weight, and taps outside cost nothing.

mod kernels;
mod spec;

use burn::backend::TensorMetadata;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

use self::spec::CombineSpec;
use crate::ops::gpu::{grid, launch, like, vector};
use crate::ops::layers::activation::Fused;
use crate::ops::layers::conv::Geometry;

/// Channels of a tile of dot products.
const CHANNELS: usize = 4;

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
