//! The NPY format of NumPy arrays: a magic number, a version, the length of the header, the header as a Python dictionary, then
//! the data. Source: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>. Crates that read it bring a parser
//! of Python literals along; the three keys of this header need none.

use super::array::Array;
use super::elements::{ByteOrder, ElementType, Elements};
use crate::error::{LabError, Result};

/// First bytes of a file.
pub const MAGIC: &[u8] = b"\x93NUMPY";
/// Bytes in which the longest header of an array of numbers ends.
pub const LONGEST_HEADER: u64 = 1024;
const MOST_DIMENSIONS: usize = 8;

/// The header of a file.
struct Header {
    kind: ElementType,
    order: ByteOrder,
    /// True if the first index changes fastest.
    is_fortran: bool,
    dims: Vec<usize>,
    /// Byte at which the data begin.
    start: usize,
}

/// Bytes of the whole file, by its first ones.
///
/// # Errors
/// `Data` for a corrupt header, or of an array that holds no numbers.
pub fn length(name: &str, head: &[u8]) -> Result<u64> {
    Ok(Header::read(name, head)?.length())
}

/// Reads a file; `name` is for messages.
///
/// # Errors
/// `Data`, naming the part of the file.
pub fn parse(name: &str, mut file: Vec<u8>) -> Result<Array> {
    let header = Header::read(name, &file)?;
    let expected = header.length();
    let found = file.len();
    if expected != found as u64 {
        return Err(LabError::data(
            "data",
            found,
            format!("{name}: its header promises {expected} bytes, but the file has {found}."),
            "The file is incomplete or corrupt: save or download it again.",
        ));
    }
    file.drain(..header.start);
    let elements = Elements {
        kind: header.kind,
        order: header.order,
        bytes: file,
    };
    Ok(Array {
        elements: match header.is_fortran && header.dims.len() > 1 {
            true => elements.transposed(&header.dims),
            false => elements,
        },
        dims: header.dims,
    })
}

impl Header {
    fn read(name: &str, file: &[u8]) -> Result<Self> {
        let corrupt = || {
            LabError::data(
                "header",
                file.len(),
                format!("{name}: its header is not that of a NumPy array."),
                "The file is incomplete or corrupt: save or download it again.",
            )
        };
        let (length, begin) = match *file.get(6..12).unwrap_or_default() {
            [1, _, low, high, ..] => (usize::from(u16::from_le_bytes([low, high])), 10),
            [2 | 3, _, a, b, c, d] => (u32::from_le_bytes([a, b, c, d]) as usize, 12),
            _ => return Err(corrupt()),
        };
        let start = begin + length.min(LONGEST_HEADER as usize);
        let text = file.get(begin..start).ok_or_else(corrupt)?;
        let text = std::str::from_utf8(text).map_err(|_| corrupt())?;
        let value = |key: &str| {
            let (_, rest) = text.split_once(&format!("'{key}':"))?;
            Some(rest.trim_start())
        };
        let descr = value("descr").ok_or_else(corrupt)?;
        let (kind, order) = element_type(descr).ok_or_else(|| no_numbers(name, descr))?;
        let shape = value("shape").and_then(|rest| rest.strip_prefix('('));
        let (shape, _) = shape
            .and_then(|rest| rest.split_once(')'))
            .ok_or_else(corrupt)?;
        let dims = shape
            .split(',')
            .map(str::trim)
            .filter(|dim| !dim.is_empty());
        let dims: Option<Vec<usize>> = dims.map(|dim| dim.parse().ok()).collect();
        let dims = dims.filter(|dims| (1..=MOST_DIMENSIONS).contains(&dims.len()));
        Ok(Self {
            kind,
            order,
            is_fortran: value("fortran_order").is_some_and(|rest| rest.starts_with("True")),
            dims: dims.ok_or_else(corrupt)?,
            start,
        })
    }

    /// Bytes of the whole file.
    fn length(&self) -> u64 {
        let dims = self.dims.iter().map(|&dim| dim as u64);
        let data = dims.fold(self.kind.size() as u64, u64::saturating_mul);
        data.saturating_add(self.start as u64)
    }
}

