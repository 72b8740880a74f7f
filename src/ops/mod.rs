//! Fused operations of a training step, offered to Burn through its backend extension. A model calls one
//! function and never asks for its device. Operations of a loss have a backward pass of their own for
//! autodiff.
//!
//! Each family has a folder. Its `mod.rs` declares the operations, `cpu` and `gpu` implement them, and
//! `autodiff` differentiates them. Only the `gpu` modules know CubeCL.
//!
//! | module | contents |
//! | --- | --- |
//! | [`layers::dense`] | dense layers |
//! | [`layers::conv`] | convolutions and transposed convolutions |
//! | [`layers::gru`] | gated recurrent units over a whole sequence |
//! | [`layers::activation`] | activation functions fused into layers, and GELU |
//! | [`layers::batch_norm`] | batch normalization |
//! | [`layers::dropout_topk`] | masking layers: dropout and top-k |
//! | [`layers::variational`] | sampled codes and their KL divergence |
//! | [`layers::sparse_coding`] | sparse codes by FISTA under a dictionary of atoms |
//! | [`losses::reconstruction`] | reconstruction losses, and weighted sums of losses |
//! | [`losses::cross_entropy`] | softmax cross-entropy and accuracy |
//! | [`losses::penalty`] | sparsity of codes, L1 and L2 |
//! | [`training::optimizer`] | optimizer steps and gradient clipping |
//! | [`training::step_state`] | step count, learning rate and loss history on the device |
//! | [`training::gather`] | batches from images on the device |
//! | [`training::augment`] | corruption, augmentation and standardization of images |
//! | [`training::noise`] | counter-based random numbers, the same on every device |
//! | `cpu` | matrix products, SIMD math, threads and working memory |
//! | `gpu` | launch of kernels, and helpers that they share |
//! | `workgroups` | shape of a launch |
//! | `backward` | autodiff of fused operations |

// CubeCL kernels know no `div_ceil`.
#![allow(clippy::manual_div_ceil)]

mod backward;
pub(crate) mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;
pub mod layers;
pub mod losses;
pub mod training;
#[cfg(any(test, feature = "webgpu"))]
mod workgroups;
