//! What is done to each value by itself.

use burn::backend::TensorMetadata;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use crate::ops::gpu::{grid, launch, like, vector};
use crate::ops::training::noise::generator::BLOCK;
use crate::ops::training::noise::gpu::numbers;
use crate::ops::training::noise::{Law, Stream};

/// What a value becomes that has a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Gaussian,
    Masking,
    SaltAndPepper,
}

impl Kind {
    /// How its numbers are distributed.
    fn law(self) -> Law {
        match self {
            Self::Gaussian => Law::Normal,
            Self::Masking | Self::SaltAndPepper => Law::Uniform,
        }
    }
}

/// One value with its number.
#[cube]
fn spoilt(x: f32, drawn: f32, amount: f32, #[comptime] kind: Kind) -> f32 {
    match kind {
        Kind::Gaussian => clamp(x + amount * drawn, 0.0f32, 1.0f32),
        Kind::Masking => select(drawn < amount, 0.0f32, x),
        Kind::SaltAndPepper => {
            let rest = select(drawn < amount, 1.0f32, x);
            select(drawn < 0.5f32 * amount, 0.0f32, rest)
        }
    }
}

/// As many values a unit as the generator gives numbers.
#[cube(launch_unchecked)]
fn spoil_values(
    images: &[f32],
    clock: &[u32],
    output: &mut [f32],
    count: u32,
    number: u32,
    seed: u32,
    amount: f32,
    #[comptime] kind: Kind,
) {
    let block = ABSOLUTE_POS as u32;
    let first = block * (BLOCK as u32);
    if first < count {
        let drawn = numbers(block, clock[0], number, seed, comptime!(kind.law()));
        #[unroll]
        for lane in 0..BLOCK {
            let at = first + lane as u32;
            if at < count {
                output[at as usize] = spoilt(images[at as usize], drawn[lane], amount, kind);
            }
        }
    }
}

/// One vector a unit.
#[cube(launch_unchecked)]
fn centre<N: Size>(
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

/// Each value with a number of its own.
pub fn spoil(
    images: &CubeTensor,
    clock: &CubeTensor,
    stream: Stream,
    amount: f32,
    kind: Kind,
) -> CubeTensor {
    let [batch, size] = images.shape().dims();
    let output = like(images, [batch, size]);
    launch!(
        spoil_values, grid((batch * size).div_ceil(BLOCK));
        [images, clock, output] / 1;
        (batch * size) as u32, stream.number, stream.seed, amount, kind
    );
    output
}

/// (x − mean) / deviation.
pub fn standardise(images: &CubeTensor, mean: f32, deviation: f32) -> CubeTensor {
    let [batch, size] = images.shape().dims();
    let lanes = vector(batch * size);
    let count = batch * size / lanes;
    let output = like(images, [batch, size]);
    launch!(centre[lanes], grid(count); [images, output] / lanes; count as u32, mean, deviation);
    output
}
