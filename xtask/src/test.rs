//! `cargo xtask test`: every check of the project, in the order in which a failure is cheapest.

use std::ffi::OsStr;
use std::iter;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::engines::{self, Engine};
use crate::wasm::{self, FEATURES, Optimise, TARGET};
use crate::{browser, publish, python, shell, site, tools};

/// One check. It sets up everything it needs, so it can run alone.
pub struct Stage {
    /// Name of the stage for `--only`.
    pub name: &'static str,
    /// Short description of the stage.
    pub title: &'static str,
    run: fn() -> Result<()>,
}

const fn stage(name: &'static str, title: &'static str, run: fn() -> Result<()>) -> Stage {
    Stage { name, title, run }
}

/// All checks, in order.
pub const STAGES: [Stage; 14] = [
    stage("setup", "what the tests need", set_up),
    stage("fmt", "formatting (rustfmt)", formatting),
    stage("clippy", "lints, native (clippy, rustdoc)", native_lints),
    stage("clippy-wasm", "lints, wasm32 (clippy, rustdoc)", wasm_lints),
    stage("rust", "Rust tests, native", rust_tests),
    stage("python", "the program of docs/python.md", python::test),
    stage("wasm", "wasm build", wasm_build),
    stage("types", "types of the page (tsc)", types),
    stage("eslint", "lints of the page (eslint)", page_lints),
    stage("prose", "prose and vocabulary", prose),
    stage(
        "node",
        "tests of the page's and the benchmark's logic (node)",
        node_tests,
    ),
    stage("browser", "Rust tests in Chromium", browser_tests),
    stage("e2e", "the page in Chromium, end to end", end_to_end),
    stage(
        "engines",
        "the page in Firefox and WebKit (smoke tests)",
        smoke_tests,
    ),
];

/// Runs all stages, or one, and stops at the first that fails.
pub fn run(only: Option<&str>) -> Result<()> {
    let chosen: Vec<&Stage> = STAGES
        .iter()
        .filter(|stage| only.is_none_or(|name| name == stage.name))
        .collect();
    if chosen.is_empty() {
        bail!("there is no such stage; `cargo xtask --help` lists them");
    }
    let mut done = Vec::new();
    for (index, stage) in chosen.iter().enumerate() {
        println!("\n== {} of {}: {} ==", index + 1, chosen.len(), stage.title);
        let started = Instant::now();
        let result = (stage.run)();
        let took = started.elapsed();
        let word = if result.is_ok() { "passed" } else { "FAILED" };
        println!("-- {word} in {}", clock(took));
        done.push((word, took, stage.title));
        if let Err(error) = result {
            summary(&done);
            return Err(error.context(format!(
                "stage `{0}` failed (repeat it alone with: cargo xtask test --only {0})",
                stage.name
            )));
        }
    }
    summary(&done);
    Ok(())
}

fn summary(done: &[(&str, Duration, &str)]) {
    println!("\n== summary ==");
    for (word, took, title) in done {
        println!("{word}  {:>9}  {title}", clock(*took));
    }
    let total = done.iter().map(|(_, took, _)| *took).sum();
    println!("        {:>9}  in all", clock(total));
}

fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        _ => format!("{}:{:02} min", seconds / 60, seconds % 60),
    }
}

fn set_up() -> Result<()> {
    tools::for_lints()?;
    tools::for_node()?;
    let browser = browser::find()?;
    println!(
        "browser: {} with {}",
        browser.chrome.display(),
        browser.driver.display()
    );
    for engine in Engine::ALL {
        for (_, program) in engine.find()? {
            println!("{}: {}", engine.name(), program.display());
        }
    }
    println!("wasm-opt: {}", tools::wasm_opt()?.display());
    tools::wasm_target(TARGET)
}

fn formatting() -> Result<()> {
    tools::for_lints()?;
    shell::run(shell::command("cargo", ["fmt", "--all", "--check"]))
}

// Clippy uses the release profile too: build scripts and macros are then shared with the builds.
fn native_lints() -> Result<()> {
    tools::for_lints()?;
    let arguments = ["clippy", "--release", "--workspace", "--all-targets"];
    shell::run(shell::command(
        "cargo",
        [&arguments[..], &["--", "-D", "warnings"]].concat(),
    ))?;
    documentation(&["--workspace"])
}

