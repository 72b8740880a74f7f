//! Kernels of sums over the window.

use cubecl::prelude::*;

use super::spec::CombineSpec;
use crate::ops::layers::activation::gpu::activate;
use crate::ops::layers::conv::gpu::gradient::read;

/// Row and column of the result at a position.
#[cube]
fn pixel_of(position: u32, #[comptime] spec: CombineSpec) -> (u32, u32) {
    let (phases, grid_width) = comptime!((spec.phases(), spec.grid_width()));
    let grid = comptime!(spec.grid_height() * spec.grid_width());
    let (phase, at) = (position / grid, position % grid);
    (
        (at / grid_width) * phases + phase / phases,
        (at % grid_width) * phases + phase % phases,
    )
}

/// First tap along one axis that meets a pixel of the source.
#[cube]
fn first_tap(at: u32, #[comptime] spec: CombineSpec) -> u32 {
    if comptime!(spec.to_fine) {
        (at + spec.padding) % spec.stride
    } else {
        0u32.runtime()
    }
}

/// Number of taps from the first one on, a step apart.
#[cube]
fn taps(first: u32, #[comptime] spec: CombineSpec) -> u32 {
    if comptime!(spec.to_fine) {
        (spec.kernel + spec.stride - 1u32 - first) / spec.stride
    } else {
        first + spec.kernel
    }
}

/// Source pixel that the `index`-th tap meets. Below zero wraps to a huge number.
#[cube]
fn met(at: u32, index: u32, #[comptime] spec: CombineSpec) -> u32 {
    if comptime!(spec.to_fine) {
        (at + spec.padding) / spec.stride - index
    } else {
        at * spec.stride + index - spec.padding
    }
}

/// First vector of each image of a tile. Missing images repeat the last.
#[cube]
fn first_vectors(image: u32, batch: u32, #[comptime] spec: CombineSpec) -> Sequence<u32> {
    let size = comptime!(spec.source_height * spec.source_width * (spec.inner / spec.lanes));
    let mut first = Sequence::<u32>::new();
    #[unroll]
    for index in 0..spec.images {
        first.push(min(image + index, batch - 1) * size);
    }
    first
}

