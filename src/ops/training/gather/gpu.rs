//! Batch gathering on WebGPU.

use burn::backend::TensorMetadata;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn_cubecl::CubeBackend;
use cubecl::prelude::*;

use super::{Encoding, GatherKernels};
use crate::ops::gpu::{grid, launch, like};

/// Unpacks one word a unit.
#[cube(launch_unchecked)]
fn unpack(
    images: &[u32],
    order: &[u32],
    steps: &[u32],
    output: &mut [f32],
    batch: u32,
    room: u32,
    blocks: u32,
    words: u32,
    pixels: u32,
    #[comptime] encoding: Encoding,
) {
    let unit = ABSOLUTE_POS as u32;
    let (row, column) = (unit / words, unit % words);
    if row < batch {
        let image = order[((steps[0] % blocks) * room + row) as usize];
        let word = images[(image * words + column) as usize];
        match encoding {
            Encoding::Bytes =>
            {
                #[unroll]
                for lane in 0..4u32 {
                    let pixel = column * 4 + lane;
                    if pixel < pixels {
                        let byte = (word >> (lane * 8)) & 255;
                        output[(row * pixels + pixel) as usize] = f32::cast_from(byte) / 255.0f32;
                    }
                }
            }
            Encoding::Floats => {
                output[(row * pixels + column) as usize] = f32::reinterpret(word);
            }
        }
    }
}

#[cube(launch_unchecked)]
fn overwrite(source: &[u32], target: &mut [u32], count: u32) {
    if (ABSOLUTE_POS as u32) < count {
        target[ABSOLUTE_POS] = source[ABSOLUTE_POS];
    }
}

impl GatherKernels for CubeBackend {
    fn gather(
        images: IntTensor<Self>,
        encoding: Encoding,
        order: IntTensor<Self>,
        steps: IntTensor<Self>,
        room: usize,
        [batch, pixels]: [usize; 2],
    ) -> FloatTensor<Self> {
        let [_, words] = images.shape().dims();
        let blocks = order.shape().num_elements() / room;
        let output = like(&images, [batch, pixels]);
        launch!(
            unpack, grid(batch * words);
            [images, order, steps, output] / 1;
            batch as u32, room as u32, blocks as u32, words as u32, pixels as u32, encoding
        );
        output
    }

    fn reorder(order: IntTensor<Self>, new: IntTensor<Self>) -> IntTensor<Self> {
        let count = order.shape().num_elements();
        launch!(overwrite, grid(count); [new, order] / 1; count as u32);
        order
    }
}
