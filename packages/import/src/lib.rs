//! The module that reads the user's files, fetched when the first ones are opened.
#![cfg(target_arch = "wasm32")]

pub use hourglass::wasm::*;
