//! Penalties on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::Flex;
use burn::backend::tensor::FloatTensor;

use super::{MARGIN, PenaltyKernels, Power};
use crate::ops::cpu::{tensor, values};

impl PenaltyKernels for Flex {
    fn sparsity(codes: FloatTensor<Self>, target: f32) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let codes = codes.to_contiguous();
        let [batch, units] = codes.shape().dims();
        let inverse_batch = 1.0 / batch as f32;
        let mut means = vec![0.0f32; units];
        for codes in values(&codes).chunks_exact(units) {
            means.iter_mut().zip(codes).for_each(|(sum, x)| *sum += x);
        }
        let (mut cost, mut derivatives) = (0.0, Vec::with_capacity(units));
        for sum in means {
            let mean = (sum * inverse_batch).clamp(MARGIN, 1.0 - MARGIN);
            let rest = 1.0 - mean;
            cost += f64::from(divergence(target, mean) + divergence(1.0 - target, rest));
            derivatives.push(((1.0 - target) / rest - target / mean) * inverse_batch);
        }
        let derivatives = derivatives.repeat(batch);
        (
            tensor(vec![cost as f32], [1]),
            tensor(derivatives, [batch, units]),
        )
    }

    fn norm(
        numbers: FloatTensor<Self>,
        rows: usize,
        power: Power,
        scale: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let numbers = numbers.to_contiguous();
        let [all, columns] = numbers.shape().dims();
        let counted = &values(&numbers)[..rows * columns];
        let mut derivatives = vec![0.0; all * columns];
        let total = match power {
            Power::One => sum(counted, &mut derivatives, |x| (x.abs(), scale * sign(x))),
            Power::Two => sum(counted, &mut derivatives, |x| (x * x, scale * 2.0 * x)),
        };
        let cost = (total * f64::from(scale)) as f32;
        (tensor(vec![cost], [1]), tensor(derivatives, [all, columns]))
    }
}

/// ρ ln (ρ/ρ̂), which is 0 where ρ is.
fn divergence(target: f32, mean: f32) -> f32 {
    if target > 0.0 {
        target * (target / mean).ln()
    } else {
        0.0
    }
}

fn sign(x: f32) -> f32 {
    if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else {
        0.0
    }
}

/// Numbers added up in single precision.
const RUN: usize = 1024;
/// Numbers of a SIMD group.
const LANES: usize = 8;

/// Adds up the penalties of all numbers and writes their derivatives. Generic: the penalty is inlined into
/// the loop.
fn sum(values: &[f32], derivatives: &mut [f32], cost: impl Fn(f32) -> (f32, f32)) -> f64 {
    let mut total = 0.0;
    for (values, derivatives) in values.chunks(RUN).zip(derivatives.chunks_mut(RUN)) {
        let mut sums = [0.0f32; LANES];
        for (values, derivatives) in values.chunks(LANES).zip(derivatives.chunks_mut(LANES)) {
            for ((sum, &x), derivative) in sums.iter_mut().zip(values).zip(derivatives) {
                let (value, step) = cost(x);
                *sum += value;
                *derivative = step;
            }
        }
        total += f64::from(sums.iter().sum::<f32>());
    }
    total
}
