//! Files in zip archives. A browser decodes packed sounds, such as MP3: those in archives are handed to it, and what it makes of them
//! takes their place.

use super::File;
use crate::data::formats::{archive, sound};
use crate::error::{Result, short};

/// Path of a file in an archive, with the name of the archive.
fn path_of(archive: &File, inner: &str) -> String {
    format!("{}/{inner}", archive.name)
}

/// Sounds in archives that a browser may decode, with their paths. Archives that cannot be unpacked are passed over here.
pub fn packed_sounds(files: &[File]) -> Vec<File> {
    let archives = files.iter().filter(|file| archive::is_archive(&file.bytes));
    let inside = archives.flat_map(|file| {
        let inner = archive::unpack(&file.name, &file.bytes).unwrap_or_default();
        inner.into_iter().map(move |(inner, bytes)| File {
            name: path_of(file, &inner),
            bytes,
        })
    });
    inside
        .filter(|file| sound::packed_form(&file.bytes).is_some())
        .collect()
}

/// Names and contents of the files in an archive; what was decoded takes the place of the file of its path.
///
/// # Errors
/// `Data` where the archive is corrupt, locked by a password, or too large.
pub fn unpack(file: &File, decoded: &[File]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut inside = archive::unpack(&short(&file.name), &file.bytes)?;
    for (inner, bytes) in &mut inside {
        let path = path_of(file, inner);
        if let Some(sound) = decoded.iter().find(|sound| sound.name == path) {
            bytes.clone_from(&sound.bytes);
        }
    }
    Ok(inside)
}
