//! Penalties on WebGPU. Many units find partial sums and derivatives, one unit adds up the sums.

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use cubecl::prelude::*;

use super::{MARGIN, PenaltyKernels, Power};
use crate::ops::gpu::{add_up, grid, launch, like, vector};

/// Units that share a norm.
const PARTIALS: usize = 512;

/// ρ ln (ρ/ρ̂), which is 0 where ρ is.
#[cube]
fn divergence(target: f32, mean: f32) -> f32 {
    let value = RuntimeCell::<f32>::new(0.0f32);
    if target > 0.0f32 {
        value.store(target * f32::ln(target / mean));
    }
    value.read()
}

/// Divergence and derivatives of one latent a unit.
#[cube(launch_unchecked)]
fn sparsity_by_unit(
    codes: &[f32],
    derivatives: &mut [f32],
    partials: &mut [f32],
    batch: u32,
    units: u32,
    target: f32,
    inverse_batch: f32,
) {
    let unit = ABSOLUTE_POS as u32;
    if unit < units {
        let sum = RuntimeCell::<f32>::new(0.0f32);
        for row in 0..batch {
            sum.store(sum.read() + codes[(row * units + unit) as usize]);
        }
        let mean = clamp(sum.read() * inverse_batch, MARGIN, 1.0f32 - MARGIN);
        let rest = 1.0f32 - mean;
        let other = 1.0f32 - target;
        partials[unit as usize] = divergence(target, mean) + divergence(other, rest);
        let derivative = (other / rest - target / mean) * inverse_batch;
        for row in 0..batch {
            derivatives[(row * units + unit) as usize] = derivative;
        }
    }
}

/// Penalty of each number.
#[cube]
fn cost<N: Size>(x: Vector<f32, N>, #[comptime] power: Power) -> Vector<f32, N> {
    match power {
        Power::One => Vector::abs(x),
        Power::Two => x * x,
    }
}

/// Derivative of the penalty.
#[cube]
fn derivative<N: Size>(x: Vector<f32, N>, #[comptime] power: Power) -> Vector<f32, N> {
    let zero = Vector::<f32, N>::new(0.0f32);
    let one = Vector::<f32, N>::new(1.0f32);
    match power {
        Power::One => {
            let below = select_many(x.less_than(&zero), zero - one, zero);
            select_many(x.greater_than(&zero), one, below)
        }
        Power::Two => x + x,
    }
}

/// Partial norms and all derivatives: each unit takes every `units`-th vector. Only the first `counted`
/// vectors count.
#[cube(launch_unchecked)]
fn partial_norm<N: Size>(
    values: &[Vector<f32, N>],
    derivatives: &mut [Vector<f32, N>],
    partials: &mut [f32],
    counted: u32,
    count: u32,
    units: u32,
    scale: f32,
    #[comptime] width: u32,
    #[comptime] power: Power,
) {
    let unit = ABSOLUTE_POS as u32;
    if unit < units {
        let total = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        for round in 0..(count + units - 1) / units {
            let at = round * units + unit;
            if at < counted {
                let x = values[at as usize];
                total.store(total.read() + cost::<N>(x, power));
                derivatives[at as usize] = derivative::<N>(x, power) * Vector::<f32, N>::new(scale);
            } else if at < count {
                derivatives[at as usize] = Vector::<f32, N>::new(0.0f32);
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

impl PenaltyKernels for CubeBackend {
    fn sparsity(codes: FloatTensor<Self>, target: f32) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let codes = into_contiguous(codes);
        let [batch, units] = codes.shape().dims();
        let (derivatives, partials) = (like(&codes, [batch, units]), like(&codes, [units]));
        launch!(
            sparsity_by_unit, grid(units);
            [codes, derivatives, partials] / 1;
            batch as u32, units as u32, target, 1.0 / batch as f32
        );
        (add_up(&partials, 1.0), derivatives)
    }

    fn norm(
        values: FloatTensor<Self>,
        rows: usize,
        power: Power,
        scale: f32,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let values = into_contiguous(values);
        let [all, columns] = values.shape().dims();
        let width = vector(rows * columns).min(vector(all * columns));
        let count = all * columns / width;
        let units = count.min(PARTIALS);
        let (derivatives, partials) = (like(&values, [all, columns]), like(&values, [units]));
        launch!(
            partial_norm[width], grid(units);
            [values, derivatives] / width, [partials] / 1;
            (rows * columns / width) as u32, count as u32, units as u32, scale, width as u32, power
        );
        (add_up(&partials, scale), derivatives)
    }
}
