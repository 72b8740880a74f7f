//! Arrays of images brought into the order and size that a model takes.

use crate::data::formats::array::Array;
use crate::data::formats::elements::{ByteOrder, ElementType, Elements};
use crate::data::limits::SIDES;

/// Images with their colours last, where an array has three colours first, as PyTorch does.
pub fn colours_last(array: Array) -> Array {
    let &[count, 3, height, width] = &array.dims[..] else {
        return array;
    };
    if width == 3 {
        return array;
    }
    let size = array.elements.kind.size();
    let plane = height * width;
    let mut bytes = Vec::with_capacity(array.elements.bytes.len());
    for at in 0..count * plane {
        let (image, pixel) = (at / plane, at % plane);
        for colour in 0..3 {
            let from = size * ((3 * image + colour) * plane + pixel);
            bytes.extend_from_slice(&array.elements.bytes[from..from + size]);
        }
    }
    Array {
        dims: vec![count, height, width, 3],
        elements: Elements {
            bytes,
            ..array.elements
        },
    }
}

/// Images of at most 64 pixels a side, and a sentence where they were larger. Each pixel of those is the mean of a block; a rest at
/// the right and at the bottom is left out.
pub fn small_enough(array: Array, name: &str) -> (Array, Option<String>) {
    let (count, height, width, channels) = match array.dims[..] {
        [count, height, width] => (count, height, width, 1),
        [count, height, width, channels @ (1 | 3)] => (count, height, width, channels),
        _ => return (array, None),
    };
    let block = height.max(width).div_ceil(*SIDES.end());
    let (rows, columns) = (height / block.max(1), width / block.max(1));
    if block < 2 || rows < *SIDES.start() || columns < *SIDES.start() {
        return (array, None);
    }
    let mut bytes = Vec::with_capacity(4 * count * rows * columns * channels);
    for at in 0..count * rows * columns * channels {
        let (pixel, channel) = (at / channels, at % channels);
        let (image, row, column) = (
            pixel / (rows * columns),
            pixel / columns % rows,
            pixel % columns,
        );
        let mut sum = 0.0;
        for place in 0..block * block {
            let (y, x) = (row * block + place / block, column * block + place % block);
            sum += array
                .elements
                .number(((image * height + y) * width + x) * channels + channel);
        }
        bytes.extend(((sum / (block * block) as f64) as f32).to_le_bytes());
    }
    let remark = format!(
        "The images in {name}, of {width} x {height} pixels, are made smaller: each pixel is the mean of {block} x {block}."
    );
    let smaller = Array {
        dims: vec![count, rows, columns, channels],
        elements: Elements {
            kind: ElementType::Float,
            order: ByteOrder::Little,
            bytes,
        },
    };
    (smaller, Some(remark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(dims: &[usize], value: impl Fn(usize) -> u8) -> Array {
        Array {
            dims: dims.to_vec(),
            elements: Elements {
                kind: ElementType::UnsignedByte,
                order: ByteOrder::Big,
                bytes: (0..dims.iter().product()).map(value).collect(),
            },
        }
    }

    #[test]
    fn colours_that_come_first_are_put_last() {
        let array = colours_last(bytes(&[2, 3, 1, 2], |at| at as u8));
        assert_eq!(array.dims, [2, 1, 2, 3]);
        assert_eq!(array.elements.bytes, [0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11]);
        let last = bytes(&[3, 3, 4, 3], |at| at as u8);
        assert_eq!(colours_last(last.clone()), last);
    }

    #[test]
    fn large_images_become_means_of_blocks() {
        // columns alternate between 0 and 100
        let (array, remark) = small_enough(
            bytes(&[2, 100, 99], |at| 100 * (at % 99 % 2) as u8),
            "large",
        );
        assert_eq!(array.dims, [2, 50, 49, 1]);
        assert!(array.elements.numbers().all(|number| number == 50.0));
        assert!(remark.unwrap().contains("of 99 x 100 pixels"));
        let small = bytes(&[2, 64, 64], |at| at as u8);
        assert_eq!(small_enough(small.clone(), "small"), (small, None));
        let strip = bytes(&[2, 1, 200], |at| at as u8);
        assert_eq!(small_enough(strip.clone(), "strip"), (strip, None));
    }
}