fn wasm_lints() -> Result<()> {
    tools::for_lints()?;
    tools::wasm_target(TARGET)?;
    let arguments = ["clippy", "--release", "--package", "hourglass"];
    let target = ["--target", TARGET];
    let deny = ["--", "-D", "warnings"];
    let whole = [&["--all-targets"][..], &FEATURES].concat();
    // the second is the small module
    for what in [whole, vec!["--lib"]] {
        shell::run(shell::command(
            "cargo",
            [&arguments[..], &target, &what, &deny].concat(),
        ))?;
    }
    let library = ["--package", "hourglass", "--lib"];
    documentation(&[&library[..], &target, &FEATURES].concat())
}

/// Links of the documentation, with the metadata of dependencies that clippy has just made.
fn documentation(packages: &[&str]) -> Result<()> {
    let arguments = ["doc", "--release", "--no-deps"];
    let mut command = shell::command("cargo", [&arguments, packages].concat());
    command.env("RUSTDOCFLAGS", "-D warnings");
    shell::run(command)
}

/// Tests on MNIST are listed as ignored unless `HOURGLASS_DATA` names its folder. That of the Python program has a stage of its own.
fn rust_tests() -> Result<()> {
    let nextest = shell::output(shell::command("cargo", ["nextest", "--version"])).is_some();
    let but_python = format!("not test({})", python::TEST);
    let (mut arguments, ignored) = if nextest {
        let run = [
            "nextest",
            "run",
            "--workspace",
            "--cargo-profile",
            "release",
        ];
        let ignored = vec!["--run-ignored", "all", "-E", &but_python];
        (run.to_vec(), ignored)
    } else {
        let run = ["test", "--workspace", "--release"];
        let ignored = vec!["--", "--include-ignored", "--skip", python::TEST];
        (run.to_vec(), ignored)
    };
    if std::env::var_os("HOURGLASS_DATA").is_some() {
        arguments.extend(ignored);
    }
    shell::run(shell::command("cargo", arguments))
}

/// Writes the files that the page copies from the core: the test that compares them with the core's does.
pub fn write_schema() -> Result<()> {
    let arguments = ["test", "--release", "--workspace"];
    let test = ["--test", "schema"];
    let mut command = shell::command("cargo", arguments.iter().chain(&test));
    command.env("HOURGLASS_WRITE_SCHEMA", "1");
    shell::run(command)
}

fn wasm_build() -> Result<()> {
    wasm::build_page(Optimise::Yes)
}

fn types() -> Result<()> {
    tools::for_node()?;
    shell::run(shell::command("npx", ["--no-install", "tsc", "--noEmit"]))
}

fn page_lints() -> Result<()> {
    tools::for_node()?;
    shell::run(shell::command(
        "npx",
        ["--no-install", "eslint", ".", "--max-warnings", "0"],
    ))
}

fn prose() -> Result<()> {
    tools::for_node()?;
    shell::run(shell::command("npm", ["run", "--silent", "prose"]))
}

fn node_tests() -> Result<()> {
    let mut files = test_files("tests/www", ".test.js")?;
    files.extend(test_files("tests/bench", ".test.js")?);
    let options = ["--test", "--test-reporter=spec"].map(PathBuf::from);
    shell::run(shell::command("node", options.into_iter().chain(files)))
}

fn browser_tests() -> Result<()> {
    tools::wasm_target(TARGET)?;
    let browser = browser::find()?;
    let manifest = "xtask/test-runner/Cargo.toml";
    let build = [
        "build",
        "--release",
        "--locked",
        "--manifest-path",
        manifest,
    ];
    let mut command = shell::command("cargo", build);
    command.arg("--target-dir").arg(shell::target_dir());
    shell::run(command)?;
    let arguments = ["test", "--release", "--package", "hourglass"];
    let test = ["--target", TARGET, "--test", "web"];
    let mut command = shell::command("cargo", [&arguments[..], &FEATURES, &test].concat());
    command.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        shell::target_dir().join("release/browser-test-runner"),
    );
    command.env("CHROMEDRIVER", &browser.driver);
    command.env("WASM_BINDGEN_TEST_ONLY_WEB", "1");
    // In seconds. A GPU that the CPU emulates takes minutes for a test.
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "1200");
    command.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    command.env(
        "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
        browser::capabilities(&browser)?,
    );
    shell::run(command)
}

