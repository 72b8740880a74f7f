//! The variational operations on WebGPU.

use burn::backend::TensorMetadata;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::{Noise, VariationalBackward, VariationalKernels};
use crate::ops::gpu::{add_up, grid, launch, like, vector};
use crate::ops::training::noise::generator::BLOCK;
use crate::ops::training::noise::gpu::numbers;
use crate::ops::training::noise::{Law, Stream};

/// Units that add up a divergence.
const PARTS: usize = 512;

/// As many codes a unit as the generator gives numbers, row-major.
#[cube(launch_unchecked)]
fn sample(
    heads: &[f32],
    clock: &[u32],
    codes: &mut [f32],
    count: u32,
    latents: u32,
    number: u32,
    seed: u32,
    constant: f32,
    #[comptime] fresh: bool,
) {
    let block = ABSOLUTE_POS as u32;
    let first = block * (BLOCK as u32);
    if first < count {
        let mut noise = Sequence::<f32>::new();
        if comptime!(fresh) {
            let drawn = numbers(block, clock[0], number, seed, comptime!(Law::Normal));
            #[unroll]
            for lane in 0..BLOCK {
                noise.push(drawn[lane]);
            }
        } else {
            #[unroll]
            for _ in 0..BLOCK {
                noise.push(constant);
            }
        }
        #[unroll]
        for lane in 0..BLOCK {
            let at = first + lane as u32;
            if at < count {
                let mean = (at / latents) * latents + at;
                let deviation = f32::exp(0.5f32 * heads[(mean + latents) as usize]);
                codes[at as usize] = heads[mean as usize] + deviation * noise[lane];
            }
        }
    }
}

/// One vector of codes a unit: the slopes of their means and log-variances. `columns` counts vectors.
#[cube(launch_unchecked)]
fn sample_slope<N: Size>(
    heads: &[Vector<f32, N>],
    codes: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    slope: &mut [Vector<f32, N>],
    count: u32,
    columns: u32,
) {
    let at = ABSOLUTE_POS as u32;
    if at < count {
        let mean = (at / columns) * columns + at;
        let upstream = gradient[ABSOLUTE_POS];
        let distance = codes[ABSOLUTE_POS] - heads[mean as usize];
        slope[mean as usize] = upstream;
        slope[(mean + columns) as usize] = upstream * distance * Vector::<f32, N>::new(0.5f32);
    }
}

/// Unit by unit the sum over every `units`-th vector of latents, and the slopes of each. `columns` counts
/// vectors.
#[cube(launch_unchecked)]
fn kl_parts<N: Size>(
    heads: &[Vector<f32, N>],
    slope: &mut [Vector<f32, N>],
    parts: &mut [f32],
    count: u32,
    columns: u32,
    units: u32,
    scale: f32,
    #[comptime] width: u32,
) {
    let unit = ABSOLUTE_POS as u32;
    if unit < units {
        let total = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        for round in 0..(count + units - 1) / units {
            let at = round * units + unit;
            if at < count {
                let place = (at / columns) * columns + at;
                let mean = heads[place as usize];
                let log_variance = heads[(place + columns) as usize];
                let excess = Vector::exp(log_variance) - Vector::<f32, N>::new(1.0f32);
                slope[place as usize] = mean * Vector::<f32, N>::new(scale);
                slope[(place + columns) as usize] = excess * Vector::<f32, N>::new(0.5f32 * scale);
                total.store(total.read() + mean * mean + excess - log_variance);
            }
        }
        let sum = RuntimeCell::<f32>::new(0.0f32);
        #[unroll]
        for lane in 0..width {
            sum.store(sum.read() + total.read().extract(lane as usize));
        }
        parts[unit as usize] = sum.read();
    }
}

