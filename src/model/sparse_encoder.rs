//! The sparse encoder of a dictionary: computes codes by FISTA.

use burn::tensor::Tensor;

use crate::config::{Architecture, RunConfig};
use crate::model::context::ForwardContext;
use crate::ops::layers::sparse_coding::infer;

/// Sparse coding with a dictionary, see [`infer`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SparseEncoder {
    /// Iterations in training.
    learning: usize,
    /// Iterations in evaluation.
    looking: usize,
    /// Weight of the sparsity penalty on the code.
    cost: f32,
}

impl SparseEncoder {
    /// The sparse encoder of a config; none for other architectures.
    pub fn new(config: &RunConfig) -> Option<Self> {
        (config.architecture == Architecture::Dictionary).then_some(Self {
            learning: config.fista_iterations,
            looking: config.validation_fista_iterations,
            cost: config.sparsity_weight as f32,
        })
    }

    /// The codes of images, constants for autodiff.
    ///
    /// # Shapes
    /// - images: `[batch, pixels]`
    /// - dictionary: `[atoms + 1, pixels]`, the mean image in the last row
    /// - output: `[batch, atoms]`
    pub fn codes(
        self,
        images: Tensor<2>,
        dictionary: Tensor<2>,
        context: ForwardContext,
    ) -> Tensor<2> {
        let iterations = if context.training {
            self.learning
        } else {
            self.looking
        };
        infer(images, dictionary, iterations, self.cost)
    }
}
