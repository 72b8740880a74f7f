//! Zip archives, which NumPy's `.npz` files are too: the files inside.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::unpack::MAX_BYTES;
use crate::error::{LabError, Result};

/// Most files of an archive that are read.
const MOST_FILES: usize = 20_000;

/// True if bytes begin as those of a zip archive do.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Names and contents of the files in an archive, in the order of their names. Folders are left out.
///
/// # Errors
/// `Data` where the archive is corrupt, locked by a password, or too large.
pub fn unpack(name: &str, bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
    let corrupt = || {
        LabError::data(
            "zip",
            bytes.len(),
            format!(
                "{name}: the zip archive cannot be unpacked. It is incomplete, corrupt or locked."
            ),
            "Unpack it yourself, and open the files in it.",
        )
    };
    let too_large = |what: String| {
        LabError::data(
            "zip",
            bytes.len(),
            format!("{name}: the zip archive holds more than {what}."),
            "Open fewer or smaller files.",
        )
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| corrupt())?;
    if archive.len() > MOST_FILES {
        return Err(too_large(format!("{MOST_FILES} files")));
    }
    let mut files = Vec::new();
    let mut room = MAX_BYTES;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_| corrupt())?;
        if file.is_dir() {
            continue;
        }
        let inner = file.name().map_err(|_| corrupt())?.into_owned();
        let mut contents = Vec::new();
        let read = file.take(room + 1).read_to_end(&mut contents);
        read.map_err(|_| corrupt())?;
        room = room
            .checked_sub(contents.len() as u64)
            .ok_or_else(|| too_large(format!("{} MB", MAX_BYTES >> 20)))?;
        files.push((inner, contents));
    }
    files.sort_unstable();
    Ok(files)
}
