//! The same operations in stock tensors: what a backend without kernels of its own does, and what the
//! kernels are held to in tests.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, TensorMetadata};
use burn::tensor::Slice;

use super::Fused;

/// See [`Kernels::dense`](super::Kernels::dense).
pub fn dense<B: Backend>(
    input: FloatTensor<B>,
    weights: FloatTensor<B>,
    activation: Fused,
) -> FloatTensor<B> {
    let (matrix, bias) = split::<B>(weights);
    let sums = B::float_add(B::float_matmul(input, matrix), bias);
    match activation {
        Fused::Linear => sums,
        Fused::Relu => B::relu(sums),
        Fused::Tanh => B::float_tanh(sums),
        Fused::Sigmoid => B::sigmoid(sums),
    }
}

/// See [`Kernels::dense_backward_sums`](super::Kernels::dense_backward_sums).
pub fn dense_backward_sums<B: Backend>(
    output: FloatTensor<B>,
    gradient: FloatTensor<B>,
    activation: Fused,
) -> FloatTensor<B> {
    match activation {
        Fused::Linear => gradient,
        Fused::Relu => B::relu_backward(output, gradient),
        Fused::Tanh => {
            let square = B::float_mul(output.clone(), output);
            let slope = B::float_add_scalar(B::float_neg(square), 1.0.into());
            B::float_mul(gradient, slope)
        }
        Fused::Sigmoid => B::sigmoid_backward(output, gradient),
    }
}

/// See [`Kernels::dense_backward_input`](super::Kernels::dense_backward_input).
pub fn dense_backward_input<B: Backend>(
    weights: FloatTensor<B>,
    sums: FloatTensor<B>,
) -> FloatTensor<B> {
    let (matrix, _) = split::<B>(weights);
    B::float_matmul(sums, B::float_swap_dims(matrix, 0, 1))
}

/// See [`Kernels::dense_backward_weights`](super::Kernels::dense_backward_weights).
pub fn dense_backward_weights<B: Backend>(
    input: FloatTensor<B>,
    sums: FloatTensor<B>,
) -> FloatTensor<B> {
    let matrix = B::float_matmul(B::float_swap_dims(input, 0, 1), sums.clone());
    B::float_cat(vec![matrix, B::float_sum_dim(sums, 0)], 0)
}

/// Weight and bias, `[inputs, outputs]` and `[1, outputs]`.
fn split<B: Backend>(weights: FloatTensor<B>) -> (FloatTensor<B>, FloatTensor<B>) {
    let [rows, outputs] = weights.shape().dims();
    let part = |from: usize, to: usize| {
        B::float_slice(
            weights.clone(),
            &[Slice::from(from..to), Slice::from(0..outputs)],
        )
    };
    (part(0, rows - 1), part(rows - 1, rows))
}
