//! Batches gathered from images on the device, in an order on the device: a step needs nothing from the
//! host.

mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

/// Encoding of an image in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Four pixels a word, the first in its lowest bits. Each pixel is byte / 255.
    Bytes,
    /// One pixel a word: the bits of a 32-bit float.
    Floats,
}

impl Encoding {
    /// Words of an image.
    pub fn words(self, pixels: usize) -> usize {
        match self {
            Self::Bytes => pixels.div_ceil(4),
            Self::Floats => pixels,
        }
    }
}

/// Batch gathering on one backend.
#[backend_extension(Flex, Cube: cfg(feature = "webgpu"))]
pub trait GatherKernels: Backend {
    /// Batch of the next step.
    ///
    /// # Shapes
    /// - images: `[images, words]`
    /// - order: `[blocks * room]`, indices of images, restarts when it ends
    /// - steps: `[1]`, result: `[batch, pixels]` with batch at most `room`
    fn gather(
        images: IntTensor<Self>,
        encoding: Encoding,
        order: IntTensor<Self>,
        steps: IntTensor<Self>,
        room: usize,
        shape: [usize; 2],
    ) -> FloatTensor<Self>;

    /// Overwrites the order in the same memory, where a replayed graph reads it.
    ///
    /// # Shapes
    /// - both `[blocks * room]`
    fn reorder(order: IntTensor<Self>, new: IntTensor<Self>) -> IntTensor<Self>;
}

/// Order of the images.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// Indices of images, `[blocks * room]`.
    pub images: &'a Tensor<1, Int>,
    /// Slots of each step. A short batch leaves some unused.
    pub room: usize,
    /// Steps done, `[1]`.
    pub steps: &'a Tensor<1, Int>,
}

/// Batch of the next step, of a shape `[batch, pixels]`.
///
/// # Shapes
/// See [`GatherKernels::gather`].
pub fn gather(
    images: &Tensor<2, Int>,
    encoding: Encoding,
    order: Order,
    shape: [usize; 2],
) -> Tensor<2> {
    let images = images.clone().into_dispatch();
    let indices = order.images.clone().into_dispatch();
    let steps = order.steps.clone().into_dispatch();
    let output = Dispatch::gather(images, encoding, indices, steps, order.room, shape);
    Tensor::from_dispatch(output)
}

/// Overwrites the order.
pub fn reorder(order: Tensor<1, Int>, new: Tensor<1, Int>) -> Tensor<1, Int> {
    Tensor::from_dispatch(Dispatch::reorder(
        order.into_dispatch(),
        new.into_dispatch(),
    ))
}
