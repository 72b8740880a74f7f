//! Hourglass: an autoencoder lab in a browser tab.
//!
//! This crate is the core: it trains, and knows nothing of the browser. Read it from top to bottom; a
//! module uses only those above it.
//!
//! | module | what lives there |
//! | --- | --- |
//! | [`error`] | `LabError`: a code for programs, words for people |
//! | [`ops`] | the hot operations, fused, for each device; the only place that knows CubeCL |
//! | [`config`] | `RunConfig`: every choice of a run, and how each describes itself to the page |
//! | [`rng`] | one seeded stream for each purpose |
//! | [`data`] | data sets, their split, the order of batches; one file per source |
//! | [`clock`] | what changes from step to step, kept on the device |
//! | [`feed`] | batches from images that lie on the device |
//! | [`moment`] | where in a run a pass takes place |
//! | [`model`] | which layers a config asks for, their first weights, the Burn module |
//! | [`loss`] | what is minimised |
//! | [`optimiser`] | how gradients become steps |
//! | [`state`] | what a run has learnt: copied, read, written |
//! | [`gradients`] | gradients of a loss, read from the device |
//! | [`recorder`] | steps recorded on the device, and replayed |
//! | [`learner`] | training steps |
//! | [`stopping`] | when a run has finished |
//! | [`lab`] | the data sets at hand |
//! | [`description`] | what a config would build |
//! | [`snapshot`] | pictures and codes, read in one transaction |
//! | [`checkpoint`] | a run as bytes |
//! | [`metrics`] | how good copies and codes are |
//! | [`pca`] | the linear baseline of every autoencoder |
//! | [`run`] | a run: train, look, rewind |
//! | [`device`] | opens WebGPU or the CPU |
//! | `bindings` | the one door to JavaScript; wasm only |
//! | `bench` | another, for benchmarks; with the feature `bench` only |
//!
//! Everything is seeded, and nothing blocks: in a browser a blocking read from the device is a panic,
//! so whatever reads is `async`.

#![recursion_limit = "256"]

pub mod error;
pub mod rng;

pub mod shape;

pub mod device;

pub mod ops;

pub mod config;

pub mod metrics;

pub mod data;

pub mod model;

pub mod loss;

pub mod train;

pub mod run;

#[cfg(any(not(target_arch = "wasm32"), feature = "pca"))]
pub mod pca;

#[cfg(all(target_arch = "wasm32", feature = "bench"))]
pub mod bench;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
