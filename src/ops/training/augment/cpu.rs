//! Image preprocessing on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::Flex;
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{AugmentKernels, Augmentation, Corruption, Stream};
use crate::ops::cpu::{tensor, values};
use crate::ops::training::noise::Distribution;
use crate::ops::training::noise::cpu::generator;
use crate::ops::training::noise::generator::Generator;
use crate::shape::Extent;

impl AugmentKernels for Flex {
    fn corrupt(
        images: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        how: Corruption,
        extent: Extent,
    ) -> FloatTensor<Self> {
        let shape = images.shape().dims::<2>();
        let images = images.to_contiguous();
        let (generator, pixels) = (generator(&steps, stream), values(&images));
        let output = match how {
            Corruption::Gaussian { std, is_clipped } => {
                let [least, most] = match is_clipped {
                    true => [0.0, 1.0],
                    false => [f32::MIN, f32::MAX],
                };
                let function = |x: f32, noise: f32| (x + std * noise).clamp(least, most);
                with_noise(&generator, Distribution::Normal, pixels, function)
            }
            Corruption::Masking { fraction } => {
                let function = |x, drawn| if drawn < fraction { 0.0 } else { x };
                with_noise(&generator, Distribution::Uniform, pixels, function)
            }
            Corruption::SaltAndPepper { fraction } => {
                let function = |x, drawn| match drawn {
                    pepper if pepper < 0.5 * fraction => 0.0,
                    salt if salt < fraction => 1.0,
                    _ => x,
                };
                with_noise(&generator, Distribution::Uniform, pixels, function)
            }
            Corruption::Hole { side } => holes(&generator, pixels, extent, side),
        };
        tensor(output, shape)
    }

    fn augment(
        images: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        how: Augmentation,
        extent: Extent,
    ) -> FloatTensor<Self> {
        let shape = images.shape().dims::<2>();
        let images = images.to_contiguous();
        let generator = generator(&steps, stream);
        let mut output = vec![0.0; shape[0] * shape[1]];
        let pairs = values(&images).chunks_exact(extent.size());
        let pairs = pairs.zip(output.chunks_exact_mut(extent.size()));
        for (at, (from, to)) in pairs.enumerate() {
            let drawn = drawn(&generator, at);
            match how {
                Augmentation::Shift { most } => shift(from, to, extent, most, drawn),
                Augmentation::Crop { most } => crop(from, to, extent, most, drawn),
            }
        }
        tensor(output, shape)
    }

    fn standardize(images: FloatTensor<Self>, mean: f32, deviation: f32) -> FloatTensor<Self> {
        let shape = images.shape().dims::<2>();
        let images = images.to_contiguous();
        let output = values(&images).iter().map(|x| (x - mean) / deviation);
        tensor(output.collect(), shape)
    }
}

/// Applies a function to each value and its random number.
fn with_noise(
    generator: &Generator,
    distribution: Distribution,
    pixels: &[f32],
    function: impl Fn(f32, f32) -> f32,
) -> Vec<f32> {
    let mut output = vec![0.0; pixels.len()];
    generator.fill(&mut output, distribution);
    for (value, &x) in output.iter_mut().zip(pixels) {
        *value = function(x, *value);
    }
    output
}

/// Random whole numbers of an image, below 2²⁴.
fn drawn(generator: &Generator, image: usize) -> [usize; 3] {
    let [one, two, three, _] = generator.words(image);
    [one, two, three].map(|word| (word >> 8) as usize)
}

/// Images with a hole each.
fn holes(generator: &Generator, images: &[f32], extent: Extent, side: usize) -> Vec<f32> {
    let mut output = images.to_vec();
    let Extent {
        height,
        width,
        channels,
    } = extent;
    let (wide, high) = (side.min(width), side.min(height));
    for (at, image) in output.chunks_exact_mut(extent.size()).enumerate() {
        let [one, other, _] = drawn(generator, at);
        let (left, top) = (one % (width - wide + 1), other % (height - high + 1));
        let rows = image.chunks_exact_mut(width * channels);
        for row in rows.skip(top).take(high) {
            row[left * channels..(left + wide) * channels].fill(0.0);
        }
    }
    output
}

/// Copies an image, shifted, into zeros.
fn shift(from: &[f32], to: &mut [f32], extent: Extent, most: usize, [across, down, _]: [usize; 3]) {
    let [across, down] = [across, down].map(|drawn| drawn % (2 * most + 1));
    let channels = extent.channels;
    let source = |at: usize, by: usize| (at + most).checked_sub(by);
    let rows = to.chunks_exact_mut(extent.width * channels);
    for (y, row) in rows.enumerate() {
        let above = source(y, down).filter(|&y| y < extent.height);
        let Some(above) = above else { continue };
        for (x, pixel) in row.chunks_exact_mut(channels).enumerate() {
            if let Some(x) = source(x, across).filter(|&x| x < extent.width) {
                let first = (above * extent.width + x) * channels;
                pixel.copy_from_slice(&from[first..first + channels]);
            }
        }
    }
}

/// Stretches a window of an image over the whole.
fn crop(from: &[f32], to: &mut [f32], extent: Extent, most: usize, drawn: [usize; 3]) {
    let Extent {
        height,
        width,
        channels,
    } = extent;
    let cut = drawn[0] % (most + 1);
    let [left, top] = [drawn[1], drawn[2]].map(|word| (word % (cut + 1)) as f32);
    let scale = (width as f32 - cut as f32) / width as f32;
    let offset = top * height as f32 / width as f32;
    for (y, row) in to.chunks_exact_mut(width * channels).enumerate() {
        let (above, below, down) = neighbours(y, offset, scale, height);
        for (x, pixel) in row.chunks_exact_mut(channels).enumerate() {
            let (before, after, right) = neighbours(x, left, scale, width);
            for (channel, value) in pixel.iter_mut().enumerate() {
                let at = |y: usize, x: usize| from[(y * width + x) * channels + channel];
                let between = |y| at(y, before) + right * (at(y, after) - at(y, before));
                *value = between(above) + down * (between(below) - between(above));
            }
        }
    }
}

/// The two pixels along an axis around the source position of pixel `at`, and the distance from the first.
/// The outermost pixel centres bound it.
fn neighbours(at: usize, offset: f32, scale: f32, count: usize) -> (usize, usize, f32) {
    let position = offset + (at as f32 + 0.5) * scale - 0.5;
    let position = position.clamp(0.0, (count - 1) as f32);
    let first = position as usize;
    (first, (first + 1).min(count - 1), position - first as f32)
}
