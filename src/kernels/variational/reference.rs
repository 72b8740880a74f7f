//! The same operations in stock tensors: what a backend without kernels of its own does.

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, TensorMetadata};
use burn::tensor::Slice;

use super::Noise;
use crate::kernels::noise::{Law, NoiseKernels};

/// See [`VariationalKernels::sample`](super::VariationalKernels::sample).
pub fn sample<B: NoiseKernels>(
    heads: FloatTensor<B>,
    clock: IntTensor<B>,
    noise: Noise,
) -> FloatTensor<B> {
    let (means, log_variances) = split::<B>(heads);
    let deviations = B::float_exp(B::float_mul_scalar(log_variances, 0.5.into()));
    let moves = match noise {
        Noise::Fresh(stream) => {
            let shape = deviations.shape().dims();
            B::float_mul(deviations, B::noise(clock, stream, Law::Normal, shape))
        }
        Noise::Constant(value) => B::float_mul_scalar(deviations, value.into()),
    };
    B::float_add(means, moves)
}

/// See [`VariationalKernels::sample_backward`](super::VariationalKernels::sample_backward).
pub fn sample_backward<B: Backend>(
    heads: FloatTensor<B>,
    codes: FloatTensor<B>,
    gradient: FloatTensor<B>,
) -> FloatTensor<B> {
    let (means, _) = split::<B>(heads);
    let halves = B::float_mul_scalar(B::float_sub(codes, means), 0.5.into());
    B::float_cat(vec![gradient.clone(), B::float_mul(gradient, halves)], 1)
}

/// See [`VariationalKernels::kl`](super::VariationalKernels::kl).
pub fn kl<B: Backend>(heads: FloatTensor<B>) -> (FloatTensor<B>, FloatTensor<B>) {
    let [batch, _] = heads.shape().dims();
    let (means, log_variances) = split::<B>(heads);
    let squares = B::float_mul(means.clone(), means.clone());
    let excess = B::float_add_scalar(B::float_exp(log_variances.clone()), (-1.0).into());
    let terms = B::float_sub(B::float_add(squares, excess.clone()), log_variances);
    let scale = 1.0 / batch as f32;
    let half = |tensor| B::float_mul_scalar(tensor, (0.5 * scale).into());
    let slope = vec![B::float_mul_scalar(means, scale.into()), half(excess)];
    (half(B::float_sum(terms)), B::float_cat(slope, 1))
}

/// Means and log-variances.
fn split<B: Backend>(heads: FloatTensor<B>) -> (FloatTensor<B>, FloatTensor<B>) {
    let [batch, columns] = heads.shape().dims();
    let part = |from: usize, to: usize| {
        let slices = [Slice::from(0..batch), Slice::from(from..to)];
        B::float_slice(heads.clone(), &slices)
    };
    (part(0, columns / 2), part(columns / 2, columns))
}
