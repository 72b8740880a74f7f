//! Dense layers on WebGPU: tiles of eight rows by one vector, in registers.

// The `#[cube]` macro writes launch functions without documentation; kernels take many arguments, and
// know no `div_ceil`.
#![allow(missing_docs, clippy::too_many_arguments, clippy::manual_div_ceil)]

use burn::backend::TensorMetadata;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::{UNITS, buffer, cubes, like, sigmoid, vector};
use crate::kernels::Fused;

/// Rows of a tile.
const ROWS: usize = 8;

#[cube]
pub(in crate::kernels) fn activate<N: Size>(
    sum: Vector<f32, N>,
    #[comptime] activation: Fused,
) -> Vector<f32, N> {
    match activation {
        Fused::Linear => sum,
        Fused::Relu => clamp_min(sum, Vector::<f32, N>::new(0.0f32)),
        Fused::Tanh => Vector::tanh(sum),
        Fused::Sigmoid => sigmoid::<N>(sum),
    }
}

#[cube]
pub(in crate::kernels) fn slope<N: Size>(
    output: Vector<f32, N>,
    #[comptime] activation: Fused,
) -> Vector<f32, N> {
    let zero = Vector::<f32, N>::new(0.0f32);
    let one = Vector::<f32, N>::new(1.0f32);
    match activation {
        Fused::Linear => one,
        Fused::Relu => select_many(output.greater_than(&zero), one, zero),
        Fused::Tanh => one - output * output,
        Fused::Sigmoid => output * (one - output),
    }
}

/// Tiles of `ROWS` images by one vector of outputs. `inner` and `columns` count vectors.
#[cube(launch_unchecked)]
fn forward<K: Size, N: Size>(
    input: &[Vector<f32, K>],
    weights: &[Vector<f32, N>],
    output: &mut [Vector<f32, N>],
    batch: u32,
    inner: u32,
    columns: u32,
    #[comptime] lanes: u32,
    #[comptime] activation: Fused,
) {
    let unit = ABSOLUTE_POS as u32;
    let column = unit % columns;
    let row = (unit / columns) * ROWS as u32;
    if row < batch {
        let bias = weights[(inner * lanes * columns + column) as usize];
        let mut sums = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..ROWS {
            sums.push(RuntimeCell::<Vector<f32, N>>::new(bias));
        }
        for step in 0..inner {
            let mut right = Sequence::<Vector<f32, N>>::new();
            #[unroll]
            for lane in 0..lanes {
                right.push(weights[((step * lanes + lane) * columns + column) as usize]);
            }
            #[unroll]
            for index in 0..ROWS {
                let at = min(row + index as u32, batch - 1);
                let left = input[(at * inner + step) as usize];
                #[unroll]
                for lane in 0..lanes {
                    let factor = Vector::<f32, N>::new(left.extract(lane as usize));
                    let sum = sums[index].read() + factor * right[lane as usize];
                    sums[index].store(sum);
                }
            }
        }
        #[unroll]
        for index in 0..ROWS {
            let at = row + index as u32;
            if at < batch {
                output[(at * columns + column) as usize] =
                    activate::<N>(sums[index].read(), activation);
            }
        }
    }
}

/// One vector a unit.
#[cube(launch_unchecked)]
fn backward_sums<N: Size>(
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    sums: &mut [Vector<f32, N>],
    count: u32,
    #[comptime] activation: Fused,
) {
    if (ABSOLUTE_POS as u32) < count {
        sums[ABSOLUTE_POS] = gradient[ABSOLUTE_POS] * slope::<N>(output[ABSOLUTE_POS], activation);
    }
}

/// Tiles of `ROWS` images by `lanes` inputs; each is a dot product over the outputs.
#[cube(launch_unchecked)]
fn backward_input<N: Size>(
    weights: &[Vector<f32, N>],
    sums: &[Vector<f32, N>],
    gradient: &mut [f32],
    batch: u32,
    inputs: u32,
    columns: u32,
    #[comptime] lanes: u32,
) {
    let unit = ABSOLUTE_POS as u32;
    let blocks = (inputs + lanes - 1) / lanes;
    let first = (unit % blocks) * lanes;
    let row = (unit / blocks) * ROWS as u32;
    if row < batch {
        let mut totals = Sequence::<RuntimeCell<f32>>::new();
        #[unroll]
        for _ in 0..ROWS as u32 * lanes {
            totals.push(RuntimeCell::<f32>::new(0.0f32));
        }
        for step in 0..columns {
            let mut right = Sequence::<Vector<f32, N>>::new();
            #[unroll]
            for lane in 0..lanes {
                let input = min(first + lane, inputs - 1);
                right.push(weights[(input * columns + step) as usize]);
            }
            #[unroll]
            for index in 0..ROWS {
                let at = min(row + index as u32, batch - 1);
                let left = sums[(at * columns + step) as usize];
                #[unroll]
                for lane in 0..lanes {
                    let slot = index * lanes as usize + lane as usize;
                    let total = totals[slot].read() + left.dot(right[lane as usize]);
                    totals[slot].store(total);
                }
            }
        }
        #[unroll]
        for index in 0..ROWS {
            #[unroll]
            for lane in 0..lanes {
                let (at, input) = (row + index as u32, first + lane);
                if at < batch && input < inputs {
                    gradient[(at * inputs + input) as usize] =
                        totals[index * lanes as usize + lane as usize].read();
                }
            }
        }
    }
}

