//! The interface of a training objective.

use burn::tensor::Tensor;

use crate::model::context::{Batch, ForwardContext};

/// What a model is trained for.
pub trait Objective<M> {
    /// Terms that are recorded for every step.
    fn terms(&self) -> usize;

    /// The loss of a model on a batch.
    fn loss(&self, model: &M, batch: Batch, context: ForwardContext) -> LossValue;
}

impl<M> Objective<M> for Box<dyn Objective<M>> {
    fn terms(&self) -> usize {
        (**self).terms()
    }

    fn loss(&self, model: &M, batch: Batch, context: ForwardContext) -> LossValue {
        (**self).loss(model, batch, context)
    }
}

/// A loss, still on the device; each tensor is `[1]`.
#[derive(Debug)]
pub struct LossValue {
    /// What is minimised.
    pub total: Tensor<1>,
    /// What is recorded.
    pub terms: Vec<Tensor<1>>,
}
