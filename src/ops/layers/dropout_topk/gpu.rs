//! Masking layers on WebGPU.

use burn::backend::TensorMetadata;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use cubecl::prelude::*;

use super::{MaskBackward, MaskKernels, Stream};
use crate::ops::gpu::{grid, launch, like, vector};
use crate::ops::training::noise::Distribution;
use crate::ops::training::noise::generator::BLOCK;
use crate::ops::training::noise::gpu::numbers;

/// Word with the order of the number.
#[cube]
fn order(value: f32) -> u32 {
    let bits = u32::reinterpret(value);
    select(
        bits >> 31u32 == 1u32,
        bits ^ 0xffff_ffffu32,
        bits | 0x8000_0000u32,
    )
}

/// Top k of one row a unit. A radix search from the highest bit down finds the `k`-th largest word. A bit is
/// set where at least `k` words are no less than the trial with it. The last failed trial tested the next
/// word, so its count is that of the larger words.
#[cube(launch_unchecked)]
fn largest(codes: &[f32], output: &mut [f32], batch: u32, units: u32, k: u32) {
    let row = ABSOLUTE_POS as u32;
    if row < batch {
        let first = row * units;
        let least = RuntimeCell::<u32>::new(0u32);
        let larger = RuntimeCell::<u32>::new(0u32);
        for round in 0..32u32 {
            let trial = least.read() | (1u32 << (31u32 - round));
            let count = RuntimeCell::<u32>::new(0u32);
            for unit in 0..units {
                let reaches = order(codes[(first + unit) as usize]) >= trial;
                count.store(count.read() + select(reaches, 1u32, 0u32));
            }
            if count.read() >= k {
                least.store(trial);
            } else {
                larger.store(count.read());
            }
        }
        let equals = RuntimeCell::<u32>::new(k - larger.read());
        for unit in 0..units {
            let at = (first + unit) as usize;
            let value = codes[at];
            let word = order(value);
            let kept = RuntimeCell::<f32>::new(0.0f32);
            if word > least.read() {
                kept.store(value);
            } else if word == least.read() && equals.read() > 0u32 {
                kept.store(value);
                equals.store(equals.read() - 1u32);
            }
            output[at] = kept.read();
        }
    }
}

/// Dropout: each unit takes as many values as one call of the generator gives numbers.
#[cube(launch_unchecked)]
fn drop(
    input: &[f32],
    steps: &[u32],
    output: &mut [f32],
    count: u32,
    number: u32,
    seed: u32,
    rate: f32,
    factor: f32,
) {
    let block = ABSOLUTE_POS as u32;
    let first = block * (BLOCK as u32);
    if first < count {
        let drawn = numbers(
            block,
            steps[0],
            number,
            seed,
            comptime!(Distribution::Uniform),
        );
        #[unroll]
        for lane in 0..BLOCK {
            let at = first + lane as u32;
            if at < count {
                let value = input[at as usize] * factor;
                output[at as usize] = select(drawn[lane] < rate, 0.0f32, value);
            }
        }
    }
}

/// Gradient through a mask, one vector a unit.
#[cube(launch_unchecked)]
fn pass<N: Size>(
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    result: &mut [Vector<f32, N>],
    count: u32,
    factor: f32,
) {
    if (ABSOLUTE_POS as u32) < count {
        let zero = Vector::<f32, N>::new(0.0f32);
        let derivative = gradient[ABSOLUTE_POS] * Vector::<f32, N>::new(factor);
        let through = output[ABSOLUTE_POS].not_equal(&zero);
        result[ABSOLUTE_POS] = select_many(through, derivative, zero);
    }
}

impl MaskKernels for CubeBackend {
    fn top_k(codes: FloatTensor<Self>, k: usize) -> FloatTensor<Self> {
        let codes = into_contiguous(codes);
        let [batch, units] = codes.shape().dims();
        let output = like(&codes, [batch, units]);
        launch!(
            largest, grid(batch);
            [codes, output] / 1;
            batch as u32, units as u32, k.min(units) as u32
        );
        output
    }

    fn dropout(
        input: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        rate: f32,
        factor: f32,
    ) -> FloatTensor<Self> {
        let (input, steps) = (into_contiguous(input), into_contiguous(steps));
        let [batch, units] = input.shape().dims();
        let (count, output) = (batch * units, like(&input, [batch, units]));
        launch!(
            drop, grid(count.div_ceil(BLOCK));
            [input, steps, output] / 1;
            count as u32, stream.number, stream.seed, rate, factor
        );
        output
    }
}

impl MaskBackward for CubeBackend {
    fn unmask(
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        factor: f32,
    ) -> FloatTensor<Self> {
        let (output, gradient) = (into_contiguous(output), into_contiguous(gradient));
        let [batch, units] = output.shape().dims();
        let width = vector(batch * units);
        let count = batch * units / width;
        let result = like(&output, [batch, units]);
        launch!(pass[width], grid(count); [output, gradient, result] / width; count as u32, factor);
        result
    }
}
