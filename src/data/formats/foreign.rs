//! Names for files that are no data, by their first bytes.

/// The first bytes of a form, what it is, and what to do about it.
type Form = (&'static [u8], &'static str, &'static str);

const UNPACK: &str = "Unpack it, and open the files in it.";
const NO_PICTURES: &str = "Save the pictures as one IDX file, count x rows x columns.";

const FORMS: [Form; 15] = [
    (b"PK\x03\x04", "a zip archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"BZh", "packed with bzip2", UNPACK),
    (b"\xfd7zXZ", "packed with xz", UNPACK),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard", UNPACK),
    (b"\x1f\x8b", "packed with gzip more than twice", UNPACK),
    (b"\x89PNG", "a PNG picture", NO_PICTURES),
    (b"\xff\xd8\xff", "a JPEG picture", NO_PICTURES),
    (b"GIF8", "a GIF picture", NO_PICTURES),
    (b"BM", "a BMP picture", NO_PICTURES),
    (
        b"\x93NUMPY",
        "a NumPy array",
        "Save it as an IDX file: see docs/data.md.",
    ),
    (
        b"\x89HDF",
        "an HDF5 file",
        "Save its arrays as IDX files: see docs/data.md.",
    ),
    (b"%PDF", "a PDF document", "Open the data themselves."),
    (
        b"version https://git-lfs",
        "a Git LFS pointer, which only names the data",
        "Fetch the data themselves, with git lfs pull.",
    ),
];

/// Recognises a file that is no IDX file. Returns its form, as in "it is a zip archive", and a remedy.
pub fn recognise(bytes: &[u8]) -> (String, &'static str) {
    if let Some((_, what, remedy)) = FORMS.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return ((*what).to_owned(), remedy);
    }
    let text = text_of(bytes);
    if text.trim_start().starts_with('<') {
        let remedy = "The download failed. Fetch the file again, perhaps from another network.";
        return ("a web page".to_owned(), remedy);
    }
    let columns = text.lines().next().map_or(0, columns);
    if columns > 1 {
        let remedy = "Save its numbers as IDX files: docs/data.md has a program for it.";
        return (format!("a table of text with {columns} columns"), remedy);
    }
    let what = if text.is_empty() {
        "no IDX file"
    } else {
        "a text"
    };
    let remedy = "Open IDX files, as MNIST's: their names end in -ubyte or -ubyte.gz.";
    (what.to_owned(), remedy)
}

/// The beginning of a file of text; empty for other files.
fn text_of(bytes: &[u8]) -> &str {
    let start = &bytes[..bytes.len().min(1 << 16)];
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // a letter may be cut in two
        Err(error) if start.len() - error.valid_up_to() < 4 => {
            std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => "",
    };
    let is_odd = |letter: char| letter.is_control() && !letter.is_whitespace();
    if text.chars().take(200).any(is_odd) {
        ""
    } else {
        text
    }
}

/// Columns of a line by the separator that it has most of.
fn columns(line: &str) -> usize {
    let count = |separator: char| line.trim().matches(separator).count();
    1 + [',', ';', '\t'].map(count).into_iter().max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_what_it_is() {
        let cases: [(&[u8], &str); 9] = [
            (b"PK\x03\x04 and so on", "a zip archive"),
            (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
            (b"\n<!DOCTYPE html><title>403</title>", "a web page"),
            (
                b"version https://git-lfs.github.com/spec/v1\noid",
                "Git LFS pointer",
            ),
            (b"5,0,0,12\n4,0,0,0\n", "a table of text with 4 columns"),
            (
                b"\xef\xbb\xbf class;pixel0;pixel1\r\n",
                "a table of text with 3 columns",
            ),
            ("Grüße".as_bytes(), "a text"),
            (&[7, 7, 7, 0], "no IDX file"),
            (b"", "no IDX file"),
        ];
        for (bytes, what) in cases {
            let (found, remedy) = recognise(bytes);
            assert!(found.contains(what), "{found}");
            assert!(remedy.ends_with('.'));
        }
    }
}