/// Sums of a tile of `images` by one vector of channels. Weights are `[taps, inner, channels]`.
#[cube(launch_unchecked)]
pub fn combine_vectors<K: Size, N: Size>(
    source: &[Vector<f32, K>],
    saved: &[Vector<f32, K>],
    weights: &[Vector<f32, N>],
    result: &mut [Vector<f32, N>],
    batch: u32,
    #[comptime] spec: CombineSpec,
) {
    let unit = ABSOLUTE_POS as u32;
    let positions = comptime!(spec.positions());
    let vectors = comptime!(spec.inner / spec.lanes);
    let column = unit % spec.columns;
    let (y, x) = pixel_of((unit / spec.columns) % positions, spec);
    let image = (unit / spec.columns / positions) * spec.images;
    if image < batch && y < spec.height && x < spec.width {
        let mut sums = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..spec.images {
            let sum = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
            if comptime!(spec.bias) {
                let row = comptime!(spec.kernel * spec.kernel * spec.inner);
                sum.store(weights[(column + row * spec.columns) as usize]);
            }
            sums.push(sum);
        }
        let images = first_vectors(image, batch, spec);
        let (first_y, first_x) = (first_tap(y, spec), first_tap(x, spec));
        let step = comptime!(spec.phases());
        for index_y in 0..taps(first_y, spec) {
            let source_y = met(y, index_y, spec);
            for index_x in 0..taps(first_x, spec) {
                let source_x = met(x, index_x, spec);
                if source_y < spec.source_height && source_x < spec.source_width {
                    let tap_y = first_y + index_y * step;
                    let tap = tap_y * spec.kernel + first_x + index_x * step;
                    let pixel = (source_y * spec.source_width + source_x) * vectors;
                    for group in 0..vectors {
                        let row = tap * spec.inner + group * spec.lanes;
                        let weight = row * spec.columns + column;
                        let mut right = Sequence::<Vector<f32, N>>::new();
                        #[unroll]
                        for lane in 0..spec.lanes {
                            let after = comptime!(lane * spec.columns);
                            right.push(weights[(weight + after) as usize]);
                        }
                        #[unroll]
                        for index in 0..spec.images {
                            let from = images[comptime!(index as usize)] + pixel + group;
                            let left = read::<K>(source, saved, from, spec.derivative);
                            let slot = comptime!(index as usize);
                            #[unroll]
                            for lane in 0..spec.lanes {
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
        for index in 0..spec.images {
            let at = image + index;
            if at < batch {
                let pixel = (at * spec.height + y) * spec.width + x;
                result[(pixel * spec.columns + column) as usize] =
                    activate::<N>(sums[comptime!(index as usize)].read(), spec.activation);
            }
        }
    }
}

/// Sums of a tile of `images` by `result_lanes` channels, as dot products. Weights are `[taps, channels,
/// inner]`. `scalars` are the same weights for the bias.
#[cube(launch_unchecked)]
pub fn combine_dots<K: Size, N: Size>(
    source: &[Vector<f32, K>],
    saved: &[Vector<f32, K>],
    weights: &[Vector<f32, K>],
    scalars: &[Vector<f32, N>],
    result: &mut [Vector<f32, N>],
    batch: u32,
    #[comptime] spec: CombineSpec,
) {
    let unit = ABSOLUTE_POS as u32;
    let positions = comptime!(spec.positions());
    let vectors = comptime!(spec.inner / spec.lanes);
    let first = (unit % spec.columns) * spec.result_lanes;
    let (y, x) = pixel_of((unit / spec.columns) % positions, spec);
    let image = (unit / spec.columns / positions) * spec.images;
    if image < batch && y < spec.height && x < spec.width {
        // Offsets of the weights of each channel. Missing channels repeat the last.
        let mut rows = Sequence::<u32>::new();
        #[unroll]
        for lane in 0..spec.result_lanes {
            rows.push(min(first + lane, spec.channels - 1) * vectors);
        }
        let mut sums = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..spec.images {
            #[unroll]
            for lane in 0..spec.result_lanes {
                let sum = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
                if comptime!(spec.bias) {
                    let row = comptime!(spec.kernel * spec.kernel * spec.inner);
                    let channel = min(first + lane, spec.channels - 1);
                    sum.store(scalars[(channel + row * spec.channels) as usize]);
                }
                sums.push(sum);
            }
        }
        let images = first_vectors(image, batch, spec);
        let (first_y, first_x) = (first_tap(y, spec), first_tap(x, spec));
        let step = comptime!(spec.phases());
        for index_y in 0..taps(first_y, spec) {
            let source_y = met(y, index_y, spec);
            for index_x in 0..taps(first_x, spec) {
                let source_x = met(x, index_x, spec);
                if source_y < spec.source_height && source_x < spec.source_width {
                    let tap_y = first_y + index_y * step;
                    let tap = tap_y * spec.kernel + first_x + index_x * step;
                    let pixel = (source_y * spec.source_width + source_x) * vectors;
                    let weight = tap * spec.channels * vectors;
                    for group in 0..vectors {
                        let mut right = Sequence::<Vector<f32, K>>::new();
                        #[unroll]
                        for lane in 0..spec.result_lanes {
                            let row = rows[comptime!(lane as usize)];
                            right.push(weights[(weight + row + group) as usize]);
                        }
                        #[unroll]
                        for index in 0..spec.images {
                            let from = images[comptime!(index as usize)] + pixel + group;
                            let left = read::<K>(source, saved, from, spec.derivative);
                            #[unroll]
                            for lane in 0..spec.result_lanes {
                                let slot = comptime!((index * spec.result_lanes + lane) as usize);
                                let dot = Vector::<f32, N>::new(left.dot(right[lane as usize]));
                                sums[slot].store(sums[slot].read() + dot);
                            }
                        }
                    }
                }
            }
        }
        #[unroll]
        for index in 0..spec.images {
            #[unroll]
            for lane in 0..spec.result_lanes {
                let (at, channel) = (image + index, first + lane);
                if at < batch && channel < spec.channels {
                    let pixel = (at * spec.height + y) * spec.width + x;
                    let slot = comptime!((index * spec.result_lanes + lane) as usize);
                    result[(pixel * spec.channels + channel) as usize] =
                        activate::<N>(sums[slot].read(), spec.activation);
                }
            }
        }
    }
}
