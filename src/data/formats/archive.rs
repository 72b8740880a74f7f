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

/// Bytes of a file by which its form is known.
const HEAD: u64 = 16;

/// A file in an archive.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inside {
    /// Its path in the archive.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// Its name, length and checksum in the list of the archive: another one in each file, in other archives too.
    pub identity: String,
}

/// The files in an archive, in the order of their names. Folders are left out. Those whose bytes are `known`, by their identity, are not
/// unpacked; others are, where `takes` is true of their first bytes.
///
/// # Errors
/// `Data` where the archive is corrupt, locked by a password, or too large.
pub fn unpack<'a>(
    name: &str,
    bytes: &[u8],
    known: impl Fn(&str) -> Option<&'a [u8]>,
    takes: impl Fn(&[u8]) -> bool,
) -> Result<Vec<Inside>> {
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
        let identity = format!("{:08x}-{}-{inner}", file.crc32(), file.size());
        let mut contents = Vec::new();
        if let Some(bytes) = known(&identity) {
            contents.extend_from_slice(bytes);
        } else {
            let mut rest = file.take(room + 1);
            let head = rest.by_ref().take(HEAD).read_to_end(&mut contents);
            head.map_err(|_| corrupt())?;
            if !takes(&contents) {
                continue;
            }
            rest.read_to_end(&mut contents).map_err(|_| corrupt())?;
        }
        room = room
            .checked_sub(contents.len() as u64)
            .ok_or_else(|| too_large(format!("{} MB", MAX_BYTES >> 20)))?;
        files.push(Inside {
            name: inner,
            bytes: contents,
            identity,
        });
    }
    files.sort_unstable();
    Ok(files)
}
