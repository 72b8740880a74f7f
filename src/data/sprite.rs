//! Sprite image for the Embedding Projector of TensorBoard: the pictures of examples in a square grid, row by row.

use serde::Serialize;

use super::{Dataset, ExampleKind};
use crate::typed_array::TypedArray;

/// Pixels of the longest side. The projector takes twice as many; a phone has memory for these.
const MOST_SIDE: usize = 4096;

/// Width and height of the curve of a signal.
const CURVE: [usize; 2] = [64, 32];

/// Examples on one image, each in a tile.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Sprite {
    /// Of the image.
    pub width: usize,
    /// Of the image.
    pub height: usize,
    /// 1 of a grey image, 3 (red, green, blue) of a coloured one.
    pub channels: usize,
    /// Of a tile.
    pub tile_width: usize,
    /// Of a tile.
    pub tile_height: usize,
    /// `[height, width, channels]`; black after the last tile.
    pub pixels: TypedArray<u8>,
}

/// The sprite of some examples. The grid is as many tiles wide as the projector expects: the root of their number, rounded
/// up. Tiles are made smaller where the image would become too large.
pub fn sprite(dataset: &Dataset, indices: &[usize]) -> Sprite {
    let columns = (indices.len() as f64).sqrt().ceil() as usize;
    let rows = indices.len().div_ceil(columns.max(1));
    let [width, height] = match dataset.kind {
        ExampleKind::Image => [dataset.width, dataset.height],
        _ => CURVE,
    };
    let by = (columns * width.max(height)).div_ceil(MOST_SIDE).max(1);
    let (tile_width, tile_height) = (width.div_ceil(by), height.div_ceil(by));
    let channels = dataset.channels;
    let (wide, high) = (columns * tile_width, rows * tile_height);
    let mut pixels = vec![0; wide * high * channels];
    for (place, &index) in indices.iter().enumerate() {
        let tile = match dataset.kind {
            ExampleKind::Image => smaller(dataset.image(index), [width, height, channels], by),
            ExampleKind::Table => smaller(
                &curve(&levels(&dataset.values(&[index]))),
                [width, height, 1],
                by,
            ),
            ExampleKind::Sequence | ExampleKind::Word => {
                smaller(&curve(dataset.image(index)), [width, height, 1], by)
            }
        };
        let (left, top) = (place % columns * tile_width, place / columns * tile_height);
        for (y, row) in tile.chunks_exact(tile_width * channels).enumerate() {
            let start = ((top + y) * wide + left) * channels;
            pixels[start..start + row.len()].copy_from_slice(row);
        }
    }
    Sprite {
        width: wide,
        height: high,
        channels,
        tile_width,
        tile_height,
        pixels: pixels.into(),
    }
}

/// Standardized numbers from two deviations below the mean to two above it as bytes.
fn levels(row: &[f32]) -> Vec<u8> {
    let levels = row.iter().map(|value| (255.0 * (value / 4.0 + 0.5)) as u8);
    levels.collect()
}

/// An image whose pixels are the means of blocks of `by` × `by`; those at the edge may be smaller.
fn smaller(image: &[u8], [width, height, channels]: [usize; 3], by: usize) -> Vec<u8> {
    if by == 1 {
        return image.to_vec();
    }
    let (wide, high) = (width.div_ceil(by), height.div_ceil(by));
    let mut made = Vec::with_capacity(wide * high * channels);
    for top in (0..height).step_by(by) {
        for left in (0..width).step_by(by) {
            for channel in 0..channels {
                let (mut sum, mut count) = (0, 0);
                for y in top..height.min(top + by) {
                    for x in left..width.min(left + by) {
                        sum += u32::from(image[(y * width + x) * channels + channel]);
                        count += 1;
                    }
                }
                made.push(((sum + count / 2) / count) as u8);
            }
        }
    }
    made
}

/// A signal as a white curve on black: each column holds all values from the sample before it to its own last one.
fn curve(samples: &[u8]) -> Vec<u8> {
    let [width, height] = CURVE;
    let row = |sample: u8| (255 - usize::from(sample)) * (height - 1) / 255;
    let mut pixels = vec![0; width * height];
    for x in 0..width {
        let first = (x * samples.len() / width).saturating_sub(1);
        let last = ((x + 1) * samples.len() / width).max(first + 1);
        let rows = samples[first..last.min(samples.len())].iter();
        let rows = rows.map(|&sample| row(sample));
        let (low, high) = rows.fold((height, 0), |(low, high), row| {
            (low.min(row), high.max(row))
        });
        for y in low..=high {
            pixels[y * width + x] = 255;
        }
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::sets::{colours, digits, ecg};

    #[test]
    fn the_tiles_stand_row_by_row_in_the_order_of_the_examples() {
        let digits = digits::load().unwrap();
        let made = sprite(&digits, &[5, 0, 7, 1796, 2]);
        assert_eq!((made.width, made.height, made.channels), (24, 16, 1));
        let pixel = |x: usize, y: usize| made.pixels[y * 24 + x];
        for (place, index) in [5, 0, 7, 1796, 2].into_iter().enumerate() {
            for at in 0..64 {
                let (x, y) = (place % 3 * 8 + at % 8, place / 3 * 8 + at / 8);
                assert_eq!(pixel(x, y), digits.image(index)[at], "{index} at {at}");
            }
        }
        assert!((16..24).all(|x| (8..16).all(|y| pixel(x, y) == 0)));
    }

    #[test]
    fn colours_keep_their_channels_and_many_examples_become_smaller() {
        let colours = colours::draw(1);
        let few = sprite(&colours, &[3]);
        assert_eq!((few.width, few.height, few.channels), (32, 32, 3));
        assert_eq!(few.pixels, colours.image(3).to_vec());
        let many: Vec<_> = (0..20_000).map(|at| at % 6000).collect();
        let many = sprite(&colours, &many);
        // 142 tiles of 32 pixels a side would be 4,544.
        assert_eq!((many.tile_width, many.width), (16, 142 * 16));
        let block = [0, 1, 32, 33].map(|at| u32::from(colours.image(0)[3 * at]));
        assert_eq!(
            u32::from(many.pixels[0]),
            (block.iter().sum::<u32>() + 2) / 4
        );
    }

    #[test]
    fn a_signal_is_a_curve_that_is_connected_and_as_high_as_its_samples() {
        let ramp: Vec<u8> = (0..140).map(|at| (at * 255 / 139) as u8).collect();
        let pixels = &curve(&ramp);
        let lit = |x: usize| (0..32).filter(move |y| pixels[y * 64 + x] == 255);
        assert_eq!(lit(0).max(), Some(31));
        assert_eq!(lit(63).min(), Some(0));
        for x in 1..64 {
            assert!(lit(x).max() >= lit(x - 1).min(), "column {x}");
        }
        let made = sprite(&ecg::draw(1), &[0, 1]);
        assert_eq!((made.width, made.height), (128, 32));
        assert!(curve(&[0, 255]).iter().any(|&pixel| pixel > 0));
    }
}
