//! Recurrent layers on the CPU.

use burn::backend::flex::Flex;
use burn::backend::{TensorMetadata, tensor::FloatTensor};

use super::gates::{backward_step, step};
use super::{Gru, GruBackward, GruKernels, GruMode};
use crate::ops::cpu::gemm::{Matrix, product};
use crate::ops::cpu::{tensor, values};

/// Views of a layer's weights.
struct Weights<'a> {
    /// W, `[frame rows, 3 · units]`.
    frame: Matrix<'a>,
    /// U, `[units, 3 · units]`.
    state: Matrix<'a>,
    /// b, `[3 · units]`.
    frame_bias: &'a [f32],
    /// c, `[3 · units]`.
    state_bias: &'a [f32],
}

impl<'a> Weights<'a> {
    fn of(weights: &'a [f32], sizes: Gru) -> Self {
        let columns = 3 * sizes.units;
        let (frame, rest) = weights.split_at(sizes.frame_rows() * columns);
        let (state, biases) = rest.split_at(sizes.units * columns);
        let (frame_bias, state_bias) = biases.split_at(columns);
        Self {
            frame: Matrix::new(frame, columns),
            state: Matrix::new(state, columns),
            frame_bias,
            state_bias,
        }
    }
}

impl GruKernels for Flex {
    fn gru(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        sizes: Gru,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let (input, weights) = (input.to_contiguous(), weights.to_contiguous());
        let [batch, _] = input.shape().dims();
        let Gru { frames, units, .. } = sizes;
        let views = Weights::of(values(&weights), sizes);
        let frame_rows = Matrix::new(values(&input), sizes.frame_rows());
        let mut projected = vec![0.0; sizes.projections(batch) * 3 * units];
        product(frame_rows, views.frame, views.frame_bias, &mut projected);
        let mut states = vec![0.0; (frames + 1) * batch * units];
        if sizes.mode == GruMode::Decode {
            states[..batch * units].copy_from_slice(values(&input));
        }
        let mut gates = vec![0.0; frames * batch * 4 * units];
        let mut sums = vec![0.0; batch * 3 * units];
        for (frame, gates) in gates.chunks_exact_mut(batch * 4 * units).enumerate() {
            let (state, next) = states[frame * batch * units..].split_at_mut(batch * units);
            let left = Matrix::new(state, units);
            product(left, views.state, views.state_bias, &mut sums);
            for (row, gates) in gates.chunks_exact_mut(4 * units).enumerate() {
                let at = projection(sizes, row, frame) * 3 * units;
                step(
                    &projected[at..at + 3 * units],
                    &sums[row * 3 * units..][..3 * units],
                    &state[row * units..][..units],
                    gates,
                    &mut next[row * units..][..units],
                );
            }
        }
        let output = tensor(output(&states, batch, sizes), [batch, sizes.outputs()]);
        let states = tensor(states, [frames + 1, batch, units]);
        (output, states, tensor(gates, [frames, batch, 4 * units]))
    }
}

impl GruBackward for Flex {
    fn gru_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        states: FloatTensor<Self>,
        gates: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        sizes: Gru,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let weights = weights.to_contiguous();
        let gradients = TimeGradients::new(&weights, &states, &gates, &gradient, sizes);
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
        let weights = weights.to_contiguous();
        let gradients = TimeGradients::new(&weights, &states, &gates, &gradient, sizes);
        gradients.by_weights(&input, &states, sizes)
    }
}

/// Row of the projection x W + b for a frame of a sequence.
fn projection(sizes: Gru, row: usize, frame: usize) -> usize {
    match sizes.mode {
        GruMode::Encode => row * sizes.frames + frame,
        GruMode::Decode => row,
    }
}

/// Output of a layer: the last state of each sequence, or all but the first, sequence by sequence.
fn output(states: &[f32], batch: usize, sizes: Gru) -> Vec<f32> {
    let Gru { frames, units, .. } = sizes;
    let state = |frame: usize, row: usize| &states[(frame * batch + row) * units..][..units];
    match sizes.mode {
        GruMode::Encode => states[frames * batch * units..].to_vec(),
        GruMode::Decode => (0..batch)
            .flat_map(|row| (1..=frames).map(move |frame| (frame, row)))
            .flat_map(|(frame, row)| state(frame, row))
            .copied()
            .collect(),
    }
}

