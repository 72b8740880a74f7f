//! The fused operations on the CPU.

use burn::backend::flex::{Flex, FlexTensor};
use burn::backend::{TensorMetadata, tensor::FloatTensor};
use burn::tensor::TensorData;

use super::gemm::{Matrix, product};
use super::{AdamStep, Fused, Kernels, PixelLoss};

impl Kernels for Flex {
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

    fn dense_backward_sums(
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        if activation == Fused::Linear {
            return gradient;
        }
        let output = output.to_contiguous();
        let mut sums = gradient.to_contiguous();
        let (y, sum) = (values(&output), sums.storage_mut::<f32>());
        match activation {
            Fused::Linear => {}
            Fused::Relu => scale(sum, y, |y| if y > 0.0 { 1.0 } else { 0.0 }),
            Fused::Tanh => scale(sum, y, |y| 1.0 - y * y),
            Fused::Sigmoid => scale(sum, y, |y| y * (1.0 - y)),
        }
        sums
    }

    fn dense_backward_input(
        weights: FloatTensor<Self>,
        sums: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let (weights, sums) = (weights.to_contiguous(), sums.to_contiguous());
        let [rows, outputs] = weights.shape().dims();
        let [batch, _] = sums.shape().dims();
        let inputs = rows - 1;
        let mut gradient = vec![0.0; batch * inputs];
        let right = Matrix::new(&values(&weights)[..inputs * outputs], outputs).transposed();
        product(
            Matrix::new(values(&sums), outputs),
            right,
            &[],
            &mut gradient,
        );
        tensor(gradient, [batch, inputs])
    }

    fn dense_backward_weights(
        input: FloatTensor<Self>,
        sums: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let (input, sums) = (input.to_contiguous(), sums.to_contiguous());
        let [_, inputs] = input.shape().dims();
        let [_, outputs] = sums.shape().dims();
        let mut gradient = vec![0.0; (inputs + 1) * outputs];
        let (matrix, bias) = gradient.split_at_mut(inputs * outputs);
        let left = Matrix::new(values(&input), inputs).transposed();
        product(left, Matrix::new(values(&sums), outputs), &[], matrix);
        for row in values(&sums).chunks_exact(outputs) {
            bias.iter_mut()
                .zip(row)
                .for_each(|(sum, value)| *sum += value);
        }
        tensor(gradient, [inputs + 1, outputs])
    }

    fn pixel_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        kind: PixelLoss,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (logits, target) = (logits.to_contiguous(), target.to_contiguous());
        let [batch, pixels] = logits.shape().dims();
        let scale = 1.0 / (batch * pixels) as f32;
        let mut slope = Vec::with_capacity(batch * pixels);
        let mut total = 0.0f64;
        let rows = values(&logits)
            .chunks_exact(pixels)
            .zip(values(&target).chunks_exact(pixels));
        for (logits, target) in rows {
            let mut sum = 0.0f32;
            for (&logit, &target) in logits.iter().zip(target) {
                let (value, step) = pixel(logit, target, kind);
                sum += value;
                slope.push(step * scale);
            }
            total += f64::from(sum);
        }
        let loss = TensorData::new(vec![(total * f64::from(scale)) as f32], [1]);
        (FlexTensor::from_data(loss), tensor(slope, [batch, pixels]))
    }

    fn adam(
        weights: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        mean: FloatTensor<Self>,
        square: FloatTensor<Self>,
        step: AdamStep,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let gradient = gradient.to_contiguous();
        let [mut weights, mut mean, mut square] =
            [weights, mean, square].map(|tensor| tensor.to_contiguous());
        let (mean_correction, square_correction) = step.corrections();
        let rate = step.rate / mean_correction;
        let slots = weights.storage_mut::<f32>().iter_mut();
        let slots = slots
            .zip(mean.storage_mut::<f32>())
            .zip(square.storage_mut::<f32>());
        for (((weight, mean), square), &gradient) in slots.zip(values(&gradient)) {
            *mean = step.beta_1 * *mean + (1.0 - step.beta_1) * gradient;
            *square = step.beta_2 * *square + (1.0 - step.beta_2) * gradient * gradient;
            *weight -= rate * *mean / ((*square / square_correction).sqrt() + step.epsilon);
        }
        (weights, mean, square)
    }
}

/// Loss of one pixel and its derivative by the logit.
#[inline(always)]
fn pixel(logit: f32, target: f32, kind: PixelLoss) -> (f32, f32) {
    match kind {
        PixelLoss::Squared => {
            let distance = logit - target;
            (distance * distance, 2.0 * distance)
        }
        PixelLoss::SquaredOfSigmoid => {
            let output = sigmoid(logit);
            let distance = output - target;
            (
                distance * distance,
                2.0 * distance * output * (1.0 - output),
            )
        }
        PixelLoss::CrossEntropy => {
            let rest = (-logit.abs()).exp().ln_1p();
            (
                (1.0 - target) * logit + (-logit).max(0.0) + rest,
                sigmoid(logit) - target,
            )
        }
    }
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

pub(super) fn activate(values: &mut [f32], activation: Fused) {
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

pub(super) fn scale(sums: &mut [f32], outputs: &[f32], slope: impl Fn(f32) -> f32) {
    for (sum, &output) in sums.iter_mut().zip(outputs) {
        *sum *= slope(output);
    }
}

/// The numbers of a contiguous tensor.
pub(super) fn values(tensor: &FlexTensor) -> &[f32] {
    let count = tensor.shape().num_elements();
    &tensor.storage::<f32>()[tensor.layout().start_offset()..][..count]
}

pub(super) fn tensor(values: Vec<f32>, shape: [usize; 2]) -> FlexTensor {
    FlexTensor::from_data(TensorData::new(values, shape))
}
