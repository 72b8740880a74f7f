//! Step state on the CPU.

use burn::backend::flex::Flex;
use burn::backend::{
    TensorMetadata,
    tensor::{FloatTensor, IntTensor},
};

use super::{RATES, Schedule, StepStateKernels};
use crate::ops::cpu::{integers, tensor, values};

impl StepStateKernels for Flex {
    fn record_loss(
        mut history: FloatTensor<Self>,
        mut steps: IntTensor<Self>,
        loss: FloatTensor<Self>,
        term: usize,
        last: bool,
    ) -> (FloatTensor<Self>, IntTensor<Self>) {
        let [slots, terms] = history.shape().dims();
        let slot = integers(&steps)[0] as usize % slots;
        history.storage_mut::<f32>()[slot * terms + term] = values(&loss)[0];
        if last {
            steps.storage_mut::<i32>()[0] += 1;
        }
        (history, steps)
    }

    fn set_rate(rates: FloatTensor<Self>, rate: f32) -> FloatTensor<Self> {
        tensor(vec![rate, values(&rates)[1], rate], [RATES])
    }

    fn apply_schedule(
        mut rates: FloatTensor<Self>,
        steps: IntTensor<Self>,
        schedule: Schedule,
    ) -> FloatTensor<Self> {
        let done = integers(&steps)[0] as u32 - 1;
        let rates_of_step = rates.storage_mut::<f32>();
        rates_of_step[0] = rates_of_step[2] * schedule.factor(done);
        rates
    }
}