/// Gradients of all frames, found back through time.
struct TimeGradients {
    batch: usize,
    /// Gradient by x W + b, `[projections, 3 · units]`.
    by_frames: Vec<f32>,
    /// Gradient by h U + c, `[frames · batch, 3 · units]`.
    by_recurrent: Vec<f32>,
    /// Gradient by the first state, `[batch, units]`.
    by_start: Vec<f32>,
}

impl TimeGradients {
    fn new(
        weights: &FloatTensor<Flex>,
        states: &FloatTensor<Flex>,
        gates: &FloatTensor<Flex>,
        gradient: &FloatTensor<Flex>,
        sizes: Gru,
    ) -> Self {
        let gradient = gradient.to_contiguous();
        let [batch, _] = gradient.shape().dims();
        let Gru { frames, units, .. } = sizes;
        let (states, gates, gradient) = (values(states), values(gates), values(&gradient));
        let back = Weights::of(values(weights), sizes).state.transposed();
        let mut by_frames = vec![0.0; sizes.projections(batch) * 3 * units];
        let mut by_recurrent = vec![0.0; frames * batch * 3 * units];
        let mut by_start = vec![0.0; batch * units];
        let mut through = vec![0.0; batch * units];
        for frame in (0..frames).rev() {
            let by_recurrent = &mut by_recurrent[frame * batch * 3 * units..][..batch * 3 * units];
            for row in 0..batch {
                let by_state = &mut by_start[row * units..][..units];
                if let Some(at) = output_offset(sizes, row, frame) {
                    add(by_state, &gradient[at..at + units]);
                }
                let slot = frame * batch + row;
                let at = projection(sizes, row, frame) * 3 * units;
                backward_step(
                    &gates[slot * 4 * units..][..4 * units],
                    &states[slot * units..][..units],
                    by_state,
                    &mut by_recurrent[row * 3 * units..][..3 * units],
                    &mut by_frames[at..at + 3 * units],
                );
            }
            product(
                Matrix::new(by_recurrent, 3 * units),
                back,
                &[],
                &mut through,
            );
            add(&mut by_start, &through);
        }
        Self {
            batch,
            by_frames,
            by_recurrent,
            by_start,
        }
    }

    fn by_input(&self, weights: &FloatTensor<Flex>, sizes: Gru) -> FloatTensor<Flex> {
        let views = Weights::of(values(weights), sizes);
        let mut by_input = vec![0.0; self.batch * sizes.inputs()];
        let left = Matrix::new(&self.by_frames, 3 * sizes.units);
        product(left, views.frame.transposed(), &[], &mut by_input);
        if sizes.mode == GruMode::Decode {
            add(&mut by_input, &self.by_start);
        }
        tensor(by_input, [self.batch, sizes.inputs()])
    }

    fn by_weights(
        &self,
        input: &FloatTensor<Flex>,
        states: &FloatTensor<Flex>,
        sizes: Gru,
    ) -> FloatTensor<Flex> {
        let input = input.to_contiguous();
        let [rows, columns] = sizes.weights();
        let mut gradient = vec![0.0; rows * columns];
        let (by_frame, rest) = gradient.split_at_mut(sizes.frame_rows() * columns);
        let (by_state, biases) = rest.split_at_mut(sizes.units * columns);
        let (frame_bias, state_bias) = biases.split_at_mut(columns);
        let frame_rows = Matrix::new(values(&input), sizes.frame_rows()).transposed();
        let right = Matrix::new(&self.by_frames, columns);
        product(frame_rows, right, &[], by_frame);
        let before = &values(states)[..sizes.frames * self.batch * sizes.units];
        let before = Matrix::new(before, sizes.units).transposed();
        product(
            before,
            Matrix::new(&self.by_recurrent, columns),
            &[],
            by_state,
        );
        for (bias, gradients) in [
            (frame_bias, &self.by_frames),
            (state_bias, &self.by_recurrent),
        ] {
            gradients
                .chunks_exact(columns)
                .for_each(|row| add(bias, row));
        }
        tensor(gradient, [rows, columns])
    }
}

/// Offset of the gradient by the output of a frame, if the frame has an output.
fn output_offset(sizes: Gru, row: usize, frame: usize) -> Option<usize> {
    match sizes.mode {
        GruMode::Encode => (frame + 1 == sizes.frames).then_some(row * sizes.units),
        GruMode::Decode => Some((row * sizes.frames + frame) * sizes.units),
    }
}

fn add(sums: &mut [f32], values: &[f32]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}
