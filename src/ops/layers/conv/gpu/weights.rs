//! Gradient by the weights: for each tap, outer products of input channels and pre-activation gradients,
//! summed over all windows. Each unit keeps a tile for some of the windows. A second dispatch adds up the
//! partial sums, always in the same order.

mod kernels;
mod spec;

use burn::backend::TensorMetadata;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

use self::spec::WeightSpec;
use crate::ops::gpu::{grid, launch, like};
use crate::ops::layers::activation::Fused;
use crate::ops::layers::conv::Geometry;

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
