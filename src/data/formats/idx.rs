//! The IDX format of the MNIST files, gzipped or not: a magic number, the dimensions as u32, then the data. The third
//! byte of the magic number is the element type, the fourth the number of dimensions. All is big-endian by
//! definition, but programs on other machines have written it little-endian, and that is recognised.
//! Source: <https://github.com/cvdfoundation/mnist>, "IDX file format".

use super::array::Array;
use super::elements::{ByteOrder, ElementType, Elements};
use super::foreign::foreign;
use super::unpack::MAX_BYTES;
use crate::error::{LabError, Result};

/// Bytes of the magic number.
pub const SHORTEST: usize = 4;
const MOST_DIMENSIONS: u8 = 4;

/// True if bytes begin as those of an IDX file do, in whichever byte order.
pub fn is_idx(bytes: &[u8]) -> bool {
    matches!(bytes, [0, 0, _, _, ..] | [1..=MOST_DIMENSIONS, _, 0, 0, ..])
}

/// Bytes of the whole file, by its first ones.
///
/// # Errors
/// As those of `parse`.
pub fn length(name: &str, head: &[u8]) -> Result<u64> {
    Ok(Header::read(name, head)?.longest())
}

/// Reads a file; `name` is for messages.
///
/// # Errors
/// `Data`, naming the field of the header and the byte at which it stands.
pub fn parse(name: &str, file: Vec<u8>) -> Result<Array> {
    let header = Header::read(name, &file)?;
    let order = header.order(file.len() as u64);
    let dims = header.dims(order);
    let start = header.start();
    if header.length(order) != file.len() as u64 {
        return Err(header.other_length(name, &dims, file.len() - start));
    }
    let mut bytes = file;
    bytes.drain(..start);
    Ok(Array {
        dims,
        elements: Elements {
            kind: header.kind,
            order,
            bytes,
        },
    })
}

/// The header of a file, in whichever byte order.
struct Header {
    kind: ElementType,
    /// True if the magic number is written from its end.
    is_swapped: bool,
    /// Bytes of each dimension.
    dims: Vec<[u8; 4]>,
}

impl Header {
    fn read(name: &str, file: &[u8]) -> Result<Self> {
        let Some(&magic) = file.first_chunk::<4>() else {
            return Err(cut_short(name, "magic number", 0, file.len()));
        };
        let (kind, count, is_swapped) = match magic {
            [0, 0, kind, count] => (kind, count, false),
            [count @ 1..=MOST_DIMENSIONS, kind, 0, 0] => (kind, count, true),
            _ => return Err(foreign(name, file)),
        };
        let kind = element_type(kind).ok_or_else(|| {
            LabError::data(
                "element type",
                kind,
                format!("{name}: the element type at byte 2 is 0x{kind:02x}, which IDX does not have."),
                "Save the numbers as bytes (0x08), integers (0x09, 0x0b, 0x0c) or floats (0x0d, 0x0e).",
            )
        })?;
        if !(1..=MOST_DIMENSIONS).contains(&count) {
            return Err(LabError::data(
                "dimensions",
                count,
                format!(
                    "{name}: byte 3 says {count} dimensions; labels have 1, grey images 3, coloured ones 4."
                ),
                "Save images as count x rows x columns, or as count x rows x columns x 3.",
            ));
        }
        let dim = |index: usize| {
            let at = 4 + 4 * index;
            let bytes = file.get(at..).and_then(|rest| rest.first_chunk::<4>());
            bytes
                .copied()
                .ok_or_else(|| cut_short(name, "dimensions", at, file.len()))
        };
        Ok(Self {
            kind,
            is_swapped,
            dims: (0..usize::from(count)).map(dim).collect::<Result<_>>()?,
        })
    }

    fn start(&self) -> usize {
        4 + 4 * self.dims.len()
    }

    fn dims(&self, order: ByteOrder) -> Vec<usize> {
        let dim = |bytes: &[u8; 4]| match order {
            ByteOrder::Big => u32::from_be_bytes(*bytes) as usize,
            ByteOrder::Little => u32::from_le_bytes(*bytes) as usize,
        };
        self.dims.iter().map(dim).collect()
    }

    /// Bytes of the whole file.
    fn length(&self, order: ByteOrder) -> u64 {
        let dims = self.dims(order).into_iter().map(|dim| dim as u64);
        let data = dims.fold(self.kind.size() as u64, u64::saturating_mul);
        data.saturating_add(self.start() as u64)
    }

    /// Bytes of the file in the order that makes it longer, unless that is more than can be read.
    fn longest(&self) -> u64 {
        let lengths = [ByteOrder::Big, ByteOrder::Little].map(|order| self.length(order));
        let possible = lengths.into_iter().filter(|&length| length <= MAX_BYTES);
        possible.max().unwrap_or(MAX_BYTES)
    }

