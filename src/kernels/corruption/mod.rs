//! What is done to images before a network sees them: spoilt, so that it learns to mend them, moved, so
//! that it sees more of them, or brought to mean 0 and deviation 1. Images are constants: nothing flows
//! back through any of it.
//!
//! | file | what lives there |
//! | --- | --- |
//! | `autodiff` | images are constants |
//! | `flex` | the CPU |
//! | `cube` | WebGPU |

mod autodiff;
#[cfg(feature = "webgpu")]
mod cube;
mod flex;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

use super::noise::{NoiseKernels, Stream};

/// How images are spoilt: the first three as P. Vincent et al., *Stacked Denoising Autoencoders*, 2010,
/// section 3.3 have them, the last as D. Pathak et al., *Context Encoders*, 2016, section 3.3.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Corruption {
    /// Normal numbers are added, and the sums cut to 0 and 1.
    Gaussian {
        /// Standard deviation of the numbers.
        deviation: f32,
    },
    /// Pixels become 0.
    Masking {
        /// Probability of each pixel.
        share: f32,
    },
    /// Pixels become 0 or 1, evenly.
    SaltAndPepper {
        /// Probability of each pixel.
        share: f32,
    },
    /// A square becomes 0, at a place drawn for each image, wholly inside it.
    Hole {
        /// Pixels of a side: no more than the image has.
        side: usize,
    },
}

impl Corruption {
    /// Whether it leaves all images as they are.
    pub fn is_none(&self) -> bool {
        match *self {
            Self::Gaussian { deviation } => deviation <= 0.0,
            Self::Masking { share } | Self::SaltAndPepper { share } => share <= 0.0,
            Self::Hole { side } => side == 0,
        }
    }
}

/// The operations on images on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait CorruptionKernels: NoiseKernels {
    /// Spoilt images, with a row of `width` pixels.
    ///
    /// # Shapes
    /// - images, output: `[batch, pixels]`, clock: as in [`NoiseKernels::noise`]
    fn corrupt(
        images: FloatTensor<Self>,
        clock: IntTensor<Self>,
        stream: Stream,
        how: Corruption,
        width: usize,
    ) -> FloatTensor<Self>;

    /// Images moved by up to `most` pixels.
    ///
    /// # Shapes
    /// As in `corrupt`.
    fn shift(
        images: FloatTensor<Self>,
        clock: IntTensor<Self>,
        stream: Stream,
        most: usize,
        width: usize,
    ) -> FloatTensor<Self>;

    /// (x − mean) / deviation.
    ///
    /// # Shapes
    /// - images, output: `[batch, pixels]`
    fn standardise(images: FloatTensor<Self>, mean: f32, deviation: f32) -> FloatTensor<Self>;
}

/// Spoilt images, drawn anew in every step: each pixel or place alike on every device, and Gaussian noise
/// to about 1e-6. A share, deviation or side of 0 gives the images back.
///
/// # Shapes
/// - images, output: `[batch, pixels]`, `width` pixels a row
/// - steps: `[1]`, `i32`: finished steps
pub fn corrupt(
    images: Tensor<2>,
    steps: Tensor<1, Int>,
    stream: Stream,
    how: Corruption,
    width: usize,
) -> Tensor<2> {
    if how.is_none() {
        return images;
    }
    let (images, clock) = (images.into_dispatch(), steps.into_dispatch());
    Tensor::from_dispatch(Dispatch::corrupt(images, clock, stream, how, width))
}

/// Each image moved by −`most` to `most` pixels across and as many down, drawn anew for each image in
/// every step, the same on every device. What comes in is 0.
///
/// # Shapes
/// - images, output: `[batch, pixels]`, `width` pixels a row
/// - steps: `[1]`, `i32`: finished steps
pub fn shift(
    images: Tensor<2>,
    steps: Tensor<1, Int>,
    stream: Stream,
    most: usize,
    width: usize,
) -> Tensor<2> {
    if most == 0 {
        return images;
    }
    let (images, clock) = (images.into_dispatch(), steps.into_dispatch());
    Tensor::from_dispatch(Dispatch::shift(images, clock, stream, most, width))
}

/// (x − mean) / deviation, for a deviation above 0.
///
/// # Shapes
/// - images, output: `[batch, pixels]`
pub fn standardise(images: Tensor<2>, mean: f32, deviation: f32) -> Tensor<2> {
    let images = Dispatch::standardise(images.into_dispatch(), mean, deviation);
    Tensor::from_dispatch(images)
}
