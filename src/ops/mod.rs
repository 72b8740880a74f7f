//! The hot operations of a training step, fused, offered to Burn through its backend extension: the
//! model calls one function and never asks which device it is on. What takes part in the loss has a
//! backward pass of its own, so that autodiff goes on working through it; a loss that is written in
//! plain tensors needs neither.
//!
//! One folder a family: `mod.rs` says what the operations are, `flex.rs` is the CPU, `cube.rs` WebGPU,
//! and `autodiff.rs` the backward pass.
//!
//! | module | what lives there |
//! | --- | --- |
//! | [`dense`](mod@dense) | a dense layer |
//! | [`loss`] | the reconstruction error, and losses put together |
//! | [`update`] | the optimiser's step |
//! | [`feed`] | batches from images on the device |
//! | [`steps`] | the count of steps, the learning rate, the record of losses, on the device |
//! | `backward` | what the backward passes of layers with weights share |
//! | `flex`, `cube` | what the families share on each device; `cube` and theirs alone know CubeCL |
//! | `exponential` | eˣ and its relatives in plain Rust that the compiler turns into SIMD |
//! | `scratch` | memory that operations on the CPU keep from call to call |
//! | `gemm` | matrix products in plain Rust that the compiler turns into SIMD |
//! | `bands` | the rows of a product shared out among the cores, where there are more than a tab has |
//! | [`conv`] | convolutions and transposed convolutions |
//! | [`recurrent`] | gated recurrent units over a whole sequence |
//! | [`activation`] | what is fused into the end of a layer |
//! | [`noise`] | random numbers from a counter: the same stream on every device |
//! | [`variational`] | what a variational autoencoder adds: the sampled code and its KL divergence |
//! | [`penalty`] | what codes and weights cost: sparsity, L1, L2 |
//! | [`mask`] | layers that let a part through: the largest of a code, dropout |
//! | [`corruption`] | images spoilt, moved and standardised |
//! | [`classes`] | softmax cross-entropy and accuracy |
//! | [`dictionary`] | sparse codes under a dictionary of atoms |
//! | [`normalisation`] | batch normalisation |

// CubeCL kernels know no `div_ceil`.
#![allow(clippy::manual_div_ceil)]

mod backward;
pub(crate) mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;
pub mod layers;
pub mod losses;
pub mod training;
