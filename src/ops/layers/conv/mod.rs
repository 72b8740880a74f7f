//! Convolution and transposed convolution with bias and activation, in one operation and with a backward
//! pass of its own. Images lie as dense layers have them, `[batch, height * width * channels]` with the
//! channels of a pixel together, so that a dense layer follows or precedes without any reshaping; the
//! bias is the last row of the weights, as there.
//!
//! | file | what lives there |
//! | --- | --- |
//! | `geometry` | the sizes of a convolution, checked once |
//! | `autodiff` | the backward pass |
//! | `flex` | the CPU: matrix products over patches |
//! | `patches` | cuts images into patches and adds patches up to images |
//! | `cube` | WebGPU |

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

/// Convolutions on one backend. None has a default: stock convolutions would come with a kernel library
/// that nothing else here needs.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait ConvKernels: Backend {
    /// activation(convolution + bias); the geometry says whether it is a transposed one.
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
    /// Gradients of `conv` by its input and by its weights, where `gradient` is the one by `output`.
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

    /// The second of those alone: a first layer has no use for the other.
    fn conv_backward_weights(
        input: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> FloatTensor<Self>;
}

/// A convolution, or a transposed one, in one operation: activation(convolution + bias).
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
