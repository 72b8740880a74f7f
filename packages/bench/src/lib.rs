//! The module of the benchmark: the whole core and its exports for benchmarks. The page never loads it.
#![cfg(target_arch = "wasm32")]

pub use hourglass::bench::*;
pub use hourglass::wasm::*;
