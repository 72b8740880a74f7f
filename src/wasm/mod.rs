//! The one door to JavaScript. It turns values of the core into plain objects and typed arrays, and
//! errors into thrown objects; everything else is the core's. `tests/schema.rs` writes their types for the page. Each module of the
//! page exports one part: `lab` where it trains, `import` where it reads files.

#[cfg(feature = "import")]
pub mod import;
#[cfg(feature = "lab")]
pub mod lab;
#[cfg(feature = "lab")]
mod pca;
#[cfg(feature = "lab")]
mod queries;
#[cfg(feature = "lab")]
mod read;
mod worker_scope;
mod write;

use wasm_bindgen::prelude::*;

// CubeCL registers its types through static constructors. Unless something refers to this function,
// the linker wraps every export in a call to it, and each call from JavaScript, the hundreds of
// WebGPU calls of a step included, runs them all again: half a second a step.
#[allow(unsafe_code)]
unsafe extern "C" {
    fn __wasm_call_ctors();
}

/// Runs when the module is loaded. Tests, whose modules have a start of their own, call it themselves.
#[wasm_bindgen(start)]
#[allow(unsafe_code)]
pub fn start() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        // SAFETY: the linker generates this function without arguments; it is called this once.
        unsafe { __wasm_call_ctors() }
        worker_scope::report_panics();
    });
}
