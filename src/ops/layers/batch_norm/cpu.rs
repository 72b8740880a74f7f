//! Batch normalization on the CPU. Sums over the batch are in double precision.

use burn::backend::TensorMetadata;
use burn::backend::flex::{Flex, FlexTensor};
use burn::backend::tensor::FloatTensor;

use super::{BatchNormInner, BatchNormKernels, EPSILON, MOMENTUM};
use crate::ops::cpu::{tensor, values};
use crate::ops::layers::activation::Fused;
use crate::ops::layers::activation::cpu::{activate, by_preactivation};

impl BatchNormKernels for Flex {
    fn normalize_batch(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [_, features] = affine.shape().dims();
        let values = values.to_contiguous();
        let statistics = statistics(&values, features);
        let output = normalize(&values, &affine, &statistics, activation);
        (output, statistics)
    }

    fn normalize_by(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        normalize(&values.to_contiguous(), &affine, &statistics, activation)
    }
}

impl BatchNormInner for Flex {
    fn normalize_backward(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let values = values.to_contiguous();
        let derivatives = by_preactivation(&output, &gradient, activation);
        backward(&values, &affine, &statistics, derivatives)
    }

    fn blend(
        running: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        correction: f32,
    ) -> FloatTensor<Self> {
        let (mut running, statistics) = (running.to_contiguous(), statistics.to_contiguous());
        let [_, features] = running.shape().dims();
        let pairs = running.storage_mut::<f32>().iter_mut();
        for (at, (running, &new)) in pairs.zip(values(&statistics)).enumerate() {
            let scale = if at < features { 1.0 } else { correction };
            *running += MOMENTUM * (scale * new - *running);
        }
        running
    }
}

/// Mean and variance of every feature, `[2, features]`.
fn statistics(tensor_of: &FlexTensor, features: usize) -> FlexTensor {
    let all = values(tensor_of);
    let count = (all.len() / features) as f64;
    let mut means = vec![0.0f64; features];
    for row in all.chunks_exact(features) {
        let sums = means.iter_mut().zip(row);
        sums.for_each(|(sum, &x)| *sum += f64::from(x));
    }
    means.iter_mut().for_each(|mean| *mean /= count);
    let mut variances = vec![0.0f64; features];
    for row in all.chunks_exact(features) {
        let sums = variances.iter_mut().zip(&means).zip(row);
        sums.for_each(|((sum, mean), &x)| *sum += (f64::from(x) - mean).powi(2));
    }
    let variances = variances.into_iter().map(|sum| sum / count);
    let both = means.into_iter().chain(variances).map(|x| x as f32);
    tensor(both.collect(), [2, features])
}

/// 1 / √(σ² + ε).
fn inverse(variance: f32) -> f32 {
    (variance + EPSILON).sqrt().recip()
}

fn normalize(
    of: &FlexTensor,
    affine: &FlexTensor,
    statistics: &FlexTensor,
    activation: Fused,
) -> FlexTensor {
    let (affine, statistics) = (affine.to_contiguous(), statistics.to_contiguous());
    let [_, features] = affine.shape().dims();
    let (scales, shifts) = values(&affine).split_at(features);
    let (means, variances) = values(&statistics).split_at(features);
    let factors: Vec<f32> = scales
        .iter()
        .zip(variances)
        .map(|(scale, &variance)| scale * inverse(variance))
        .collect();
    let mut output = values(of).to_vec();
    for row in output.chunks_exact_mut(features) {
        let cells = row.iter_mut().zip(means).zip(&factors).zip(shifts);
        cells.for_each(|(((x, mean), factor), shift)| *x = (*x - mean) * factor + shift);
    }
    activate(&mut output, activation);
    tensor(output, of.shape().dims::<2>())
}

/// Backward pass. Let g be the gradient by the activation's input and z = (x − μ) / √(σ² + ε). The gradient
/// by γ is Σ g z, the one by β is Σ g. The one by x is `γ / √(σ² + ε) · (g − mean(g) − z mean(g z))`.
fn backward(
    of: &FlexTensor,
    affine: &FlexTensor,
    statistics: &FlexTensor,
    mut derivatives: FlexTensor,
) -> (FlexTensor, FlexTensor) {
    let (affine, statistics) = (affine.to_contiguous(), statistics.to_contiguous());
    let [_, features] = affine.shape().dims();
    let (means, variances) = values(&statistics).split_at(features);
    let inverses: Vec<f32> = variances.iter().map(|&x| inverse(x)).collect();
    let mut sums = vec![[0.0f64; 2]; features];
    for (row, derivatives) in rows(of, &derivatives, features) {
        let cells = sums.iter_mut().zip(row).zip(derivatives);
        for (((sum, x), &derivative), (mean, inverse)) in cells.zip(means.iter().zip(&inverses)) {
            sum[0] += f64::from(derivative * (x - mean) * inverse);
            sum[1] += f64::from(derivative);
        }
    }
    let count = (values(of).len() / features) as f64;
    let means_of_sums: Vec<[f32; 2]> = sums
        .iter()
        .map(|sum| sum.map(|x| (x / count) as f32))
        .collect();
    let scales = &values(&affine)[..features];
    let by_values = derivatives.storage_mut::<f32>().chunks_exact_mut(features);
    for (derivatives, row) in by_values.zip(values(of).chunks_exact(features)) {
        let cells = derivatives
            .iter_mut()
            .zip(row)
            .zip(&means_of_sums)
            .zip(scales);
        for ((((derivative, x), mean_of_sums), scale), (mean, inverse)) in
            cells.zip(means.iter().zip(&inverses))
        {
            let z = (x - mean) * inverse;
            *derivative = scale * inverse * (*derivative - mean_of_sums[1] - z * mean_of_sums[0]);
        }
    }
    let by_affine = [0, 1].map(|group| sums.iter().map(move |sum| sum[group] as f32));
    let by_affine = by_affine.into_iter().flatten().collect();
    (derivatives, tensor(by_affine, [2, features]))
}

/// Pairs of rows of two tensors.
fn rows<'a>(
    one: &'a FlexTensor,
    other: &'a FlexTensor,
    width: usize,
) -> impl Iterator<Item = (&'a [f32], &'a [f32])> {
    let other = values(other).chunks_exact(width);
    values(one).chunks_exact(width).zip(other)
}
