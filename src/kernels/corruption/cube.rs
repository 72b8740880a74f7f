//! The operations on images on WebGPU.

// The `#[cube]` macro writes launch functions without documentation; kernels take many arguments.
#![allow(missing_docs, clippy::too_many_arguments)]

use burn::backend::TensorMetadata;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::{Corruption, CorruptionKernels, Stream};
use crate::kernels::cube::{UNITS, buffer, cubes, like, vector};
use crate::kernels::noise::Law;
use crate::kernels::noise::cube::{numbers, words};
use crate::kernels::noise::generator::BLOCK;

/// What a pixel becomes that has a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Gaussian,
    Masking,
    SaltAndPepper,
}

impl Kind {
    /// How its numbers are distributed.
    fn law(self) -> Law {
        match self {
            Self::Gaussian => Law::Normal,
            Self::Masking | Self::SaltAndPepper => Law::Uniform,
        }
    }
}

/// One pixel with its number.
#[cube]
fn spoilt(x: f32, drawn: f32, amount: f32, #[comptime] kind: Kind) -> f32 {
    match kind {
        Kind::Gaussian => clamp(x + amount * drawn, 0.0f32, 1.0f32),
        Kind::Masking => select(drawn < amount, 0.0f32, x),
        Kind::SaltAndPepper => {
            let rest = select(drawn < amount, 1.0f32, x);
            select(drawn < 0.5f32 * amount, 0.0f32, rest)
        }
    }
}

/// As many pixels a unit as the generator gives numbers.
#[cube(launch_unchecked)]
fn spoil(
    images: &[f32],
    clock: &[u32],
    output: &mut [f32],
    count: u32,
    number: u32,
    seed: u32,
    amount: f32,
    #[comptime] kind: Kind,
) {
    let block = ABSOLUTE_POS as u32;
    let first = block * (BLOCK as u32);
    if first < count {
        let drawn = numbers(block, clock[0], number, seed, comptime!(kind.law()));
        #[unroll]
        for lane in 0..BLOCK {
            let at = first + lane as u32;
            if at < count {
                output[at as usize] = spoilt(images[at as usize], drawn[lane], amount, kind);
            }
        }
    }
}

/// One pixel a unit: zero within the hole of its image.
#[cube(launch_unchecked)]
fn cut(
    images: &[f32],
    clock: &[u32],
    output: &mut [f32],
    count: u32,
    number: u32,
    seed: u32,
    width: u32,
    height: u32,
    wide: u32,
    high: u32,
) {
    let at = ABSOLUTE_POS as u32;
    if at < count {
        let pixels = width * height;
        let (image, pixel) = (at / pixels, at % pixels);
        let (y, x) = (pixel / width, pixel % width);
        let drawn = words(image, clock[0], number, seed);
        let left = (drawn[0] >> 8u32) % (width - wide + 1u32);
        let top = (drawn[1] >> 8u32) % (height - high + 1u32);
        let across = x >= left && x < left + wide;
        let down = y >= top && y < top + high;
        output[ABSOLUTE_POS] = select(across && down, 0.0f32, images[ABSOLUTE_POS]);
    }
}

/// One pixel a unit. Places are counted from `most` before the image, so that none is below zero.
#[cube(launch_unchecked)]
fn slide(
    images: &[f32],
    clock: &[u32],
    output: &mut [f32],
    count: u32,
    number: u32,
    seed: u32,
    width: u32,
    height: u32,
    most: u32,
) {
    let at = ABSOLUTE_POS as u32;
    if at < count {
        let pixels = width * height;
        let (image, pixel) = (at / pixels, at % pixels);
        let drawn = words(image, clock[0], number, seed);
        let moves = 2u32 * most + 1u32;
        // Where the pixel comes from, plus `most`: it moves by the number drawn less `most`.
        let x = pixel % width + 2u32 * most - (drawn[0] >> 8u32) % moves;
        let y = pixel / width + 2u32 * most - (drawn[1] >> 8u32) % moves;
        let value = RuntimeCell::<f32>::new(0.0f32);
        if x >= most && x < width + most && y >= most && y < height + most {
            let source = image * pixels + (y - most) * width + x - most;
            value.store(images[source as usize]);
        }
        output[ABSOLUTE_POS] = value.read();
    }
}

