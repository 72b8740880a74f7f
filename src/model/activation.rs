//! What follows the sums of a layer.

use burn::tensor::Tensor;

use crate::config::Activation;
use crate::ops::layers::activation::{Fused, gelu};

/// An activation: what is fused into the layer, and what comes after it.
#[derive(Debug, Clone, Copy)]
pub struct LayerActivation {
    /// Done to each sum by the layer's own operation.
    pub fused: Fused,
    /// Whether GELU follows: its derivative does not follow from its output, so that it cannot be fused.
    gelu: bool,
}

impl LayerActivation {
    /// What is left to do to a layer's outputs.
    ///
    /// # Shapes
    /// - input and output: `[batch, outputs]`
    pub fn finish(self, outputs: Tensor<2>) -> Tensor<2> {
        if self.gelu { gelu(outputs) } else { outputs }
    }
}

impl From<Activation> for LayerActivation {
    fn from(activation: Activation) -> Self {
        Self {
            fused: match activation {
                Activation::Linear | Activation::Gelu => Fused::Linear,
                Activation::Relu => Fused::Relu,
                Activation::Tanh => Fused::Tanh,
                Activation::Sigmoid => Fused::Sigmoid,
            },
            gelu: activation == Activation::Gelu,
        }
    }
}