    /// The order that fits the length of the file; big-endian where neither does.
    fn order(&self, length: u64) -> ByteOrder {
        let fits = |order| self.length(order) == length;
        if self.is_swapped || (!fits(ByteOrder::Big) && fits(ByteOrder::Little)) {
            ByteOrder::Little
        } else {
            ByteOrder::Big
        }
    }

    fn other_length(&self, name: &str, dims: &[usize], found: usize) -> LabError {
        let items = dims
            .iter()
            .map(usize::to_string)
            .collect::<Vec<_>>()
            .join(" x ");
        let size = self.kind.size();
        let expected = dims
            .iter()
            .try_fold(size, |product, &dim| product.checked_mul(dim));
        let bytes = expected.map_or("more than can be".into(), |bytes| bytes.to_string());
        let is_longer = expected.is_some_and(|bytes| bytes < found);
        LabError::data(
            "data",
            found,
            format!(
                "{name}: the header at byte 4 promises {items} items, {bytes} bytes of data from byte {} on, but \
                 there are {found}.",
                self.start()
            ),
            if is_longer {
                "The file holds more than its header says: write it again with the right count."
            } else {
                "The file is incomplete or corrupt: download it again."
            },
        )
    }
}

fn element_type(code: u8) -> Option<ElementType> {
    Some(match code {
        0x08 => ElementType::UnsignedByte,
        0x09 => ElementType::SignedByte,
        0x0b => ElementType::Short,
        0x0c => ElementType::Int,
        0x0d => ElementType::Float,
        0x0e => ElementType::Double,
        _ => return None,
    })
}

fn cut_short(name: &str, field: &str, at: usize, length: usize) -> LabError {
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

    fn images() -> Vec<u8> {
        let mut file = vec![0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3];
        file.extend(0..12);
        file
    }

    /// Six numbers, 2 x 3, of a type; `dims` and `numbers` are in their order.
    fn grid(magic: [u8; 4], dims: [[u8; 4]; 2], numbers: &[u8]) -> Vec<u8> {
        [&magic[..], &dims.concat(), numbers].concat()
    }

    #[test]
    fn numbers_of_every_type_are_read() {
        for (code, kind) in [
            (0x08, ElementType::UnsignedByte),
            (0x09, ElementType::SignedByte),
            (0x0b, ElementType::Short),
            (0x0c, ElementType::Int),
            (0x0d, ElementType::Float),
            (0x0e, ElementType::Double),
        ] {
            let dims = [2u32, 3].map(u32::to_be_bytes);
            let numbers = vec![1; 6 * kind.size()];
            let idx = parse("f", grid([0, 0, code, 2], dims, &numbers)).unwrap();
            assert_eq!((idx.dims, idx.elements.kind), (vec![2, 3], kind));
            assert_eq!(idx.elements.count(), 6);
        }
    }

    #[test]
    fn a_file_that_was_written_little_endian_is_recognised() {
        let numbers: Vec<u8> = (-2i16..4).flat_map(i16::to_le_bytes).collect();
        let dims = [2u32, 3].map(u32::to_le_bytes);
        for magic in [[0, 0, 0x0b, 2], [2, 0x0b, 0, 0]] {
            let file = grid(magic, dims, &numbers);
            let idx = parse("f", file).unwrap();
            assert_eq!(idx.dims, [2, 3]);
            let read: Vec<_> = idx.elements.numbers().collect();
            assert_eq!(read, [-2.0, -1.0, 0.0, 1.0, 2.0, 3.0]);
        }
    }

    #[test]
    fn a_file_that_is_too_long_is_not_called_incomplete() {
        let file = [images(), vec![0]].concat();
        let error = parse("f", file).unwrap_err();
        assert!(
            error.message.contains("12 bytes") && error.message.contains("are 13"),
            "{error}"
        );
        assert!(
            error.remedy.contains("more than its header says"),
            "{error}"
        );
    }

    #[test]
    fn a_bad_file_is_refused_with_the_field_and_the_byte() {
        let with = |at: usize, byte: u8| {
            let mut file = images();
            file[at] = byte;
            file
        };
        let cases: [(&str, Vec<u8>, &str, &str); 6] = [
            ("empty", vec![], "magic number", "byte 0"),
            ("unknown type", with(2, 0x0a), "element type", "byte 2"),
            ("five dimensions", with(3, 5), "dimensions", "byte 3"),
            (
                "header cut",
                images()[..10].to_vec(),
                "dimensions",
                "byte 8",
            ),
            ("data cut", images()[..20].to_vec(), "data", "byte 16"),
            ("lying count", with(4, 255), "data", "byte 16"),
        ];
        for (what, file, field, byte) in cases {
            let error = parse("f", file).unwrap_err();
            assert_eq!(
                (error.code, error.field.as_deref()),
                (Code::Data, Some(field)),
                "{what}"
            );
            assert!(error.message.contains(byte), "{what}: {}", error.message);
        }
    }
}