/// One vector a unit.
#[cube(launch_unchecked)]
fn centre<N: Size>(
    images: &[Vector<f32, N>],
    output: &mut [Vector<f32, N>],
    count: u32,
    mean: f32,
    deviation: f32,
) {
    if (ABSOLUTE_POS as u32) < count {
        let distance = images[ABSOLUTE_POS] - Vector::<f32, N>::new(mean);
        output[ABSOLUTE_POS] = distance / Vector::<f32, N>::new(deviation);
    }
}

impl CorruptionKernels for CubeBackend {
    fn corrupt(
        images: FloatTensor<Self>,
        clock: IntTensor<Self>,
        stream: Stream,
        how: Corruption,
        width: usize,
    ) -> FloatTensor<Self> {
        let (images, clock) = (into_contiguous(images), into_contiguous(clock));
        match how {
            Corruption::Gaussian { deviation } => {
                pixelwise(&images, &clock, stream, deviation, Kind::Gaussian)
            }
            Corruption::Masking { share } => {
                pixelwise(&images, &clock, stream, share, Kind::Masking)
            }
            Corruption::SaltAndPepper { share } => {
                pixelwise(&images, &clock, stream, share, Kind::SaltAndPepper)
            }
            Corruption::Hole { side } => holes(&images, &clock, stream, side, width),
        }
    }

    fn shift(
        images: FloatTensor<Self>,
        clock: IntTensor<Self>,
        stream: Stream,
        most: usize,
        width: usize,
    ) -> FloatTensor<Self> {
        let (images, clock) = (into_contiguous(images), into_contiguous(clock));
        let [batch, pixels] = images.shape().dims();
        let output = like(&images, [batch, pixels]);
        // SAFETY: counts are those of the tensors, and mask the edge.
        #[allow(unsafe_code)]
        unsafe {
            slide::launch_unchecked(
                &images.client.clone(),
                cubes(batch * pixels),
                CubeDim::new_1d(UNITS),
                buffer(&images, 1),
                buffer(&clock, 1),
                buffer(&output, 1),
                (batch * pixels) as u32,
                stream.number,
                stream.seed,
                width as u32,
                (pixels / width) as u32,
                most as u32,
            );
        }
        output
    }

    fn standardise(images: FloatTensor<Self>, mean: f32, deviation: f32) -> FloatTensor<Self> {
        let images = into_contiguous(images);
        let [batch, pixels] = images.shape().dims();
        let lanes = vector(batch * pixels);
        let count = batch * pixels / lanes;
        let output = like(&images, [batch, pixels]);
        // SAFETY: the count masks the edge.
        #[allow(unsafe_code)]
        unsafe {
            centre::launch_unchecked(
                &images.client.clone(),
                cubes(count),
                CubeDim::new_1d(UNITS),
                lanes,
                buffer(&images, lanes),
                buffer(&output, lanes),
                count as u32,
                mean,
                deviation,
            );
        }
        output
    }
}

/// Each pixel with a number of its own.
fn pixelwise(
    images: &CubeTensor,
    clock: &CubeTensor,
    stream: Stream,
    amount: f32,
    kind: Kind,
) -> CubeTensor {
    let [batch, pixels] = images.shape().dims();
    let output = like(images, [batch, pixels]);
    // SAFETY: the count masks the edge.
    #[allow(unsafe_code)]
    unsafe {
        spoil::launch_unchecked(
            &images.client.clone(),
            cubes((batch * pixels).div_ceil(BLOCK)),
            CubeDim::new_1d(UNITS),
            buffer(images, 1),
            buffer(clock, 1),
            buffer(&output, 1),
            (batch * pixels) as u32,
            stream.number,
            stream.seed,
            amount,
            kind,
        );
    }
    output
}

/// A hole in each image.
fn holes(
    images: &CubeTensor,
    clock: &CubeTensor,
    stream: Stream,
    side: usize,
    width: usize,
) -> CubeTensor {
    let [batch, pixels] = images.shape().dims();
    let height = pixels / width;
    let output = like(images, [batch, pixels]);
    // SAFETY: counts are those of the tensors, and mask the edge.
    #[allow(unsafe_code)]
    unsafe {
        cut::launch_unchecked(
            &images.client.clone(),
            cubes(batch * pixels),
            CubeDim::new_1d(UNITS),
            buffer(images, 1),
            buffer(clock, 1),
            buffer(&output, 1),
            (batch * pixels) as u32,
            stream.number,
            stream.seed,
            width as u32,
            height as u32,
            side.min(width) as u32,
            side.min(height) as u32,
        );
    }
    output
}
