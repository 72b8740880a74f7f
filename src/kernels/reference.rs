//! The same operations in stock tensors: what a backend without kernels of its own does, and what the
//! kernels are held to in tests.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, TensorMetadata};
use burn::tensor::Slice;

use super::{AdamStep, Fused, PixelLoss};

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

/// See [`Kernels::pixel_loss`](super::Kernels::pixel_loss).
pub fn pixel_loss<B: Backend>(
    logits: FloatTensor<B>,
    target: FloatTensor<B>,
    kind: PixelLoss,
) -> (FloatTensor<B>, FloatTensor<B>) {
    let count = logits.shape().num_elements() as f32;
    let square = |x: FloatTensor<B>| B::float_mul(x.clone(), x);
    let one_minus = |x| B::float_add_scalar(B::float_neg(x), 1.0.into());
    let (values, slope) = match kind {
        PixelLoss::Squared => {
            let distance = B::float_sub(logits, target);
            (
                square(distance.clone()),
                B::float_mul_scalar(distance, 2.0.into()),
            )
        }
        PixelLoss::SquaredOfSigmoid => {
            let output = B::sigmoid(logits);
            let distance = B::float_sub(output.clone(), target);
            let slope = B::sigmoid_backward(output, distance.clone());
            (square(distance), B::float_mul_scalar(slope, 2.0.into()))
        }
        PixelLoss::CrossEntropy => {
            let slope = B::float_sub(B::sigmoid(logits.clone()), target.clone());
            let linear = B::float_mul(one_minus(target), logits.clone());
            (B::float_sub(linear, B::log_sigmoid(logits)), slope)
        }
    };
    (
        B::float_mean(values),
        B::float_div_scalar(slope, count.into()),
    )
}

/// See [`Kernels::adam`](super::Kernels::adam).
pub fn adam<B: Backend>(
    weights: FloatTensor<B>,
    gradient: FloatTensor<B>,
    mean: FloatTensor<B>,
    square: FloatTensor<B>,
    step: AdamStep,
) -> (FloatTensor<B>, FloatTensor<B>, FloatTensor<B>) {
    let (mean_correction, square_correction) = step.corrections();
    let blend = |old, new, keep: f32| {
        let old = B::float_mul_scalar(old, keep.into());
        B::float_add(old, B::float_mul_scalar(new, (1.0 - keep).into()))
    };
    let gradient_square = B::float_mul(gradient.clone(), gradient.clone());
    let mean = blend(mean, gradient, step.beta_1);
    let square = blend(square, gradient_square, step.beta_2);
    let root = B::float_sqrt(B::float_div_scalar(
        square.clone(),
        square_correction.into(),
    ));
    let scale = B::float_add_scalar(root, step.epsilon.into());
    let scaled = B::float_mul_scalar(mean.clone(), (step.rate / mean_correction).into());
    (
        B::float_sub(weights, B::float_div(scaled, scale)),
        mean,
        square,
    )
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
