//! State of a step on the device: the step count, the learning rate, the losses. A replayed graph finds it
//! there.

mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;
mod schedule;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

pub use schedule::{Curve, Schedule};

/// Numbers of the rates: the learning rate of the step, the factor of gradient clipping, and the learning
/// rate before the schedule.
pub const RATES: usize = 3;

/// Step state on one backend. All writes are in place, for all who hold it.
#[backend_extension(Flex, Cube: cfg(feature = "webgpu"))]
pub trait StepStateKernels: Backend {
    /// Writes a loss into the history. The last loss of a step also counts the step.
    ///
    /// # Shapes
    /// - history: `[slots, terms]`, restarts when it ends; steps: `[1]`; loss: `[1]`
    fn record_loss(
        history: FloatTensor<Self>,
        steps: IntTensor<Self>,
        loss: FloatTensor<Self>,
        term: usize,
        last: bool,
    ) -> (FloatTensor<Self>, IntTensor<Self>);

    /// Sets the learning rate.
    ///
    /// # Shapes
    /// - rates: `[RATES]`
    fn set_rate(rates: FloatTensor<Self>, rate: f32) -> FloatTensor<Self>;

    /// Writes the scheduled learning rate of the latest step.
    ///
    /// # Shapes
    /// - rates: `[RATES]`; steps: `[1]`, at least 1
    fn apply_schedule(
        rates: FloatTensor<Self>,
        steps: IntTensor<Self>,
        schedule: Schedule,
    ) -> FloatTensor<Self>;
}

/// Writes the loss of a term into the history. The last term also counts the step.
///
/// # Shapes
/// See [`StepStateKernels::record_loss`].
pub fn record_loss(
    history: Tensor<2>,
    steps: Tensor<1, Int>,
    loss: Tensor<1>,
    term: usize,
    last: bool,
) -> (Tensor<2>, Tensor<1, Int>) {
    let (history, steps, loss) = (
        history.into_dispatch(),
        steps.into_dispatch(),
        loss.into_dispatch(),
    );
    let (history, steps) = Dispatch::record_loss(history, steps, loss, term, last);
    (Tensor::from_dispatch(history), Tensor::from_dispatch(steps))
}

/// Sets the learning rate.
///
/// # Shapes
/// - rates: `[RATES]`
pub fn set_rate(rates: Tensor<1>, rate: f32) -> Tensor<1> {
    Tensor::from_dispatch(Dispatch::set_rate(rates.into_dispatch(), rate))
}

/// Writes the scheduled learning rate of the latest step. It follows from the step count alone, also in a
/// replayed graph.
///
/// # Shapes
/// - rates: `[RATES]`; steps: `[1]`
pub fn apply_schedule(rates: Tensor<1>, steps: &Tensor<1, Int>, schedule: Schedule) -> Tensor<1> {
    let (rates, steps) = (rates.into_dispatch(), steps.clone().into_dispatch());
    Tensor::from_dispatch(Dispatch::apply_schedule(rates, steps, schedule))
}
