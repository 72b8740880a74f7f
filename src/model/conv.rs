//! A convolution as a layer.

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor, TensorData};

use super::init::Weights;
use crate::kernels::activation::Fused;
use crate::kernels::conv::{Geometry, conv};

/// A convolution, plain or transposed, and what is done to its sums.
#[derive(Module, Debug)]
pub struct Conv {
    /// `[taps * inputs + 1, outputs]`: the bias is the last row.
    weights: Param<Tensor<2>>,
    #[module(skip)]
    geometry: Geometry,
    #[module(skip)]
    fused: Fused,
}

impl Conv {
    /// From weights `[taps * inputs, outputs]`, the tap `(y, x)` before the channel, and biases.
    pub fn new(geometry: Geometry, fused: Fused, weights: Weights, device: &Device) -> Self {
        let values = [weights.weight, weights.bias].concat();
        let data = TensorData::new(values, geometry.weights());
        Self {
            weights: Param::from_data(data, device),
            geometry,
            fused,
        }
    }

    /// # Shapes
    /// - input: `[batch, height * width * channels]`, the channel last; output: the same
    pub fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        conv(input, self.weights.val(), &self.geometry, self.fused)
    }
}
