//! Recurrent layers on WebGPU, without workgroup memory and barriers as everything here. The products with
//! the frames are made at once, then there is one dispatch a frame, each a product with the state and the
//! gates; on the way back there is one a frame again, then the gradient by the weights in one.

mod backward;
mod forward;
mod products;
mod sums;

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

use super::{Gru, GruBackward, GruKernels, Way};
use crate::ops::gpu::{Grid, UNITS, grid, launch, like, vector};
use crate::ops::layers::activation::Fused;
use crate::ops::layers::dense::gpu::{ROWS, apply};

/// Inputs of a tile of the gradient by the input.
const INPUT_LANES: usize = 4;

impl Gru {
    /// Numbers of a vector of units.
    fn lanes(self) -> usize {
        vector(self.units)
    }

    /// Vectors of a state.
    fn columns(self) -> usize {
        self.units / self.lanes()
    }

    /// Workgroups for one frame of all sequences.
    fn tiles(self, batch: usize) -> Grid {
        grid(batch.div_ceil(products::ROWS) * self.columns())
    }

    fn writes(self) -> bool {
        self.way == Way::Write
    }
}

impl GruKernels for CubeBackend {
    fn gru(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        plan: Gru,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let (input, weights) = (into_contiguous(input), into_contiguous(weights));
        let [batch, _] = input.shape().dims();
        let Gru { frames, units, .. } = plan;
        let rows = [plan.projections(batch), plan.frame_rows()];
        let bias = plan.frame_rows() + units;
        let projected = apply(&input, rows, &weights, bias, Fused::Linear);
        // A layer that reads begins with zeros, so that anything will do.
        let source = if plan.writes() { &input } else { &projected };
        let states = begin(source, batch, plan);
        let gates = like(&input, [frames, batch, 4 * units]);
        let output = like(&input, [batch, plan.outputs()]);
        let lanes = plan.lanes();
        for frame in 0..frames {
            launch!(
                forward::step[lanes], plan.tiles(batch);
                [projected, weights, states, gates, output] / lanes;
                batch as u32, plan.columns() as u32, frame as u32, frames as u32,
                plan.frame_rows() as u32, (bias + 1) as u32, lanes as u32, plan.writes()
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
        plan: Gru,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (input, weights) = (into_contiguous(input), into_contiguous(weights));
        let slopes = Slopes::new(&weights, &states, &gates, into_contiguous(gradient), plan);
        let by_input = slopes.by_input(&weights, plan);
        (by_input, slopes.by_weights(&input, &states, plan))
    }

    fn gru_backward_weights(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        states: FloatTensor<Self>,
        gates: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        plan: Gru,
    ) -> FloatTensor<Self> {
        let (input, weights) = (into_contiguous(input), into_contiguous(weights));
        let slopes = Slopes::new(&weights, &states, &gates, into_contiguous(gradient), plan);
        slopes.by_weights(&input, &states, plan)
    }
}

/// Room for all states, of which those before the first frame are written.
fn begin(source: &CubeTensor, batch: usize, plan: Gru) -> CubeTensor {
    let states = like(source, [plan.frames + 1, batch, plan.units]);
    let (lanes, count) = (plan.lanes(), batch * plan.columns());
    launch!(
        forward::begin[lanes], grid(count);
        [source, states] / lanes;
        count as u32, plan.writes()
    );
    states
}

/// What flows back through time.
struct Slopes {
    batch: usize,
    /// The weights of the states with rows and columns exchanged, `[3 · units, units]`.
    transposed: CubeTensor,
    /// Gradient by x W + b, `[projections, 3 · units]`.
    by_frames: CubeTensor,
    /// Gradient by h U + c, `[frames, batch, 3 · units]`.
    by_sums: CubeTensor,
    /// What the first state passes straight on, `[batch, units]`.
    passed: CubeTensor,
}

impl Slopes {
    fn new(
        weights: &CubeTensor,
        states: &CubeTensor,
        gates: &CubeTensor,
        gradient: CubeTensor,
        plan: Gru,
    ) -> Self {
        let [batch, _] = gradient.shape().dims();
        let Gru { frames, units, .. } = plan;
        let slopes = Self {
            batch,
            transposed: transpose(weights, plan),
            by_frames: like(weights, [plan.projections(batch), 3 * units]),
            by_sums: like(weights, [frames, batch, 3 * units]),
            passed: like(weights, [batch, units]),
        };
        let lanes = plan.lanes();
        for frame in (0..frames).rev() {
            launch!(
                backward::step_back[lanes], plan.tiles(batch);
                [slopes.transposed, states, gates, gradient, slopes.by_frames,
                    slopes.by_sums, slopes.passed] / lanes;
                batch as u32, plan.columns() as u32, frame as u32, frames as u32, lanes as u32,
                plan.writes()
            );
        }
        slopes
    }

    fn by_input(&self, weights: &CubeTensor, plan: Gru) -> CubeTensor {
        let result = like(weights, [self.batch, plan.inputs()]);
        let (rows, inputs) = (plan.projections(self.batch), plan.frame_rows());
        let lanes = plan.lanes();
        launch!(
            sums::by_input[lanes], grid(rows.div_ceil(ROWS) * inputs.div_ceil(INPUT_LANES));
            [weights, self.by_frames] / lanes, [result] / 1;
            rows as u32, inputs as u32, (3 * plan.columns()) as u32, INPUT_LANES as u32
        );
        if plan.writes() {
            launch!(
                backward::add_start[lanes], plan.tiles(self.batch);
                [self.transposed, self.by_sums, self.passed, result] / lanes;
                self.batch as u32, plan.columns() as u32, lanes as u32
            );
        }
        result
    }

    fn by_weights(&self, input: &CubeTensor, states: &CubeTensor, plan: Gru) -> CubeTensor {
        let result = like(input, plan.weights());
        let (inputs, columns) = (plan.frame_rows(), 3 * plan.columns());
        let (frame_lanes, lanes) = (vector(inputs), plan.lanes());
        let tiles = |rows: usize| (rows + 1).div_ceil(ROWS) * columns;
        let split = tiles(inputs).next_multiple_of(UNITS as usize);
        launch!(
            sums::by_weights[frame_lanes, lanes, lanes], grid(split + tiles(plan.units));
            [input] / frame_lanes, [states, self.by_frames, self.by_sums, result] / lanes;
            plan.projections(self.batch) as u32, (plan.frames * self.batch) as u32,
            (inputs / frame_lanes) as u32, plan.columns() as u32, columns as u32, split as u32,
            frame_lanes as u32, lanes as u32
        );
        result
    }
}

/// The weights of the states with rows and columns exchanged, so that a product with them reads in order.
fn transpose(weights: &CubeTensor, plan: Gru) -> CubeTensor {
    let units = plan.units;
    let transposed = like(weights, [3 * units, units]);
    launch!(
        backward::transpose, grid(3 * units * units);
        [weights, transposed] / 1;
        plan.frame_rows() as u32, units as u32, (3 * units) as u32
    );
    transposed
}
