//! What the page fetches where there is a GPU to use: the whole core.
#![cfg(target_arch = "wasm32")]

pub use hourglass::wasm::*;
