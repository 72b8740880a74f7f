//! Batch normalization as a part of a layer.

use std::sync::{Mutex, PoisonError};

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor};

use crate::device::upload::float_tensor;
use crate::ops::layers::activation::Fused;
use crate::ops::layers::batch_norm::{blend, normalize_batch, normalize_by};

/// Scale and shift of every feature, and running mean and variance over the past batches.
#[derive(Module, Debug)]
pub struct BatchNorm {
    /// `[2, features]`: scales γ, then shifts β.
    affine: Param<Tensor<2>>,
    /// `[2, features]`: means, then variances. No gradient ever reaches them, so that no optimiser moves
    /// them; as a parameter they are saved, copied and restored with the weights.
    running: Param<Tensor<2>>,
    #[module(skip)]
    latest: Latest,
}

/// Statistics of the batch that was learnt from last, and how many numbers of a feature it had, until the
/// running ones take them in. A forward pass has nowhere else to leave them.
#[derive(Debug, Default)]
struct Latest(Mutex<Option<(Tensor<2>, usize)>>);

impl Latest {
    fn replace(&self, with: Option<(Tensor<2>, usize)>) -> Option<(Tensor<2>, usize)> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut held, with)
    }
}

impl Clone for Latest {
    /// A copy begins without a batch.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl BatchNorm {
    /// With scales of 1, shifts of 0, and as if batches had had a mean of 0 and a variance of 1.
    pub fn new(features: usize, device: &Device) -> Self {
        let rows = |first: f32, second: f32| {
            let values = [vec![first; features], vec![second; features]].concat();
            Param::from_tensor(float_tensor(values, [2, features], device))
        };
        Self {
            affine: rows(1.0, 0.0),
            running: rows(0.0, 1.0),
            latest: Latest::default(),
        }
    }

    /// Normalizes pre-activations, by the statistics of the batch in training, and by the running
    /// ones elsewhere.
    ///
    /// # Shapes
    /// - `pre_activations`, output: `[batch, positions · features]`, the feature last
    pub fn forward(
        &self,
        pre_activations: Tensor<2>,
        training: bool,
        activation: Fused,
    ) -> Tensor<2> {
        let affine = self.affine.val();
        if !training {
            return normalize_by(pre_activations, affine, self.running.val(), activation);
        }
        let [[batch, width], [_, features]] = [pre_activations.dims(), affine.dims()];
        let (output, statistics) = normalize_batch(pre_activations, affine, activation);
        self.latest
            .replace(Some((statistics, batch * width / features)));
        output
    }

    /// Takes the statistics of the latest batch into the running ones, in place where nothing else holds
    /// them.
    pub fn settled(mut self) -> Self {
        if let Some((statistics, count)) = self.latest.replace(None) {
            let (id, running, mapper) = self.running.consume();
            let running = blend(running.inner(), statistics, count);
            let running = Tensor::from_inner(running).require_grad();
            self.running = Param::from_mapped_value(id, running, mapper);
        }
        self
    }
}
