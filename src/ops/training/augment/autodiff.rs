//! Autodiff of augmentation: images are constants.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{AugmentKernels, Augmentation, Corruption, Stream};
use crate::shape::Extent;

impl<B: AugmentKernels, C: CheckpointStrategy> AugmentKernels for Autodiff<B, C> {
    fn corrupt(
        images: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        how: Corruption,
        extent: Extent,
    ) -> FloatTensor<Self> {
        let images = B::corrupt(images.into_primitive(), steps, stream, how, extent);
        FloatTensor::<Self>::new(images)
    }

    fn augment(
        images: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        how: Augmentation,
        extent: Extent,
    ) -> FloatTensor<Self> {
        let images = B::augment(images.into_primitive(), steps, stream, how, extent);
        FloatTensor::<Self>::new(images)
    }

    fn standardize(images: FloatTensor<Self>, mean: f32, deviation: f32) -> FloatTensor<Self> {
        FloatTensor::<Self>::new(B::standardize(images.into_primitive(), mean, deviation))
    }
}
