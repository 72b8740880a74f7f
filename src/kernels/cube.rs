//! The fused operations on WebGPU, in CubeCL. Every unit keeps a tile of the result in registers and
//! reads its factors straight from memory: no workgroup memory and no barriers, which are ruinous on
//! software adapters. Edges are clamped when read and masked when written, so any size is allowed.

// The `#[cube]` macro writes launch functions without documentation; kernels take many arguments, and
// know no `div_ceil`.
#![allow(missing_docs, clippy::too_many_arguments, clippy::manual_div_ceil)]

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn::tensor::{DType, Shape};
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::ops::numeric::empty_device_contiguous_dtype;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::{AdamStep, Fused, Kernels, PixelLoss};

/// Rows of a tile.
const ROWS: usize = 8;
/// Units of a workgroup.
const UNITS: u32 = 64;
/// Units that add up a loss.
const PARTS: usize = 512;

#[cube]
fn activate<N: Size>(sum: Vector<f32, N>, #[comptime] activation: Fused) -> Vector<f32, N> {
    let zero = Vector::<f32, N>::new(0.0f32);
    let one = Vector::<f32, N>::new(1.0f32);
    match activation {
        Fused::Linear => sum,
        Fused::Relu => clamp_min(sum, zero),
        Fused::Tanh => Vector::tanh(sum),
        Fused::Sigmoid => one / (one + Vector::exp(zero - sum)),
    }
}

