//! Gradients by input and weights from those by the pre-activations of all frames, as in dense layers.

use cubecl::prelude::*;

use crate::ops::layers::activation::Fused;
use crate::ops::layers::dense::gpu::backward::{input_tile, weights_tile};

/// Gradient by the input.
#[cube(launch_unchecked)]
pub fn by_input<N: Size>(
    weights: &[Vector<f32, N>],
    by_frames: &[Vector<f32, N>],
    result: &mut [f32],
    rows: u32,
    inputs: u32,
    columns: u32,
    #[comptime] lanes: u32,
) {
    input_tile::<N>(
        weights,
        by_frames,
        by_frames,
        result,
        ABSOLUTE_POS as u32,
        rows,
        inputs,
        columns,
        lanes,
        Fused::Linear,
    );
}

/// Gradient by the weights. The first `split` units, whole workgroups, find the rows of frames, the others
/// those of states.
#[cube(launch_unchecked)]
pub fn by_weights<K: Size, L: Size, N: Size>(
    input: &[Vector<f32, K>],
    states: &[Vector<f32, L>],
    by_frames: &[Vector<f32, N>],
    by_recurrent: &[Vector<f32, N>],
    result: &mut [Vector<f32, N>],
    frame_rows: u32,
    state_rows: u32,
    frame_vectors: u32,
    state_vectors: u32,
    columns: u32,
    split: u32,
    #[comptime] frame_lanes: u32,
    #[comptime] state_lanes: u32,
) {
    let unit = ABSOLUTE_POS as u32;
    let states_from = frame_vectors * frame_lanes;
    let biases_from = states_from + state_vectors * state_lanes;
    if unit < split {
        weights_tile::<K, N>(
            input,
            by_frames,
            by_frames,
            result,
            unit,
            frame_rows,
            frame_vectors,
            columns,
            0u32,
            biases_from,
            frame_lanes,
            1u32,
            Fused::Linear,
        );
    } else {
        weights_tile::<L, N>(
            states,
            by_recurrent,
            by_recurrent,
            result,
            unit - split,
            state_rows,
            state_vectors,
            columns,
            states_from,
            biases_from + 1u32,
            state_lanes,
            1u32,
            Fused::Linear,
        );
    }
}