fn end_to_end() -> Result<()> {
    let files = test_files("tests/e2e", ".test.mjs")?;
    // Some tests compare the results of the page with those of the command line.
    let build = ["build", "--release", "--workspace", "--bin", "hourglass"];
    shell::run(shell::command("cargo", build))?;
    drive_page(iter::once("tests/e2e/run.mjs".into()).chain(files))
}

const SMOKE_TESTS: &str = "tests/engines/smoke.test.mjs";
const WEBGPU_TEST: &str = "tests/engines/webgpu.test.mjs";

/// Runs the smoke tests in each engine, once more where they fail. An engine that starts too slowly is no
/// fault of the page.
fn smoke_tests() -> Result<()> {
    for engine in Engine::ALL {
        let run = || drive_engine(engine, &[SMOKE_TESTS.into()], None);
        if let Err(error) = run() {
            println!("once more in {}: {error:#}", engine.name());
            run()?;
            println!("UNSTABLE: {} passed the second time only", engine.name());
        }
    }
    Ok(())
}

/// Runs all tests of one browser engine besides Chromium.
pub fn in_engine(engine: Engine) -> Result<()> {
    let mut files = test_files("tests/engines", ".test.mjs")?;
    if engine == Engine::Firefox {
        return drive_engine(engine, &files, Some(engines::lavapipe()?));
    }
    println!("{WEBGPU_TEST} is left out: WebKitGTK has no WebGPU");
    files.retain(|file| !file.ends_with(WEBGPU_TEST));
    drive_engine(engine, &files, None)
}

fn drive_engine(
    engine: Engine,
    files: &[PathBuf],
    driver: Option<(&'static str, PathBuf)>,
) -> Result<()> {
    let programs = engine.find()?;
    // One file after the other: an engine is started for each.
    let options = ["--test", "--test-concurrency=1", "--test-reporter=spec"].map(PathBuf::from);
    let mut command = node_at_page(options.iter().chain(files))?;
    command.env("HOURGLASS_ENGINE", engine.name());
    command.envs(programs.into_iter().chain(driver));
    shell::run(command)
}

/// Runs a Node program in which Chromium opens the published page.
pub fn drive_page(arguments: impl IntoIterator<Item = PathBuf>) -> Result<()> {
    let browser = browser::find()?;
    let mut command = node_at_page(arguments)?;
    command.env("CHROME", browser.chrome);
    command.env(
        "HOURGLASS_CLI",
        shell::target_dir().join("release/hourglass"),
    );
    shell::run(command)
}

/// A Node program that knows the address of the page, published and served on a free port.
fn node_at_page<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Result<Command> {
    // an optimised module, which the stage before leaves in a whole run, stays
    wasm::build_page(Optimise::No)?;
    let folder = shell::target_dir().join("site");
    publish::publish(&folder)?;
    let mut command = shell::command("node", arguments);
    let address = site::serve_aside(folder)?;
    command.env("HOURGLASS_URL", format!("http://{address}/"));
    Ok(command)
}

/// The test files below a folder of the repository: Node's own search differs between its versions.
fn test_files(folder: &str, ending: &str) -> Result<Vec<PathBuf>> {
    let mut files = shell::files_below(&shell::root().join(folder))?;
    files.retain(|path| path.to_string_lossy().ends_with(ending));
    if files.is_empty() {
        bail!("{folder} has no *{ending} file, so nothing would be tested");
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_from_one_minute_on_is_printed_in_minutes() {
        assert_eq!(clock(Duration::from_millis(1250)), "1.2 s");
        assert_eq!(clock(Duration::from_secs(125)), "2:05 min");
    }

    #[test]
    fn an_unknown_stage_is_refused() {
        assert!(
            run(Some("no such stage"))
                .unwrap_err()
                .to_string()
                .contains("--help")
        );
    }

    #[test]
    fn a_folder_without_tests_is_an_error_and_not_a_pass() {
        assert!(
            test_files("xtask", ".test.js")
                .unwrap_err()
                .to_string()
                .contains("nothing")
        );
    }
}
