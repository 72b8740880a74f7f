//! Gated recurrent unit over a whole sequence, as one fused operation (K. Cho et al., *Learning phrase
//! representations using RNN encoder-decoder for statistical machine translation*,
//! [2014](https://arxiv.org/abs/1406.1078)). As in cuDNN and PyTorch, the reset gate is applied after the
//! product with the state and its bias. With the frame x and the state h,
//!
//! - r = σ(x Wᵣ + bᵣ + h Uᵣ + cᵣ), the reset gate,
//! - z = σ(x W_z + b_z + h U_z + c_z), the update gate,
//! - n = tanh(x Wₙ + bₙ + r (h Uₙ + cₙ)), the candidate,
//! - h′ = (1 − z) n + z h, the next state.
//!
//! A sequence is a row of numbers, frame after frame. One matrix holds all parameters, for one gradient and
//! one optimizer step. Its rows are W, then U, then b, then c. Its columns are those of r, z and n.

mod autodiff;
mod cpu;
mod gates;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::Tensor;

/// Direction of a recurrent layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GruMode {
    /// Encodes the frames one by one from a state of zeros. The last state is the output.
    Encode,
    /// Decodes one vector, which is the first state and every frame. All later states are the output.
    Decode,
}

/// Mode and sizes of a recurrent layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gru {
    /// Direction of the layer.
    pub mode: GruMode,
    /// Frames of a sequence, at least one.
    pub frames: usize,
    /// Numbers of an encoded frame.
    pub frame: usize,
    /// Numbers of a state.
    pub units: usize,
}

impl Gru {
    /// Rows of W: numbers of a frame in the product.
    pub fn frame_rows(&self) -> usize {
        match self.mode {
            GruMode::Encode => self.frame,
            GruMode::Decode => self.units,
        }
    }

    /// Numbers of an input.
    pub fn inputs(&self) -> usize {
        match self.mode {
            GruMode::Encode => self.frames * self.frame,
            GruMode::Decode => self.units,
        }
    }

    /// Numbers of an output.
    pub fn outputs(&self) -> usize {
        match self.mode {
            GruMode::Encode => self.units,
            GruMode::Decode => self.frames * self.units,
        }
    }

    /// Rows and columns of the weights, including the two rows of biases.
    pub fn weights(&self) -> [usize; 2] {
        [self.frame_rows() + self.units + 2, 3 * self.units]
    }

    /// Rows of the projection x W + b. A vector that is every frame is projected once.
    fn projections(&self, batch: usize) -> usize {
        match self.mode {
            GruMode::Encode => batch * self.frames,
            GruMode::Decode => batch,
        }
    }
}

/// Recurrent layers on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait GruKernels: Backend {
    /// Output, states and gates. The backward pass needs the states before each frame and after the last,
    /// and of each step r, z, n and h Uₙ + cₙ.
    ///
    /// # Shapes
    /// - input: `[batch, inputs]`, weights: those of [`Gru::weights`], output: `[batch, outputs]`
    /// - states: `[frames + 1, batch, units]`, gates: `[frames, batch, 4 · units]`
    fn gru(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        sizes: Gru,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>);
}

/// Backward pass of a recurrent layer on one backend.
pub trait GruBackward: Backend {
    /// Gradients of `gru` by its input and its weights, with `gradient` the one by its output.
    ///
    /// # Shapes
    /// - as of `gru`; gradient: `[batch, outputs]`, results: as input and weights
    fn gru_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        states: FloatTensor<Self>,
        gates: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        sizes: Gru,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// Gradient by the weights alone, for a layer whose input is data.
    fn gru_backward_weights(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        states: FloatTensor<Self>,
        gates: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        sizes: Gru,
    ) -> FloatTensor<Self>;
}

/// Recurrent layer over a whole sequence.
///
/// # Shapes
/// - input: `[batch, inputs]`, `[batch, frames · frame]` where it reads and `[batch, units]` where it
///   writes
/// - weights: those of [`Gru::weights`]
/// - output: `[batch, outputs]`, `[batch, units]` where it reads and `[batch, frames · units]` where it
///   writes
pub fn gru(input: Tensor<2>, weights: Tensor<2>, sizes: Gru) -> Tensor<2> {
    let (output, _, _) = Dispatch::gru(input.into_dispatch(), weights.into_dispatch(), sizes);
    Tensor::from_dispatch(output)
}
