//! A layer of any kind, as a plan asks for it.

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor, TensorData};

use super::after::After;
use super::init::Weights;
use super::plan::{Kind, LayerPlan};
use crate::kernels::conv::{Geometry, conv};
use crate::kernels::dense::dense;
use crate::kernels::dictionary::{fixed_mean, unit_length};
use crate::kernels::recurrent::gru;

/// A layer. Each kind takes `[batch, inputs]` to `[batch, outputs]`.
#[derive(Module, Debug)]
pub struct Layer {
    /// `[rows + biases, columns]`: biases are the last rows, so that a layer has one gradient and one update.
    weights: Param<Tensor<2>>,
    #[module(skip)]
    biases: usize,
    #[module(skip)]
    kind: Kind,
    #[module(skip)]
    after: After,
}

impl Layer {
    /// From initial weights, those of a convolution `[taps * inputs, outputs]`, the tap `(y, x)` before the
    /// channel. The activation is that of the plan unless another is to follow.
    pub fn new(
        plan: &LayerPlan,
        after: impl Into<After>,
        weights: Weights,
        device: &Device,
    ) -> Self {
        let [rows, columns] = plan.weights();
        let values = [weights.weight, weights.bias].concat();
        let data = TensorData::new(values, [rows + plan.biases(), columns]);
        Self {
            weights: Param::from_data(data, device),
            biases: plan.biases(),
            kind: plan.kind,
            after: after.into(),
        }
    }

    /// # Shapes
    /// - input: `[batch, inputs]`, output: `[batch, outputs]`; of images the channel comes last
    pub fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let outputs = match &self.kind {
            // A search is no layer: the model sees to it.
            Kind::Dense | Kind::Search => dense(input, self.weights.val(), self.after.fused),
            Kind::Conv(geometry) => self.convolve(input, geometry),
            Kind::Dictionary => dense(input, fixed_mean(self.weights.val()), self.after.fused),
            Kind::Gru(plan) => gru(input, self.weights.val(), *plan),
        };
        self.after.finish(outputs)
    }

    fn convolve(&self, input: Tensor<2>, geometry: &Geometry) -> Tensor<2> {
        conv(input, self.weights.val(), geometry, self.after.fused)
    }

    /// The layer with its weights back where they are bound to be, after an update: the atoms of a
    /// dictionary have length 1. In place, where nothing else holds the weights.
    pub fn settled(mut self) -> Self {
        if self.kind == Kind::Dictionary {
            let (id, weights, mapper) = self.weights.consume();
            let weights = Tensor::from_inner(unit_length(weights.inner())).require_grad();
            self.weights = Param::from_mapped_value(id, weights, mapper);
        }
        self
    }

    /// Weights and, in the last rows, biases.
    pub fn weights(&self) -> Tensor<2> {
        self.weights.val()
    }

    /// How many of the rows are biases.
    pub fn biases(&self) -> usize {
        self.biases
    }
}
