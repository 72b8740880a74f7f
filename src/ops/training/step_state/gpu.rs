//! Step state on WebGPU. One unit does everything: it may write what it reads.

use std::f32::consts::FRAC_PI_2;

use burn::backend::TensorMetadata;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn_cubecl::CubeBackend;
use cubecl::prelude::*;

use super::{Curve, Schedule, StepStateKernels};
use crate::ops::gpu::{launch, single};

#[cube(launch_unchecked)]
fn count(
    loss: &[f32],
    history: &mut [f32],
    steps: &mut [u32],
    slots: u32,
    terms: u32,
    term: u32,
    #[comptime] last: bool,
) {
    if ABSOLUTE_POS == 0 {
        let done = steps[0];
        history[((done % slots) * terms + term) as usize] = loss[0];
        if comptime!(last) {
            steps[0] = done + 1;
        }
    }
}

#[cube(launch_unchecked)]
fn write_rate(rates: &mut [f32], rate: f32) {
    if ABSOLUTE_POS == 0 {
        rates[0] = rate;
        rates[2] = rate;
    }
}

/// Curve that a kernel is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum CurveKind {
    Constant,
    Step,
    Cosine,
}

/// sin² y for y from 0 to π/2, by its series. A GPU's own cosine may be off by 2⁻¹¹, more than the last
/// rates of a schedule.
#[cube]
fn squared_sine(y: f32) -> f32 {
    let square = y * y;
    let tail = 1.0f32 - square / 72.0f32 * (1.0f32 - square / 110.0f32);
    let series = 1.0f32 - square / 20.0f32 * (1.0f32 - square / 42.0f32 * tail);
    let sine = y * (1.0f32 - square / 6.0f32 * series);
    sine * sine
}

/// Learning rate by [`Schedule::factor`]. `decay` is ln γ.
#[cube(launch_unchecked)]
fn write_scheduled(
    rates: &mut [f32],
    steps: &[u32],
    warm_up: u32,
    length: u32,
    decay: f32,
    #[comptime] kind: CurveKind,
) {
    if ABSOLUTE_POS == 0 {
        let done = steps[0] - 1;
        let after = max(done, warm_up) - warm_up;
        let curved = match kind {
            CurveKind::Constant => f32::cast_from(1u32),
            CurveKind::Step => f32::exp(decay * f32::cast_from(after / length)),
            CurveKind::Cosine => {
                let passed = f32::cast_from(min(after, length)) / f32::cast_from(length);
                squared_sine(FRAC_PI_2 * (1.0f32 - passed))
            }
        };
        let climbed = f32::cast_from(done + 1) / f32::cast_from(max(warm_up, 1u32));
        rates[0] = rates[2] * select(done < warm_up, climbed, curved);
    }
}

impl StepStateKernels for CubeBackend {
    fn record_loss(
        history: FloatTensor<Self>,
        steps: IntTensor<Self>,
        loss: FloatTensor<Self>,
        term: usize,
        last: bool,
    ) -> (FloatTensor<Self>, IntTensor<Self>) {
        let [slots, terms] = history.shape().dims();
        launch!(
            count, single();
            [loss, history, steps] / 1;
            slots as u32, terms as u32, term as u32, last
        );
        (history, steps)
    }

    fn set_rate(rates: FloatTensor<Self>, rate: f32) -> FloatTensor<Self> {
        launch!(write_rate, single(); [rates] / 1; rate);
        rates
    }

    fn apply_schedule(
        rates: FloatTensor<Self>,
        steps: IntTensor<Self>,
        schedule: Schedule,
    ) -> FloatTensor<Self> {
        let (kind, length, decay) = match schedule.curve {
            Curve::Constant => (CurveKind::Constant, 1, 1.0),
            Curve::Step { length, decay } => (CurveKind::Step, length, decay),
            Curve::Cosine { length } => (CurveKind::Cosine, length, 1.0),
        };
        launch!(
            write_scheduled, single();
            [rates, steps] / 1;
            schedule.warm_up, length, decay.ln(), kind
        );
        rates
    }
}
