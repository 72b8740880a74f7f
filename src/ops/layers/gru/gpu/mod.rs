//! Recurrent layers on WebGPU. One dispatch projects all frames, then one a frame makes the product with
//! the state and the gates. The backward pass takes one dispatch a frame, then one for the gradient by the
//! weights.

mod backward;
mod forward;
mod products;
mod sums;

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

use super::{Gru, GruBackward, GruKernels, GruMode};
use crate::ops::gpu::{Grid, UNITS, grid, launch, like, vector};
use crate::ops::layers::activation::Fused;
use crate::ops::layers::dense::gpu::{ROWS, apply};

/// Inputs of a tile of the gradient by the input.
const INPUT_LANES: usize = 4;

impl Gru {
    /// Units in a vector.
    fn lanes(self) -> usize {
        vector(self.units)
    }

    /// Vectors of a state.
    fn columns(self) -> usize {
        self.units / self.lanes()
    }

    /// Grid of one frame of all sequences.
    fn tiles(self, batch: usize) -> Grid {
        grid(batch.div_ceil(products::ROWS) * self.columns())
    }

    fn decodes(self) -> bool {
        self.mode == GruMode::Decode
    }
}

impl GruKernels for CubeBackend {
    fn gru(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        sizes: Gru,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let (input, weights) = (into_contiguous(input), into_contiguous(weights));
        let [batch, _] = input.shape().dims();
        let Gru { frames, units, .. } = sizes;
        let rows = [sizes.projections(batch), sizes.frame_rows()];
        let bias = sizes.frame_rows() + units;
        let projected = apply(&input, rows, &weights, bias, Fused::Linear);
        // An encoder begins with zeros and reads nothing here: any tensor will do.
        let source = if sizes.decodes() { &input } else { &projected };
        let states = begin(source, batch, sizes);
        let gates = like(&input, [frames, batch, 4 * units]);
        let output = like(&input, [batch, sizes.outputs()]);
        let lanes = sizes.lanes();
        for frame in 0..frames {
            launch!(
                forward::step[lanes], sizes.tiles(batch);
                [projected, weights, states, gates, output] / lanes;
                batch as u32, sizes.columns() as u32, frame as u32, frames as u32,
                sizes.frame_rows() as u32, (bias + 1) as u32, lanes as u32, sizes.decodes()
            );
        }
        (output, states, gates)
    }
}

impl GruBackward for CubeBackend {
    fn gru_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        states: FloatTensor<Self>,
        gates: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        sizes: Gru,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (input, weights) = (into_contiguous(input), into_contiguous(weights));
        let gradients =
            TimeGradients::new(&weights, &states, &gates, into_contiguous(gradient), sizes);
        let by_input = gradients.by_input(&weights, sizes);
        (by_input, gradients.by_weights(&input, &states, sizes))
    }

    fn gru_backward_weights(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        states: FloatTensor<Self>,
        gates: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        sizes: Gru,
    ) -> FloatTensor<Self> {
        let (input, weights) = (into_contiguous(input), into_contiguous(weights));
        let gradients =
            TimeGradients::new(&weights, &states, &gates, into_contiguous(gradient), sizes);
        gradients.by_weights(&input, &states, sizes)
    }
}

/// Memory of all states, with those before the first frame written.
fn begin(source: &CubeTensor, batch: usize, sizes: Gru) -> CubeTensor {
    let states = like(source, [sizes.frames + 1, batch, sizes.units]);
    let (lanes, count) = (sizes.lanes(), batch * sizes.columns());
    launch!(
        forward::begin[lanes], grid(count);
        [source, states] / lanes;
        count as u32, sizes.decodes()
    );
    states
}

/// Gradients of all frames, found back through time.
struct TimeGradients {
    batch: usize,
    /// Transposed weights of the states, `[3 · units, units]`.
    transposed: CubeTensor,
    /// Gradient by x W + b, `[projections, 3 · units]`.
    by_frames: CubeTensor,
    /// Gradient by h U + c, `[frames, batch, 3 · units]`.
    by_recurrent: CubeTensor,
    /// Direct contribution of the first state, `[batch, units]`.
    passed: CubeTensor,
}

impl TimeGradients {
    fn new(
        weights: &CubeTensor,
        states: &CubeTensor,
        gates: &CubeTensor,
        gradient: CubeTensor,
        sizes: Gru,
    ) -> Self {
        let [batch, _] = gradient.shape().dims();
        let Gru { frames, units, .. } = sizes;
        let gradients = Self {
            batch,
            transposed: transpose(weights, sizes),
            by_frames: like(weights, [sizes.projections(batch), 3 * units]),
            by_recurrent: like(weights, [frames, batch, 3 * units]),
            passed: like(weights, [batch, units]),
        };
        let lanes = sizes.lanes();
        for frame in (0..frames).rev() {
            launch!(
                backward::backward_step[lanes], sizes.tiles(batch);
                [gradients.transposed, states, gates, gradient, gradients.by_frames,
                    gradients.by_recurrent, gradients.passed] / lanes;
                batch as u32, sizes.columns() as u32, frame as u32, frames as u32, lanes as u32,
                sizes.decodes()
            );
        }
        gradients
    }

    fn by_input(&self, weights: &CubeTensor, sizes: Gru) -> CubeTensor {
        let result = like(weights, [self.batch, sizes.inputs()]);
        let (rows, inputs) = (sizes.projections(self.batch), sizes.frame_rows());
        let lanes = sizes.lanes();
        launch!(
            sums::by_input[lanes], grid(rows.div_ceil(ROWS) * inputs.div_ceil(INPUT_LANES));
            [weights, self.by_frames] / lanes, [result] / 1;
            rows as u32, inputs as u32, (3 * sizes.columns()) as u32, INPUT_LANES as u32
        );
        if sizes.decodes() {
            launch!(
                backward::add_start[lanes], sizes.tiles(self.batch);
                [self.transposed, self.by_recurrent, self.passed, result] / lanes;
                self.batch as u32, sizes.columns() as u32, lanes as u32
            );
        }
        result
    }

    fn by_weights(&self, input: &CubeTensor, states: &CubeTensor, sizes: Gru) -> CubeTensor {
        let result = like(input, sizes.weights());
        let (inputs, columns) = (sizes.frame_rows(), 3 * sizes.columns());
        let (frame_lanes, lanes) = (vector(inputs), sizes.lanes());
        let tiles = |rows: usize| (rows + 1).div_ceil(ROWS) * columns;
        let split = tiles(inputs).next_multiple_of(UNITS as usize);
        launch!(
            sums::by_weights[frame_lanes, lanes, lanes], grid(split + tiles(sizes.units));
            [input] / frame_lanes, [states, self.by_frames, self.by_recurrent, result] / lanes;
            sizes.projections(self.batch) as u32, (sizes.frames * self.batch) as u32,
            (inputs / frame_lanes) as u32, sizes.columns() as u32, columns as u32, split as u32,
            frame_lanes as u32, lanes as u32
        );
        result
    }
}

/// Transposed weights of the states: a product with them reads in order.
fn transpose(weights: &CubeTensor, sizes: Gru) -> CubeTensor {
    let units = sizes.units;
    let transposed = like(weights, [3 * units, units]);
    launch!(
        backward::transpose, grid(3 * units * units);
        [weights, transposed] / 1;
        sizes.frame_rows() as u32, units as u32, (3 * units) as u32
    );
    transposed
}
