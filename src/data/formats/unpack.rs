//! Gzip, also of several members and packed twice. No more is unpacked than the header of the file inside promises.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::error::{LabError, Result};

/// Largest size of an unpacked file in bytes: about eleven times the MNIST training images.
pub const MAX_BYTES: u64 = 512 << 20;
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Unpacks a file; none where it is not packed. `length_of` says how long it is inside, from that many first bytes.
///
/// # Errors
/// `Data` where the gzip data break off or are too large, and errors of `length_of`.
pub fn unpack(
    name: &str,
    file: &[u8],
    header: u64,
    length_of: impl Fn(&[u8]) -> Result<u64>,
) -> Result<Option<Vec<u8>>> {
    if !file.starts_with(&GZIP) {
        return Ok(None);
    }
    let once = MultiGzDecoder::new(file);
    let mut head = Vec::new();
    let begun = MultiGzDecoder::new(file)
        .take(header)
        .read_to_end(&mut head);
    let bytes = if begun.is_ok() && head.starts_with(&GZIP) {
        read(name, MultiGzDecoder::new(once), header, length_of)?
    } else {
        read(name, once, header, length_of)?
    };
    Ok(Some(bytes))
}

fn read(
    name: &str,
    reader: impl Read,
    header: u64,
    length_of: impl Fn(&[u8]) -> Result<u64>,
) -> Result<Vec<u8>> {
    let mut reader = reader.take(MAX_BYTES + 1);
    let mut bytes = Vec::new();
    // The header first: a file of something else is not unpacked.
    let begun = (&mut reader).take(header).read_to_end(&mut bytes);
    // Zeros may follow the promised data, to fill a tape's block: they are no gzip.
    let promised = match begun {
        Ok(_) => length_of(&bytes)?,
        Err(_) => match length_of(&bytes) {
            Ok(promised) if promised <= bytes.len() as u64 => promised,
            _ => return Err(broken_off(name, bytes.len())),
        },
    };
    bytes.truncate(usize::try_from(promised.saturating_add(1)).unwrap_or(usize::MAX));
    let rest = promised
        .saturating_add(1)
        .saturating_sub(bytes.len() as u64);
    let ended = reader.take(rest).read_to_end(&mut bytes);
    if ended.is_err() && (bytes.len() as u64) < promised {
        return Err(broken_off(name, bytes.len()));
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Err(LabError::data(
            "gzip",
            bytes.len(),
            format!("{name}: unpacks to more than {} MB.", MAX_BYTES >> 20),
            "Open a smaller file.",
        ));
    }
    Ok(bytes)
}

fn broken_off(name: &str, at: usize) -> LabError {
    LabError::data(
        "gzip",
        at,
        format!("{name}: the gzip data break off at byte {at} of the unpacked file."),
        "The file is incomplete or corrupt: download it again.",
    )
}
