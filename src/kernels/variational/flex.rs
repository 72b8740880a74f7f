//! The variational operations on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::{Flex, FlexTensor};
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::tensor::TensorData;

use super::{Noise, VariationalKernels};
use crate::kernels::flex::{tensor, values};
use crate::kernels::noise::{Law, flex::generator};

impl VariationalKernels for Flex {
    fn sample(heads: FloatTensor<Self>, clock: IntTensor<Self>, noise: Noise) -> FloatTensor<Self> {
        let heads = heads.to_contiguous();
        let [batch, latents] = shape(&heads);
        let mut codes = match noise {
            Noise::Fresh(_) => vec![0.0; batch * latents],
            Noise::Constant(value) => vec![value; batch * latents],
        };
        if let Noise::Fresh(stream) = noise {
            generator(&clock, stream).fill(&mut codes, Law::Normal);
        }
        let rows = values(&heads).chunks_exact(2 * latents);
        for (codes, heads) in codes.chunks_exact_mut(latents).zip(rows) {
            let (means, log_variances) = heads.split_at(latents);
            let heads = means.iter().zip(log_variances);
            for (code, (mean, log_variance)) in codes.iter_mut().zip(heads) {
                *code = mean + (0.5 * log_variance).exp() * *code;
            }
        }
        tensor(codes, [batch, latents])
    }

    fn sample_backward(
        heads: FloatTensor<Self>,
        codes: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let [heads, codes, gradient] =
            [heads, codes, gradient].map(|tensor| tensor.to_contiguous());
        let [batch, latents] = shape(&heads);
        let mut slope = Vec::with_capacity(2 * batch * latents);
        let rows = values(&heads)
            .chunks_exact(2 * latents)
            .zip(values(&codes).chunks_exact(latents))
            .zip(values(&gradient).chunks_exact(latents));
        for ((means, codes), gradient) in rows {
            slope.extend_from_slice(gradient);
            let distances = codes.iter().zip(means).map(|(code, mean)| code - mean);
            slope.extend(
                distances
                    .zip(gradient)
                    .map(|(distance, g)| 0.5 * distance * g),
            );
        }
        tensor(slope, [batch, 2 * latents])
    }

    fn kl(heads: FloatTensor<Self>) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let heads = heads.to_contiguous();
        let [batch, latents] = shape(&heads);
        let scale = 1.0 / batch as f32;
        let mut slope = Vec::with_capacity(2 * batch * latents);
        let mut total = 0.0f64;
        for heads in values(&heads).chunks_exact(2 * latents) {
            let (means, log_variances) = heads.split_at(latents);
            let mut sum = 0.0f32;
            for mean in means {
                sum += mean * mean;
                slope.push(mean * scale);
            }
            for log_variance in log_variances {
                let excess = log_variance.exp_m1();
                sum += excess - log_variance;
                slope.push(0.5 * excess * scale);
            }
            total += f64::from(sum);
        }
        let divergence = (0.5 * total * f64::from(scale)) as f32;
        let divergence = FlexTensor::from_data(TensorData::new(vec![divergence], [1]));
        (divergence, tensor(slope, [batch, 2 * latents]))
    }
}

/// Batch and latents.
fn shape(heads: &FlexTensor) -> [usize; 2] {
    let [batch, columns] = heads.shape().dims();
    [batch, columns / 2]
}
