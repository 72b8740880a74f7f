//! Activation functions of layers.

use burn::tensor::Tensor;

use crate::config::Activation;
use crate::ops::layers::activation::{Fused, gelu};

/// An activation function: the part fused into the layer, and the part applied after it.
#[derive(Debug, Clone, Copy)]
pub struct LayerActivation {
    /// Applied to each pre-activation by the layer's own operation.
    pub fused: Fused,
    /// True for GELU, which cannot be fused because its derivative is no function of its output.
    gelu: bool,
}

impl LayerActivation {
    /// Applies the part of the activation that is not fused into the layer.
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
