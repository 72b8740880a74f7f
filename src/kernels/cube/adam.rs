//! Adam on WebGPU: one dispatch a tensor, in place.

// The `#[cube]` macro writes launch functions without documentation; kernels take many arguments.
#![allow(missing_docs, clippy::too_many_arguments)]

use burn::backend::TensorMetadata;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::{UNITS, buffer, cubes, vector};
use crate::kernels::AdamStep;

/// One vector a unit. `rate` is divided by the mean's correction already.
#[cube(launch_unchecked)]
fn adam_step<N: Size>(
    weights: &mut [Vector<f32, N>],
    mean: &mut [Vector<f32, N>],
    square: &mut [Vector<f32, N>],
    gradient: &[Vector<f32, N>],
    rate: f32,
    beta_1: f32,
    beta_2: f32,
    epsilon: f32,
    square_correction: f32,
    count: u32,
) {
    if (ABSOLUTE_POS as u32) < count {
        let slope = gradient[ABSOLUTE_POS];
        let keep_1 = Vector::<f32, N>::new(beta_1);
        let keep_2 = Vector::<f32, N>::new(beta_2);
        let one = Vector::<f32, N>::new(1.0f32);
        let new_mean = keep_1 * mean[ABSOLUTE_POS] + (one - keep_1) * slope;
        let new_square = keep_2 * square[ABSOLUTE_POS] + (one - keep_2) * slope * slope;
        let root = Vector::sqrt(new_square / Vector::<f32, N>::new(square_correction));
        let change =
            Vector::<f32, N>::new(rate) * new_mean / (root + Vector::<f32, N>::new(epsilon));
        mean[ABSOLUTE_POS] = new_mean;
        square[ABSOLUTE_POS] = new_square;
        weights[ABSOLUTE_POS] -= change;
    }
}

/// See [`Kernels::adam`](crate::kernels::Kernels::adam).
pub fn adam(
    weights: CubeTensor,
    gradient: CubeTensor,
    mean: CubeTensor,
    square: CubeTensor,
    step: AdamStep,
) -> (CubeTensor, CubeTensor, CubeTensor) {
    let gradient = into_contiguous(gradient);
    let [weights, mean, square] = [weights, mean, square].map(own);
    let elements = gradient.shape().num_elements();
    let width = vector(elements);
    let count = elements / width;
    let (mean_correction, square_correction) = step.corrections();
    // SAFETY: the count masks the edge, and nothing else holds what is written.
    #[allow(unsafe_code)]
    unsafe {
        adam_step::launch_unchecked(
            &gradient.client.clone(),
            cubes(count),
            CubeDim::new_1d(UNITS),
            width,
            buffer(&weights, width),
            buffer(&mean, width),
            buffer(&square, width),
            buffer(&gradient, width),
            step.rate / mean_correction,
            step.beta_1,
            step.beta_2,
            step.epsilon,
            square_correction,
            count as u32,
        );
    }
    (weights, mean, square)
}

/// The tensor itself where nothing else holds it, else a copy: what is about to be written.
fn own(tensor: CubeTensor) -> CubeTensor {
    let tensor = into_contiguous(tensor);
    if tensor.can_mut() {
        tensor
    } else {
        tensor.copy()
    }
}
