//! The operations on images on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::Flex;
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{Corruption, CorruptionKernels, Stream};
use crate::kernels::flex::{tensor, values};
use crate::kernels::noise::generator::Generator;
use crate::kernels::noise::{Law, flex::generator};

impl CorruptionKernels for Flex {
    fn corrupt(
        images: FloatTensor<Self>,
        clock: IntTensor<Self>,
        stream: Stream,
        how: Corruption,
        width: usize,
    ) -> FloatTensor<Self> {
        let shape = images.shape().dims::<2>();
        let images = images.to_contiguous();
        let (generator, pixels) = (generator(&clock, stream), values(&images));
        let output = match how {
            Corruption::Gaussian { deviation } => {
                let spoil = |x: f32, noise: f32| (x + deviation * noise).clamp(0.0, 1.0);
                each(&generator, Law::Normal, pixels, spoil)
            }
            Corruption::Masking { share } => {
                let spoil = |x, drawn| if drawn < share { 0.0 } else { x };
                each(&generator, Law::Uniform, pixels, spoil)
            }
            Corruption::SaltAndPepper { share } => {
                let spoil = |x, drawn| match drawn {
                    pepper if pepper < 0.5 * share => 0.0,
                    salt if salt < share => 1.0,
                    _ => x,
                };
                each(&generator, Law::Uniform, pixels, spoil)
            }
            Corruption::Hole { side } => holes(&generator, pixels, shape[1], width, side),
        };
        tensor(output, shape)
    }

    fn shift(
        images: FloatTensor<Self>,
        clock: IntTensor<Self>,
        stream: Stream,
        most: usize,
        width: usize,
    ) -> FloatTensor<Self> {
        let shape = images.shape().dims::<2>();
        let images = images.to_contiguous();
        let generator = generator(&clock, stream);
        let mut output = vec![0.0; shape[0] * shape[1]];
        let moves = values(&images).chunks_exact(shape[1]);
        for (at, (from, to)) in moves.zip(output.chunks_exact_mut(shape[1])).enumerate() {
            let [across, down] = place(&generator, at, [2 * most + 1; 2]);
            move_by(
                from,
                to,
                width,
                [across, down].map(|by| by as isize - most as isize),
            );
        }
        tensor(output, shape)
    }

    fn standardise(images: FloatTensor<Self>, mean: f32, deviation: f32) -> FloatTensor<Self> {
        let shape = images.shape().dims::<2>();
        let images = images.to_contiguous();
        let output = values(&images).iter().map(|x| (x - mean) / deviation);
        tensor(output.collect(), shape)
    }
}

/// Each pixel with a number of its own.
fn each(
    generator: &Generator,
    law: Law,
    pixels: &[f32],
    spoil: impl Fn(f32, f32) -> f32,
) -> Vec<f32> {
    let mut output = vec![0.0; pixels.len()];
    generator.fill(&mut output, law);
    for (value, &x) in output.iter_mut().zip(pixels) {
        *value = spoil(x, *value);
    }
    output
}

/// Two whole numbers for an image, each below its limit.
fn place(generator: &Generator, image: usize, limits: [usize; 2]) -> [usize; 2] {
    let [one, other, ..] = generator.words(image);
    let [x, y] = [one, other].map(|word| (word >> 8) as usize);
    [x % limits[0], y % limits[1]]
}

/// A hole in each image.
fn holes(
    generator: &Generator,
    images: &[f32],
    pixels: usize,
    width: usize,
    side: usize,
) -> Vec<f32> {
    let mut output = images.to_vec();
    let (wide, high) = (side.min(width), side.min(pixels / width));
    let places = [width - wide + 1, pixels / width - high + 1];
    for (at, image) in output.chunks_exact_mut(pixels).enumerate() {
        let [left, top] = place(generator, at, places);
        for row in image.chunks_exact_mut(width).skip(top).take(high) {
            row[left..left + wide].fill(0.0);
        }
    }
    output
}

/// Copies an image, moved across and down, over one of zeros.
fn move_by(from: &[f32], to: &mut [f32], width: usize, [across, down]: [isize; 2]) {
    for (y, row) in to.chunks_exact_mut(width).enumerate() {
        let source = y
            .checked_add_signed(-down)
            .and_then(|y| from.chunks_exact(width).nth(y));
        let Some(source) = source else { continue };
        for (x, value) in row.iter_mut().enumerate() {
            let x = x.checked_add_signed(-across);
            *value = x.and_then(|x| source.get(x)).copied().unwrap_or(0.0);
        }
    }
}
