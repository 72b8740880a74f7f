//! What the native and the browser tests share, so that the same cases run on every device.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test binary uses a part; tests may panic"
)]

pub mod augmentation;
pub mod classes;
pub mod conv;
pub mod conv_reference;
pub mod corrupt_query;
pub mod corruption;
pub mod dictionary;
pub mod elbo;
pub mod exploring;
pub mod family;
pub mod inside;
pub mod kernels;
pub mod last_batch;
pub mod mask;
pub mod noise;
pub mod normalisation;
pub mod numbers;
pub mod parity;
pub mod penalty;
pub mod recurrent;
pub mod replay;
pub mod schedule;
pub mod sparse_codes;
pub mod stopping;
pub mod trace;
pub mod update;
pub mod vanishing;
pub mod variational;
pub mod weight;
