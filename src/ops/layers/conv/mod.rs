//! Convolution and transposed convolution with bias and activation, as one fused operation. Images lie as
//! dense layers have them, `[batch, height * width * channels]` with the channels of a pixel together: no
//! reshaping is needed between the two. The bias is the last row of the weights.

mod autodiff;
mod cpu;
mod geometry;
#[cfg(feature = "webgpu")]
mod gpu;
mod patches;

pub use geometry::Geometry;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::Tensor;

use super::activation::Fused;

/// Convolutions on one backend. None has a default, as stock convolutions would add a kernel library that
/// nothing else needs.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait ConvKernels: Backend {
    /// activation(convolution + bias), transposed or not as the geometry says.
    ///
    /// # Shapes
    /// - input: `[batch, input]`, weights: `[taps * inputs + 1, outputs]`, output: `[batch, output]`
    fn conv(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> FloatTensor<Self>;
}

/// Backward pass of a convolution on one backend.
pub trait ConvBackward: Backend {
    /// Gradients of `conv` by its input and its weights, with `gradient` the one by its output.
    ///
    /// # Shapes
    /// - as of `conv`; gradient: `[batch, output]`
    fn conv_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// Gradient by the weights alone, for a layer whose input is data.
    fn conv_backward_weights(
        input: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> FloatTensor<Self>;
}

/// Convolution or transposed convolution: activation(convolution + bias).
///
/// # Shapes
/// - input: `[batch, input height * width * channels]`
/// - weights: `[kernel * kernel * input channels + 1, output channels]`, see [`Geometry::weights`]
/// - output: `[batch, output height * width * channels]`
pub fn conv(
    input: Tensor<2>,
    weights: Tensor<2>,
    geometry: &Geometry,
    activation: Fused,
) -> Tensor<2> {
    let (input, weights) = (input.into_dispatch(), weights.into_dispatch());
    Tensor::from_dispatch(Dispatch::conv(input, weights, *geometry, activation))
}