#[cube]
fn slope<N: Size>(output: Vector<f32, N>, #[comptime] activation: Fused) -> Vector<f32, N> {
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

/// One vector a unit. `rate` is divided by the mean's correction already.
#[cube(launch_unchecked)]
fn adam_step<N: Size>(
    weights: &mut [Vector<f32, N>],
    mean: &mut [Vector<f32, N>],
    square: &mut [Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    rate: f32,
    beta_1: f32,
    beta_2: f32,
    epsilon: f32,
    square_correction: f32,
    count: u32,
) {
    if (ABSOLUTE_POS as u32) < count {
        let slope = gradient[ABSOLUTE_POS];
        let keep_1 = Vector::<f32, N>::new(beta_1);
        let keep_2 = Vector::<f32, N>::new(beta_2);
        let one = Vector::<f32, N>::new(1.0f32);
        let new_mean = keep_1 * mean[ABSOLUTE_POS] + (one - keep_1) * slope;
        let new_square = keep_2 * square[ABSOLUTE_POS] + (one - keep_2) * slope * slope;
        let root = Vector::sqrt(new_square / Vector::<f32, N>::new(square_correction));
        let change =
            Vector::<f32, N>::new(rate) * new_mean / (root + Vector::<f32, N>::new(epsilon));
        mean[ABSOLUTE_POS] = new_mean;
        square[ABSOLUTE_POS] = new_square;
        weights[ABSOLUTE_POS] -= change;
    }
}

/// Loss of some pixels.
#[cube]
fn pixel_value<N: Size>(
    logit: Vector<f32, N>,
    target: Vector<f32, N>,
    #[comptime] loss: PixelLoss,
) -> Vector<f32, N> {
    let zero = Vector::<f32, N>::new(0.0f32);
    let one = Vector::<f32, N>::new(1.0f32);
    match loss {
        PixelLoss::Squared => (logit - target) * (logit - target),
        PixelLoss::SquaredOfSigmoid => {
            let distance = one / (one + Vector::exp(zero - logit)) - target;
            distance * distance
        }
        PixelLoss::CrossEntropy => {
            // (1 − x) l − ln σ(l), where −ln σ(l) = max(−l, 0) + ln(1 + e^−|l|)
            let rest = Vector::ln(one + Vector::exp(zero - Vector::abs(logit)));
            (one - target) * logit + clamp_min(zero - logit, zero) + rest
        }
    }
}

/// Its derivative by the logits.
#[cube]
fn pixel_slope<N: Size>(
    logit: Vector<f32, N>,
    target: Vector<f32, N>,
    #[comptime] loss: PixelLoss,
) -> Vector<f32, N> {
    let zero = Vector::<f32, N>::new(0.0f32);
    let one = Vector::<f32, N>::new(1.0f32);
    let two = Vector::<f32, N>::new(2.0f32);
    match loss {
        PixelLoss::Squared => two * (logit - target),
        PixelLoss::SquaredOfSigmoid => {
            let output = one / (one + Vector::exp(zero - logit));
            two * (output - target) * output * (one - output)
        }
        PixelLoss::CrossEntropy => one / (one + Vector::exp(zero - logit)) - target,
    }
}

/// Unit by unit the sum over every `units`-th vector, and the slope of each.
#[cube(launch_unchecked)]
fn loss_parts<N: Size>(
    logits: &[Vector<f32, N>],
    target: &[Vector<f32, N>],
    slope: &mut [Vector<f32, N>],
    parts: &mut [f32],
    count: u32,
    units: u32,
    scale: f32,
    #[comptime] width: u32,
    #[comptime] loss: PixelLoss,
) {
    let unit = ABSOLUTE_POS as u32;
    if unit < units {
        let total = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        for round in 0..(count + units - 1) / units {
            let at = round * units + unit;
            if at < count {
                let (logit, pixel) = (logits[at as usize], target[at as usize]);
                let step = pixel_slope::<N>(logit, pixel, loss);
                slope[at as usize] = step * Vector::<f32, N>::new(scale);
                total.store(total.read() + pixel_value::<N>(logit, pixel, loss));
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

/// One unit adds up the parts.
#[cube(launch_unchecked)]
fn loss_total(parts: &[f32], loss: &mut [f32], units: u32, scale: f32) {
    if ABSOLUTE_POS == 0 {
        let total = RuntimeCell::<f32>::new(0.0f32);
        for unit in 0..units {
            total.store(total.read() + parts[unit as usize]);
        }
        loss[0] = total.read() * scale;
    }
}

impl Kernels for CubeBackend {
    fn dense(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
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

    fn dense_backward_sums(
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
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

    fn dense_backward_input(
        weights: FloatTensor<Self>,
        sums: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
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

    fn dense_backward_weights(
        input: FloatTensor<Self>,
        sums: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
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

    fn pixel_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        kind: PixelLoss,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (logits, target) = (into_contiguous(logits), into_contiguous(target));
        let [batch, pixels] = logits.shape().dims();
        let elements = batch * pixels;
        let width = vector(elements);
        let count = elements / width;
        let units = count.min(PARTS);
        let scale = 1.0 / elements as f32;
        let client = logits.client.clone();
        let (slope, parts, loss) = (
            like(&logits, [batch, pixels]),
            like(&logits, [units]),
            like(&logits, [1]),
        );
        // SAFETY: as above.
        #[allow(unsafe_code)]
        unsafe {
            loss_parts::launch_unchecked(
                &client,
                cubes(units),
                CubeDim::new_1d(UNITS),
                width,
                buffer(&logits, width),
                buffer(&target, width),
                buffer(&slope, width),
                buffer(&parts, 1),
                count as u32,
                units as u32,
                scale,
                width as u32,
                kind,
            );
            loss_total::launch_unchecked(
                &client,
                cubes(1),
                CubeDim::new_1d(1),
                buffer(&parts, 1),
                buffer(&loss, 1),
                units as u32,
                scale,
            );
        }
        (loss, slope)
    }

    fn adam(
        weights: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        mean: FloatTensor<Self>,
        square: FloatTensor<Self>,
        step: AdamStep,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let gradient = into_contiguous(gradient);
        let [weights, mean, square] = [weights, mean, square].map(own);
        let elements = gradient.shape().num_elements();
        let width = vector(elements);
        let count = elements / width;
        let (mean_correction, square_correction) = step.corrections();
        // SAFETY: as above; nothing else holds what is written.
        #[allow(unsafe_code)]
        unsafe {
            adam_step::launch_unchecked(
                &gradient.client.clone(),
                cubes(count),
                CubeDim::new_1d(UNITS),
                width,
                buffer(&weights, width),
                buffer(&mean, width),
                buffer(&square, width),
                buffer(&gradient, width),
                step.rate / mean_correction,
                step.beta_1,
                step.beta_2,
                step.epsilon,
                square_correction,
                count as u32,
            );
        }
        (weights, mean, square)
    }
}

/// The widest vector that divides a size.
fn vector(size: usize) -> usize {
    [4, 2, 1]
        .into_iter()
        .find(|width| size.is_multiple_of(*width))
        .unwrap_or(1)
}

fn cubes(units: usize) -> CubeCount {
    CubeCount::Static((units as u32).div_ceil(UNITS), 1, 1)
}

/// A new tensor on the device of another; its contents are whatever the memory held.
fn like<const D: usize>(tensor: &CubeTensor, shape: [usize; D]) -> CubeTensor {
    let (client, device) = (tensor.client.clone(), tensor.device.clone());
    empty_device_contiguous_dtype(client, device, Shape::from(shape), DType::F32)
}

/// The tensor itself where nothing else holds it, else a copy: what is about to be written.
fn own(tensor: CubeTensor) -> CubeTensor {
    let tensor = into_contiguous(tensor);
    if tensor.can_mut() {
        tensor
    } else {
        tensor.copy()
    }
}

fn buffer(tensor: &CubeTensor, width: usize) -> BufferArg {
    let count = tensor.shape().num_elements() / width;
    // SAFETY: the tensor is contiguous and holds that many vectors.
    #[allow(unsafe_code)]
    unsafe {
        BufferArg::from_raw_parts(tensor.handle.clone(), count)
    }
}
