//! Image preprocessing on WebGPU.

mod places;
mod values;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;

use super::{AugmentKernels, Augmentation, Corruption};
use crate::ops::training::noise::Stream;
use crate::shape::Extent;

impl AugmentKernels for CubeBackend {
    fn corrupt(
        images: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        how: Corruption,
        extent: Extent,
    ) -> FloatTensor<Self> {
        use values::{ValueCorruption, corrupt};
        let (images, steps) = (into_contiguous(images), into_contiguous(steps));
        match how {
            Corruption::Gaussian { std, is_clipped } => {
                let kind = match is_clipped {
                    true => ValueCorruption::Gaussian,
                    false => ValueCorruption::Unclipped,
                };
                corrupt(&images, &steps, stream, std, kind)
            }
            Corruption::Masking { fraction } => {
                corrupt(&images, &steps, stream, fraction, ValueCorruption::Masking)
            }
            Corruption::SaltAndPepper { fraction } => corrupt(
                &images,
                &steps,
                stream,
                fraction,
                ValueCorruption::SaltAndPepper,
            ),
            Corruption::Hole { side } => places::transform(
                &images,
                &steps,
                stream,
                extent,
                side,
                places::Transform::Hole,
            ),
        }
    }

    fn augment(
        images: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        how: Augmentation,
        extent: Extent,
    ) -> FloatTensor<Self> {
        let (images, steps) = (into_contiguous(images), into_contiguous(steps));
        let (amount, kind) = match how {
            Augmentation::Shift { most } => (most, places::Transform::Shift),
            Augmentation::Crop { most } => (most, places::Transform::Crop),
        };
        places::transform(&images, &steps, stream, extent, amount, kind)
    }

    fn standardize(images: FloatTensor<Self>, mean: f32, deviation: f32) -> FloatTensor<Self> {
        values::standardize(&into_contiguous(images), mean, deviation)
    }
}
