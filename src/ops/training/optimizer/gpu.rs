//! Optimizer step on WebGPU: one dispatch a tensor, in place.

use burn::backend::TensorMetadata;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::{OptimizerKernels, OptimizerStep, PARTIALS, Rule};
use crate::ops::gpu::{grid, launch, like, sum, together, vector};

/// Rule that a kernel is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum RuleKind {
    Adam,
    Rmsprop,
    Sgd,
}

/// Constants of a rule: decay rates of its moments, and ε.
struct RuleValues {
    kind: RuleKind,
    first: f32,
    second: f32,
    epsilon: f32,
}

impl From<Rule> for RuleValues {
    fn from(rule: Rule) -> Self {
        let values = |kind, first, second, epsilon| Self {
            kind,
            first,
            second,
            epsilon,
        };
        match rule {
            Rule::Adam {
                beta_1,
                beta_2,
                epsilon,
            } => values(RuleKind::Adam, beta_1, beta_2, epsilon),
            Rule::Rmsprop { rho, epsilon } => values(RuleKind::Rmsprop, rho, 0.0, epsilon),
            Rule::Sgd { momentum } => values(RuleKind::Sgd, momentum, 0.0, 0.0),
        }
    }
}

/// 1 − βᵗ from ln β and t. Near zero the difference would lose its digits: the series 1 − eˣ = −x (1 + x/2
/// (1 + x/3 (…))) replaces it there.
#[cube]
fn correction(log: f32, time: f32) -> f32 {
    let x = log * time;
    let tail = 1.0f32 + x / 5.0f32 * (1.0f32 + x / 6.0f32 * (1.0f32 + x / 7.0f32));
    let series = 1.0f32 + x / 2.0f32 * (1.0f32 + x / 3.0f32 * (1.0f32 + x / 4.0f32 * tail));
    select(x > -0.5f32, (0.0f32 - x) * series, 1.0f32 - f32::exp(x))
}

