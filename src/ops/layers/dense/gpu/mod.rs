//! Dense layers on WebGPU.

pub mod backward;
mod forward;
mod tile;

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

pub use self::tile::ROWS;
use super::{DenseBackward, DenseKernels};
use crate::ops::gpu::{UNITS, grid, launch, like, vector};
use crate::ops::layers::activation::Fused;

/// Units that keep a graphics card busy.
const BUSY: usize = 1024;

/// Sizes of a layer, and the vector widths that divide them.
struct DenseSizes {
    batch: usize,
    inputs: usize,
    outputs: usize,
    lanes: usize,
    width: usize,
}

impl DenseSizes {
    fn new([batch, inputs]: [usize; 2], outputs: usize) -> Self {
        Self {
            batch,
            inputs,
            outputs,
            lanes: vector(inputs),
            width: vector(outputs),
        }
    }

    /// Vectors of inputs.
    fn inner(&self) -> usize {
        self.inputs / self.lanes
    }

    /// Vectors of outputs.
    fn columns(&self) -> usize {
        self.outputs / self.width
    }

    /// Vectors of outputs in a tile, for `rows` rows of tiles. Two vectors nearly halve the reads, where
    /// enough tiles remain to keep a GPU busy.
    fn vectors(&self, rows: usize) -> usize {
        let wide = rows * self.columns() >= 2 * BUSY && self.columns().is_multiple_of(2);
        if wide { 2 } else { 1 }
    }

    /// Rows of tiles over the batch.
    fn image_tiles(&self) -> usize {
        self.batch.div_ceil(ROWS)
    }

    /// Rows of tiles over the weights.
    fn weight_tiles(&self) -> usize {
        (self.inputs + 1).div_ceil(ROWS)
    }

    /// Inputs of a tile of the gradient by the input, chosen the same way.
    fn input_lanes(&self) -> usize {
        let wide = self.image_tiles() * self.inputs.div_ceil(8) >= BUSY;
        if wide { 8 } else { 4 }
    }

    /// Units of the gradient by the weights.
    fn weight_units(&self) -> usize {
        self.weight_tiles() * self.columns() / self.vectors(self.weight_tiles())
    }
}

/// activation(input · weight + bias) for `batch` rows of `inputs` numbers. The first rows of `weights` are
/// the weight, its row `bias` the bias. Both tensors are contiguous.
pub fn apply(
    input: &CubeTensor,
    [batch, inputs]: [usize; 2],
    weights: &CubeTensor,
    bias: usize,
    activation: Fused,
) -> CubeTensor {
    let [_, outputs] = weights.shape().dims();
    let sizes = DenseSizes::new([batch, inputs], outputs);
    let output = like(input, [sizes.batch, outputs]);
    let vectors = sizes.vectors(sizes.image_tiles());
    let tiles = sizes.image_tiles() * sizes.columns() / vectors;
    launch!(
        forward::forward[sizes.lanes, sizes.width], grid(tiles);
        [input] / sizes.lanes, [weights, output] / sizes.width;
        sizes.batch as u32, sizes.inner() as u32, sizes.columns() as u32, bias as u32,
        sizes.lanes as u32, vectors as u32, activation
    );
    output
}

impl DenseKernels for CubeBackend {
    fn dense(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let (input, weights) = (into_contiguous(input), into_contiguous(weights));
        let sizes: [usize; 2] = input.shape().dims();
        apply(&input, sizes, &weights, sizes[1], activation)
    }
}

impl DenseBackward for CubeBackend {
    fn dense_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [input, weights, output, gradient] =
            [input, weights, output, gradient].map(into_contiguous);
        let [_, outputs] = weights.shape().dims();
        let sizes = DenseSizes::new(input.shape().dims(), outputs);
        let by_input = like(&input, [sizes.batch, sizes.inputs]);
        let by_weights = like(&input, [sizes.inputs + 1, outputs]);
        let input_lanes = sizes.input_lanes();
        let tiles = sizes.image_tiles() * sizes.inputs.div_ceil(input_lanes);
        let split = tiles.next_multiple_of(UNITS as usize);
        launch!(
            backward::backward[sizes.lanes, sizes.width], grid(split + sizes.weight_units());
            [input] / sizes.lanes, [weights, output, gradient] / sizes.width, [by_input] / 1,
            [by_weights] / sizes.width;
            sizes.batch as u32, sizes.inner() as u32, sizes.columns() as u32, split as u32,
            input_lanes as u32, sizes.lanes as u32, sizes.vectors(sizes.weight_tiles()) as u32,
            activation
        );
        (by_input, by_weights)
    }

    fn dense_backward_weights(
        input: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let [input, output, gradient] = [input, output, gradient].map(into_contiguous);
        let [_, outputs] = output.shape().dims();
        let sizes = DenseSizes::new(input.shape().dims(), outputs);
        let by_weights = like(&input, [sizes.inputs + 1, outputs]);
        launch!(
            backward::backward_weights[sizes.lanes, sizes.width], grid(sizes.weight_units());
            [input] / sizes.lanes, [output, gradient, by_weights] / sizes.width;
            sizes.batch as u32, sizes.inner() as u32, sizes.columns() as u32, sizes.lanes as u32,
            sizes.vectors(sizes.weight_tiles()) as u32, activation
        );
        by_weights
    }
}
