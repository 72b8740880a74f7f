//! Dense layers on the CPU.

use burn::backend::flex::Flex;
use burn::backend::{TensorMetadata, tensor::FloatTensor};

use super::super::activation::Fused;
use super::super::activation::cpu::{activate, by_preactivation};
use super::{DenseBackward, DenseKernels};
use crate::ops::cpu::gemm::{Matrix, product};
use crate::ops::cpu::{tensor, values};

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
}

impl DenseBackward for Flex {
    fn dense_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let sums = by_preactivation(&output, &gradient, activation);
        let by_input = backward_input(weights, &sums);
        (by_input, backward_weights(input, &sums))
    }

    fn dense_backward_weights(
        input: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        backward_weights(input, &by_preactivation(&output, &gradient, activation))
    }
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
