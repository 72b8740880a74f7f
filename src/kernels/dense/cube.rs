//! Dense layers on WebGPU: tiles of eight rows by one vector, in registers.

// The `#[cube]` macro writes launch functions without documentation; kernels take many arguments, and
// know no `div_ceil`.
#![allow(missing_docs, clippy::too_many_arguments, clippy::manual_div_ceil)]

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::super::activation::{
    Fused,
    cube::{activate, slope},
};
use super::super::cube::{UNITS, buffer, cubes, like, vector};
use super::DenseKernels;

/// Rows of a tile.
const ROWS: usize = 8;
/// Inputs of a tile of the gradient by the input.
const INPUTS: u32 = 4;

/// Where the rows of a tile begin; one that is not there is the last.
#[cube]
fn row_bases(row: u32, rows: u32, width: u32) -> Sequence<u32> {
    let mut bases = Sequence::<u32>::new();
    #[unroll]
    for index in 0..ROWS {
        bases.push(min(row + index as u32, rows - 1) * width);
    }
    bases
}

/// Tiles of `ROWS` images by one vector of outputs. `inner` and `columns` count vectors.
#[cube(launch_unchecked)]
fn forward<K: Size, N: Size>(
    input: &[Vector<f32, K>],
    weights: &[Vector<f32, N>],
    output: &mut [Vector<f32, N>],
    batch: u32,
    inner: u32,
    columns: u32,
    #[comptime] lanes: u32,
    #[comptime] activation: Fused,
) {
    let unit = ABSOLUTE_POS as u32;
    let column = unit % columns;
    let row = (unit / columns) * ROWS as u32;
    if row < batch {
        let bias = weights[(inner * lanes * columns + column) as usize];
        let mut sums = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..ROWS {
            sums.push(RuntimeCell::<Vector<f32, N>>::new(bias));
        }
        let bases = row_bases(row, batch, inner);
        for step in 0..inner {
            let mut right = Sequence::<Vector<f32, N>>::new();
            let first = step * lanes * columns + column;
            #[unroll]
            for lane in 0..lanes {
                right.push(weights[(first + lane * columns) as usize]);
            }
            #[unroll]
            for index in 0..ROWS {
                let left = input[(bases[index] + step) as usize];
                #[unroll]
                for lane in 0..lanes {
                    let factor = Vector::<f32, N>::new(left.extract(lane as usize));
                    let sum = sums[index].read() + factor * right[lane as usize];
                    sums[index].store(sum);
                }
            }
        }
        #[unroll]
        for index in 0..ROWS {
            let at = row + index as u32;
            if at < batch {
                output[(at * columns + column) as usize] =
                    activate::<N>(sums[index].read(), activation);
            }
        }
    }
}

/// Gradient by the sums: that by the output times the derivative of the activation.
#[cube]
fn by_sums<N: Size>(
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    at: u32,
    #[comptime] activation: Fused,
) -> Vector<f32, N> {
    let above = gradient[at as usize];
    if comptime!(activation == Fused::Linear) {
        above
    } else {
        above * slope::<N>(output[at as usize], activation)
    }
}

