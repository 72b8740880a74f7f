//! Sums over the window, from one image to another: the output from the input, and the gradient by the
//! input from that by the output. Either goes from fine to coarse or from coarse to fine. A unit keeps
//! one position of up to eight images by one vector of channels, so that they share every weight, and
//! taps that fall outside cost nothing.

// The `#[cube]` macro writes launch functions without documentation; kernels take many arguments, and
// know no `div_ceil`.
#![allow(missing_docs, clippy::too_many_arguments, clippy::manual_div_ceil)]

use burn::backend::TensorMetadata;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::read;
use crate::kernels::Fused;
use crate::kernels::conv::{Extent, Geometry};
use crate::kernels::cube::{UNITS, activate, buffer, cubes, like, vector};

/// Images of a tile.
const IMAGES: usize = 8;

/// Channels of a tile where each is a dot product.
const CHANNELS: usize = 4;

/// What a kernel is made for. From `source` to `result`, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Plan {
    kernel: u32,
    stride: u32,
    padding: u32,
    /// Whether the result is the fine image.
    to_fine: bool,
    source_height: u32,
    source_width: u32,
    height: u32,
    width: u32,
    /// Channels of source and result.
    inner: u32,
    channels: u32,
    /// Numbers of a vector of source channels.
    lanes: u32,
    /// Numbers of a vector of result channels, and how many of those a pixel has.
    result_lanes: u32,
    columns: u32,
    /// Images of a tile.
    images: u32,
    /// Whether the weights end in a bias that is wanted.
    bias: bool,
    /// Applied to the result.
    activation: Fused,
    /// Whose derivative the source is multiplied by.
    slope: Fused,
}

impl Plan {
    /// From `source` to `result`, which are the input and the output, or the other way round.
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
            slope: Fused::Linear,
        }
    }

    /// Rows and columns of the grid of positions that units are numbered by. Those of a fine image lie in
    /// the order of their phases (what is left of a division by the stride), since one phase has the same
    /// taps: units side by side then do the same work.
    fn phases(&self) -> u32 {
        if self.to_fine { self.stride } else { 1 }
    }

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

/// Row and column of the result, for the number of a position.
#[cube]
fn place(position: u32, #[comptime] plan: Plan) -> (u32, u32) {
    let (phases, grid_width) = comptime!((plan.phases(), plan.grid_width()));
    let grid = comptime!(plan.grid_height() * plan.grid_width());
    let (phase, at) = (position / grid, position % grid);
    (
        (at / grid_width) * phases + phase / phases,
        (at % grid_width) * phases + phase % phases,
    )
}

/// The first tap, along one axis, that meets a pixel of the source.
#[cube]
fn first_tap(at: u32, #[comptime] plan: Plan) -> u32 {
    if comptime!(plan.to_fine) {
        (at + plan.padding) % plan.stride
    } else {
        0u32.runtime()
    }
}

/// How many taps there are from the first one on, a step apart.
#[cube]
fn taps(first: u32, #[comptime] plan: Plan) -> u32 {
    if comptime!(plan.to_fine) {
        (plan.kernel + plan.stride - 1u32 - first) / plan.stride
    } else {
        first + plan.kernel
    }
}

/// The pixel of the source that the `index`-th tap meets; below zero wraps to a huge number.
#[cube]
fn met(at: u32, index: u32, #[comptime] plan: Plan) -> u32 {
    if comptime!(plan.to_fine) {
        (at + plan.padding) / plan.stride - index
    } else {
        at * plan.stride + index - plan.padding
    }
}

/// The first vector of each image of a tile. What is missing of a tile repeats the last image.
#[cube]
fn first_vectors(image: u32, batch: u32, #[comptime] plan: Plan) -> Sequence<u32> {
    let size = comptime!(plan.source_height * plan.source_width * (plan.inner / plan.lanes));
    let mut first = Sequence::<u32>::new();
    #[unroll]
    for index in 0..plan.images {
        first.push(min(image + index, batch - 1) * size);
    }
    first
}

