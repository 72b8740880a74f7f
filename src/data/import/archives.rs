//! Files in zip archives. A browser decodes packed sounds, such as MP3: those in archives are handed to it, and what it makes of them
//! takes their place.

use crate::data::formats::archive::{self, Inside};
use crate::data::formats::sound;
use crate::error::{Result, short};

/// Name and contents of a file.
type Named = (String, Vec<u8>);

/// Sounds in a file, if it is an archive, that a browser may decode, with their identities. One that cannot be unpacked is passed over
/// here.
pub fn packed_sounds(name: &str, bytes: &[u8]) -> Vec<Named> {
    if !archive::is_archive(bytes) {
        return Vec::new();
    }
    let is_packed = |head: &[u8]| sound::packed_form(head).is_some();
    let inside = archive::unpack(name, bytes, |_| None, is_packed).unwrap_or_default();
    let named = |file: Inside| (file.identity, file.bytes);
    inside.into_iter().map(named).collect()
}

/// Names and contents of the files in an archive; what was decoded, by identity, takes the place of a file.
///
/// # Errors
/// `Data` where the archive is corrupt, locked by a password, or too large.
pub fn unpack<'a>(
    name: &str,
    bytes: &[u8],
    decoded: impl Fn(&str) -> Option<&'a [u8]>,
) -> Result<Vec<Named>> {
    let inside = archive::unpack(&short(name), bytes, decoded, |_| true)?;
    let named = |file: Inside| (file.name, file.bytes);
    Ok(inside.into_iter().map(named).collect())
}
