//! The full module, which the page fetches if a GPU is available: the whole core.
#![cfg(target_arch = "wasm32")]

pub use hourglass::wasm::*;
