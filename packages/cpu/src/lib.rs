//! What the page starts with: the core without a GPU, small enough to be there at once.
#![cfg(target_arch = "wasm32")]

pub use hourglass::wasm::*;