/// Tiles of `ROWS` inputs by one vector of outputs, summed over the batch. The bias is the weight of an
/// input that is always one.
#[cube(launch_unchecked)]
fn backward_weights<N: Size>(
    input: &[f32],
    sums: &[Vector<f32, N>],
    gradient: &mut [Vector<f32, N>],
    batch: u32,
    inputs: u32,
    columns: u32,
) {
    let unit = ABSOLUTE_POS as u32;
    let column = unit % columns;
    let row = (unit / columns) * ROWS as u32;
    if row <= inputs {
        let mut totals = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..ROWS {
            totals.push(RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32)));
        }
        for image in 0..batch {
            let right = sums[(image * columns + column) as usize];
            #[unroll]
            for index in 0..ROWS {
                let at = row + index as u32;
                let value = input[(image * inputs + min(at, inputs - 1)) as usize];
                let left = Vector::<f32, N>::new(select(at < inputs, value, 1.0f32));
                totals[index].store(totals[index].read() + left * right);
            }
        }
        #[unroll]
        for index in 0..ROWS {
            let at = row + index as u32;
            if at <= inputs {
                gradient[(at * columns + column) as usize] = totals[index].read();
            }
        }
    }
}

/// See [`Kernels::dense`](crate::kernels::Kernels::dense).
pub fn dense(input: CubeTensor, weights: CubeTensor, activation: Fused) -> CubeTensor {
    let (input, weights) = (into_contiguous(input), into_contiguous(weights));
    let [batch, inputs] = input.shape().dims();
    let [_, outputs] = weights.shape().dims();
    let (lanes, width) = (vector(inputs), vector(outputs));
    let output = like(&input, [batch, outputs]);
    // SAFETY: the kernel masks its edges by the sizes it is given, which are the tensors' own.
    #[allow(unsafe_code)]
    unsafe {
        forward::launch_unchecked(
            &input.client.clone(),
            cubes(batch.div_ceil(ROWS) * (outputs / width)),
            CubeDim::new_1d(UNITS),
            lanes,
            width,
            buffer(&input, lanes),
            buffer(&weights, width),
            buffer(&output, width),
            batch as u32,
            (inputs / lanes) as u32,
            (outputs / width) as u32,
            lanes as u32,
            activation,
        );
    }
    output
}

/// See [`Kernels::dense_backward_sums`](crate::kernels::Kernels::dense_backward_sums).
pub fn dense_backward_sums(
    output: CubeTensor,
    gradient: CubeTensor,
    activation: Fused,
) -> CubeTensor {
    if activation == Fused::Linear {
        return gradient;
    }
    let (output, gradient) = (into_contiguous(output), into_contiguous(gradient));
    let [batch, outputs] = output.shape().dims();
    let width = vector(batch * outputs);
    let count = batch * outputs / width;
    let sums = like(&output, [batch, outputs]);
    // SAFETY: as above.
    #[allow(unsafe_code)]
    unsafe {
        backward_sums::launch_unchecked(
            &output.client.clone(),
            cubes(count),
            CubeDim::new_1d(UNITS),
            width,
            buffer(&output, width),
            buffer(&gradient, width),
            buffer(&sums, width),
            count as u32,
            activation,
        );
    }
    sums
}

/// See [`Kernels::dense_backward_input`](crate::kernels::Kernels::dense_backward_input).
pub fn dense_backward_input(weights: CubeTensor, sums: CubeTensor) -> CubeTensor {
    let (weights, sums) = (into_contiguous(weights), into_contiguous(sums));
    let [rows, outputs] = weights.shape().dims();
    let [batch, _] = sums.shape().dims();
    let (inputs, width, lanes) = (rows - 1, vector(outputs), 4);
    let gradient = like(&sums, [batch, inputs]);
    // SAFETY: as above.
    #[allow(unsafe_code)]
    unsafe {
        backward_input::launch_unchecked(
            &sums.client.clone(),
            cubes(batch.div_ceil(ROWS) * inputs.div_ceil(lanes)),
            CubeDim::new_1d(UNITS),
            width,
            buffer(&weights, width),
            buffer(&sums, width),
            buffer(&gradient, 1),
            batch as u32,
            inputs as u32,
            (outputs / width) as u32,
            lanes as u32,
        );
    }
    gradient
}

/// See [`Kernels::dense_backward_weights`](crate::kernels::Kernels::dense_backward_weights).
pub fn dense_backward_weights(input: CubeTensor, sums: CubeTensor) -> CubeTensor {
    let (input, sums) = (into_contiguous(input), into_contiguous(sums));
    let [batch, inputs] = input.shape().dims();
    let [_, outputs] = sums.shape().dims();
    let width = vector(outputs);
    let gradient = like(&sums, [inputs + 1, outputs]);
    // SAFETY: as above.
    #[allow(unsafe_code)]
    unsafe {
        backward_weights::launch_unchecked(
            &sums.client.clone(),
            cubes((inputs + 1).div_ceil(ROWS) * (outputs / width)),
            CubeDim::new_1d(UNITS),
            width,
            buffer(&input, 1),
            buffer(&sums, width),
            buffer(&gradient, width),
            batch as u32,
            inputs as u32,
            (outputs / width) as u32,
        );
    }
    gradient
}
