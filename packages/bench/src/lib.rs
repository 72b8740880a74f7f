//! What the benchmark times: the whole core and its exports for it. The page never sees it.
#![cfg(target_arch = "wasm32")]

pub use hourglass::bench::*;
pub use hourglass::wasm::*;