/// Steps one vector a unit. A second moment begins after `count` vectors.
#[cube(launch_unchecked)]
fn step<N: Size>(
    weights: &mut [Vector<f32, N>],
    moments: &mut [Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    rates: &[f32],
    steps: &[u32],
    first: f32,
    first_log: f32,
    second: f32,
    second_log: f32,
    epsilon: f32,
    decay: f32,
    count: u32,
    #[comptime] kind: RuleKind,
    #[comptime] plain: bool,
) {
    if (ABSOLUTE_POS as u32) < count {
        let at = ABSOLUTE_POS;
        let one = Vector::<f32, N>::new(1.0f32);
        let beta = Vector::<f32, N>::new(first);
        let epsilon = Vector::<f32, N>::new(epsilon);
        let rate = Vector::<f32, N>::new(rates[0]);
        let derivative = if comptime!(plain) {
            gradient[at]
        } else {
            gradient[at] * Vector::<f32, N>::new(rates[1])
                + Vector::<f32, N>::new(decay) * weights[at]
        };
        let change = match kind {
            RuleKind::Adam => {
                let time = f32::cast_from(steps[0]);
                let other = at + count as usize;
                let beta_2 = Vector::<f32, N>::new(second);
                let mean = beta * moments[at] + (one - beta) * derivative;
                let square = beta_2 * moments[other] + (one - beta_2) * derivative * derivative;
                moments[at] = mean;
                moments[other] = square;
                let centre = Vector::<f32, N>::new(correction(first_log, time));
                let spread = Vector::<f32, N>::new(correction(second_log, time));
                mean / centre / (Vector::sqrt(square / spread) + epsilon)
            }
            RuleKind::Rmsprop => {
                let square = beta * moments[at] + (one - beta) * derivative * derivative;
                moments[at] = square;
                derivative / (Vector::sqrt(square) + epsilon)
            }
            RuleKind::Sgd => {
                let speed = beta * moments[at] + derivative;
                moments[at] = speed;
                speed
            }
        };
        weights[at] -= rate * change;
    }
}

/// Partial sums of squares: each unit takes every `units`-th vector.
#[cube(launch_unchecked)]
fn partial_squares<N: Size>(
    gradient: &[Vector<f32, N>],
    partials: &mut [f32],
    count: u32,
    units: u32,
    #[comptime] first: bool,
) {
    let unit = ABSOLUTE_POS as u32;
    if unit < units {
        let total = RuntimeCell::<f32>::new(0.0f32);
        if comptime!(!first) {
            total.store(partials[unit as usize]);
        }
        for round in 0..(count + units - 1) / units {
            let at = round * units + unit;
            if at < count {
                let value = gradient[at as usize];
                total.store(total.read() + value.dot(value));
            }
        }
        partials[unit as usize] = total.read();
    }
}

#[cube(launch_unchecked)]
fn clip_factor(partials: &[f32], rates: &mut [f32], units: u32, longest: f32) {
    let square = sum(partials, units);
    if UNIT_POS == 0 {
        rates[1] = min(longest / f32::sqrt(square), 1.0f32);
    }
}

#[cube(launch_unchecked)]
fn copy<N: Size>(source: &[Vector<f32, N>], target: &mut [Vector<f32, N>], count: u32) {
    if (ABSOLUTE_POS as u32) < count {
        target[ABSOLUTE_POS] = source[ABSOLUTE_POS];
    }
}

impl OptimizerKernels for CubeBackend {
    fn optimizer_step(
        weights: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        moments: FloatTensor<Self>,
        rates: FloatTensor<Self>,
        steps: IntTensor<Self>,
        how: OptimizerStep,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let gradient = into_contiguous(gradient);
        let [weights, moments] = [weights, moments].map(own);
        let elements = gradient.shape().num_elements();
        let width = vector(elements);
        let count = elements / width;
        let values = RuleValues::from(how.rule);
        launch!(
            step[width], grid(count);
            [weights, moments, gradient] / width, [rates, steps] / 1;
            values.first, values.first.ln(), values.second, values.second.ln(),
            values.epsilon, how.decay, count as u32, values.kind,
            how.decay == 0.0 && how.clip == 0.0
        );
        (weights, moments)
    }

    fn add_squares(
        partials: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        first: bool,
    ) -> FloatTensor<Self> {
        let gradient = into_contiguous(gradient);
        let elements = gradient.shape().num_elements();
        let width = vector(elements);
        launch!(
            partial_squares[width], grid(PARTIALS);
            [gradient] / width, [partials] / 1;
            (elements / width) as u32, PARTIALS as u32, first
        );
        partials
    }

    fn clip(
        rates: FloatTensor<Self>,
        partials: FloatTensor<Self>,
        longest: f32,
    ) -> FloatTensor<Self> {
        launch!(clip_factor, together(); [partials, rates] / 1; PARTIALS as u32, longest);
        rates
    }

    fn duplicate(tensor: FloatTensor<Self>) -> FloatTensor<Self> {
        copied(&into_contiguous(tensor))
    }
}

/// Tensor that may be written: itself where nothing else holds it, else a copy.
pub fn own(tensor: CubeTensor) -> CubeTensor {
    let tensor = into_contiguous(tensor);
    if tensor.can_mut() {
        tensor
    } else {
        copied(&tensor)
    }
}

fn copied(tensor: &CubeTensor) -> CubeTensor {
    let elements = tensor.shape().num_elements();
    // Width 2, not the widest: nearly all sizes are even, so one kernel serves for all.
    let width = if elements.is_multiple_of(2) { 2 } else { 1 };
    let mut target = like(tensor, [elements]);
    target.meta = tensor.meta.clone();
    launch!(
        copy[width], grid(elements / width);
        [tensor, target] / width;
        (elements / width) as u32
    );
    target
}