/// Type and order of a description such as `'<f4'`.
fn element_type(descr: &str) -> Option<(ElementType, ByteOrder)> {
    let (descr, _) = descr.strip_prefix('\'')?.split_once('\'')?;
    let (order, kind) = descr.split_at_checked(1)?;
    let order = match order {
        ">" => ByteOrder::Big,
        "<" | "|" | "=" => ByteOrder::Little,
        _ => return None,
    };
    let kind = match kind {
        "u1" | "b1" => ElementType::UnsignedByte,
        "i1" => ElementType::SignedByte,
        "u2" => ElementType::UnsignedShort,
        "i2" => ElementType::Short,
        "u4" => ElementType::UnsignedInt,
        "i4" => ElementType::Int,
        "u8" => ElementType::UnsignedLong,
        "i8" => ElementType::Long,
        "f2" => ElementType::Half,
        "f4" => ElementType::Float,
        "f8" => ElementType::Double,
        _ => return None,
    };
    Some((kind, order))
}

fn no_numbers(name: &str, descr: &str) -> LabError {
    let descr = descr.split(", '").next().unwrap_or_default();
    LabError::data(
        "type",
        crate::error::short(descr),
        format!(
            "{name} is a NumPy array of type {}, which holds no plain numbers.",
            crate::error::short(descr)
        ),
        "Save an array of numbers, for example with astype(\"float32\").",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn npy(descr: &str, is_fortran: bool, shape: &str, data: &[u8]) -> Vec<u8> {
        let order = if is_fortran { "True" } else { "False" };
        let mut header =
            format!("{{'descr': '{descr}', 'fortran_order': {order}, 'shape': ({shape}), }}");
        while (10 + header.len() + 1) % 64 > 0 {
            header.push(' ');
        }
        header.push('\n');
        let length = (header.len() as u16).to_le_bytes();
        [MAGIC, &[1, 0], &length, header.as_bytes(), data].concat()
    }

    #[test]
    fn arrays_of_every_type_are_read() {
        for (descr, data) in [
            ("|u1", vec![3u8, 4]),
            ("|b1", vec![3, 4]),
            (
                "<i8",
                [3i64, 4].iter().flat_map(|n| n.to_le_bytes()).collect(),
            ),
            (
                ">i4",
                [3i32, 4].iter().flat_map(|n| n.to_be_bytes()).collect(),
            ),
            (
                "<u2",
                [3u16, 4].iter().flat_map(|n| n.to_le_bytes()).collect(),
            ),
            (
                "<f4",
                [3f32, 4.0].iter().flat_map(|n| n.to_le_bytes()).collect(),
            ),
            ("<f2", vec![0x00, 0x42, 0x00, 0x44]),
            (
                "<f8",
                [3f64, 4.0].iter().flat_map(|n| n.to_le_bytes()).collect(),
            ),
        ] {
            let array = parse("a", npy(descr, false, "2,", &data)).unwrap();
            assert_eq!(array.dims, [2], "{descr}");
            let numbers: Vec<_> = array.elements.numbers().collect();
            assert_eq!(numbers, [3.0, 4.0], "{descr}");
        }
    }

    #[test]
    fn an_array_in_fortran_order_is_put_in_rows() {
        let columns = [1, 4, 2, 5, 3, 6];
        let array = parse("a", npy("|u1", true, "2, 3", &columns)).unwrap();
        assert_eq!(array.dims, [2, 3]);
        assert_eq!(array.elements.bytes, [1, 2, 3, 4, 5, 6]);
        let cube: Vec<u8> = (0..24).collect();
        let array = parse("a", npy("|u1", true, "2, 3, 4", &cube)).unwrap();
        // element [1, 2, 3] lies at 1 + 2 * 2 + 3 * 6 of the columns
        assert_eq!(array.elements.bytes[23], 23);
        // element [0, 1, 2] at 0 + 1 * 2 + 2 * 6
        assert_eq!(array.elements.bytes[6], 14);
    }

    #[test]
    fn what_is_no_array_of_numbers_is_refused_in_words() {
        for (file, field) in [
            (npy("|O", false, "2,", &[0; 16]), "type"),
            (npy("<U4", false, "2,", &[0; 32]), "type"),
            (npy("<f4", false, "2,", &[0; 7]), "data"),
            (npy("<f4", false, "", &[0; 4]), "header"),
            (MAGIC.to_vec(), "header"),
        ] {
            let error = parse("a", file).unwrap_err();
            assert_eq!(error.field.as_deref(), Some(field), "{error}");
        }
    }
}
