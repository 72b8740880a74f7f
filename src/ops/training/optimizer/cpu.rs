//! Optimizer step on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::{Flex, FlexTensor};
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{OptimizerKernels, OptimizerStep, PARTIALS, Rule};
use crate::ops::cpu::{SMALLEST, flush, integers, tensor, values};

impl OptimizerKernels for Flex {
    fn optimizer_step(
        weights: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        moments: FloatTensor<Self>,
        rates: FloatTensor<Self>,
        steps: IntTensor<Self>,
        how: OptimizerStep,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [mut weights, gradient, mut moments] =
            [weights, gradient, moments].map(|tensor| tensor.to_contiguous());
        let (rate, scale) = (values(&rates)[0], values(&rates)[1]);
        let time = f64::from(integers(&steps)[0]);
        let gradients = values(&gradient).iter();
        let weight = weights.storage_mut::<f32>();
        let derivatives = gradients.map(|&derivative| flush(derivative * scale));
        let moment = moments.storage_mut::<f32>();
        let decay = how.decay;
        match how.rule {
            Rule::Adam {
                beta_1,
                beta_2,
                epsilon,
            } => {
                let correction = |beta: f32| 1.0 - f64::from(beta).powf(time);
                let rate = rate / correction(beta_1) as f32;
                let root = (1.0 / correction(beta_2)).sqrt() as f32;
                let (mean, square) = moment.split_at_mut(weight.len());
                let slots = weight.iter_mut().zip(mean).zip(square);
                for (((weight, mean), square), derivative) in slots.zip(derivatives) {
                    let derivative = derivative + decay * *weight;
                    *mean = flush(beta_1 * *mean + (1.0 - beta_1) * derivative);
                    *square =
                        flush_square(beta_2 * *square + (1.0 - beta_2) * derivative * derivative);
                    *weight -= rate * *mean / (square.sqrt() * root + epsilon);
                }
            }
            Rule::Rmsprop { rho, epsilon } => {
                for ((weight, square), derivative) in weight.iter_mut().zip(moment).zip(derivatives)
                {
                    let derivative = derivative + decay * *weight;
                    *square = flush_square(rho * *square + (1.0 - rho) * derivative * derivative);
                    *weight -= rate * derivative / (square.sqrt() + epsilon);
                }
            }
            Rule::Sgd { momentum } => {
                for ((weight, speed), derivative) in weight.iter_mut().zip(moment).zip(derivatives)
                {
                    *speed = flush(momentum * *speed + derivative + decay * *weight);
                    *weight -= rate * *speed;
                }
            }
        }
        (weights, moments)
    }

    fn add_squares(
        partials: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        first: bool,
    ) -> FloatTensor<Self> {
        let gradient = gradient.to_contiguous();
        let squares = values(&gradient)
            .iter()
            .map(|&x| f64::from(x) * f64::from(x));
        let sum = squares.sum::<f64>() as f32;
        let mut all = vec![0.0; PARTIALS];
        all[0] = sum + if first { 0.0 } else { values(&partials)[0] };
        tensor(all, [PARTIALS])
    }

    fn clip(
        mut rates: FloatTensor<Self>,
        partials: FloatTensor<Self>,
        longest: f32,
    ) -> FloatTensor<Self> {
        let length = values(&partials).iter().sum::<f32>().sqrt();
        rates.storage_mut::<f32>()[1] = (longest / length).min(1.0);
        rates
    }

    fn duplicate(tensor: FloatTensor<Self>) -> FloatTensor<Self> {
        let shape = tensor.shape();
        let copy = FlexTensor::from_data(tensor.to_contiguous().into_data());
        copy.reshape(shape)
    }
}

/// Mean of squares, or 0 where its root counts as 0.
#[inline(always)]
fn flush_square(value: f32) -> f32 {
    if value < SMALLEST * SMALLEST {
        0.0
    } else {
        value
    }
}