/// Tiles of `ROWS` images by `lanes` inputs; each is a dot product over the outputs.
#[cube]
fn input_tile<N: Size>(
    weights: &[Vector<f32, N>],
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    by_input: &mut [f32],
    unit: u32,
    batch: u32,
    inputs: u32,
    columns: u32,
    #[comptime] lanes: u32,
    #[comptime] activation: Fused,
) {
    let blocks = (inputs + lanes - 1) / lanes;
    let first = (unit % blocks) * lanes;
    let row = (unit / blocks) * ROWS as u32;
    if row < batch {
        let mut totals = Sequence::<RuntimeCell<f32>>::new();
        #[unroll]
        for _ in 0..ROWS as u32 * lanes {
            totals.push(RuntimeCell::<f32>::new(0.0f32));
        }
        let bases = row_bases(row, batch, columns);
        let mut rows = Sequence::<u32>::new();
        #[unroll]
        for lane in 0..lanes {
            rows.push(min(first + lane, inputs - 1) * columns);
        }
        for step in 0..columns {
            let mut right = Sequence::<Vector<f32, N>>::new();
            #[unroll]
            for lane in 0..lanes {
                right.push(weights[(rows[lane as usize] + step) as usize]);
            }
            #[unroll]
            for index in 0..ROWS {
                let left = by_sums::<N>(output, gradient, bases[index] + step, activation);
                #[unroll]
                for lane in 0..lanes {
                    let slot = index * lanes as usize + lane as usize;
                    let total = totals[slot].read() + left.dot(right[lane as usize]);
                    totals[slot].store(total);
                }
            }
        }
        #[unroll]
        for index in 0..ROWS {
            #[unroll]
            for lane in 0..lanes {
                let (at, input) = (row + index as u32, first + lane);
                if at < batch && input < inputs {
                    by_input[(at * inputs + input) as usize] =
                        totals[index * lanes as usize + lane as usize].read();
                }
            }
        }
    }
}

/// Tiles of `ROWS` inputs by one vector of outputs, summed over the batch; the row after the last
/// is the bias, the sum alone. `inner` counts vectors of `lanes` inputs.
#[cube]
fn weights_tile<K: Size, N: Size>(
    input: &[Vector<f32, K>],
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    by_weights: &mut [Vector<f32, N>],
    unit: u32,
    batch: u32,
    inner: u32,
    columns: u32,
    #[comptime] lanes: u32,
    #[comptime] activation: Fused,
) {
    let inputs = inner * lanes;
    let column = unit % columns;
    let row = (unit / columns) * ROWS as u32;
    if row <= inputs {
        let mut totals = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..ROWS {
            totals.push(RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32)));
        }
        let bias = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
        let mut groups = Sequence::<u32>::new();
        #[unroll]
        for group in 0..ROWS as u32 / lanes {
            groups.push(min(row / lanes + group, inner - 1));
        }
        for image in 0..batch {
            let right = by_sums::<N>(output, gradient, image * columns + column, activation);
            bias.store(bias.read() + right);
            let base = image * inner;
            #[unroll]
            for group in 0..ROWS as u32 / lanes {
                let left = input[(base + groups[group as usize]) as usize];
                #[unroll]
                for lane in 0..lanes {
                    let total = &totals[(group * lanes + lane) as usize];
                    let factor = Vector::<f32, N>::new(left.extract(lane as usize));
                    total.store(total.read() + factor * right);
                }
            }
        }
        #[unroll]
        for index in 0..ROWS {
            let at = row + index as u32;
            if at < inputs {
                by_weights[(at * columns + column) as usize] = totals[index].read();
            }
            if at == inputs {
                by_weights[(at * columns + column) as usize] = bias.read();
            }
        }
    }
}

/// Both gradients at once: the first `split` units, whole workgroups, work on the input's.
#[cube(launch_unchecked)]
fn backward<K: Size, N: Size>(
    input: &[Vector<f32, K>],
    weights: &[Vector<f32, N>],
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    by_input: &mut [f32],
    by_weights: &mut [Vector<f32, N>],
    batch: u32,
    inner: u32,
    columns: u32,
    split: u32,
    #[comptime] lanes: u32,
    #[comptime] activation: Fused,
) {
    let unit = ABSOLUTE_POS as u32;
    if unit < split {
        let inputs = inner * lanes;
        input_tile::<N>(
            weights, output, gradient, by_input, unit, batch, inputs, columns, INPUTS, activation,
        );
    } else {
        let unit = unit - split;
        weights_tile::<K, N>(
            input, output, gradient, by_weights, unit, batch, inner, columns, lanes, activation,
        );
    }
}

