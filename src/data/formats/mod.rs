//! Forms of files: what lies in a file, before anybody knows what it is for.

pub mod archive;
pub mod array;
pub mod classes;
pub mod elements;
mod foreign;
mod idx;
pub mod names;
mod npy;
pub mod picture;
pub mod sound;
pub mod table;
pub mod text;
mod unpack;

use std::borrow::Cow;

use crate::config::reading::LabelColumn;
use crate::error::{LabError, Result};
use array::Array;
use foreign::{foreign, is_known};
use names::ClassNames;
use table::{Head, Table};
use unpack::{MAX_BYTES, unpack};

/// Bytes at the beginning of a file that say how long it is.
const HEAD: u64 = npy::LONGEST_HEADER;

/// Contents of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Numbers.
    Array(Array),
    /// Numbers in columns, perhaps with a label in each row.
    Table(Table),
    /// Names of classes by their labels.
    Names(ClassNames),
    /// Short lines of text, and the refusal where they are neither labels nor names.
    Lines(Vec<String>, LabError),
}

/// Reads a file of any form, packed with gzip or not; `name` is for messages, `labels` for tables.
///
/// # Errors
/// `Data`, naming the part of the file; with the field `form` for a file that holds no numbers.
pub fn parse(name: &str, file: &[u8], labels: &LabelColumn) -> Result<Content> {
    let bytes: Cow<[u8]> = match unpack(name, file, HEAD, |head| length(name, head))? {
        Some(bytes) => bytes.into(),
        None => file.into(),
    };
    if bytes.starts_with(npy::MAGIC) {
        npy::parse(name, bytes.into_owned()).map(Content::Array)
    } else if sound::packed_form(&bytes).is_some() {
        Err(foreign(name, &bytes))
    } else if idx::is_idx(&bytes) || bytes.len() < idx::SHORTEST {
        idx::parse(name, bytes.into_owned()).map(Content::Array)
    } else if is_known(&bytes) {
        Err(foreign(name, &bytes))
    } else {
        read_text(name, &bytes, labels)
    }
}

/// Number and names of the columns of a table, packed with gzip or not; none of a file of another form.
pub fn head(file: &[u8]) -> Option<Head> {
    let bytes: Cow<[u8]> = match unpack("", file, HEAD, |head| length("", head)).ok()? {
        Some(bytes) => bytes.into(),
        None => file.into(),
    };
    let is_other = bytes.starts_with(npy::MAGIC)
        || sound::packed_form(&bytes).is_some()
        || idx::is_idx(&bytes)
        || bytes.len() < idx::SHORTEST
        || is_known(&bytes)
        || names::mapping("", &bytes).is_some();
    (!is_other).then(|| table::head(&bytes)).flatten()
}

fn read_text(name: &str, bytes: &[u8], labels: &LabelColumn) -> Result<Content> {
    if let Some(names) = names::mapping(name, bytes) {
        return Ok(Content::Names(names));
    }
    if table::is_table(bytes) {
        return table::parse(name, bytes, labels).map(Content::Table);
    }
    let refusal = foreign(name, bytes);
    match names::lines(bytes) {
        Some(lines) => Ok(Content::Lines(lines, refusal)),
        None => Err(refusal),
    }
}

/// Bytes of a whole file, at most, by its first ones.
fn length(name: &str, head: &[u8]) -> Result<u64> {
    if head.starts_with(npy::MAGIC) {
        npy::length(name, head)
    } else if sound::packed_form(head).is_some() {
        Err(foreign(name, head))
    } else if idx::is_idx(head) || head.len() < idx::SHORTEST {
        idx::length(name, head)
    } else if !is_known(head) && (table::is_table(head) || names::lines(head).is_some()) {
        Ok(MAX_BYTES)
    } else {
        Err(foreign(name, head))
    }
}

#[cfg(test)]
mod tests;
