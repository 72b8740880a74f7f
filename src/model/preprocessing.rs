//! Preprocessing of images: augmentation, corruption and scaling of the input.

use burn::tensor::Tensor;

use crate::config::{self, RunConfig};
use crate::data::ExampleKind;
use crate::model::context::ForwardContext;
use crate::ops::training::augment::{Augmentation, Corruption, augment, corrupt, standardize};
use crate::ops::training::noise::Stream;
use crate::rng::streams;
use crate::shape::Extent;

/// Crop, shift, corrupt and scale, in this order. The loss compares with the cropped and shifted
/// image, clean and on 0 to 1 (denoising: [Vincent et al.
/// 2008](https://doi.org/10.1145/1390156.1390294)).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preprocessing {
    extent: Extent,
    seed: u32,
    /// In their order, each with its stream.
    augmentations: Vec<(u32, Augmentation)>,
    corrupt: Option<Corruption>,
    /// Mean and deviation of the training pixels.
    scale: Option<[f32; 2]>,
}

impl Preprocessing {
    /// The preprocessing of a config, for examples of one kind and extent. `scale` is the mean and standard
    /// deviation of the training pixels, where the config standardizes them.
    pub fn new(
        config: &RunConfig,
        kind: ExampleKind,
        extent: Extent,
        scale: Option<[f32; 2]>,
    ) -> Self {
        let (std, fraction) = (config.noise_std as f32, config.corruption_fraction as f32);
        // standardized numbers and ratings have no bounds at 0 and 1
        let is_clipped = kind != ExampleKind::Table;
        Self {
            extent,
            seed: config.seed,
            augmentations: vec![
                (streams::CROP, Augmentation::Crop { most: config.crop }),
                (streams::SHIFT, Augmentation::Shift { most: config.shift }),
            ],
            corrupt: match config.corruption {
                config::Corruption::None => None,
                config::Corruption::Gaussian => Some(Corruption::Gaussian { std, is_clipped }),
                config::Corruption::Masking => Some(Corruption::Masking { fraction }),
                config::Corruption::SaltAndPepper => Some(Corruption::SaltAndPepper { fraction }),
                config::Corruption::Hole => Some(Corruption::Hole {
                    side: config.hole_side,
                }),
            },
            scale,
        }
    }

    /// The target images, and the network's inputs made from them. Only training crops and shifts
    /// images.
    ///
    /// # Shapes
    /// - all `[batch, pixels]`
    pub fn prepare(&self, images: Tensor<2>, context: ForwardContext) -> (Tensor<2>, Tensor<2>) {
        let images = if context.training {
            self.augmented(images, context)
        } else {
            images
        };
        let corrupted = self.corrupt(images.clone(), context);
        (images, self.scaled(corrupted))
    }

    fn augmented(&self, images: Tensor<2>, context: ForwardContext) -> Tensor<2> {
        self.augmentations
            .iter()
            .fold(images, |images, &(number, how)| {
                let stream = self.stream(number);
                augment(images, context.steps.clone(), stream, how, self.extent)
            })
    }

    /// Corrupted images, on 0 to 1, or rows of a table.
    ///
    /// # Shapes
    /// - both `[batch, pixels]`
    pub fn corrupt(&self, images: Tensor<2>, context: ForwardContext) -> Tensor<2> {
        let Some(how) = self.corrupt else {
            return images;
        };
        let stream = self.stream(streams::CORRUPTION);
        corrupt(images, context.steps.clone(), stream, how, self.extent)
    }

    /// Mean and standard deviation that standardize the input; none where it stays on 0 to 1.
    pub fn scale(&self) -> Option<[f32; 2]> {
        self.scale
    }

    /// Images on the scale of the network's input.
    ///
    /// # Shapes
    /// - both `[batch, pixels]`
    pub fn scaled(&self, images: Tensor<2>) -> Tensor<2> {
        match self.scale {
            Some([mean, deviation]) => standardize(images, mean, deviation),
            None => images,
        }
    }

    /// True if images are corrupted at all.
    pub fn corrupts(&self) -> bool {
        self.corrupt.is_some()
    }

    fn stream(&self, number: u32) -> Stream {
        Stream {
            seed: self.seed,
            number,
        }
    }
}