/// Weights are `[taps, inner, channels]`: a tile is `images` by one vector of channels.
#[cube(launch_unchecked)]
fn combine_vectors<K: Size, N: Size>(
    source: &[Vector<f32, K>],
    saved: &[Vector<f32, K>],
    weights: &[Vector<f32, N>],
    result: &mut [Vector<f32, N>],
    batch: u32,
    #[comptime] plan: Plan,
) {
    let unit = ABSOLUTE_POS as u32;
    let positions = comptime!(plan.positions());
    let vectors = comptime!(plan.inner / plan.lanes);
    let column = unit % plan.columns;
    let (y, x) = place((unit / plan.columns) % positions, plan);
    let image = (unit / plan.columns / positions) * plan.images;
    if image < batch && y < plan.height && x < plan.width {
        let mut sums = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..plan.images {
            let sum = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
            if comptime!(plan.bias) {
                let row = comptime!(plan.kernel * plan.kernel * plan.inner);
                sum.store(weights[(column + row * plan.columns) as usize]);
            }
            sums.push(sum);
        }
        let images = first_vectors(image, batch, plan);
        let (first_y, first_x) = (first_tap(y, plan), first_tap(x, plan));
        let step = comptime!(plan.phases());
        for index_y in 0..taps(first_y, plan) {
            let source_y = met(y, index_y, plan);
            for index_x in 0..taps(first_x, plan) {
                let source_x = met(x, index_x, plan);
                if source_y < plan.source_height && source_x < plan.source_width {
                    let tap_y = first_y + index_y * step;
                    let tap = tap_y * plan.kernel + first_x + index_x * step;
                    let pixel = (source_y * plan.source_width + source_x) * vectors;
                    for part in 0..vectors {
                        let row = tap * plan.inner + part * plan.lanes;
                        let weight = row * plan.columns + column;
                        let mut right = Sequence::<Vector<f32, N>>::new();
                        #[unroll]
                        for lane in 0..plan.lanes {
                            let after = comptime!(lane * plan.columns);
                            right.push(weights[(weight + after) as usize]);
                        }
                        #[unroll]
                        for index in 0..plan.images {
                            let from = images[comptime!(index as usize)] + pixel + part;
                            let left = read::<K>(source, saved, from, plan.slope);
                            let slot = comptime!(index as usize);
                            #[unroll]
                            for lane in 0..plan.lanes {
                                let factor = Vector::<f32, N>::new(left.extract(lane as usize));
                                let sum = sums[slot].read() + factor * right[lane as usize];
                                sums[slot].store(sum);
                            }
                        }
                    }
                }
            }
        }
        #[unroll]
        for index in 0..plan.images {
            let at = image + index;
            if at < batch {
                let pixel = (at * plan.height + y) * plan.width + x;
                result[(pixel * plan.columns + column) as usize] =
                    activate::<N>(sums[comptime!(index as usize)].read(), plan.activation);
            }
        }
    }
}

/// Weights are `[taps, channels, inner]`: a tile is `images` by `result_lanes` channels, each of which is
/// a dot product. `scalars` are the weights once more, for the bias.
#[cube(launch_unchecked)]
fn combine_dots<K: Size, N: Size>(
    source: &[Vector<f32, K>],
    saved: &[Vector<f32, K>],
    weights: &[Vector<f32, K>],
    scalars: &[Vector<f32, N>],
    result: &mut [Vector<f32, N>],
    batch: u32,
    #[comptime] plan: Plan,
) {
    let unit = ABSOLUTE_POS as u32;
    let positions = comptime!(plan.positions());
    let vectors = comptime!(plan.inner / plan.lanes);
    let first = (unit % plan.columns) * plan.result_lanes;
    let (y, x) = place((unit / plan.columns) % positions, plan);
    let image = (unit / plan.columns / positions) * plan.images;
    if image < batch && y < plan.height && x < plan.width {
        // Where the weights of each channel begin; what is missing of a tile repeats the last channel.
        let mut rows = Sequence::<u32>::new();
        #[unroll]
        for lane in 0..plan.result_lanes {
            rows.push(min(first + lane, plan.channels - 1) * vectors);
        }
        let mut sums = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..plan.images {
            #[unroll]
            for lane in 0..plan.result_lanes {
                let sum = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
                if comptime!(plan.bias) {
                    let row = comptime!(plan.kernel * plan.kernel * plan.inner);
                    let channel = min(first + lane, plan.channels - 1);
                    sum.store(scalars[(channel + row * plan.channels) as usize]);
                }
                sums.push(sum);
            }
        }
        let images = first_vectors(image, batch, plan);
        let (first_y, first_x) = (first_tap(y, plan), first_tap(x, plan));
        let step = comptime!(plan.phases());
        for index_y in 0..taps(first_y, plan) {
            let source_y = met(y, index_y, plan);
            for index_x in 0..taps(first_x, plan) {
                let source_x = met(x, index_x, plan);
                if source_y < plan.source_height && source_x < plan.source_width {
                    let tap_y = first_y + index_y * step;
                    let tap = tap_y * plan.kernel + first_x + index_x * step;
                    let pixel = (source_y * plan.source_width + source_x) * vectors;
                    let weight = tap * plan.channels * vectors;
                    for part in 0..vectors {
                        let mut right = Sequence::<Vector<f32, K>>::new();
                        #[unroll]
                        for lane in 0..plan.result_lanes {
                            let row = rows[comptime!(lane as usize)];
                            right.push(weights[(weight + row + part) as usize]);
                        }
                        #[unroll]
                        for index in 0..plan.images {
                            let from = images[comptime!(index as usize)] + pixel + part;
                            let left = read::<K>(source, saved, from, plan.slope);
                            #[unroll]
                            for lane in 0..plan.result_lanes {
                                let slot = comptime!((index * plan.result_lanes + lane) as usize);
                                let dot = Vector::<f32, N>::new(left.dot(right[lane as usize]));
                                sums[slot].store(sums[slot].read() + dot);
                            }
                        }
                    }
                }
            }
        }
        #[unroll]
        for index in 0..plan.images {
            #[unroll]
            for lane in 0..plan.result_lanes {
                let (at, channel) = (image + index, first + lane);
                if at < batch && channel < plan.channels {
                    let pixel = (at * plan.height + y) * plan.width + x;
                    let slot = comptime!((index * plan.result_lanes + lane) as usize);
                    result[(pixel * plan.channels + channel) as usize] =
                        activate::<N>(sums[slot].read(), plan.activation);
                }
            }
        }
    }
}

