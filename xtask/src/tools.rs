//! The tools that a build needs beyond rustup and Node. Rust ones are built by cargo, because
//! nothing else may be downloadable, and live in `target/tools`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{apt, shell};

const WASM_PACK: &str = "0.15.1";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Where wasm-pack, wasm-bindgen and its test runner are put.
pub fn bin_dir() -> PathBuf {
    shell::root().join("target/tools/bin")
}

/// The wasm target, wasm-pack and the wasm-bindgen that matches `Cargo.lock`.
pub fn for_wasm() -> Result<()> {
    let sysroot = shell::output(shell::command("rustc", ["--print", "sysroot"]))
        .context("there is no rustc: install Rust with rustup")?;
    if !PathBuf::from(sysroot)
        .join("lib/rustlib")
        .join(WASM_TARGET)
        .exists()
    {
        rustup(&["target", "add", WASM_TARGET])?;
    }
    cargo_tool("wasm-bindgen", "wasm-bindgen-cli", &wasm_bindgen_version()?)?;
    cargo_tool("wasm-pack", "wasm-pack", WASM_PACK)
}

/// rustfmt and clippy, which a minimal toolchain leaves out.
pub fn for_lints() -> Result<()> {
    for (program, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if shell::output(shell::command(program, ["--version"])).is_none() {
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// The npm packages of `package-lock.json`: the checks of the page need them, and what publishes it, but not the page.
pub fn for_node() -> Result<()> {
    let version = shell::output(shell::command("node", ["--version"]))
        .context("there is no node: install Node.js 20 or later")?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or_default();
    if major.parse::<u32>().unwrap_or(0) < 20 {
        bail!("this needs Node.js 20 or later, and what is installed is {version}");
    }
    // npm writes this file last, so it is newer than a lock file that it has installed.
    let modified = |file: &str| fs::metadata(shell::root().join(file)).and_then(|m| m.modified());
    let installed = modified("node_modules/.package-lock.json").ok();
    if installed.is_none() || installed < modified("package-lock.json").ok() {
        shell::run(shell::command("npm", ["ci", "--no-audit", "--no-fund"]))?;
    }
    Ok(())
}

/// A native wasm-opt. The one on npm is JavaScript and takes a quarter of an hour on this module.
pub fn wasm_opt() -> Result<PathBuf> {
    if let Some(program) = shell::find(&["wasm-opt"]) {
        return Ok(program);
    }
    apt::install(&["binaryen"])
        .map_err(|why| anyhow::anyhow!("wasm-opt (package binaryen) is missing: {why}"))?;
    shell::find(&["wasm-opt"]).context("the package binaryen brought no wasm-opt")
}

/// Builds one version of a tool into `target/tools`, unless it is there.
fn cargo_tool(program: &str, package: &str, version: &str) -> Result<()> {
    let installed = shell::output(shell::command(bin_dir().join(program), ["--version"]));
    if installed.is_some_and(|line| line.split_whitespace().nth(1) == Some(version)) {
        return Ok(());
    }
    println!("{package} {version} is not in target/tools yet; cargo builds it (a minute or two).");
    let version = format!("={version}");
    let install = |locked: &[&str]| {
        let arguments = [
            "install",
            "--root",
            "target/tools",
            "--version",
            &version,
            package,
        ];
        shell::run(shell::command("cargo", [&arguments, locked].concat()))
    };
    install(&["--locked"]).or_else(|_| {
        println!("Trying again without the package's own lock file: a mirror may lack a version.");
        install(&[])
    })
}

fn rustup(arguments: &[&str]) -> Result<()> {
    shell::run(shell::command("rustup", arguments)).with_context(|| {
        format!(
            "this toolchain lacks a part; with rustup, type: rustup {}",
            arguments.join(" ")
        )
    })
}

/// The version of wasm-bindgen in the lock file: the command-line tool must have the same.
pub fn wasm_bindgen_version() -> Result<String> {
    let lock =
        fs::read_to_string(shell::root().join("Cargo.lock")).context("reading Cargo.lock")?;
    locked_version(&lock, "wasm-bindgen")
        .context("Cargo.lock has no wasm-bindgen: the package hourglass must depend on it")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.50\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";

    #[test]
    fn the_version_is_that_of_the_package_with_exactly_this_name() {
        assert_eq!(
            locked_version(LOCK, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
    }

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }
}
