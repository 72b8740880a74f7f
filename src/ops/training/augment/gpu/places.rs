//! Transforms that depend on the position of a value in its image. Each image draws its own whole numbers.

use burn::backend::TensorMetadata;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use crate::ops::gpu::{grid, launch, like};
use crate::ops::training::noise::Stream;
use crate::ops::training::noise::gpu::words;
use crate::shape::Extent;

/// Transform of an image at a random position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transform {
    /// Sets a square with a side of `amount` pixels to 0.
    Hole,
    /// Moves by up to `amount` pixels.
    Shift,
    /// Leaves out up to `amount` pixels of the width and stretches the rest.
    Crop,
}

/// Transforms one value a unit.
#[cube(launch_unchecked)]
fn transform_values(
    images: &[f32],
    steps: &[u32],
    output: &mut [f32],
    count: u32,
    number: u32,
    seed: u32,
    height: u32,
    width: u32,
    channels: u32,
    amount: u32,
    #[comptime] kind: Transform,
) {
    let at = ABSOLUTE_POS as u32;
    if at < count {
        let (pixel, channel) = (at / channels, at % channels);
        let (row, x) = (pixel / width, pixel % width);
        let (image, y) = (row / height, row % height);
        let drawn = words(image, steps[0], number, seed);
        let (one, other) = (drawn[0] >> 8u32, drawn[1] >> 8u32);
        let first = image * height * width * channels + channel;
        output[ABSOLUTE_POS] = match kind {
            Transform::Hole => {
                let (wide, high) = (min(amount, width), min(amount, height));
                let left = one % (width - wide + 1u32);
                let top = other % (height - high + 1u32);
                let across = x >= left && x < left + wide;
                let down = y >= top && y < top + high;
                select(across && down, 0.0f32, images[ABSOLUTE_POS])
            }
            Transform::Shift => {
                // Positions are counted from `amount` before the image: none is below zero.
                let moves = 2u32 * amount + 1u32;
                let from_x = x + 2u32 * amount - one % moves;
                let from_y = y + 2u32 * amount - other % moves;
                let value = RuntimeCell::<f32>::new(0.0f32);
                let across = from_x >= amount && from_x < width + amount;
                if across && from_y >= amount && from_y < height + amount {
                    let source = (from_y - amount) * width + from_x - amount;
                    value.store(images[(first + source * channels) as usize]);
                }
                value.read()
            }
            Transform::Crop => {
                let cut = one % (amount + 1u32);
                let left = other % (cut + 1u32);
                let top = (drawn[2] >> 8u32) % (cut + 1u32);
                let wide = f32::cast_from(width);
                let scale = (wide - f32::cast_from(cut)) / wide;
                let offset = f32::cast_from(top) * f32::cast_from(height) / wide;
                let from_x = source(x, f32::cast_from(left), scale, width);
                let from_y = source(y, offset, scale, height);
                let (x0, y0) = (u32::cast_from(from_x), u32::cast_from(from_y));
                let (x1, y1) = (min(x0 + 1u32, width - 1u32), min(y0 + 1u32, height - 1u32));
                let (right, down) = (from_x - f32::cast_from(x0), from_y - f32::cast_from(y0));
                let upper = first + y0 * width * channels;
                let lower = first + y1 * width * channels;
                let above = between(images, upper + x0 * channels, upper + x1 * channels, right);
                let below = between(images, lower + x0 * channels, lower + x1 * channels, right);
                above + down * (below - above)
            }
        };
    }
}

/// Source position of pixel `at` along an axis of `count` pixels, clamped to the outermost pixel centres.
#[cube]
fn source(at: u32, offset: f32, scale: f32, count: u32) -> f32 {
    let position = offset + (f32::cast_from(at) + 0.5f32) * scale - 0.5f32;
    clamp(position, 0.0f32, f32::cast_from(count - 1u32))
}

/// Linear interpolation between two values.
#[cube]
fn between(images: &[f32], one: u32, other: u32, scale: f32) -> f32 {
    let (one, other) = (images[one as usize], images[other as usize]);
    one + scale * (other - one)
}

/// Transformed images.
pub fn transform(
    images: &CubeTensor,
    steps: &CubeTensor,
    stream: Stream,
    extent: Extent,
    amount: usize,
    kind: Transform,
) -> CubeTensor {
    let [batch, size] = images.shape().dims();
    let output = like(images, [batch, size]);
    launch!(
        transform_values, grid(batch * size);
        [images, steps, output] / 1;
        (batch * size) as u32, stream.number, stream.seed, extent.height as u32,
        extent.width as u32, extent.channels as u32, amount as u32, kind
    );
    output
}
