//! Image preprocessing: corruption for denoising, augmentation by shift and crop, standardization. Images
//! are constants without gradients.

mod autodiff;
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

use super::noise::Stream;
use crate::shape::Extent;

/// Corruption of images. The first three follow P. Vincent et al., *Stacked Denoising Autoencoders*, 2010,
/// section 3.3, and treat each value of a coloured pixel by itself. The last follows D. Pathak et al.,
/// *Context Encoders*, 2016, section 3.3.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Corruption {
    /// Adds normal noise.
    Gaussian {
        /// Standard deviation of the noise.
        std: f32,
        /// True where values lie on 0 to 1 and stay there, as those of pixels do.
        is_clipped: bool,
    },
    /// Sets values to 0.
    Masking {
        /// Probability of each value, 0 to 1.
        fraction: f32,
    },
    /// Sets values to 0 or 1, evenly.
    SaltAndPepper {
        /// Probability of each value, 0 to 1.
        fraction: f32,
    },
    /// Sets a square to 0, at a random position wholly inside each image.
    Hole {
        /// Side in pixels, no more than the image has.
        side: usize,
    },
}

impl Corruption {
    /// True where images stay as they are.
    pub fn is_none(&self) -> bool {
        match *self {
            Self::Gaussian { std, .. } => std <= 0.0,
            Self::Masking { fraction } | Self::SaltAndPepper { fraction } => fraction <= 0.0,
            Self::Hole { side } => side == 0,
        }
    }
}

/// Random variation of training images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Augmentation {
    /// Moves an image across and down by −`most` to `most` pixels each. Zeros fill the gap.
    Shift {
        /// Largest shift in pixels.
        most: usize,
    },
    /// Leaves out 0 to `most` pixels of the width and as large a share of the height, at random positions.
    /// Stretches the rest over the whole image, bilinearly.
    Crop {
        /// Largest cut in pixels, less than the width.
        most: usize,
    },
}

impl Augmentation {
    /// True where images stay as they are.
    pub fn is_none(&self) -> bool {
        let (Self::Shift { most } | Self::Crop { most }) = *self;
        most == 0
    }
}

/// Image preprocessing on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait AugmentKernels: Backend {
    /// Corrupted images.
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

    /// Shifted or cropped images.
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

/// Corrupted images, drawn again in every step: the same on every device, Gaussian noise to about 1e-6. A
/// fraction, deviation or side of 0 returns the images.
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

/// Shifted or cropped images, drawn again in every step, the same on every device. A limit of 0 pixels
/// returns the images.
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