/// One latent a unit: its mean divergence, no less than `free`, and its slopes, which are zero at or below
/// that.
#[cube(launch_unchecked)]
fn kl_beyond_free(
    heads: &[f32],
    slope: &mut [f32],
    parts: &mut [f32],
    batch: u32,
    latents: u32,
    scale: f32,
    free: f32,
) {
    let latent = ABSOLUTE_POS as u32;
    if latent < latents {
        let sum = RuntimeCell::<f32>::new(0.0f32);
        for row in 0..batch {
            let place = row * 2u32 * latents + latent;
            let mean = heads[place as usize];
            let log_variance = heads[(place + latents) as usize];
            sum.store(sum.read() + mean * mean + f32::exp(log_variance) - 1.0f32 - log_variance);
        }
        let divergence = 0.5f32 * scale * sum.read();
        let within = divergence <= free;
        parts[latent as usize] = select(within, free, divergence);
        let scale = select(within, 0.0f32, scale);
        for row in 0..batch {
            let place = row * 2u32 * latents + latent;
            let excess = f32::exp(heads[(place + latents) as usize]) - 1.0f32;
            slope[place as usize] = heads[place as usize] * scale;
            slope[(place + latents) as usize] = excess * (0.5f32 * scale);
        }
    }
}

impl VariationalKernels for CubeBackend {
    fn sample(heads: FloatTensor<Self>, clock: IntTensor<Self>, noise: Noise) -> FloatTensor<Self> {
        let (heads, clock) = (into_contiguous(heads), into_contiguous(clock));
        let [batch, latents] = shape(&heads);
        let codes = like(&heads, [batch, latents]);
        let (stream, constant) = match noise {
            Noise::Fresh(stream) => (Some(stream), 0.0),
            Noise::Constant(value) => (None, value),
        };
        let Stream { seed, number } = stream.unwrap_or(Stream { seed: 0, number: 0 });
        launch!(
            sample, grid((batch * latents).div_ceil(BLOCK));
            [heads, clock, codes] / 1;
            (batch * latents) as u32, latents as u32, number, seed, constant, stream.is_some()
        );
        codes
    }

    fn kl(heads: FloatTensor<Self>, free: f32) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let heads = into_contiguous(heads);
        let scale = 1.0 / shape(&heads)[0] as f32;
        let slope = like(&heads, heads.shape().dims::<2>());
        // Units that share all the latents, or a unit for each.
        let (parts, scale) = if free > 0.0 {
            (beyond_free(&heads, &slope, scale, free), 1.0)
        } else {
            (whole(&heads, &slope, scale), 0.5 * scale)
        };
        (add_up(&parts, scale), slope)
    }
}

impl VariationalBackward for CubeBackend {
    fn sample_backward(
        heads: FloatTensor<Self>,
        codes: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let [heads, codes, gradient] = [heads, codes, gradient].map(into_contiguous);
        let [batch, latents] = shape(&heads);
        let width = vector(latents);
        let count = batch * latents / width;
        let slope = like(&heads, [batch, 2 * latents]);
        launch!(
            sample_slope[width], grid(count);
            [heads, codes, gradient, slope] / width;
            count as u32, (latents / width) as u32
        );
        slope
    }
}

/// Writes the slopes of the divergence; returns parts of twice its sum over the batch.
fn whole(heads: &CubeTensor, slope: &CubeTensor, scale: f32) -> CubeTensor {
    let [batch, latents] = shape(heads);
    let width = vector(latents);
    let count = batch * latents / width;
    let units = count.min(PARTS);
    let parts = like(heads, [units]);
    launch!(
        kl_parts[width], grid(units);
        [heads, slope] / width, [parts] / 1;
        count as u32, (latents / width) as u32, units as u32, scale, width as u32
    );
    parts
}

/// Writes the slopes of the latents that count more than `free`; returns what each latent counts.
fn beyond_free(heads: &CubeTensor, slope: &CubeTensor, scale: f32, free: f32) -> CubeTensor {
    let [batch, latents] = shape(heads);
    let parts = like(heads, [latents]);
    launch!(
        kl_beyond_free, grid(latents);
        [heads, slope, parts] / 1;
        batch as u32, latents as u32, scale, free
    );
    parts
}

/// Batch and latents.
fn shape(heads: &CubeTensor) -> [usize; 2] {
    let [batch, columns] = heads.shape().dims();
    [batch, columns / 2]
}
