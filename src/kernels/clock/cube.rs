//! The clock on WebGPU. One unit does it all, so that what it reads it may write.

// The `#[cube]` macro writes launch functions without documentation.
#![allow(missing_docs)]

use burn::backend::TensorMetadata;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn_cubecl::CubeBackend;
use cubecl::prelude::*;

use super::super::cube::{buffer, cubes};
use super::ClockKernels;

#[cube(launch_unchecked)]
fn count(
    loss: &[f32],
    record: &mut [f32],
    steps: &mut [u32],
    slots: u32,
    terms: u32,
    term: u32,
    #[comptime] last: bool,
) {
    if ABSOLUTE_POS == 0 {
        let done = steps[0];
        record[((done % slots) * terms + term) as usize] = loss[0];
        if comptime!(last) {
            steps[0] = done + 1;
        }
    }
}

#[cube(launch_unchecked)]
fn write_rate(rates: &mut [f32], rate: f32) {
    if ABSOLUTE_POS == 0 {
        rates[0] = rate;
    }
}

impl ClockKernels for CubeBackend {
    fn tick(
        record: FloatTensor<Self>,
        steps: IntTensor<Self>,
        loss: FloatTensor<Self>,
        term: usize,
        last: bool,
    ) -> (FloatTensor<Self>, IntTensor<Self>) {
        let [slots, terms] = record.shape().dims();
        // SAFETY: the remainder keeps the slot inside the record.
        #[allow(unsafe_code)]
        unsafe {
            count::launch_unchecked(
                &record.client.clone(),
                cubes(1),
                CubeDim::new_1d(1),
                buffer(&loss, 1),
                buffer(&record, 1),
                buffer(&steps, 1),
                slots as u32,
                terms as u32,
                term as u32,
                last,
            );
        }
        (record, steps)
    }

    fn set_rate(rates: FloatTensor<Self>, rate: f32) -> FloatTensor<Self> {
        // SAFETY: there are two rates.
        #[allow(unsafe_code)]
        unsafe {
            write_rate::launch_unchecked(
                &rates.client.clone(),
                cubes(1),
                CubeDim::new_1d(1),
                buffer(&rates, 1),
                rate,
            );
        }
        rates
    }
}
