//! Images are constants: nothing flows back into them.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{Corruption, CorruptionKernels, Stream};

impl<B: CorruptionKernels, C: CheckpointStrategy> CorruptionKernels for Autodiff<B, C> {
    fn corrupt(
        images: FloatTensor<Self>,
        clock: IntTensor<Self>,
        stream: Stream,
        how: Corruption,
        width: usize,
    ) -> FloatTensor<Self> {
        let images = B::corrupt(images.into_primitive(), clock, stream, how, width);
        FloatTensor::<Self>::new(images)
    }

    fn shift(
        images: FloatTensor<Self>,
        clock: IntTensor<Self>,
        stream: Stream,
        most: usize,
        width: usize,
    ) -> FloatTensor<Self> {
        let images = B::shift(images.into_primitive(), clock, stream, most, width);
        FloatTensor::<Self>::new(images)
    }

    fn standardise(images: FloatTensor<Self>, mean: f32, deviation: f32) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::standardise(images.into_primitive(), mean, deviation))
    }
}
