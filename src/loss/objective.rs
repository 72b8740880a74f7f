//! The interface of a training objective.

use burn::tensor::Tensor;

use crate::model::context::{Batch, ForwardContext};

/// A training objective: computes the loss of a model.
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
    /// The loss that training minimises.
    pub total: Tensor<1>,
    /// The recorded values.
    pub terms: Vec<Tensor<1>>,
}
