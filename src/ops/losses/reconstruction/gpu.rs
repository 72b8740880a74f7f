//! Losses on WebGPU. Many units find partial sums and derivatives, one workgroup adds up the sums.

use burn::backend::TensorMetadata;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use cubecl::prelude::*;

use super::{LossBackward, LossKernels, PixelLoss, Weight};
use crate::ops::gpu::{add_up, grid, launch, like, sigmoid, single, vector};

/// Units that share a loss.
pub const PARTIALS: usize = 512;

/// Pixels that the logits stand for.
#[cube]
pub fn pixel<N: Size>(logit: Vector<f32, N>, #[comptime] loss: PixelLoss) -> Vector<f32, N> {
    if comptime!(loss == PixelLoss::Squared) {
        logit
    } else {
        sigmoid::<N>(logit)
    }
}

/// Loss of each pixel.
#[cube]
pub fn value<N: Size>(
    logit: Vector<f32, N>,
    output: Vector<f32, N>,
    target: Vector<f32, N>,
    #[comptime] loss: PixelLoss,
) -> Vector<f32, N> {
    if comptime!(loss == PixelLoss::CrossEntropy) {
        let zero = Vector::<f32, N>::new(0.0f32);
        let one = Vector::<f32, N>::new(1.0f32);
        // (1 − x) l − ln σ(l), where −ln σ(l) = max(−l, 0) + ln(1 + e^−|l|)
        let rest = Vector::ln(one + Vector::exp(zero - Vector::abs(logit)));
        (one - target) * logit + clamp_min(zero - logit, zero) + rest
    } else {
        (output - target) * (output - target)
    }
}

/// Derivative of the loss by the logits.
#[cube]
pub fn derivative<N: Size>(
    output: Vector<f32, N>,
    target: Vector<f32, N>,
    #[comptime] loss: PixelLoss,
) -> Vector<f32, N> {
    let one = Vector::<f32, N>::new(1.0f32);
    let two = Vector::<f32, N>::new(2.0f32);
    match loss {
        PixelLoss::Squared => two * (output - target),
        PixelLoss::SquaredOfSigmoid => two * (output - target) * output * (one - output),
        PixelLoss::CrossEntropy => output - target,
    }
}

/// Partial losses and all derivatives: each unit takes every `units`-th vector.
#[cube(launch_unchecked)]
fn partial_loss<N: Size>(
    logits: &[Vector<f32, N>],
    target: &[Vector<f32, N>],
    derivatives: &mut [Vector<f32, N>],
    partials: &mut [f32],
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
                let (logit, expected) = (logits[at as usize], target[at as usize]);
                let output = pixel::<N>(logit, loss);
                let step = derivative::<N>(output, expected, loss);
                derivatives[at as usize] = step * Vector::<f32, N>::new(scale);
                total.store(total.read() + value::<N>(logit, output, expected, loss));
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

/// Weight of a loss after `step` steps.
#[cube]
fn weight(step: u32, value: f32, warm_up: u32) -> f32 {
    let weight = RuntimeCell::<f32>::new(value);
    if step < warm_up {
        weight.store(value * (f32::cast_from(step) / f32::cast_from(warm_up)));
    }
    weight.read()
}

#[cube(launch_unchecked)]
fn add(one: &[f32], other: &[f32], steps: &[u32], sum: &mut [f32], value: f32, warm_up: u32) {
    if ABSOLUTE_POS == 0 {
        sum[0] = one[0] + weight(steps[0], value, warm_up) * other[0];
    }
}

#[cube(launch_unchecked)]
fn weigh(gradient: &[f32], steps: &[u32], result: &mut [f32], value: f32, warm_up: u32) {
    if ABSOLUTE_POS == 0 {
        result[0] = weight(steps[0], value, warm_up) * gradient[0];
    }
}

/// Scales one vector a unit.
#[cube(launch_unchecked)]
fn scale<N: Size>(
    derivative: &[Vector<f32, N>],
    factor: &[f32],
    result: &mut [Vector<f32, N>],
    count: u32,
) {
    if (ABSOLUTE_POS as u32) < count {
        result[ABSOLUTE_POS] = derivative[ABSOLUTE_POS] * Vector::<f32, N>::new(factor[0]);
    }
}

impl LossKernels for CubeBackend {
    fn pixel_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        kind: PixelLoss,
        weight: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (logits, target) = (into_contiguous(logits), into_contiguous(target));
        let [batch, pixels] = logits.shape().dims();
        let elements = batch * pixels;
        let width = vector(elements);
        let count = elements / width;
        let units = count.min(PARTIALS);
        let scale = weight / elements as f32;
        let (derivative, partials) = (like(&logits, [batch, pixels]), like(&logits, [units]));
        launch!(
            partial_loss[width], grid(units);
            [logits, target, derivative] / width, [partials] / 1;
            count as u32, units as u32, scale, width as u32, kind
        );
        (add_up(&partials, scale), derivative)
    }

    fn plus(
        one: FloatTensor<Self>,
        other: FloatTensor<Self>,
        steps: IntTensor<Self>,
        weight: Weight,
    ) -> FloatTensor<Self> {
        let sum = like(&one, [1]);
        launch!(add, single(); [one, other, steps, sum] / 1; weight.value, weight.warm_up);
        sum
    }
}

impl LossBackward for CubeBackend {
    fn weighted(
        gradient: FloatTensor<Self>,
        steps: IntTensor<Self>,
        weight: Weight,
    ) -> FloatTensor<Self> {
        let result = like(&gradient, [1]);
        launch!(weigh, single(); [gradient, steps, result] / 1; weight.value, weight.warm_up);
        result
    }

    fn chain(derivative: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        let (derivative, gradient) = (into_contiguous(derivative), into_contiguous(gradient));
        let [batch, pixels] = derivative.shape().dims();
        let width = vector(batch * pixels);
        let count = batch * pixels / width;
        let result = like(&derivative, [batch, pixels]);
        launch!(
            scale[width], grid(count);
            [derivative] / width, [gradient] / 1, [result] / width;
            count as u32
        );
        result
    }
}
