//! Python with NumPy, which runs the program of the documentation.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell;

/// Name of the test that runs the program.
pub const TEST: &str = "the_program_of_the_document";

/// Packages that the program needs, pinned.
const PACKAGES: [&str; 2] = ["numpy==2.2.6", "safetensors==0.6.2"];

/// Runs the program for every architecture. Where there is no Python with its packages, and none can be made, it is left out in words.
pub fn test() -> Result<()> {
    let Some(python) = find() else {
        println!(
            "{TEST} is left out: there is no Python 3 that could install {}",
            PACKAGES.join(" and ")
        );
        return Ok(());
    };
    // as the stage before: of one package alone cargo would build the core with other features once more
    let arguments = ["test", "--release", "--workspace", "--test", "cli"];
    let only = ["--", "--include-ignored", TEST];
    let mut command = shell::command("cargo", arguments.iter().chain(&only));
    command.env("HOURGLASS_PYTHON", python);
    shell::run(command)
}

/// The Python that `HOURGLASS_PYTHON` names, that of the system, or one of its own below `target`.
fn find() -> Option<PathBuf> {
    let named = std::env::var_os("HOURGLASS_PYTHON").map(PathBuf::from);
    let own = shell::target_dir().join("python");
    let known = [
        named,
        shell::find(&["python3"]),
        Some(own.join("bin/python")),
    ];
    let known = known.into_iter().flatten().find(|python| is_fit(python));
    known
        .or_else(|| make(&own).ok())
        .filter(|python| is_fit(python))
}

fn is_fit(python: &Path) -> bool {
    shell::output(shell::command(python, ["-c", "import numpy, safetensors"])).is_some()
}

/// Installs the packages into a virtual environment.
fn make(folder: &Path) -> Result<PathBuf> {
    let system = shell::find(&["python3"]).context("there is no python3")?;
    let _ = fs::remove_dir_all(folder);
    shell::run(shell::command(
        system,
        [Path::new("-m"), Path::new("venv"), folder],
    ))?;
    let python = folder.join("bin/python");
    let install = ["-m", "pip", "install", "--quiet", "--only-binary=:all:"];
    shell::run(shell::command(&python, install.iter().chain(&PACKAGES)))?;
    Ok(python)
}
