//! A gated recurrent unit over a whole sequence, in one operation and with a backward pass of its own:
//! K. Cho et al., *Learning phrase representations using RNN encoder-decoder for statistical machine
//! translation*, [2014](https://arxiv.org/abs/1406.1078), in the variant of cuDNN and PyTorch, where the
//! reset gate is applied after the product with the state and its bias. With the frame x and the state h,
//!
//! - r = σ(x Wᵣ + bᵣ + h Uᵣ + cᵣ), the reset gate,
//! - z = σ(x W_z + b_z + h U_z + c_z), the update gate,
//! - n = tanh(x Wₙ + bₙ + r (h Uₙ + cₙ)), the candidate,
//! - h′ = (1 − z) n + z h, the next state.
//!
//! A sequence is a row of numbers, frame after frame. All parameters lie in one matrix, so that there is
//! one gradient and one update: the rows are W, then U, then b, then c; the columns those of r, z and n.
//!
//! | file | what lives there |
//! | --- | --- |
//! | `gates` | one step and its derivative in plain Rust |
//! | `autodiff` | the backward pass |
//! | `flex` | the CPU: matrix products, frame by frame |
//! | `cube` | WebGPU |

mod autodiff;
mod cpu;
mod gates;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::Tensor;

/// What a recurrent layer does with a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GruMode {
    /// It reads the frames one by one, from a state of zeros: the last state is its output.
    Encode,
    /// It is given one vector, which is its first state and every frame: all states are its output.
    Decode,
}

/// The sizes of a recurrent layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gru {
    /// Whether it reads or writes.
    pub mode: GruMode,
    /// Frames of a sequence, at least one.
    pub frames: usize,
    /// Numbers of a frame that is read.
    pub frame: usize,
    /// Numbers of a state.
    pub units: usize,
}

impl Gru {
    /// Rows of the weights that a frame is multiplied by.
    pub fn frame_rows(&self) -> usize {
        match self.mode {
            GruMode::Encode => self.frame,
            GruMode::Decode => self.units,
        }
    }

    /// Numbers that go in.
    pub fn inputs(&self) -> usize {
        match self.mode {
            GruMode::Encode => self.frames * self.frame,
            GruMode::Decode => self.units,
        }
    }

    /// Numbers that come out.
    pub fn outputs(&self) -> usize {
        match self.mode {
            GruMode::Encode => self.units,
            GruMode::Decode => self.frames * self.units,
        }
    }

    /// Rows and columns of the weights, the two rows of biases among them.
    pub fn weights(&self) -> [usize; 2] {
        [self.frame_rows() + self.units + 2, 3 * self.units]
    }

    /// Rows of frames that are multiplied by weights: a vector that is every frame is multiplied once.
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
    /// The output, then what the backward pass needs: the states before each frame and after the last,
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
    /// Gradients of `gru` by its input and by its weights, where `gradient` is the one by its output.
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

    /// The second result of `gru_backward` alone, for a layer whose input is data.
    fn gru_backward_weights(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        states: FloatTensor<Self>,
        gates: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        sizes: Gru,
    ) -> FloatTensor<Self>;
}

/// A recurrent layer over a whole sequence, in one operation.
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
