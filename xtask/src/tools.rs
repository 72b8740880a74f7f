//! Tools that a build needs beyond rustup and Node.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{apt, shell};

/// Installs the toolchain's part for a target.
pub fn wasm_target(name: &str) -> Result<()> {
    let sysroot = shell::output(shell::command("rustc", ["--print", "sysroot"]))
        .context("there is no rustc: install Rust with rustup")?;
    let libraries = PathBuf::from(sysroot).join("lib/rustlib");
    if libraries.join(name).exists() {
        return Ok(());
    }
    rustup(&["target", "add", name])
}

/// Installs rustfmt and clippy, which a minimal toolchain leaves out.
pub fn for_lints() -> Result<()> {
    for (program, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if shell::output(shell::command(program, ["--version"])).is_none() {
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// Installs the npm packages of `package-lock.json`: the checks of the page and its publishing need them.
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

/// Finds or installs a native wasm-opt. The one on npm is JavaScript and takes a quarter of an hour on this module.
pub fn wasm_opt() -> Result<PathBuf> {
    if let Some(program) = shell::find(&["wasm-opt"]) {
        return Ok(program);
    }
    apt::install(&["binaryen"])
        .map_err(|why| anyhow::anyhow!("wasm-opt (package binaryen) is missing: {why}"))?;
    shell::find(&["wasm-opt"]).context("the package binaryen brought no wasm-opt")
}

fn rustup(arguments: &[&str]) -> Result<()> {
    shell::run(shell::command("rustup", arguments)).with_context(|| {
        format!(
            "this toolchain lacks a component; install it with: rustup {}",
            arguments.join(" ")
        )
    })
}

/// The version of wasm-bindgen in the lock file.
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
