//! Noise on WebGPU, four numbers a unit. It follows `generator` line by line.

use std::f32::consts::{FRAC_PI_2, LN_2};

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::tensor::{DType, Shape};
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::ops::numeric::empty_device_contiguous_dtype;
use cubecl::prelude::*;

use super::generator::{BLOCK, GRAIN, MANTISSA, ONE, ROOT_HALF};
use super::{Distribution, NoiseKernels, Stream};
use crate::ops::gpu::{grid, launch, like};

#[cube]
fn spread(counter: u32) -> u32 {
    counter * 1_664_525u32 + 1_013_904_223u32
}

#[cube]
fn fold(word: u32) -> u32 {
    word ^ (word >> 16u32)
}

/// PCG4D.
#[cube]
pub fn words(block: u32, step: u32, number: u32, seed: u32) -> Sequence<u32> {
    let (x, y, z, w) = (spread(block), spread(step), spread(number), spread(seed));
    let x = x + y * w;
    let y = y + z * x;
    let z = z + x * y;
    let w = w + y * z;
    let (x, y, z, w) = (fold(x), fold(y), fold(z), fold(w));
    let x = x + y * w;
    let y = y + z * x;
    let z = z + x * y;
    let w = w + y * z;
    let mut words = Sequence::<u32>::new();
    words.push(x);
    words.push(y);
    words.push(z);
    words.push(w);
    words
}

#[cube]
fn unit(word: u32) -> f32 {
    (word >> 8u32) as f32 * GRAIN
}

#[cube]
fn ln(x: f32) -> f32 {
    let bits = u32::reinterpret(x) + comptime!(ONE - ROOT_HALF);
    let exponent = (bits >> 23u32) as f32 - 127.0f32;
    let mantissa = f32::reinterpret((bits & MANTISSA) + ROOT_HALF);
    let s = (mantissa - 1.0f32) / (mantissa + 1.0f32);
    let q = s * s;
    let series = 1.0f32 / 7.0f32 + q * (1.0f32 / 9.0f32);
    let series = 1.0f32 / 5.0f32 + q * series;
    let series = 1.0f32 / 3.0f32 + q * series;
    exponent * LN_2 + 2.0f32 * s * (1.0f32 + q * series)
}

#[cube]
fn sin(x: f32) -> f32 {
    let q = x * x;
    let series = 1.0f32 - q / 72.0f32;
    let series = 1.0f32 - q / 42.0f32 * series;
    let series = 1.0f32 - q / 20.0f32 * series;
    x * (1.0f32 - q / 6.0f32 * series)
}

#[cube]
fn cos(x: f32) -> f32 {
    let q = x * x;
    let series = 1.0f32 - q / 56.0f32;
    let series = 1.0f32 - q / 30.0f32 * series;
    let series = 1.0f32 - q / 12.0f32 * series;
    1.0f32 - q / 2.0f32 * series
}

/// Appends two normal numbers to a sequence.
#[cube]
fn pair(first: u32, second: u32, numbers: &mut Sequence<f32>) {
    let length = f32::sqrt(-2.0f32 * ln(unit(first) + GRAIN));
    let radius = select(second >> 31u32 == 1u32, 0.0f32 - length, length);
    let angle = (unit(second << 2u32) - 0.5f32) * FRAC_PI_2;
    let (along, across) = (radius * cos(angle), radius * sin(angle));
    let swap = (second >> 30u32) & 1u32 == 1u32;
    numbers.push(select(swap, across, along));
    numbers.push(select(swap, along, across));
}

/// Four numbers of a distribution.
#[cube]
pub fn numbers(
    block: u32,
    step: u32,
    number: u32,
    seed: u32,
    #[comptime] distribution: Distribution,
) -> Sequence<f32> {
    let words = words(block, step, number, seed);
    let mut numbers = Sequence::<f32>::new();
    match distribution {
        Distribution::Uniform =>
        {
            #[unroll]
            for lane in 0..BLOCK {
                numbers.push(unit(words[lane]));
            }
        }
        Distribution::Normal => {
            pair(words[0], words[1], &mut numbers);
            pair(words[2], words[3], &mut numbers);
        }
    }
    numbers
}

#[cube(launch_unchecked)]
fn fill_bits(steps: &[u32], output: &mut [u32], count: u32, number: u32, seed: u32) {
    let block = ABSOLUTE_POS as u32;
    let first = block * (BLOCK as u32);
    if first < count {
        let words = words(block, steps[0], number, seed);
        #[unroll]
        for lane in 0..BLOCK {
            let at = first + lane as u32;
            if at < count {
                output[at as usize] = words[lane];
            }
        }
    }
}

#[cube(launch_unchecked)]
fn fill_numbers(
    steps: &[u32],
    output: &mut [f32],
    count: u32,
    number: u32,
    seed: u32,
    #[comptime] distribution: Distribution,
) {
    let block = ABSOLUTE_POS as u32;
    let first = block * (BLOCK as u32);
    if first < count {
        let numbers = numbers(block, steps[0], number, seed, distribution);
        #[unroll]
        for lane in 0..BLOCK {
            let at = first + lane as u32;
            if at < count {
                output[at as usize] = numbers[lane];
            }
        }
    }
}

impl NoiseKernels for CubeBackend {
    fn noise_bits(steps: IntTensor<Self>, stream: Stream, shape: [usize; 2]) -> IntTensor<Self> {
        let steps = into_contiguous(steps);
        let (client, device) = (steps.client.clone(), steps.device.clone());
        let output = empty_device_contiguous_dtype(client, device, Shape::from(shape), DType::I32);
        let count = shape[0] * shape[1];
        launch!(
            fill_bits, grid(count.div_ceil(BLOCK));
            [steps, output] / 1;
            count as u32, stream.number, stream.seed
        );
        output
    }

    fn noise(
        steps: IntTensor<Self>,
        stream: Stream,
        distribution: Distribution,
        shape: [usize; 2],
    ) -> FloatTensor<Self> {
        let steps = into_contiguous(steps);
        let output = like(&steps, shape);
        let count = shape[0] * shape[1];
        launch!(
            fill_numbers, grid(count.div_ceil(BLOCK));
            [steps, output] / 1;
            count as u32, stream.number, stream.seed, distribution
        );
        output
    }
}
