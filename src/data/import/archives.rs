//! Files in zip archives. A browser decodes packed sounds, such as MP3: those in archives are handed to it, and what it makes of them
//! takes their place.

use crate::data::formats::{archive, sound};
use crate::error::{Result, short};

/// Name and contents of a file.
type Named = (String, Vec<u8>);

/// Path of a file in an archive, with the name of the archive.
fn path_of(archive: &str, inner: &str) -> String {
    format!("{archive}/{inner}")
}

/// Sounds in a file, if it is an archive, that a browser may decode, with their paths. One that cannot be unpacked is passed over here.
pub fn packed_sounds(name: &str, bytes: &[u8]) -> Vec<Named> {
    if !archive::is_archive(bytes) {
        return Vec::new();
    }
    let inside = archive::unpack(name, bytes).unwrap_or_default();
    inside
        .into_iter()
        .filter(|(_, bytes)| sound::packed_form(bytes).is_some())
        .map(|(inner, bytes)| (path_of(name, &inner), bytes))
        .collect()
}

/// Names and contents of the files in an archive; what was decoded, by path, takes the place of a file.
///
/// # Errors
/// `Data` where the archive is corrupt, locked by a password, or too large.
pub fn unpack<'a>(
    name: &str,
    bytes: &[u8],
    decoded: impl Fn(&str) -> Option<&'a [u8]>,
) -> Result<Vec<Named>> {
    let mut inside = archive::unpack(&short(name), bytes)?;
    for (inner, bytes) in &mut inside {
        if let Some(sound) = decoded(&path_of(name, inner)) {
            *bytes = sound.to_vec();
        }
    }
    Ok(inside)
}
