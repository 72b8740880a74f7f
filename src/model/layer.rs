//! A layer of any kind, built from its specification.

use burn::module::{Module, Param, ParamId};
use burn::tensor::{Device, Tensor};

use super::activation::LayerActivation;
use super::batch_norm::BatchNorm;
use super::init::Weights;
use super::layer_spec::{LayerKind, LayerSpec};
use crate::device::upload::float_tensor;
use crate::ops::layers::activation::Fused;
use crate::ops::layers::conv::conv;
use crate::ops::layers::dense::dense;
use crate::ops::layers::gru::gru;
use crate::ops::layers::sparse_coding::{fixed_mean, unit_length};

/// A layer. Each kind maps `[batch, inputs]` to `[batch, outputs]`.
#[derive(Module, Debug)]
pub struct Layer {
    /// `[rows + biases, columns]`: biases are the last rows, so that a layer has one gradient and one update.
    weights: Param<Tensor<2>>,
    /// Batch normalization of the pre-activations, before the activation.
    normalisation: Option<BatchNorm>,
    #[module(skip)]
    biases: usize,
    #[module(skip)]
    kind: LayerKind,
    #[module(skip)]
    activation: LayerActivation,
}

impl Layer {
    /// From initial weights, those of a convolution `[taps * inputs, outputs]`, the tap `(y, x)` before the
    /// channel. The activation is that of the plan unless another is to follow.
    pub fn new(
        plan: &LayerSpec,
        activation: impl Into<LayerActivation>,
        weights: Weights,
        device: &Device,
    ) -> Self {
        let [rows, columns] = plan.weights();
        let values = [weights.weight, weights.bias].concat();
        let shape = [rows + plan.biases(), columns];
        Self {
            weights: Param::from_tensor(float_tensor(values, shape, device)),
            biases: plan.biases(),
            normalisation: plan
                .normalised
                .then(|| BatchNorm::new(plan.features(), device)),
            kind: plan.kind,
            activation: activation.into(),
        }
    }

    /// Computes the layer's outputs. A layer with batch normalization uses the statistics of the
    /// batch in training, and running ones elsewhere.
    ///
    /// # Shapes
    /// - input: `[batch, inputs]`, output: `[batch, outputs]`; of images the channel comes last
    pub fn forward(&self, input: Tensor<2>, training: bool) -> Tensor<2> {
        let fused = self.activation.fused;
        let outputs = match &self.normalisation {
            Some(normalisation) => {
                let pre_activations = self.pre_activations(input, Fused::Linear);
                normalisation.forward(pre_activations, training, fused)
            }
            None => self.pre_activations(input, fused),
        };
        self.activation.finish(outputs)
    }

    /// The layer's own operation, with what is fused into it.
    fn pre_activations(&self, input: Tensor<2>, fused: Fused) -> Tensor<2> {
        let weights = self.weights.val();
        match &self.kind {
            // Sparse coding is no layer: the model runs it.
            LayerKind::Dense | LayerKind::SparseEncoder => dense(input, weights, fused),
            LayerKind::Conv(geometry) => conv(input, weights, geometry, fused),
            LayerKind::Dictionary => dense(input, fixed_mean(weights), fused),
            LayerKind::Gru(plan) => gru(input, weights, *plan),
        }
    }

    /// The layer with its constraints restored after an update. The atoms of a dictionary have
    /// length 1, and running statistics include the latest batch. It works in place, where nothing
    /// else holds the weights.
    pub fn settled(mut self) -> Self {
        self.normalisation = self.normalisation.map(BatchNorm::settled);
        if self.kind == LayerKind::Dictionary {
            let (id, weights, mapper) = self.weights.consume();
            let weights = Tensor::from_inner(unit_length(weights.inner())).require_grad();
            self.weights = Param::from_mapped_value(id, weights, mapper);
        }
        self
    }

    /// The operation of the layer.
    pub fn kind(&self) -> LayerKind {
        self.kind
    }

    /// Weights and, in the last rows, biases.
    pub fn weights(&self) -> Tensor<2> {
        self.weights.val()
    }

    /// Identifier of the weights among the gradients.
    pub fn id(&self) -> ParamId {
        self.weights.id
    }

    /// Number of rows that are biases.
    pub fn biases(&self) -> usize {
        self.biases
    }
}
