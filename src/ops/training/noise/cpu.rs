//! Noise on the CPU.

use burn::backend::flex::{Flex, FlexTensor};
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::tensor::TensorData;

use super::generator::{BLOCK, Generator};
use super::{Distribution, NoiseKernels, Stream};

impl NoiseKernels for Flex {
    fn noise_bits(steps: IntTensor<Self>, stream: Stream, shape: [usize; 2]) -> IntTensor<Self> {
        let generator = generator(&steps, stream);
        let count = shape[0] * shape[1];
        let words = (0..count.div_ceil(BLOCK)).flat_map(|block| generator.words(block));
        let bits: Vec<i32> = words.take(count).map(u32::cast_signed).collect();
        FlexTensor::from_data(TensorData::new(bits, shape))
    }

    fn noise(
        steps: IntTensor<Self>,
        stream: Stream,
        distribution: Distribution,
        shape: [usize; 2],
    ) -> FloatTensor<Self> {
        let mut values = vec![0.0; shape[0] * shape[1]];
        generator(&steps, stream).fill(&mut values, distribution);
        FlexTensor::from_data(TensorData::new(values, shape))
    }
}

/// The generator of the step that the steps shows.
pub fn generator(steps: &FlexTensor, stream: Stream) -> Generator {
    let step = steps.storage::<i32>()[steps.layout().start_offset()];
    Generator::new(stream, step.cast_unsigned())
}
