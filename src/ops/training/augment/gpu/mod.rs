//! The operations on images on WebGPU.
//!
//! | file | what lives there |
//! | --- | --- |
//! | `values` | what is done to each value by itself |
//! | `places` | what depends on where in its image a value lies |

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
        clock: IntTensor<Self>,
        stream: Stream,
        how: Corruption,
        extent: Extent,
    ) -> FloatTensor<Self> {
        use values::{Kind, spoil};
        let (images, clock) = (into_contiguous(images), into_contiguous(clock));
        match how {
            Corruption::Gaussian { deviation } => {
                spoil(&images, &clock, stream, deviation, Kind::Gaussian)
            }
            Corruption::Masking { share } => spoil(&images, &clock, stream, share, Kind::Masking),
            Corruption::SaltAndPepper { share } => {
                spoil(&images, &clock, stream, share, Kind::SaltAndPepper)
            }
            Corruption::Hole { side } => {
                places::moved(&images, &clock, stream, extent, side, places::Kind::Hole)
            }
        }
    }

    fn augment(
        images: FloatTensor<Self>,
        clock: IntTensor<Self>,
        stream: Stream,
        how: Augmentation,
        extent: Extent,
    ) -> FloatTensor<Self> {
        let (images, clock) = (into_contiguous(images), into_contiguous(clock));
        let (amount, kind) = match how {
            Augmentation::Shift { most } => (most, places::Kind::Shift),
            Augmentation::Crop { most } => (most, places::Kind::Crop),
        };
        places::moved(&images, &clock, stream, extent, amount, kind)
    }

    fn standardise(images: FloatTensor<Self>, mean: f32, deviation: f32) -> FloatTensor<Self> {
        values::standardise(&into_contiguous(images), mean, deviation)
    }
}
