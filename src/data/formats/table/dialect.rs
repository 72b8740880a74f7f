//! Dialect of a table: separator, decimal comma and header, recognised by its first rows.

use std::collections::BTreeSet;

use super::column::{Column, is_missing};
use super::label_column::called;
use super::rows::{self, Separator, number, sample};
use crate::data::formats::classes::Class;
use crate::error::{LabError, Result, short};

/// Separators in the order in which they are tried. A comma may also be that of decimals, so semicolons go first.
const SEPARATORS: [Separator; 5] = [
    Separator::Byte(b'\t'),
    Separator::Byte(b';'),
    Separator::Byte(b','),
    Separator::Byte(b'|'),
    Separator::Spaces,
];

/// Form of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect {
    separator: Separator,
    /// Cells of a row.
    pub columns: usize,
    has_decimal_comma: bool,
    /// Names of the columns; empty without a header.
    pub header: Vec<String>,
}

impl Dialect {
    /// The dialect of a text; none where it has no two columns.
    pub fn of(text: &str) -> Option<Self> {
        let fits = |&separator: &Separator| {
            let rows = sample(text, separator);
            let counts: BTreeSet<_> = rows.iter().map(Vec::len).collect();
            let numbers = rows
                .iter()
                .flatten()
                .filter(|cell| number(cell, true).is_some())
                .count();
            // sentences have spaces between words, too
            if separator == Separator::Spaces && 2 * numbers < rows.iter().map(Vec::len).sum() {
                return None;
            }
            match counts.into_iter().collect::<Vec<_>>()[..] {
                [columns] if columns > 1 => Some((separator, columns, rows)),
                _ => None,
            }
        };
        let (separator, columns, rows) = SEPARATORS.iter().find_map(fits)?;
        let cells = || rows.iter().flatten();
        let has_decimal_comma = separator != Separator::Byte(b',')
            && cells().any(|cell| cell.contains(',') && number(cell, true).is_some())
            && !cells().any(|cell| cell.contains('.') && number(cell, false).is_some());
        Some(Self {
            separator,
            columns,
            has_decimal_comma,
            header: header(&rows, has_decimal_comma),
        })
    }

    /// The number in a cell.
    pub fn number(&self, cell: &str) -> Option<f64> {
        number(cell, self.has_decimal_comma)
    }

    /// The label or category in a cell; none where it is empty.
    pub fn class(&self, cell: &str) -> Option<Class> {
        match self.number(cell) {
            Some(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                Some(Class::Number(number as i64))
            }
            _ => (!is_missing(cell)).then(|| Class::Word(short(cell.trim()))),
        }
    }

    /// A column as people find it.
    pub fn called(&self, at: usize) -> String {
        called(&self.header, at)
    }

    /// Contents of each column, and the number of empty rows.
    pub fn survey(&self, name: &str, text: &str) -> Result<(Vec<Column>, usize)> {
        let mut columns: Vec<_> = (0..self.columns).map(|_| Column::new()).collect();
        let empty = self.each_row(text, |line, cells| {
            if cells.len() != self.columns {
                return Err(LabError::data(
                    "columns",
                    cells.len(),
                    format!(
                        "{name}: line {line} has {} columns, the first has {}.",
                        cells.len(),
                        self.columns
                    ),
                    "Give every row as many columns, and save again.",
                ));
            }
            for (column, cell) in columns.iter_mut().zip(cells) {
                column.add(cell, line, self.number(cell));
            }
            Ok(())
        })?;
        Ok((columns, empty))
    }

    /// Calls back with the line and the cells of every row but the header. Returns the number of empty rows.
    pub fn each_row(
        &self,
        text: &str,
        mut visit: impl FnMut(usize, &[&str]) -> Result<()>,
    ) -> Result<usize> {
        let mut is_first = true;
        rows::each_row(text, self.separator, |line, cells| {
            if std::mem::take(&mut is_first) && !self.header.is_empty() {
                return Ok(true);
            }
            visit(line, cells).map(|()| true)
        })
    }
}

/// The first row where it holds names: words above numbers, or above words that come again as it never does.
fn header(rows: &[Vec<String>], has_decimal_comma: bool) -> Vec<String> {
    let [first, rest @ ..] = rows else {
        return Vec::new();
    };
    let Some(second) = rest.first() else {
        return Vec::new();
    };
    let is_word = |cell: &String| number(cell, has_decimal_comma).is_none() && !is_missing(cell);
    let is_number = |cell: &String| number(cell, has_decimal_comma).is_some();
    // a gap below a word says little where there are numbers next to the word
    let has_numbers = first.iter().any(is_number);
    let is_below = |cell: &String| is_number(cell) || (!has_numbers && is_missing(cell));
    let mut pairs = first.iter().zip(second);
    let is_above_numbers = pairs.any(|(name, value)| is_word(name) && is_below(value));
    let values = |at: usize| rest.iter().filter_map(move |row| row.get(at));
    let mut columns = first.iter().enumerate();
    let is_never_again =
        columns.all(|(at, name)| is_word(name) && values(at).all(|value| value != name));
    let comes_again =
        |at: usize| 2 * values(at).collect::<BTreeSet<_>>().len() <= values(at).count();
    if is_above_numbers || (is_never_again && (0..first.len()).any(comes_again)) {
        return first.clone();
    }
    Vec::new()
}
