//! Names for files that are no data, by their first bytes.

use super::sound::packed_form;
use crate::error::LabError;

/// The first bytes of a form, what it is, and what to do about it.
type Form = (&'static [u8], &'static str, &'static str);

const UNPACK: &str = "Unpack it, and open the files in it.";

const CONVERT: &str = "Convert it to WAV, for example with Audacity or ffmpeg. The page opens it where the browser can play it.";

const FORMS: [Form; 9] = [
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"BZh", "packed with bzip2", UNPACK),
    (b"\xfd7zXZ", "packed with xz", UNPACK),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard", UNPACK),
    (b"\x1f\x8b", "packed with gzip more than twice", UNPACK),
    (
        b"\x89HDF",
        "an HDF5 file",
        "Save its arrays as .npy files, with numpy.save.",
    ),
    (b"%PDF", "a PDF document", "Open the data themselves."),
    (
        b"version https://git-lfs",
        "a Git LFS pointer, which only names the data",
        "Fetch the data themselves, with git lfs pull.",
    ),
];

/// The refusal of a file that holds no numbers, with the field `form`.
pub fn foreign(name: &str, bytes: &[u8]) -> LabError {
    let (what, remedy) = recognise(bytes);
    LabError::data(
        "form",
        what.clone(),
        format!("{name} is {what}, and no data."),
        remedy,
    )
}

/// True if a file is of a form that is known and holds no numbers.
pub fn is_known(bytes: &[u8]) -> bool {
    FORMS.iter().any(|(start, ..)| bytes.starts_with(start))
        || packed_form(bytes).is_some()
        || text_of(bytes).trim_start().starts_with('<')
}

/// The form of a file that holds no numbers, as in "a PDF document", and a remedy.
fn recognise(bytes: &[u8]) -> (String, &'static str) {
    if let Some((_, what, remedy)) = FORMS.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return ((*what).to_owned(), remedy);
    }
    if let Some(form) = packed_form(bytes) {
        return (format!("a sound packed as {form}"), CONVERT);
    }
    let text = text_of(bytes);
    if text.trim_start().starts_with('<') {
        let remedy = "The download failed. Fetch the file again, perhaps from another network.";
        return ("a web page".to_owned(), remedy);
    }
    let what = if text.is_empty() {
        "a file of an unknown form"
    } else {
        "a text without columns"
    };
    (
        what.to_owned(),
        "Open pictures, sounds, tables, words, NumPy arrays or IDX files: docs/your-own-data.md lists all forms.",
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_what_it_is() {
        let cases: [(&[u8], &str); 10] = [
            (b"%PDF-1.7 and so on", "a PDF document"),
            (b"\n<!DOCTYPE html><title>403</title>", "a web page"),
            (
                b"version https://git-lfs.github.com/spec/v1\noid",
                "Git LFS pointer",
            ),
            ("Grüße".as_bytes(), "a text without columns"),
            (b"ID3\x04\0\0", "a sound packed as MP3"),
            (b"OggS\0\x02", "a sound packed as Ogg"),
            (b"\0\0\0\x20ftypM4A ", "a sound packed as M4A"),
            (b"ID3,x,y", "a text without columns"),
            (&[7, 7, 7, 0], "unknown form"),
            (b"", "unknown form"),
        ];
        for (bytes, what) in cases {
            let (found, remedy) = recognise(bytes);
            assert!(found.contains(what), "{found}");
            assert!(remedy.ends_with('.'));
        }
    }
}
