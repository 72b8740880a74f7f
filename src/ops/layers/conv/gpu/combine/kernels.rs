//! The kernels of `combine`.

use cubecl::prelude::*;

use super::Plan;
use crate::ops::layers::activation::gpu::activate;
use crate::ops::layers::conv::gpu::read;

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
pub fn combine_vectors<K: Size, N: Size>(
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
pub fn combine_dots<K: Size, N: Size>(
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
