//! The IDX format of the MNIST files, gzipped or not: a magic number, the dimensions as big-endian u32, then
//! the data. The third byte of the magic number is the element type, the fourth the number of dimensions.
//! Source: <https://github.com/cvdfoundation/mnist>, "IDX file format".

use std::io::Read;

use flate2::read::GzDecoder;

use crate::error::{LabError, Result};

/// Largest size of an unpacked file in bytes: about eleven times the MNIST training images.
const MAX_BYTES: u64 = 512 << 20;
/// Bytes of the longest header, of four dimensions.
const LONGEST_HEADER: u64 = 20;
const UNSIGNED_BYTE: u8 = 0x08;

/// A file of unsigned bytes, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idx {
    /// One entry a dimension; the first counts the items.
    pub dims: Vec<usize>,
    /// Row-major.
    pub bytes: Vec<u8>,
}

/// Reads a file; `name` is for messages.
///
/// # Errors
/// `Data`, naming the field of the header and the byte at which it stands.
pub fn parse(name: &str, file: &[u8]) -> Result<Idx> {
    let unpacked;
    let file = if file.starts_with(&[0x1f, 0x8b]) {
        unpacked = gunzip(name, file)?;
        &unpacked
    } else {
        file
    };
    let dims = header(name, file)?;
    let start = 4 + 4 * dims.len();
    let expected = dims
        .iter()
        .try_fold(1usize, |product, &dim| product.checked_mul(dim));
    let found = file.len() - start;
    if expected != Some(found) {
        let expected = expected.map_or("more than can be".into(), |n| n.to_string());
        return Err(LabError::data(
            "data",
            found,
            format!(
                "{name}: the header at byte 4 promises {} items, {expected} bytes of data from byte \
                 {start} on, but there are {found}.",
                dims.iter()
                    .map(usize::to_string)
                    .collect::<Vec<_>>()
                    .join(" x "),
            ),
            "The file is incomplete or corrupt: download it again.",
        ));
    }
    Ok(Idx {
        dims,
        bytes: file[start..].to_vec(),
    })
}

fn gunzip(name: &str, file: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut reader = GzDecoder::new(file).take(MAX_BYTES + 1);
    // The header first: a file of something else is not unpacked, and no more than a header promises.
    let head = (&mut reader).take(LONGEST_HEADER).read_to_end(&mut bytes);
    let promised = match head {
        Ok(_) => length(&header(name, &bytes)?),
        Err(_) => 0,
    };
    let rest = promised
        .saturating_add(1)
        .saturating_sub(bytes.len() as u64);
    if head
        .and_then(|_| reader.take(rest).read_to_end(&mut bytes))
        .is_err()
    {
        let at = bytes.len();
        return Err(LabError::data(
            "gzip",
            at,
            format!("{name}: the gzip data break off at byte {at} of the unpacked file."),
            "The file is incomplete or corrupt: download it again.",
        ));
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

/// Bytes of a file with these dimensions.
fn length(dims: &[usize]) -> u64 {
    let numbers = dims.iter().map(|&dim| dim as u64);
    let data = numbers.fold(1, u64::saturating_mul);
    data.saturating_add(4 + 4 * dims.len() as u64)
}

/// The dimensions, after checking the magic number.
fn header(name: &str, file: &[u8]) -> Result<Vec<usize>> {
    let Some(&[zero0, zero1, kind, count]) = file.first_chunk::<4>() else {
        return Err(short(name, "magic number", 0, file.len()));
    };
    if zero0 != 0 || zero1 != 0 {
        return Err(LabError::data(
            "magic number",
            format!("{zero0:02x}{zero1:02x}{kind:02x}{count:02x}"),
            format!("{name}: byte 0 is not the start of an IDX file."),
            "Open the files as they come from MNIST: names that end in -ubyte or -ubyte.gz.",
        ));
    }
    if kind != UNSIGNED_BYTE {
        return Err(LabError::data(
            "element type",
            kind,
            format!(
                "{name}: the element type at byte 2 is 0x{kind:02x}; only unsigned bytes (0x08) can be read."
            ),
            "Save the images with one byte a pixel.",
        ));
    }
    if !matches!(count, 1 | 3 | 4) {
        return Err(LabError::data(
            "dimensions",
            count,
            format!(
                "{name}: byte 3 says {count} dimensions; labels have 1, grey images 3, coloured ones 4."
            ),
            "Save images as count x rows x columns, or as count x rows x columns x 3.",
        ));
    }
    (0..usize::from(count))
        .map(|index| {
            let at = 4 + 4 * index;
            let bytes = file
                .get(at..at + 4)
                .and_then(|slice| slice.first_chunk::<4>());
            let dim = bytes.map(|bytes| u32::from_be_bytes(*bytes) as usize);
            dim.ok_or_else(|| short(name, "dimensions", at, file.len()))
        })
        .collect()
}

fn short(name: &str, field: &str, at: usize, length: usize) -> LabError {
    LabError::data(
        field,
        length,
        format!(
            "{name}: the {field} should stand at byte {at}, but the file ends at byte {length}."
        ),
        "The file is cut short or is not an IDX file: download it again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;
    use std::io::Write;

    fn images() -> Vec<u8> {
        let mut file = vec![0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3];
        file.extend(0..12);
        file
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_plain_and_a_gzipped_file_read_the_same() {
        let idx = parse("a", &images()).unwrap();
        assert_eq!(idx.dims, [2, 2, 3]);
        assert_eq!(idx.bytes, (0..12).collect::<Vec<u8>>());
        assert_eq!(parse("a", &gzip(&images())).unwrap(), idx);
    }

    #[test]
    fn no_more_is_unpacked_than_the_header_promises() {
        let bomb = gzip(&[images(), vec![0; 50 << 20]].concat());
        let error = parse("bomb", &bomb).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("data"), "{error}");
        assert!(error.message.contains("there are 13"), "{error}");
        let foreign = gzip(&vec![7; 50 << 20]);
        let error = parse("foreign", &foreign).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("magic number"), "{error}");
    }

    #[test]
    fn a_bad_file_is_refused_with_the_field_and_the_byte() {
        let with = |at: usize, byte: u8| {
            let mut file = images();
            file[at] = byte;
            file
        };
        let cases: [(&str, Vec<u8>, &str, &str); 8] = [
            ("empty", vec![], "magic number", "byte 0"),
            ("not IDX", b"PNG data".to_vec(), "magic number", "byte 0"),
            ("floats", with(2, 0x0d), "element type", "byte 2"),
            ("two dimensions", with(3, 2), "dimensions", "byte 3"),
            (
                "header cut",
                images()[..10].to_vec(),
                "dimensions",
                "byte 8",
            ),
            ("data cut", images()[..20].to_vec(), "data", "byte 16"),
            ("lying count", with(4, 255), "data", "byte 16"),
            ("gzip cut", gzip(&images())[..20].to_vec(), "gzip", "byte"),
        ];
        for (what, file, field, byte) in cases {
            let error = parse("f", &file).unwrap_err();
            assert_eq!(
                (error.code, error.field.as_deref()),
                (Code::Data, Some(field)),
                "{what}"
            );
            assert!(error.message.contains(byte), "{what}: {}", error.message);
        }
    }
}
