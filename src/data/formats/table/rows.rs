//! Rows of cells: a text taken apart by a separator.

use crate::error::Result;

/// Rows that decide the separator.
const SAMPLE: usize = 20;

/// The sign between the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    Byte(u8),
    /// One space or several.
    Spaces,
}

/// A finite number.
pub fn number(cell: &str, has_decimal_comma: bool) -> Option<f64> {
    let cell = cell.trim();
    let found: Option<f64> = match has_decimal_comma {
        true => cell.replace(',', ".").parse().ok(),
        false => cell.parse().ok(),
    };
    found.filter(|number| number.is_finite())
}

/// The first rows of a text.
pub fn sample(text: &str, separator: Separator) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let taken = each_row(text, separator, |_, cells| {
        rows.push(cells.iter().map(|cell| (*cell).to_owned()).collect());
        Ok(rows.len() < SAMPLE)
    });
    // The text may have been cut within its last row.
    if taken.is_ok() && rows.len() > 2 && rows.len() < SAMPLE {
        let columns = rows[0].len();
        if rows.last().is_some_and(|last| last.len() < columns) {
            rows.pop();
        }
    }
    rows
}

/// Calls back with the line and the cells of every row, until it returns false. Empty lines and comments are no rows. Returns the number
/// of rows that are left out since all their cells are empty.
pub fn each_row(
    text: &str,
    separator: Separator,
    mut visit: impl FnMut(usize, &[&str]) -> Result<bool>,
) -> Result<usize> {
    let Separator::Byte(separator) = separator else {
        for (at, line) in text.lines().enumerate() {
            let cells: Vec<_> = line.split_whitespace().collect();
            if !cells.is_empty() && !cells[0].starts_with('#') && !visit(at + 1, &cells)? {
                break;
            }
        }
        return Ok(0);
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut empty = 0;
    while reader.read_record(&mut record).unwrap_or(false) {
        let cells: Vec<_> = record.iter().collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            empty += usize::from(cells.len() > 1);
            continue;
        }
        let line = record
            .position()
            .map_or(0, |position| position.line() as usize);
        if !visit(line, &cells)? {
            break;
        }
    }
    Ok(empty)
}
