//! What stands in the place of an encoder where the code is searched for.

use burn::tensor::Tensor;

use crate::config::{Architecture, RunConfig};
use crate::model::context::ForwardContext;
use crate::ops::layers::sparse_coding::infer;

/// The search for sparse codes under a dictionary, see [`infer`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SparseEncoder {
    /// Iterations where something is learnt.
    learning: usize,
    /// Iterations elsewhere.
    looking: usize,
    /// What each unit of a code costs.
    cost: f32,
}

impl SparseEncoder {
    /// The one that a config asks for.
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
