//! Noise on the CPU.

use burn::backend::flex::{Flex, FlexTensor};
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::tensor::TensorData;

use super::generator::{BLOCK, Generator};
use super::{Law, NoiseKernels, Stream};

impl NoiseKernels for Flex {
    fn noise_bits(clock: IntTensor<Self>, stream: Stream, shape: [usize; 2]) -> IntTensor<Self> {
        let generator = generator(&clock, stream);
        let count = shape[0] * shape[1];
        let words = (0..count.div_ceil(BLOCK)).flat_map(|block| generator.words(block));
        let bits: Vec<i32> = words.take(count).map(u32::cast_signed).collect();
        FlexTensor::from_data(TensorData::new(bits, shape))
    }

    fn noise(
        clock: IntTensor<Self>,
        stream: Stream,
        law: Law,
        shape: [usize; 2],
    ) -> FloatTensor<Self> {
        let mut values = vec![0.0; shape[0] * shape[1]];
        generator(&clock, stream).fill(&mut values, law);
        FlexTensor::from_data(TensorData::new(values, shape))
    }
}

/// The generator of the step that the clock shows.
pub fn generator(clock: &FlexTensor, stream: Stream) -> Generator {
    let step = clock.storage::<i32>()[clock.layout().start_offset()];
    Generator::new(stream, step.cast_unsigned())
}
