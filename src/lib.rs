//! Hourglass: an autoencoder lab in a browser tab.
//!
//! The core trains; it knows nothing of the page. Read this table from top to bottom: a module uses only those
//! above it, which `tests/architecture.rs` checks.
//!
//! | module | rule |
//! | --- | --- |
//! | [`error`] | The one error type: a code for programs, words for people. |
//! | [`rng`] | One seeded random stream for each purpose. |
//! | [`shape`] | The shape of an image; uses nothing. |
//! | [`typed_array`] | Vectors that JavaScript reads as typed arrays; uses nothing. |
//! | [`device`] | Opens WebGPU or the CPU, captures graphs, reads tensors back. |
//! | [`ops`] | Fused operations for each device; the only place that knows CubeCL. |
//! | [`config`] | Every setting of a run with its limits and help; knows no tensor. |
//! | [`metrics`] | Functions over slices; knows no run and no device. |
//! | [`data`] | Examples as bytes, their split and batches; knows no model. |
//! | [`model`] | Layers and the forward pass; no gradient, no loss. |
//! | [`loss`] | The terms that training minimises; a file each. |
//! | [`train`] | One training step and its state; no history, no queries. |
//! | [`run`] | A run over time, and queries to it. |
//! | `pca` | Principal components: the linear baseline, and axes of latent codes. |
//! | `bench` | The exports for benchmarks; with the feature `bench` only. |
//! | `wasm` | The exports for JavaScript: converts and decides nothing; wasm only. |
//!
//! Every random number is seeded. In a browser a blocking read from the device panics, so every function that
//! reads from it is `async`.

#![recursion_limit = "256"]

pub mod error;

pub mod rng;

pub mod shape;

pub mod typed_array;

pub mod device;

pub mod ops;

pub mod config;

pub mod metrics;

pub mod data;

pub mod model;

pub mod loss;

pub mod train;

pub mod run;

pub mod pca;

#[cfg(all(target_arch = "wasm32", feature = "bench"))]
pub mod bench;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
