//! The small module, with which the page starts: the core without a GPU.
#![cfg(target_arch = "wasm32")]

pub use hourglass::wasm::*;
