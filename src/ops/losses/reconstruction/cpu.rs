//! Losses on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::{Flex, FlexTensor};
use burn::backend::tensor::{FloatTensor, IntTensor};
use hourglass_kernels::lanes::{store, take};

use super::{LossBackward, LossKernels, PixelLoss, Weight};
use crate::ops::cpu::simd_math::{exp, ln_1p, sigmoid};
use crate::ops::cpu::{integers, tensor, values};

impl LossKernels for Flex {
    fn pixel_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        kind: PixelLoss,
        weight: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (logits, target) = (logits.to_contiguous(), target.to_contiguous());
        let [batch, pixels] = logits.shape().dims();
        let scale = weight / (batch * pixels) as f32;
        let mut derivatives = vec![0.0; batch * pixels];
        let partials = (values(&logits), values(&target), derivatives.as_mut_slice());
        let total = match kind {
            PixelLoss::Squared => sum(partials, pixels, scale, squared),
            PixelLoss::SquaredOfSigmoid => sum(partials, pixels, scale, squared_of_sigmoid),
            PixelLoss::CrossEntropy => sum(partials, pixels, scale, cross_entropy),
        };
        let loss = (total * f64::from(scale)) as f32;
        (
            tensor(vec![loss], [1]),
            tensor(derivatives, [batch, pixels]),
        )
    }

    fn plus(
        one: FloatTensor<Self>,
        other: FloatTensor<Self>,
        steps: IntTensor<Self>,
        weight: Weight,
    ) -> FloatTensor<Self> {
        let sum = values(&one)[0] + now(&steps, weight) * values(&other)[0];
        tensor(vec![sum], [1])
    }
}

impl LossBackward for Flex {
    fn weighted(
        gradient: FloatTensor<Self>,
        steps: IntTensor<Self>,
        weight: Weight,
    ) -> FloatTensor<Self> {
        tensor(vec![now(&steps, weight) * values(&gradient)[0]], [1])
    }

    fn chain(derivative: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        let by_loss = values(&gradient)[0];
        let mut derivative = derivative.to_contiguous();
        // A single loss term, the usual case, has a gradient of one.
        if by_loss != 1.0 {
            derivative
                .storage_mut::<f32>()
                .iter_mut()
                .for_each(|value| *value *= by_loss);
        }
        derivative
    }
}

/// Weight of a loss after the finished steps.
fn now(steps: &FlexTensor, weight: Weight) -> f32 {
    weight.at(integers(steps)[0] as usize)
}

/// Sums that run side by side.
const LANES: usize = 8;
/// Pixels whose losses are computed at once: measured to be fastest in WebAssembly.
const RUN: usize = 16;

/// Adds up the losses of all pixels, image by image, and writes their derivatives. Generic: the loss is
/// inlined into the loop, which can become SIMD.
fn sum(
    (logits, target, derivatives): (&[f32], &[f32], &mut [f32]),
    pixels: usize,
    scale: f32,
    loss: impl Fn(f32, f32) -> (f32, f32),
) -> f64 {
    let mut total = 0.0;
    let images = logits.chunks_exact(pixels).zip(target.chunks_exact(pixels));
    for ((logits, target), derivatives) in images.zip(derivatives.chunks_exact_mut(pixels)) {
        let mut sums = [0.0f32; LANES];
        let runs = logits.chunks(RUN).zip(target.chunks(RUN));
        for ((logits, target), derivatives) in runs.zip(derivatives.chunks_mut(RUN)) {
            let (x, t) = (take::<RUN>(logits), take::<RUN>(target));
            let [mut losses, mut slopes] = [[0.0; RUN]; 2];
            for at in 0..RUN {
                let (value, slope) = loss(x[at], t[at]);
                (losses[at], slopes[at]) = (value, slope * scale);
            }
            store(&slopes, derivatives);
            // The padding of the last run has a loss too.
            if logits.len() < RUN {
                losses[logits.len()..].fill(0.0);
            }
            // Apart from the loop above, which a sum would keep from becoming SIMD.
            for group in losses.as_chunks::<LANES>().0 {
                sums.iter_mut()
                    .zip(group)
                    .for_each(|(sum, loss)| *sum += loss);
            }
        }
        total += f64::from(sums.iter().sum::<f32>());
    }
    total
}

/// Loss of one number, with its derivative by the logit.
pub(in crate::ops::losses) fn of_number(kind: PixelLoss, logit: f32, target: f32) -> (f32, f32) {
    match kind {
        PixelLoss::Squared => squared(logit, target),
        PixelLoss::SquaredOfSigmoid => squared_of_sigmoid(logit, target),
        PixelLoss::CrossEntropy => cross_entropy(logit, target),
    }
}

// Losses of one pixel, with their derivatives by the logit.

#[inline(always)]
fn squared(logit: f32, target: f32) -> (f32, f32) {
    let distance = logit - target;
    (distance * distance, 2.0 * distance)
}

#[inline(always)]
fn squared_of_sigmoid(logit: f32, target: f32) -> (f32, f32) {
    let output = sigmoid(logit);
    let distance = output - target;
    let derivative = 2.0 * distance * output * (1.0 - output);
    (distance * distance, derivative)
}

#[inline(always)]
fn cross_entropy(logit: f32, target: f32) -> (f32, f32) {
    // Between 0 and 1 for any logit: both the logarithm and the sigmoid follow from it.
    let small = exp(-logit.abs());
    let value = (1.0 - target) * logit + if logit < 0.0 { -logit } else { 0.0 } + ln_1p(small);
    let larger = 1.0 / (1.0 + small);
    let output = if logit >= 0.0 { larger } else { small * larger };
    (value, output - target)
}
