//! Losses on WebGPU: many units add up a part each and write the slopes, one adds up the parts.

// The `#[cube]` macro writes launch functions without documentation; kernels take many arguments, and
// know no `div_ceil`.
#![allow(missing_docs, clippy::too_many_arguments, clippy::manual_div_ceil)]

use burn::backend::TensorMetadata;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::{UNITS, buffer, cubes, like, sigmoid, vector};
use crate::kernels::PixelLoss;

/// Units that add up a loss.
const PARTS: usize = 512;

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
            let distance = sigmoid::<N>(logit) - target;
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
    let one = Vector::<f32, N>::new(1.0f32);
    let two = Vector::<f32, N>::new(2.0f32);
    match loss {
        PixelLoss::Squared => two * (logit - target),
        PixelLoss::SquaredOfSigmoid => {
            let output = sigmoid::<N>(logit);
            two * (output - target) * output * (one - output)
        }
        PixelLoss::CrossEntropy => sigmoid::<N>(logit) - target,
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

/// See [`Kernels::pixel_loss`](crate::kernels::Kernels::pixel_loss).
pub fn pixel_loss(
    logits: CubeTensor,
    target: CubeTensor,
    kind: PixelLoss,
) -> (CubeTensor, CubeTensor) {
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
    // SAFETY: counts and units are those of the tensors, and mask the edges.
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
