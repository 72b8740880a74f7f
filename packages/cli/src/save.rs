//! Saved runs on disk, written atomically.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use hourglass::train::checkpoint::Checkpoint;

use crate::Failure;
use crate::data::words;

/// Checks that a file can be written, before hours of training depend on it.
pub fn check(file: &Path) -> Result<(), Failure> {
    if file.is_dir() {
        return Err(Failure::Words(format!(
            "{} is a folder. Name a file to save the run in.",
            file.display()
        )));
    }
    let part = partial(file);
    fs::write(&part, []).map_err(|error| words(file, "cannot be written", &error))?;
    fs::remove_file(&part).map_err(|error| words(file, "cannot be written", &error))
}

/// Writes a run to a file next to the final one, and renames it when it is complete.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let part = partial(file);
    fs::write(&part, bytes)
        .and_then(|()| fs::rename(&part, file))
        .map_err(|error| {
            // A partial file is of no use. The error message says if it stays.
            let _ = fs::remove_file(&part);
            words(file, "cannot be written", &error)
        })
}

/// Reads a run.
pub fn read(file: &Path) -> Result<Checkpoint, Failure> {
    let bytes = fs::read(file).map_err(|error| words(file, "cannot be read", &error))?;
    Ok(Checkpoint::from_bytes(&bytes)?)
}

fn partial(file: &Path) -> PathBuf {
    let mut name: OsString = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}
