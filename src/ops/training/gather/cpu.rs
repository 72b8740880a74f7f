//! Batch gathering on the CPU.

use burn::backend::flex::Flex;
use burn::backend::{
    TensorMetadata,
    tensor::{FloatTensor, IntTensor},
};

use super::{Encoding, GatherKernels};
use crate::ops::cpu::{flush, integers, tensor};

impl GatherKernels for Flex {
    fn gather(
        images: IntTensor<Self>,
        encoding: Encoding,
        order: IntTensor<Self>,
        steps: IntTensor<Self>,
        room: usize,
        [batch, pixels]: [usize; 2],
    ) -> FloatTensor<Self> {
        let [_, words] = images.shape().dims();
        let blocks = integers(&order).len() / room;
        let first = integers(&steps)[0] as usize % blocks * room;
        let mut values = vec![0.0; batch * pixels];
        let rows = values.chunks_exact_mut(pixels);
        for (row, &image) in rows.zip(&integers(&order)[first..first + batch]) {
            let words = &integers(&images)[image as usize * words..][..words];
            match encoding {
                Encoding::Bytes => unpack(words, row),
                Encoding::Floats => {
                    for (value, &word) in row.iter_mut().zip(words) {
                        *value = flush(f32::from_bits(word as u32));
                    }
                }
            }
        }
        tensor(values, [batch, pixels])
    }

    fn reorder(_order: IntTensor<Self>, new: IntTensor<Self>) -> IntTensor<Self> {
        new
    }
}

fn unpack(words: &[i32], row: &mut [f32]) {
    for (values, word) in row.chunks_mut(4).zip(words) {
        for (value, byte) in values.iter_mut().zip(word.to_le_bytes()) {
            *value = f32::from(byte) / 255.0;
        }
    }
}
