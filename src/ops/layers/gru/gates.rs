//! One step of one sequence and its derivative, in plain loops that the compiler turns into SIMD. A row has
//! a section for each gate, as wide as the units.

use crate::ops::cpu::simd_math::{sigmoid, tanh};

/// Step from `x W + b` and `h U + c`, `[3 · units]` each. Writes the gates r, z, n and h Uₙ + cₙ, `[4 ·
/// units]`, and the next state, `[units]`.
pub fn step(frame: &[f32], sums: &[f32], state: &[f32], gates: &mut [f32], next: &mut [f32]) {
    let units = state.len();
    let (open, candidates) = gates.split_at_mut(2 * units);
    for ((gate, x), h) in open.iter_mut().zip(frame).zip(sums) {
        *gate = sigmoid(x + h);
    }
    let (reset, update) = open.split_at(units);
    let (candidate, inner) = candidates.split_at_mut(units);
    inner.copy_from_slice(&sums[2 * units..]);
    let cells = candidate.iter_mut().zip(&frame[2 * units..]);
    for (((n, x), r), h) in cells.zip(reset).zip(&*inner) {
        *n = tanh(x + r * h);
    }
    for (((next, n), z), h) in next.iter_mut().zip(&*candidate).zip(update).zip(state) {
        *next = n + z * (h - n);
    }
}

/// Backward step from the gradient by the next state. Writes the gradient by `h U + c` and adds that by `x
/// W + b`. `gradient` becomes the direct contribution of the next state to the present one.
pub fn backward_step(
    gates: &[f32],
    state: &[f32],
    gradient: &mut [f32],
    by_recurrent: &mut [f32],
    by_frame: &mut [f32],
) {
    let units = state.len();
    let (reset, rest) = gates.split_at(units);
    let (update, rest) = rest.split_at(units);
    let (candidate, inner) = rest.split_at(units);
    let (by_reset, rest) = by_recurrent.split_at_mut(units);
    let (by_update, by_inner) = rest.split_at_mut(units);
    for unit in 0..units {
        let (r, z, n, m) = (reset[unit], update[unit], candidate[unit], inner[unit]);
        let by_next = gradient[unit];
        let by_candidate = by_next * (1.0 - z) * (1.0 - n * n);
        by_reset[unit] = by_candidate * m * r * (1.0 - r);
        by_update[unit] = by_next * (state[unit] - n) * z * (1.0 - z);
        by_inner[unit] = by_candidate * r;
        by_frame[unit] += by_reset[unit];
        by_frame[units + unit] += by_update[unit];
        by_frame[2 * units + unit] += by_candidate;
        gradient[unit] = by_next * z;
    }
}
