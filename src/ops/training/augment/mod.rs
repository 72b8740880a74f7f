//! What is done to images before a network sees them: spoilt, so that it learns to mend them, moved and
//! stretched, so that it sees more of them, or brought to mean 0 and deviation 1. Images are constants: nothing flows
//! back through any of it.
//!
//! | file | what lives there |
//! | --- | --- |
//! | `autodiff` | images are constants |
//! | `flex` | the CPU |
//! | `cube` | WebGPU |

mod autodiff;
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

use super::noise::Stream;
use crate::shape::Extent;

/// How images are spoilt: the first three as P. Vincent et al., *Stacked Denoising Autoencoders*, 2010,
/// section 3.3 have them, the last as D. Pathak et al., *Context Encoders*, 2016, section 3.3. Of a coloured
/// pixel the first three spoil each value by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Corruption {
    /// Normal numbers are added, and the sums cut to 0 and 1.
    Gaussian {
        /// Standard deviation of the numbers.
        std: f32,
    },
    /// Values become 0.
    Masking {
        /// Probability of each value.
        fraction: f32,
    },
    /// Values become 0 or 1, evenly.
    SaltAndPepper {
        /// Probability of each value.
        fraction: f32,
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
            Self::Gaussian { std } => std <= 0.0,
            Self::Masking { fraction } | Self::SaltAndPepper { fraction } => fraction <= 0.0,
            Self::Hole { side } => side == 0,
        }
    }
}

/// How more images are made of those there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Augmentation {
    /// Moved across and down by −`most` to `most` pixels each. What comes in is 0.
    Shift {
        /// In pixels.
        most: usize,
    },
    /// Of the width 0 to `most` pixels are left out, and as large a share of the height, at places drawn as
    /// well; what is left is stretched over the whole, between the four nearest pixels
    /// (bilinearly).
    Crop {
        /// In pixels: less than the width.
        most: usize,
    },
}

impl Augmentation {
    /// Whether it leaves all images as they are.
    pub fn is_none(&self) -> bool {
        let (Self::Shift { most } | Self::Crop { most }) = *self;
        most == 0
    }
}

/// The operations on images on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait AugmentKernels: Backend {
    /// Spoilt images.
    ///
    /// # Shapes
    /// - images, output: `[batch, extent.size()]`, steps: `[1]`, finished steps
    fn corrupt(
        images: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        how: Corruption,
        extent: Extent,
    ) -> FloatTensor<Self>;

    /// Images moved or stretched.
    ///
    /// # Shapes
    /// As in `corrupt`.
    fn augment(
        images: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        how: Augmentation,
        extent: Extent,
    ) -> FloatTensor<Self>;

    /// (x − mean) / deviation.
    ///
    /// # Shapes
    /// - images, output: `[batch, pixels]`
    fn standardize(images: FloatTensor<Self>, mean: f32, deviation: f32) -> FloatTensor<Self>;
}

/// Spoilt images, drawn anew in every step: each value or place alike on every device, and Gaussian noise
/// to about 1e-6. A share, deviation or side of 0 gives the images back.
///
/// # Shapes
/// - images, output: `[batch, extent.size()]`
/// - steps: `[1]`, `i32`: finished steps
pub fn corrupt(
    images: Tensor<2>,
    steps: Tensor<1, Int>,
    stream: Stream,
    how: Corruption,
    extent: Extent,
) -> Tensor<2> {
    if how.is_none() {
        return images;
    }
    let (images, steps) = (images.into_dispatch(), steps.into_dispatch());
    Tensor::from_dispatch(Dispatch::corrupt(images, steps, stream, how, extent))
}

/// Images moved or stretched, drawn anew for each image in every step, the same way on every device. By at
/// most 0 pixels the images stay as they are.
///
/// # Shapes
/// - images, output: `[batch, extent.size()]`
/// - steps: `[1]`, `i32`: finished steps
pub fn augment(
    images: Tensor<2>,
    steps: Tensor<1, Int>,
    stream: Stream,
    how: Augmentation,
    extent: Extent,
) -> Tensor<2> {
    if how.is_none() {
        return images;
    }
    let (images, steps) = (images.into_dispatch(), steps.into_dispatch());
    Tensor::from_dispatch(Dispatch::augment(images, steps, stream, how, extent))
}

/// (x − mean) / deviation, for a deviation above 0.
///
/// # Shapes
/// - images, output: `[batch, pixels]`
pub fn standardize(images: Tensor<2>, mean: f32, deviation: f32) -> Tensor<2> {
    let images = Dispatch::standardize(images.into_dispatch(), mean, deviation);
    Tensor::from_dispatch(images)
}
