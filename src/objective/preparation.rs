//! What is done to images before the network sees them.

use burn::tensor::Tensor;

use crate::config::{Damage, RunConfig};
use crate::kernels::corruption::{Corruption, corrupt, shift, standardise};
use crate::kernels::noise::Stream;
use crate::moment::Moment;
use crate::rng::streams;

/// Shift, damage and scale, in this order. The loss compares with the shifted image, clean and on 0 to 1
/// (denoising: [Vincent et al. 2008](https://doi.org/10.1145/1390156.1390294)).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Preparation {
    /// Pixels of a row.
    width: usize,
    seed: u32,
    /// Largest shift, in pixels.
    shift: usize,
    damage: Option<Corruption>,
    /// Mean and deviation of the training pixels.
    scale: Option<[f32; 2]>,
}

impl Preparation {
    /// What a config asks for, on images with rows of `width` pixels. `scale` is mean and deviation of the
    /// training pixels, where the config wants them standardised.
    pub fn new(config: &RunConfig, width: usize, scale: Option<[f32; 2]>) -> Self {
        let (deviation, share) = (config.damage_deviation as f32, config.damage_share as f32);
        Self {
            width,
            seed: config.seed,
            shift: config.shift,
            damage: match config.damage {
                Damage::None => None,
                Damage::Gaussian => Some(Corruption::Gaussian { deviation }),
                Damage::Masking => Some(Corruption::Masking { share }),
                Damage::SaltAndPepper => Some(Corruption::SaltAndPepper { share }),
                Damage::Hole => Some(Corruption::Hole {
                    side: config.hole_side,
                }),
            },
            scale,
        }
    }

    /// The images that the network is to give back, and what it sees of them. Outside of learning nothing
    /// is shifted.
    ///
    /// # Shapes
    /// - all `[batch, pixels]`
    pub fn prepare(&self, images: Tensor<2>, moment: Moment) -> (Tensor<2>, Tensor<2>) {
        let images = if self.shift > 0 && moment.learning {
            let stream = self.stream(streams::SHIFT);
            shift(images, moment.steps.clone(), stream, self.shift, self.width)
        } else {
            images
        };
        let damaged = self.damage(images.clone(), moment);
        (images, self.scaled(damaged))
    }

    /// Images with their damage, on 0 to 1.
    ///
    /// # Shapes
    /// - both `[batch, pixels]`
    pub fn damage(&self, images: Tensor<2>, moment: Moment) -> Tensor<2> {
        let Some(how) = self.damage else {
            return images;
        };
        let stream = self.stream(streams::DAMAGE);
        corrupt(images, moment.steps.clone(), stream, how, self.width)
    }

    /// Images on the scale on which the network sees them.
    ///
    /// # Shapes
    /// - both `[batch, pixels]`
    pub fn scaled(&self, images: Tensor<2>) -> Tensor<2> {
        match self.scale {
            Some([mean, deviation]) => standardise(images, mean, deviation),
            None => images,
        }
    }

    /// Whether images are damaged at all.
    pub fn damages(&self) -> bool {
        self.damage.is_some()
    }

    fn stream(&self, number: u32) -> Stream {
        Stream {
            seed: self.seed,
            number,
        }
    }
}