/// See [`ConvKernels::conv`](crate::kernels::conv::ConvKernels::conv).
pub fn forward(
    input: CubeTensor,
    weights: CubeTensor,
    geometry: &Geometry,
    activation: Fused,
) -> CubeTensor {
    let (input, weights) = (into_contiguous(input), into_contiguous(weights));
    let [batch, _] = input.shape().dims();
    let plan = Plan {
        to_fine: geometry.is_transposed(),
        bias: true,
        activation,
        ..Plan::new(geometry, geometry.input(), geometry.output(), batch)
    };
    // One output channel: the weights of a tap are one vector over the inputs.
    launch(
        &input,
        &input,
        &weights,
        plan,
        geometry.output().channels == 1,
    )
}

/// Gradient by the input, see [`ConvKernels::conv_backward`](crate::kernels::conv::ConvKernels::conv_backward).
pub fn backward_input(
    weights: CubeTensor,
    output: CubeTensor,
    gradient: CubeTensor,
    geometry: &Geometry,
    activation: Fused,
) -> CubeTensor {
    let [weights, output, gradient] = [weights, output, gradient].map(into_contiguous);
    let [batch, _] = gradient.shape().dims();
    let plan = Plan {
        to_fine: !geometry.is_transposed(),
        slope: activation,
        ..Plan::new(geometry, geometry.output(), geometry.input(), batch)
    };
    launch(
        &gradient,
        &output,
        &weights,
        plan,
        geometry.output().channels != 1,
    )
}

/// The result, where the weights of a tap are `[channels, inner]` if `dots`, else `[inner, channels]`.
fn launch(
    source: &CubeTensor,
    saved: &CubeTensor,
    weights: &CubeTensor,
    plan: Plan,
    dots: bool,
) -> CubeTensor {
    let [batch, _] = source.shape().dims();
    let channels = plan.channels as usize;
    let result_lanes = if dots {
        CHANNELS.min(channels)
    } else {
        vector(channels)
    };
    let plan = Plan {
        result_lanes: result_lanes as u32,
        columns: channels.div_ceil(result_lanes) as u32,
        ..plan
    };
    let result = like(
        source,
        [batch, (plan.height * plan.width) as usize * channels],
    );
    let client = source.client.clone();
    let (lanes, count) = (plan.lanes as usize, cubes(plan.units(batch)));
    let (source, saved) = (buffer(source, lanes), buffer(saved, lanes));
    // SAFETY: the plan and the batch are those of the tensors, and mask the edges.
    #[allow(unsafe_code)]
    unsafe {
        if dots {
            combine_dots::launch_unchecked(
                &client,
                count,
                CubeDim::new_1d(UNITS),
                lanes,
                1,
                source,
                saved,
                buffer(weights, lanes),
                buffer(weights, 1),
                buffer(&result, 1),
                batch as u32,
                plan,
            );
        } else {
            combine_vectors::launch_unchecked(
                &client,
                count,
                CubeDim::new_1d(UNITS),
                lanes,
                result_lanes,
                source,
                saved,
                buffer(weights, result_lanes),
                buffer(&result, result_lanes),
                batch as u32,
                plan,
            );
        }
    }
    result
}
