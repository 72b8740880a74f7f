//! Codes as NumPy's arrays: one to a file (`.npy`), or all in an archive (`.npz`), byte for byte as the page writes them.
//! Source: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.

use std::io::{Cursor, Write};

use hourglass::run::SPLIT_NAMES;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, result::ZipResult};

use super::rows::Rows;
use crate::Failure;

/// The header ends at a multiple of so many bytes.
const ALIGNED: usize = 64;

/// The arrays of some rows, by name: codes, index, split, with names the name, and with labels also label and class.
pub fn arrays(rows: &Rows) -> Vec<(&'static str, Vec<u8>)> {
    let count = rows.indices.len();
    let codes = rows.codes.iter().flat_map(|code| code.to_le_bytes());
    let indices = rows.indices.iter().flat_map(|index| index.to_le_bytes());
    let splits: Vec<_> = (0..count).map(|row| rows.split(row)).collect();
    let mut arrays = vec![
        (
            "codes",
            array("<f4", &format!("({count}, {})", rows.latent), codes),
        ),
        ("index", array("<u4", &format!("({count},)"), indices)),
        ("split", words(&splits, longest(&SPLIT_NAMES))),
    ];
    if !rows.names.is_empty() {
        let names: Vec<_> = rows.names.iter().map(String::as_str).collect();
        arrays.push(("name", words(&names, longest(&names))));
    }
    if rows.are_labelled() {
        let classes: Vec<_> = (0..count).map(|row| rows.class(row)).collect();
        let names: Vec<_> = rows.classes.iter().map(String::as_str).collect();
        let labels = (0..count).map(|row| rows.label(row).map_or(-1, i16::from));
        let labels = labels.flat_map(i16::to_le_bytes);
        let labels = array("<i2", &format!("({count},)"), labels);
        arrays.extend([
            ("label", labels),
            ("class", words(&classes, longest(&names))),
        ]);
    }
    arrays
}

/// All arrays in one archive, which `numpy.load` reads.
pub fn archive(rows: &Rows) -> Result<Vec<u8>, Failure> {
    packed(arrays(rows))
        .map_err(|error| Failure::Words(format!("The archive cannot be made: {error}.")))
}

fn packed(arrays: Vec<(&str, Vec<u8>)>) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in arrays {
        archive.start_file(format!("{name}.npy"), stored)?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Letters of the longest of some words; NumPy knows no words without letters.
fn longest(words: &[&str]) -> usize {
    let letters = words.iter().map(|word| word.chars().count());
    letters.max().unwrap_or(0).max(1)
}

/// An array of words of so many letters, each in UTF-32.
fn words(words: &[&str], letters: usize) -> Vec<u8> {
    let padded = words.iter().flat_map(|word| {
        let codes = word.chars().map(u32::from).chain(std::iter::repeat(0));
        codes.take(letters).flat_map(u32::to_le_bytes)
    });
    array(
        &format!("<U{letters}"),
        &format!("({},)", words.len()),
        padded,
    )
}

/// A file of version 1.0: a magic number, the length of the header, the header as a Python dictionary, then the data.
fn array(kind: &str, shape: &str, data: impl Iterator<Item = u8>) -> Vec<u8> {
    let mut header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}");
    let start = 10; // the magic number and the length
    let length = (start + header.len() + 1).next_multiple_of(ALIGNED) - start;
    header.push_str(&" ".repeat(length - 1 - header.len()));
    header.push('\n');
    let mut file = b"\x93NUMPY\x01\x00".to_vec();
    file.extend((length as u16).to_le_bytes());
    file.extend(header.bytes());
    file.extend(data);
    file
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::super::rows::tests::example;
    use super::*;

    #[test]
    fn the_arrays_are_those_of_the_page() {
        let expected: [(&str, &[u8]); 6] = [
            (
                "codes",
                include_bytes!("../../../../tests/data/codes/codes.npy"),
            ),
            (
                "index",
                include_bytes!("../../../../tests/data/codes/index.npy"),
            ),
            (
                "split",
                include_bytes!("../../../../tests/data/codes/split.npy"),
            ),
            (
                "name",
                include_bytes!("../../../../tests/data/codes/name.npy"),
            ),
            (
                "label",
                include_bytes!("../../../../tests/data/codes/label.npy"),
            ),
            (
                "class",
                include_bytes!("../../../../tests/data/codes/class.npy"),
            ),
        ];
        let arrays = arrays(&example());
        assert_eq!(arrays.len(), expected.len());
        for ((name, bytes), (expected, theirs)) in arrays.iter().zip(expected) {
            assert_eq!((*name, bytes.as_slice()), (expected, theirs));
        }
    }

    #[test]
    fn the_archive_holds_each_array_under_its_name() {
        let rows = example();
        let bytes = archive(&rows).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for (name, expected) in arrays(&rows) {
            let mut member = archive.by_name(&format!("{name}.npy")).unwrap();
            assert_eq!(member.compression(), CompressionMethod::Stored);
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, expected, "{name}");
        }
    }

    #[test]
    fn a_header_says_type_and_shape_and_ends_at_a_multiple_of_64() {
        for (name, bytes) in arrays(&example()) {
            assert_eq!(&bytes[..8], b"\x93NUMPY\x01\x00", "{name}");
            let length = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
            assert_eq!((10 + length) % 64, 0, "{name}");
            let header = std::str::from_utf8(&bytes[10..10 + length]).unwrap();
            let (kind, shape, size) = match name {
                "codes" => ("<f4", "(5, 2)", 5 * 2 * 4),
                "index" => ("<u4", "(5,)", 5 * 4),
                "split" => ("<U10", "(5,)", 5 * 10 * 4),
                "name" => ("<U15", "(5,)", 5 * 15 * 4),
                "label" => ("<i2", "(5,)", 5 * 2),
                _ => ("<U9", "(5,)", 5 * 9 * 4),
            };
            let expected =
                format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}");
            assert_eq!(header.trim_end_matches([' ', '\n']), expected);
            assert!(header.ends_with('\n'));
            assert_eq!(bytes.len() - 10 - length, size, "{name}");
        }
    }

    #[test]
    fn without_labels_and_names_there_are_no_arrays_for_them() {
        let rows = Rows {
            labels: Vec::new(),
            names: Vec::new(),
            ..example()
        };
        let names: Vec<_> = arrays(&rows).iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["codes", "index", "split"]);
    }
}
