//! Corruption of each value by itself, and standardization.

use burn::backend::TensorMetadata;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use crate::ops::gpu::{grid, launch, like, vector};
use crate::ops::training::noise::generator::BLOCK;
use crate::ops::training::noise::gpu::numbers;
use crate::ops::training::noise::{Distribution, Stream};

/// Corruption with one random number a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueCorruption {
    /// Gaussian noise, clipped to 0 and 1.
    Gaussian,
    /// Gaussian noise without limits.
    Unclipped,
    Masking,
    SaltAndPepper,
}

impl ValueCorruption {
    /// Distribution of its numbers.
    fn distribution(self) -> Distribution {
        match self {
            Self::Gaussian | Self::Unclipped => Distribution::Normal,
            Self::Masking | Self::SaltAndPepper => Distribution::Uniform,
        }
    }
}

/// One value, corrupted by its number.
#[cube]
fn corrupted(x: f32, drawn: f32, amount: f32, #[comptime] kind: ValueCorruption) -> f32 {
    match kind {
        ValueCorruption::Gaussian => clamp(x + amount * drawn, 0.0f32, 1.0f32),
        ValueCorruption::Unclipped => x + amount * drawn,
        ValueCorruption::Masking => select(drawn < amount, 0.0f32, x),
        ValueCorruption::SaltAndPepper => {
            let rest = select(drawn < amount, 1.0f32, x);
            select(drawn < 0.5f32 * amount, 0.0f32, rest)
        }
    }
}

/// Corrupts values: each unit takes as many as one call of the generator gives numbers.
#[cube(launch_unchecked)]
fn corrupt_values(
    images: &[f32],
    steps: &[u32],
    output: &mut [f32],
    count: u32,
    number: u32,
    seed: u32,
    amount: f32,
    #[comptime] kind: ValueCorruption,
) {
    let block = ABSOLUTE_POS as u32;
    let first = block * (BLOCK as u32);
    if first < count {
        let drawn = numbers(
            block,
            steps[0],
            number,
            seed,
            comptime!(kind.distribution()),
        );
        #[unroll]
        for lane in 0..BLOCK {
            let at = first + lane as u32;
            if at < count {
                output[at as usize] = corrupted(images[at as usize], drawn[lane], amount, kind);
            }
        }
    }
}

/// Standardizes one vector a unit.
#[cube(launch_unchecked)]
fn standardize_values<N: Size>(
    images: &[Vector<f32, N>],
    output: &mut [Vector<f32, N>],
    count: u32,
    mean: f32,
    deviation: f32,
) {
    if (ABSOLUTE_POS as u32) < count {
        let distance = images[ABSOLUTE_POS] - Vector::<f32, N>::new(mean);
        output[ABSOLUTE_POS] = distance / Vector::<f32, N>::new(deviation);
    }
}

/// Images with each value corrupted by itself.
pub fn corrupt(
    images: &CubeTensor,
    steps: &CubeTensor,
    stream: Stream,
    amount: f32,
    kind: ValueCorruption,
) -> CubeTensor {
    let [batch, size] = images.shape().dims();
    let output = like(images, [batch, size]);
    launch!(
        corrupt_values, grid((batch * size).div_ceil(BLOCK));
        [images, steps, output] / 1;
        (batch * size) as u32, stream.number, stream.seed, amount, kind
    );
    output
}

/// (x − mean) / deviation.
pub fn standardize(images: &CubeTensor, mean: f32, deviation: f32) -> CubeTensor {
    let [batch, size] = images.shape().dims();
    let lanes = vector(batch * size);
    let count = batch * size / lanes;
    let output = like(images, [batch, size]);
    launch!(standardize_values[lanes], grid(count); [images, output] / lanes; count as u32, mean, deviation);
    output
}
