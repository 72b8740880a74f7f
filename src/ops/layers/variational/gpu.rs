//! Variational operations on WebGPU.

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
use crate::ops::training::noise::{Distribution, Stream};

/// Units that share a divergence.
const PARTIALS: usize = 512;

/// Draws codes, row-major: each unit as many as one call of the generator gives numbers.
#[cube(launch_unchecked)]
fn sample(
    posterior: &[f32],
    steps: &[u32],
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
            let drawn = numbers(
                block,
                steps[0],
                number,
                seed,
                comptime!(Distribution::Normal),
            );
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
                let deviation = f32::exp(0.5f32 * posterior[(mean + latents) as usize]);
                codes[at as usize] = posterior[mean as usize] + deviation * noise[lane];
            }
        }
    }
}

/// Derivatives by mean and log-variance, one vector of codes a unit. `columns` counts vectors.
#[cube(launch_unchecked)]
fn sample_derivative<N: Size>(
    posterior: &[Vector<f32, N>],
    codes: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    derivative: &mut [Vector<f32, N>],
    count: u32,
    columns: u32,
) {
    let at = ABSOLUTE_POS as u32;
    if at < count {
        let mean = (at / columns) * columns + at;
        let upstream = gradient[ABSOLUTE_POS];
        let distance = codes[ABSOLUTE_POS] - posterior[mean as usize];
        derivative[mean as usize] = upstream;
        derivative[(mean + columns) as usize] = upstream * distance * Vector::<f32, N>::new(0.5f32);
    }
}

/// Partial divergences and all derivatives: each unit takes every `units`-th vector of latents. `columns`
/// counts vectors.
#[cube(launch_unchecked)]
fn partial_kl<N: Size>(
    posterior: &[Vector<f32, N>],
    derivative: &mut [Vector<f32, N>],
    partials: &mut [f32],
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
                let slot = (at / columns) * columns + at;
                let mean = posterior[slot as usize];
                let log_variance = posterior[(slot + columns) as usize];
                let excess = Vector::exp(log_variance) - Vector::<f32, N>::new(1.0f32);
                derivative[slot as usize] = mean * Vector::<f32, N>::new(scale);
                derivative[(slot + columns) as usize] =
                    excess * Vector::<f32, N>::new(0.5f32 * scale);
                total.store(total.read() + mean * mean + excess - log_variance);
            }
        }
        let sum = RuntimeCell::<f32>::new(0.0f32);
        #[unroll]
        for lane in 0..width {
            sum.store(sum.read() + total.read().extract(lane as usize));
        }
        partials[unit as usize] = sum.read();
    }
}

/// Divergence with free bits, one latent a unit: its mean, but no less than `free`, and its derivatives.
/// They are zero at or below `free`.
#[cube(launch_unchecked)]
fn kl_by_latent(
    posterior: &[f32],
    derivative: &mut [f32],
    partials: &mut [f32],
    batch: u32,
    latents: u32,
    scale: f32,
    free: f32,
) {
    let latent = ABSOLUTE_POS as u32;
    if latent < latents {
        let sum = RuntimeCell::<f32>::new(0.0f32);
        for row in 0..batch {
            let slot = row * 2u32 * latents + latent;
            let mean = posterior[slot as usize];
            let log_variance = posterior[(slot + latents) as usize];
            sum.store(sum.read() + mean * mean + f32::exp(log_variance) - 1.0f32 - log_variance);
        }
        let divergence = 0.5f32 * scale * sum.read();
        let within = divergence <= free;
        partials[latent as usize] = select(within, free, divergence);
        let scale = select(within, 0.0f32, scale);
        for row in 0..batch {
            let slot = row * 2u32 * latents + latent;
            let excess = f32::exp(posterior[(slot + latents) as usize]) - 1.0f32;
            derivative[slot as usize] = posterior[slot as usize] * scale;
            derivative[(slot + latents) as usize] = excess * (0.5f32 * scale);
        }
    }
}

impl VariationalKernels for CubeBackend {
    fn sample(
        posterior: FloatTensor<Self>,
        steps: IntTensor<Self>,
        noise: Noise,
    ) -> FloatTensor<Self> {
        let (posterior, steps) = (into_contiguous(posterior), into_contiguous(steps));
        let [batch, latents] = shape(&posterior);
        let codes = like(&posterior, [batch, latents]);
        let (stream, constant) = match noise {
            Noise::Fresh(stream) => (Some(stream), 0.0),
            Noise::Constant(value) => (None, value),
        };
        let Stream { seed, number } = stream.unwrap_or(Stream { seed: 0, number: 0 });
        launch!(
            sample, grid((batch * latents).div_ceil(BLOCK));
            [posterior, steps, codes] / 1;
            (batch * latents) as u32, latents as u32, number, seed, constant, stream.is_some()
        );
        codes
    }

    fn kl(posterior: FloatTensor<Self>, free: f32) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let posterior = into_contiguous(posterior);
        let scale = 1.0 / shape(&posterior)[0] as f32;
        let derivative = like(&posterior, posterior.shape().dims::<2>());
        // One partial sum a unit without free bits, else one a latent.
        let (partials, scale) = if free > 0.0 {
            (kl_with_free_bits(&posterior, &derivative, scale, free), 1.0)
        } else {
            (kl_of_all(&posterior, &derivative, scale), 0.5 * scale)
        };
        (add_up(&partials, scale), derivative)
    }
}

impl VariationalBackward for CubeBackend {
    fn sample_backward(
        posterior: FloatTensor<Self>,
        codes: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let [posterior, codes, gradient] = [posterior, codes, gradient].map(into_contiguous);
        let [batch, latents] = shape(&posterior);
        let width = vector(latents);
        let count = batch * latents / width;
        let derivative = like(&posterior, [batch, 2 * latents]);
        launch!(
            sample_derivative[width], grid(count);
            [posterior, codes, gradient, derivative] / width;
            count as u32, (latents / width) as u32
        );
        derivative
    }
}

/// Writes the derivatives of the divergence. Returns partial sums of twice its sum over the batch.
fn kl_of_all(posterior: &CubeTensor, derivative: &CubeTensor, scale: f32) -> CubeTensor {
    let [batch, latents] = shape(posterior);
    let width = vector(latents);
    let count = batch * latents / width;
    let units = count.min(PARTIALS);
    let partials = like(posterior, [units]);
    launch!(
        partial_kl[width], grid(units);
        [posterior, derivative] / width, [partials] / 1;
        count as u32, (latents / width) as u32, units as u32, scale, width as u32
    );
    partials
}

/// Writes the derivatives of latents above `free`. Returns the divergence that each latent counts.
fn kl_with_free_bits(
    posterior: &CubeTensor,
    derivative: &CubeTensor,
    scale: f32,
    free: f32,
) -> CubeTensor {
    let [batch, latents] = shape(posterior);
    let partials = like(posterior, [latents]);
    launch!(
        kl_by_latent, grid(latents);
        [posterior, derivative, partials] / 1;
        batch as u32, latents as u32, scale, free
    );
    partials
}

/// Batch size and number of latents.
fn shape(posterior: &CubeTensor) -> [usize; 2] {
    let [batch, columns] = posterior.shape().dims();
    [batch, columns / 2]
}
