//! Test runner for cargo's wasm32 target: runs one test module in headless Chromium, through chromedriver.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
