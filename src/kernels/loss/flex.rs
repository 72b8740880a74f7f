//! Losses on the CPU.

use burn::backend::flex::Flex;
use burn::backend::{TensorMetadata, tensor::FloatTensor};

use super::super::flex::{sigmoid, tensor, values};
use super::{LossKernels, PixelLoss};

impl LossKernels for Flex {
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
        let loss = (total * f64::from(scale)) as f32;
        (tensor(vec![loss], [1]), tensor(slope, [batch, pixels]))
    }

    fn chain(slope: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        let by_loss = values(&gradient)[0];
        let mut slope = slope.to_contiguous();
        // A loss that stands alone, as most do, has a gradient of one.
        if by_loss != 1.0 {
            slope
                .storage_mut::<f32>()
                .iter_mut()
                .for_each(|value| *value *= by_loss);
        }
        slope
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
