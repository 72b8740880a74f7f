//! Loss of fields on WebGPU. Many units find partial sums and derivatives, one number each at a time; one unit adds up the sums.

use burn::backend::TensorMetadata;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use cubecl::prelude::*;

use super::{ENTRIES, FieldLossKernels, SOFTMAX, Scale};
use crate::ops::gpu::{grid, launch, like, sum, together};
use crate::ops::losses::reconstruction::gpu::{PARTIALS, derivative, pixel, value};
use crate::ops::losses::reconstruction::{LossBackward, PixelLoss};

/// Loss of a number and its derivative by the logit.
#[cube]
fn of_number(logit: f32, target: f32, #[comptime] loss: PixelLoss) -> (f32, f32) {
    let logit = Vector::<f32, Const<1>>::new(logit);
    let target = Vector::<f32, Const<1>>::new(target);
    let output = pixel::<Const<1>>(logit, loss);
    let cost = value::<Const<1>>(logit, output, target, loss);
    let step = derivative::<Const<1>>(output, target, loss);
    (cost.extract(0usize), step.extract(0usize))
}

/// Logarithm of the sum of the exponentials of a category's logits.
#[cube]
fn log_sum(logits: &[f32], first: u32, length: u32) -> f32 {
    let largest = RuntimeCell::<f32>::new(logits[first as usize]);
    for column in 1..length {
        largest.store(max(largest.read(), logits[(first + column) as usize]));
    }
    let sum = RuntimeCell::<f32>::new(0.0f32);
    for column in 0..length {
        // Less the largest: no exponential overflows.
        sum.store(sum.read() + f32::exp(logits[(first + column) as usize] - largest.read()));
    }
    f32::ln(sum.read()) + largest.read()
}

/// Losses and known entries of every `units`-th number, and their derivatives.
#[cube(launch_unchecked)]
fn partial_losses(
    logits: &[f32],
    target: &[f32],
    known: &[f32],
    columns: &[i32],
    derivatives: &mut [f32],
    partials: &mut [f32],
    entries: &mut [f32],
    count: u32,
    width: u32,
    units: u32,
    #[comptime] masked: bool,
) {
    let unit = ABSOLUTE_POS as u32;
    if unit < units {
        let total = RuntimeCell::<f32>::new(0.0f32);
        let counted = RuntimeCell::<f32>::new(0.0f32);
        for round in 0..(count + units - 1) / units {
            let at = round * units + unit;
            if at < count {
                let column = at % width;
                let kind = columns[(column * 3) as usize];
                let start = u32::cast_from(columns[(column * 3 + 1) as usize]);
                let length = u32::cast_from(columns[(column * 3 + 2) as usize]);
                let first = at - column + start;
                let counts = RuntimeCell::<f32>::new(1.0f32);
                if comptime!(masked) {
                    counts.store(select(known[first as usize] == 0.0f32, 0.0f32, 1.0f32));
                }
                let (logit, expected) = (logits[at as usize], target[at as usize]);
                let cost = RuntimeCell::<f32>::new(0.0f32);
                let step = RuntimeCell::<f32>::new(0.0f32);
                if kind == comptime!(SOFTMAX) {
                    let log = log_sum(logits, first, length);
                    cost.store(expected * (log - logit));
                    step.store(f32::exp(logit - log) - expected);
                } else if kind == 0 {
                    let (one, by) = of_number(logit, expected, PixelLoss::Squared);
                    cost.store(one);
                    step.store(by);
                } else if kind == 1 {
                    let (one, by) = of_number(logit, expected, PixelLoss::SquaredOfSigmoid);
                    cost.store(one);
                    step.store(by);
                } else {
                    let (one, by) = of_number(logit, expected, PixelLoss::CrossEntropy);
                    cost.store(one);
                    step.store(by);
                }
                derivatives[at as usize] = step.read() * counts.read();
                total.store(total.read() + cost.read() * counts.read());
                counted.store(counted.read() + select(column == start, counts.read(), 0.0f32));
            }
        }
        partials[ABSOLUTE_POS] = total.read();
        entries[ABSOLUTE_POS] = counted.read();
    }
}

/// Factor and loss of a batch, in one workgroup.
#[cube(launch_unchecked)]
fn totals(
    partials: &[f32],
    entries: &[f32],
    factor: &mut [f32],
    loss: &mut [f32],
    units: u32,
    weight: f32,
    #[comptime] by_known: bool,
) {
    let total = sum(partials, units);
    let scale = RuntimeCell::<f32>::new(weight);
    if comptime!(by_known) {
        scale.store(weight / max(sum(entries, units), 1.0f32));
    }
    if UNIT_POS == 0 {
        factor[0] = scale.read();
        loss[0] = total * scale.read();
    }
}

impl FieldLossKernels for CubeBackend {
    fn field_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        known: FloatTensor<Self>,
        columns: IntTensor<Self>,
        masked: bool,
        scale: Scale,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [batch, width] = logits.shape().dims();
        let (logits, target) = (into_contiguous(logits), into_contiguous(target));
        let columns = into_contiguous(columns);
        debug_assert_eq!(columns.shape().num_elements(), width * ENTRIES);
        // A buffer that is bound twice would be refused.
        let known = match masked {
            true => into_contiguous(known),
            false => like(&logits, [1]),
        };
        let count = batch * width;
        let units = count.min(PARTIALS);
        let derivatives = like(&logits, [batch, width]);
        let (partials, entries) = (like(&logits, [units]), like(&logits, [units]));
        launch!(
            partial_losses, grid(units);
            [logits, target, known, columns, derivatives, partials, entries] / 1;
            count as u32, width as u32, units as u32, masked
        );
        let (factor, loss) = (like(&logits, [1]), like(&logits, [1]));
        let (weight, by_known) = match scale {
            Scale::Rows(weight) => (weight, false),
            Scale::Known(weight) => (weight, true),
        };
        launch!(
            totals, together();
            [partials, entries, factor, loss] / 1;
            units as u32, weight, by_known
        );
        (loss, Self::chain(derivatives, factor))
    }
}
