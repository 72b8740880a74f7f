//! The worker that the module runs in: its console and its clock.

use web_sys::console;

/// Writes every panic, with the stack of JavaScript, to the console: without it a panic shows as `unreachable`.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        console::error_1(&js_sys::Error::new(&panic.to_string()));
    }));
}

/// Milliseconds since the worker began; 0 outside of a worker.
#[cfg(feature = "lab")]
pub fn now() -> f64 {
    use wasm_bindgen::JsCast;

    let scope = js_sys::global().dyn_into::<web_sys::WorkerGlobalScope>();
    let clock = scope.ok().and_then(|scope| scope.performance());
    clock.map_or(0.0, |clock| clock.now())
}
