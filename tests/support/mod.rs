//! What the native and the browser tests share, so that the same cases run on every device.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test binary uses a part; tests may panic"
)]

pub mod conv;
pub mod kernels;
pub mod noise;
pub mod parity;
pub mod replay;
pub mod schedule;
pub mod stopping;
pub mod trace;
pub mod update;
pub mod vae;
pub mod variational;
