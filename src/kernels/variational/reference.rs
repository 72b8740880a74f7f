//! The same operations in stock tensors: what a backend without kernels of its own does.

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, TensorMetadata};
use burn::tensor::Slice;

use super::Noise;
use crate::kernels::noise::{Law, NoiseKernels};

/// See [`VariationalKernels::sample`](super::VariationalKernels::sample).
pub fn sample<B: NoiseKernels>(
    heads: FloatTensor<B>,
    clock: IntTensor<B>,
    noise: Noise,
) -> FloatTensor<B> {
    let (means, log_variances) = split::<B>(heads);
    let deviations = B::float_exp(B::float_mul_scalar(log_variances, 0.5.into()));
    let moves = match noise {
        Noise::Fresh(stream) => {
            let shape = deviations.shape().dims();
            B::float_mul(deviations, B::noise(clock, stream, Law::Normal, shape))
        }
        Noise::Constant(value) => B::float_mul_scalar(deviations, value.into()),
    };
    B::float_add(means, moves)
}

/// See [`VariationalKernels::sample_backward`](super::VariationalKernels::sample_backward).
pub fn sample_backward<B: Backend>(
    heads: FloatTensor<B>,
    codes: FloatTensor<B>,
    gradient: FloatTensor<B>,
) -> FloatTensor<B> {
    let (means, _) = split::<B>(heads);
    let halves = B::float_mul_scalar(B::float_sub(codes, means), 0.5.into());
    B::float_cat(vec![gradient.clone(), B::float_mul(gradient, halves)], 1)
}

/// See [`VariationalKernels::kl`](super::VariationalKernels::kl).
pub fn kl<B: Backend>(heads: FloatTensor<B>) -> (FloatTensor<B>, FloatTensor<B>) {
    let [batch, _] = heads.shape().dims();
    let (means, log_variances) = split::<B>(heads);
    let squares = B::float_mul(means.clone(), means.clone());
    let excess = B::float_add_scalar(B::float_exp(log_variances.clone()), (-1.0).into());
    let terms = B::float_sub(B::float_add(squares, excess.clone()), log_variances);
    let scale = 1.0 / batch as f32;
    let half = |tensor| B::float_mul_scalar(tensor, (0.5 * scale).into());
    let slope = vec![B::float_mul_scalar(means, scale.into()), half(excess)];
    (half(B::float_sum(terms)), B::float_cat(slope, 1))
}

/// Means and log-variances.
fn split<B: Backend>(heads: FloatTensor<B>) -> (FloatTensor<B>, FloatTensor<B>) {
    let [batch, columns] = heads.shape().dims();
    let part = |from: usize, to: usize| {
        let slices = [Slice::from(0..batch), Slice::from(from..to)];
        B::float_slice(heads.clone(), &slices)
    };
    (part(0, columns / 2), part(columns / 2, columns))
}

#[cfg(test)]
mod tests {
    use burn::backend::flex::{Flex, FlexTensor};
    use burn::tensor::TensorData;

    use super::super::VariationalKernels;
    use super::*;
    use crate::kernels::noise::Stream;

    fn tensor(shape: [usize; 2], phase: f32) -> FlexTensor {
        let wave = |at: usize| (at as f32 * 0.7 + phase).sin();
        let values: Vec<f32> = (0..shape[0] * shape[1]).map(wave).collect();
        FlexTensor::from_data(TensorData::new(values, shape))
    }

    fn agree(stock: FlexTensor, ours: FlexTensor) {
        let [stock, ours] = [stock, ours].map(|tensor| {
            let tensor = tensor.to_contiguous();
            assert_eq!(tensor.layout().start_offset(), 0);
            tensor.storage::<f32>().to_vec()
        });
        assert_eq!(stock.len(), ours.len());
        for (at, (a, b)) in stock.iter().zip(&ours).enumerate() {
            assert!((a - b).abs() < 1e-5, "{at}: {a} and {b}");
        }
    }

    #[test]
    fn the_default_bodies_equal_the_operations_of_the_cpu() {
        let heads = || tensor([5, 6], 0.1);
        let clock = || FlexTensor::from_data(TensorData::new(vec![7i32], [1]));
        let fresh = Noise::Fresh(Stream { seed: 1, number: 2 });
        for noise in [fresh, Noise::Constant(0.3)] {
            let stock = sample::<Flex>(heads(), clock(), noise);
            agree(
                stock,
                <Flex as VariationalKernels>::sample(heads(), clock(), noise),
            );
        }
        let others = || (tensor([5, 3], 0.2), tensor([5, 3], 0.3));
        let (stock, ours) = (others(), others());
        agree(
            sample_backward::<Flex>(heads(), stock.0, stock.1),
            Flex::sample_backward(heads(), ours.0, ours.1),
        );
        let (stock, ours) = (kl::<Flex>(heads()), Flex::kl(heads()));
        agree(stock.0, ours.0);
        agree(stock.1, ours.1);
    }
}
