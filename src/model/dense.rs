//! A dense layer.

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor, TensorData};

use super::init::Weights;
use super::plan::LayerPlan;
use crate::config::Activation;
use crate::kernels::activation::{Fused, gelu};
use crate::kernels::dense::dense;

/// A linear layer and what is done to its sums, in one operation where that can be.
#[derive(Module, Debug)]
pub struct Dense {
    /// `[inputs + 1, outputs]`: the bias is the last row, so that a layer has one gradient and one
    /// update.
    weights: Param<Tensor<2>>,
    #[module(skip)]
    fused: Fused,
    /// Whether GELU follows: its derivative does not follow from its output.
    #[module(skip)]
    gelu: bool,
}

impl Dense {
    /// From initial weights.
    pub fn new(layer: &LayerPlan, weights: Weights, device: &Device) -> Self {
        let values = [weights.weight, weights.bias].concat();
        let data = TensorData::new(values, [layer.inputs + 1, layer.outputs]);
        Self {
            weights: Param::from_data(data, device),
            fused: match layer.activation {
                Activation::Linear | Activation::Gelu => Fused::Linear,
                Activation::Relu => Fused::Relu,
                Activation::Tanh => Fused::Tanh,
                Activation::Sigmoid => Fused::Sigmoid,
            },
            gelu: layer.activation == Activation::Gelu,
        }
    }

    /// # Shapes
    /// - input: `[batch, inputs]`, output: `[batch, outputs]`
    pub fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let output = dense(input, self.weights.val(), self.fused);
        if self.gelu { gelu(output) } else { output }
    }
}
