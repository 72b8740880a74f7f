//! Autodiff of sparse coding: codes are constants, and the mean image is no parameter.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;

use super::{DictionaryInner, DictionaryKernels};
use crate::ops::backward::function;

impl<B: DictionaryKernels + DictionaryInner, C: CheckpointStrategy> DictionaryKernels
    for Autodiff<B, C>
{
    fn infer(
        images: FloatTensor<Self>,
        dictionary: FloatTensor<Self>,
        iterations: usize,
        cost: f32,
    ) -> FloatTensor<Self> {
        let [images, dictionary] = [images, dictionary].map(FloatTensor::<Self>::into_primitive);
        FloatTensor::<Self>::new(B::infer(images, dictionary, iterations, cost))
    }

    fn fixed_mean(dictionary: FloatTensor<Self>) -> FloatTensor<Self> {
        let by_input = |(), gradient| B::without_mean(gradient);
        function::<B, C, _>(dictionary, |same| (same, ()), by_input).0
    }
}
