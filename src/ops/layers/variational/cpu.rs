//! Variational operations on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::{Flex, FlexTensor};
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::tensor::TensorData;

use super::{Noise, VariationalBackward, VariationalKernels};
use crate::ops::cpu::{tensor, values};
use crate::ops::training::noise::Distribution;
use crate::ops::training::noise::cpu::generator;

impl VariationalKernels for Flex {
    fn sample(
        posterior: FloatTensor<Self>,
        steps: IntTensor<Self>,
        noise: Noise,
    ) -> FloatTensor<Self> {
        let posterior = posterior.to_contiguous();
        let [batch, latents] = shape(&posterior);
        let mut codes = match noise {
            Noise::Fresh(_) => vec![0.0; batch * latents],
            Noise::Constant(value) => vec![value; batch * latents],
        };
        if let Noise::Fresh(stream) = noise {
            generator(&steps, stream).fill(&mut codes, Distribution::Normal);
        }
        let rows = values(&posterior).chunks_exact(2 * latents);
        for (codes, posterior) in codes.chunks_exact_mut(latents).zip(rows) {
            let (means, log_variances) = posterior.split_at(latents);
            let posterior = means.iter().zip(log_variances);
            for (code, (mean, log_variance)) in codes.iter_mut().zip(posterior) {
                *code = mean + (0.5 * log_variance).exp() * *code;
            }
        }
        tensor(codes, [batch, latents])
    }

    fn kl(posterior: FloatTensor<Self>, free: f32) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let posterior = posterior.to_contiguous();
        let (divergence, derivative) = if free > 0.0 {
            kl_with_free_bits(&posterior, free)
        } else {
            kl_of_all(&posterior)
        };
        let divergence = FlexTensor::from_data(TensorData::new(vec![divergence], [1]));
        (
            divergence,
            tensor(derivative, posterior.shape().dims::<2>()),
        )
    }
}

impl VariationalBackward for Flex {
    fn sample_backward(
        posterior: FloatTensor<Self>,
        codes: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let [posterior, codes, gradient] =
            [posterior, codes, gradient].map(|tensor| tensor.to_contiguous());
        let [batch, latents] = shape(&posterior);
        let mut derivative = Vec::with_capacity(2 * batch * latents);
        let rows = values(&posterior)
            .chunks_exact(2 * latents)
            .zip(values(&codes).chunks_exact(latents))
            .zip(values(&gradient).chunks_exact(latents));
        for ((means, codes), gradient) in rows {
            derivative.extend_from_slice(gradient);
            let distances = codes.iter().zip(means).map(|(code, mean)| code - mean);
            derivative.extend(
                distances
                    .zip(gradient)
                    .map(|(distance, g)| 0.5 * distance * g),
            );
        }
        tensor(derivative, [batch, 2 * latents])
    }
}

/// Divergence of all latents together, and its derivatives.
fn kl_of_all(posterior: &FlexTensor) -> (f32, Vec<f32>) {
    let [batch, latents] = shape(posterior);
    let scale = 1.0 / batch as f32;
    let mut derivative = Vec::with_capacity(2 * batch * latents);
    let mut total = 0.0f64;
    for posterior in values(posterior).chunks_exact(2 * latents) {
        let (means, log_variances) = posterior.split_at(latents);
        let mut sum = 0.0f32;
        for mean in means {
            sum += mean * mean;
            derivative.push(mean * scale);
        }
        for log_variance in log_variances {
            let excess = log_variance.exp_m1();
            sum += excess - log_variance;
            derivative.push(0.5 * excess * scale);
        }
        total += f64::from(sum);
    }
    ((0.5 * total * f64::from(scale)) as f32, derivative)
}

/// Divergence with free bits: latents at or below `free` count as `free`, without derivatives.
fn kl_with_free_bits(posterior: &FlexTensor, free: f32) -> (f32, Vec<f32>) {
    let [batch, latents] = shape(posterior);
    let scale = 1.0 / batch as f32;
    let mut sums = vec![0.0f32; latents];
    for posterior in values(posterior).chunks_exact(2 * latents) {
        let (means, log_variances) = posterior.split_at(latents);
        for ((sum, mean), log_variance) in sums.iter_mut().zip(means).zip(log_variances) {
            *sum += mean * mean + log_variance.exp_m1() - log_variance;
        }
    }
    let divergences: Vec<f32> = sums.iter().map(|sum| 0.5 * scale * sum).collect();
    let mut derivative = Vec::with_capacity(2 * batch * latents);
    for posterior in values(posterior).chunks_exact(2 * latents) {
        let (means, log_variances) = posterior.split_at(latents);
        let only = |(derivative, divergence): (f32, &f32)| {
            if *divergence <= free { 0.0 } else { derivative }
        };
        let derivatives = means.iter().map(|mean| mean * scale);
        derivative.extend(derivatives.zip(&divergences).map(only));
        let derivatives = log_variances.iter().map(|log| 0.5 * log.exp_m1() * scale);
        derivative.extend(derivatives.zip(&divergences).map(only));
    }
    // `max` would hide NaN.
    let counted = divergences
        .iter()
        .map(|&d| if d <= free { free } else { d });
    (counted.sum(), derivative)
}

/// Batch size and number of latents.
fn shape(posterior: &FlexTensor) -> [usize; 2] {
    let [batch, columns] = posterior.shape().dims();
    [batch, columns / 2]
}
