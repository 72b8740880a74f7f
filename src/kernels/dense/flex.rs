//! Dense layers on the CPU.

use burn::backend::flex::Flex;
use burn::backend::{TensorMetadata, tensor::FloatTensor};

use super::super::flex::{sigmoid, tensor, values};
use super::super::gemm::{Matrix, product};
use super::{DenseKernels, Fused};

impl DenseKernels for Flex {
    fn dense(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let (input, weights) = (input.to_contiguous(), weights.to_contiguous());
        let [batch, inputs] = input.shape().dims();
        let [_, outputs] = weights.shape().dims();
        let (matrix, bias) = values(&weights).split_at(inputs * outputs);
        let mut output = vec![0.0; batch * outputs];
        let left = Matrix::new(values(&input), inputs);
        product(left, Matrix::new(matrix, outputs), bias, &mut output);
        activate(&mut output, activation);
        tensor(output, [batch, outputs])
    }

    fn dense_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let sums = backward_sums(output, gradient, activation);
        let by_input = backward_input(weights, &sums);
        (by_input, backward_weights(input, &sums))
    }

    fn dense_backward_weights(
        input: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        backward_weights(input, &backward_sums(output, gradient, activation))
    }
}

/// Gradient by the sums, `[batch, outputs]`: `gradient` times the derivative of the activation.
fn backward_sums(
    output: FloatTensor<Flex>,
    gradient: FloatTensor<Flex>,
    activation: Fused,
) -> FloatTensor<Flex> {
    let output = output.to_contiguous();
    let mut sums = gradient.to_contiguous();
    if activation == Fused::Linear {
        return sums;
    }
    let (y, sum) = (values(&output), sums.storage_mut::<f32>());
    match activation {
        Fused::Linear => {}
        Fused::Relu => scale(sum, y, |y| if y > 0.0 { 1.0 } else { 0.0 }),
        Fused::Tanh => scale(sum, y, |y| 1.0 - y * y),
        Fused::Sigmoid => scale(sum, y, |y| y * (1.0 - y)),
    }
    sums
}

fn backward_input(weights: FloatTensor<Flex>, sums: &FloatTensor<Flex>) -> FloatTensor<Flex> {
    let weights = weights.to_contiguous();
    let [rows, outputs] = weights.shape().dims();
    let [batch, _] = sums.shape().dims();
    let inputs = rows - 1;
    let mut gradient = vec![0.0; batch * inputs];
    let right = Matrix::new(&values(&weights)[..inputs * outputs], outputs).transposed();
    let left = Matrix::new(values(sums), outputs);
    product(left, right, &[], &mut gradient);
    tensor(gradient, [batch, inputs])
}

fn backward_weights(input: FloatTensor<Flex>, sums: &FloatTensor<Flex>) -> FloatTensor<Flex> {
    let input = input.to_contiguous();
    let [_, inputs] = input.shape().dims();
    let [_, outputs] = sums.shape().dims();
    let mut gradient = vec![0.0; (inputs + 1) * outputs];
    let (matrix, bias) = gradient.split_at_mut(inputs * outputs);
    let left = Matrix::new(values(&input), inputs).transposed();
    product(left, Matrix::new(values(sums), outputs), &[], matrix);
    for row in values(sums).chunks_exact(outputs) {
        bias.iter_mut()
            .zip(row)
            .for_each(|(sum, value)| *sum += value);
    }
    tensor(gradient, [inputs + 1, outputs])
}

fn activate(values: &mut [f32], activation: Fused) {
    match activation {
        Fused::Linear => {}
        Fused::Relu => each(values, |x| x.max(0.0)),
        Fused::Tanh => each(values, f32::tanh),
        Fused::Sigmoid => each(values, sigmoid),
    }
}

// Generic, so that each function is inlined into a loop of its own and the loop can become SIMD.

fn each(values: &mut [f32], function: impl Fn(f32) -> f32) {
    for value in values {
        *value = function(*value);
    }
}

fn scale(sums: &mut [f32], outputs: &[f32], slope: impl Fn(f32) -> f32) {
    for (sum, &output) in sums.iter_mut().zip(outputs) {
        *sum *= slope(output);
    }
}
