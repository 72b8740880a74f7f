//! The feed on the CPU.

use burn::backend::flex::Flex;
use burn::backend::{
    TensorMetadata,
    tensor::{FloatTensor, IntTensor},
};

use super::super::flex::{tensor, whole};
use super::{Encoding, FeedKernels};

impl FeedKernels for Flex {
    fn gather(
        images: IntTensor<Self>,
        encoding: Encoding,
        order: IntTensor<Self>,
        steps: IntTensor<Self>,
        batch: usize,
        pixels: usize,
    ) -> FloatTensor<Self> {
        let [_, words] = images.shape().dims();
        let blocks = whole(&order).len() / batch;
        let first = whole(&steps)[0] as usize % blocks * batch;
        let mut values = Vec::with_capacity(batch * pixels);
        for &image in &whole(&order)[first..first + batch] {
            let row = &whole(&images)[image as usize * words..][..words];
            match encoding {
                Encoding::Bytes => {
                    let bytes = row.iter().flat_map(|word| word.to_le_bytes());
                    values.extend(bytes.take(pixels).map(|byte| f32::from(byte) / 255.0));
                }
                Encoding::Floats => {
                    values.extend(row.iter().map(|&word| f32::from_bits(word as u32)));
                }
            }
        }
        tensor(values, [batch, pixels])
    }

    fn reorder(_order: IntTensor<Self>, new: IntTensor<Self>) -> IntTensor<Self> {
        new
    }
}