/// The gradient by the weights alone.
#[cube(launch_unchecked)]
fn backward_weights<K: Size, N: Size>(
    input: &[Vector<f32, K>],
    output: &[Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    by_weights: &mut [Vector<f32, N>],
    batch: u32,
    inner: u32,
    columns: u32,
    #[comptime] lanes: u32,
    #[comptime] activation: Fused,
) {
    weights_tile::<K, N>(
        input,
        output,
        gradient,
        by_weights,
        ABSOLUTE_POS as u32,
        batch,
        inner,
        columns,
        lanes,
        activation,
    );
}

/// Sizes of a layer, and the vectors that divide them.
struct Sizes {
    batch: usize,
    inputs: usize,
    outputs: usize,
    lanes: usize,
    width: usize,
}

impl Sizes {
    fn new(input: &CubeTensor, outputs: usize) -> Self {
        let [batch, inputs] = input.shape().dims();
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

    /// Units that the gradient by the weights needs.
    fn weight_units(&self) -> usize {
        (self.inputs + 1).div_ceil(ROWS) * self.columns()
    }
}

impl DenseKernels for CubeBackend {
    fn dense(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let (input, weights) = (into_contiguous(input), into_contiguous(weights));
        let [_, outputs] = weights.shape().dims();
        let sizes = Sizes::new(&input, outputs);
        let output = like(&input, [sizes.batch, outputs]);
        // SAFETY: the kernel masks its edges by the sizes it is given, which are the tensors' own.
        #[allow(unsafe_code)]
        unsafe {
            forward::launch_unchecked(
                &input.client.clone(),
                cubes(sizes.batch.div_ceil(ROWS) * sizes.columns()),
                CubeDim::new_1d(UNITS),
                sizes.lanes,
                sizes.width,
                buffer(&input, sizes.lanes),
                buffer(&weights, sizes.width),
                buffer(&output, sizes.width),
                sizes.batch as u32,
                sizes.inner() as u32,
                sizes.columns() as u32,
                sizes.lanes as u32,
                activation,
            );
        }
        output
    }

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
        let sizes = Sizes::new(&input, outputs);
        let by_input = like(&input, [sizes.batch, sizes.inputs]);
        let by_weights = like(&input, [sizes.inputs + 1, outputs]);
        let tiles = sizes.batch.div_ceil(ROWS) * sizes.inputs.div_ceil(INPUTS as usize);
        let split = tiles.next_multiple_of(UNITS as usize);
        // SAFETY: as above.
        #[allow(unsafe_code)]
        unsafe {
            backward::launch_unchecked(
                &input.client.clone(),
                cubes(split + sizes.weight_units()),
                CubeDim::new_1d(UNITS),
                sizes.lanes,
                sizes.width,
                buffer(&input, sizes.lanes),
                buffer(&weights, sizes.width),
                buffer(&output, sizes.width),
                buffer(&gradient, sizes.width),
                buffer(&by_input, 1),
                buffer(&by_weights, sizes.width),
                sizes.batch as u32,
                sizes.inner() as u32,
                sizes.columns() as u32,
                split as u32,
                sizes.lanes as u32,
                activation,
            );
        }
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
        let sizes = Sizes::new(&input, outputs);
        let by_weights = like(&input, [sizes.inputs + 1, outputs]);
        // SAFETY: as above.
        #[allow(unsafe_code)]
        unsafe {
            backward_weights::launch_unchecked(
                &input.client.clone(),
                cubes(sizes.weight_units()),
                CubeDim::new_1d(UNITS),
                sizes.lanes,
                sizes.width,
                buffer(&input, sizes.lanes),
                buffer(&output, sizes.width),
                buffer(&gradient, sizes.width),
                buffer(&by_weights, sizes.width),
                sizes.batch as u32,
                sizes.inner() as u32,
                sizes.columns() as u32,
                sizes.lanes as u32,
                activation,
            );
        }
        by_weights
    }
}
