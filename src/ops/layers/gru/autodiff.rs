//! Autodiff of a recurrent layer: back through time within one operation.

use burn::backend::Autodiff;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::tensor::FloatTensor;

use super::{Gru, GruBackward, GruKernels};
use crate::ops::backward::{LayerGradients, layer};

impl<B: GruKernels + GruBackward, C: CheckpointStrategy> GruKernels for Autodiff<B, C> {
    fn gru(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        sizes: Gru,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let forward = |input, weights| {
            let (output, states, gates) = B::gru(input, weights, sizes);
            (output, (states, gates, sizes))
        };
        let gradients = LayerGradients {
            both: |x, w, dy, (h, gates, sizes)| B::gru_backward(x, w, h, gates, dy, sizes),
            weights: |x, w, dy, (h, gates, sizes)| {
                B::gru_backward_weights(x, w, h, gates, dy, sizes)
            },
        };
        let (output, saved) = layer::<B, C, _>([input, weights], forward, gradients);
        let [states, gates] = [saved.0, saved.1].map(FloatTensor::<Self>::new);
        (output, states, gates)
    }
}
