//! Tables of text: CSV, TSV and columns between spaces. Separator, decimal comma, header and the column of labels are recognised.

mod column;
mod label_column;

use std::collections::BTreeSet;

use super::array::Array;
use super::classes::{Class, Classes};
use super::elements::{ByteOrder, ElementType, Elements};
use super::text::decoded;
use crate::config::reading::LabelColumn;
use crate::data::limits::MAX_CLASSES;
use crate::error::{LabError, Result, short};
use column::{Column, MOST_GUESSED_CLASSES, is_missing};
pub use label_column::{LabelChoice, LabelReason, is_label_name};
use label_column::{called, candidates, find, likely_label, lower_case};

/// Separators in the order in which they are tried. A comma may also be that of decimals, so semicolons go first.
const SEPARATORS: [Separator; 5] = [
    Separator::Byte(b'\t'),
    Separator::Byte(b';'),
    Separator::Byte(b','),
    Separator::Byte(b'|'),
    Separator::Spaces,
];
/// Rows that decide the separator.
const SAMPLE: usize = 20;
/// Names of a column that only counts the rows.
const INDICES: [&str; 5] = ["", "id", "index", "unnamed: 0", "#"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Byte(u8),
    /// One space or several.
    Spaces,
}

/// A table whose columns are numbers, but for one of labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// `[rows, columns]`, without the labels.
    pub array: Array,
    /// Names of these columns; empty where the table has no header.
    pub columns: Vec<String>,
    /// Of each row.
    pub labels: Option<Classes>,
    /// Sentences about labels and columns.
    pub remarks: Vec<String>,
    /// The choice of the column of labels.
    pub choice: LabelChoice,
}

/// True if bytes may be a table: text of at least two columns.
pub fn is_table(bytes: &[u8]) -> bool {
    let text = decoded(&bytes[..bytes.len().min(1 << 16)]);
    !text.contains('\0')
        && !text.trim_start().starts_with(['<', '{', '['])
        && Layout::of(&text).is_some()
}

/// Reads a table; `name` is for messages.
///
/// # Errors
/// `Data`, naming line and column.
pub fn parse(name: &str, bytes: &[u8], labels: &LabelColumn) -> Result<Table> {
    let text = decoded(bytes);
    let layout = Layout::of(&text).ok_or_else(|| {
        LabError::data(
            "columns",
            0,
            format!("{name} is a text without columns."),
            "Open a table, with a comma, a semicolon or a tab between its columns.",
        )
    })?;
    let columns = layout.survey(name, &text)?;
    let roles = layout.roles(name, &columns, labels)?;
    layout.read(name, &text, &columns, &roles)
}

/// Form of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Layout {
    separator: Separator,
    columns: usize,
    has_decimal_comma: bool,
    /// Names of the columns; empty without a header.
    header: Vec<String>,
}

#[derive(Debug, Default)]
struct Roles {
    label: Option<usize>,
    why: LabelReason,
    index: Option<usize>,
    values: Vec<usize>,
    /// Columns of words that are no labels.
    left_out: Vec<usize>,
}

impl Layout {
    /// The layout of a text; none where it has no two columns.
    fn of(text: &str) -> Option<Self> {
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
        let is_number =
            |cell: &String| number(cell, has_decimal_comma).is_some() || is_missing(cell);
        let header = match &rows[..] {
            [first, second, ..] => {
                let mut pairs = first.iter().zip(second);
                let is_header = pairs.any(|(name, value)| !is_number(name) && is_number(value));
                if is_header { first.clone() } else { Vec::new() }
            }
            _ => Vec::new(),
        };
        Some(Self {
            separator,
            columns,
            has_decimal_comma,
            header,
        })
    }

    /// Contents of each column.
    fn survey(&self, name: &str, text: &str) -> Result<Vec<Column>> {
        let fresh = || Column {
            is_whole: true,
            is_bytes: true,
            is_unit: true,
            ..Column::default()
        };
        let mut columns: Vec<_> = (0..self.columns).map(|_| fresh()).collect();
        self.each_row(text, |line, cells| {
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
                column.add(cell, line, number(cell, self.has_decimal_comma));
            }
            Ok(())
        })?;
        Ok(columns)
    }

    /// The column of labels, the one that counts the rows, and all others. Where the labels are chosen, other columns of words are
    /// left out.
    fn roles(&self, name: &str, columns: &[Column], choice: &LabelColumn) -> Result<Roles> {
        let names = lower_case(&self.header);
        let index = names
            .iter()
            .position(|name| INDICES.contains(&name.as_str()));
        let index = index.filter(|&at| {
            columns[at].is_whole
                && columns[at].distinct.len() > MOST_GUESSED_CLASSES.min(columns[at].rows - 1)
        });
        let (label, why) = match choice {
            LabelColumn::Auto => likely_label(&self.header, columns),
            LabelColumn::None => (None, LabelReason::Chosen),
            LabelColumn::Called(column) => (
                Some(find(name, &self.header, self.columns, column)?),
                LabelReason::Chosen,
            ),
        };
        let mut roles = Roles {
            label,
            why,
            index: index.filter(|&at| Some(at) != label),
            ..Roles::default()
        };
        for (at, column) in columns.iter().enumerate() {
            if Some(at) == roles.label || Some(at) == roles.index || column.known == 0 {
                continue;
            }
            if *choice != LabelColumn::Auto && column.word.is_some() {
                roles.left_out.push(at);
            } else {
                roles.values.push(at);
            }
        }
        self.check(name, columns, &roles)?;
        Ok(roles)
    }

    /// Refuses words and gaps among the values, and gaps among the labels.
    fn check(&self, name: &str, columns: &[Column], roles: &Roles) -> Result<()> {
        for &at in &roles.values {
            let found = match (&columns[at].word, columns[at].missing) {
                (Some((word, line)), _) => {
                    Some((format!("is \"{}\", which is no number", short(word)), *line))
                }
                (None, Some(line)) => Some(("is empty".to_owned(), line)),
                _ => None,
            };
            if let Some((what, line)) = found {
                return Err(LabError::data(
                    "table",
                    line,
                    format!("{name}: line {line} of column {} {what}.", self.called(at)),
                    "Use columns of numbers and one of labels. Leave out other columns, and rows with gaps.",
                ));
            }
        }
        Ok(())
    }

    /// A column as people find it.
    fn called(&self, at: usize) -> String {
        called(&self.header, at)
    }

    fn read(&self, name: &str, text: &str, columns: &[Column], roles: &Roles) -> Result<Table> {
        let rows = columns.first().map_or(0, |column| column.rows);
        let is_bytes = roles.values.iter().all(|&at| columns[at].is_bytes);
        let kind = if is_bytes {
            ElementType::UnsignedByte
        } else {
            ElementType::Float
        };
        let mut bytes = Vec::with_capacity(rows * roles.values.len() * kind.size());
        let mut labels = Vec::new();
        self.each_row(text, |_, cells| {
            for &at in &roles.values {
                let value = number(cells[at], self.has_decimal_comma).unwrap_or(0.0);
                match is_bytes {
                    true => bytes.push(value as u8),
                    false => bytes.extend((value as f32).to_le_bytes()),
                }
            }
            labels.extend(roles.label.map(|at| self.class(cells[at])));
            Ok(())
        })?;
        let mut remarks = Vec::new();
        if let Some(at) = roles.label {
            remarks.push(format!(
                "Column {} of {name} holds the labels.",
                self.called(at)
            ));
        }
        if let Some(at) = roles.index {
            remarks.push(format!(
                "Column {} of {name} counts the rows and is left out.",
                self.called(at)
            ));
        }
        for &at in &roles.left_out {
            remarks.push(format!(
                "Column {} of {name} holds words and is left out.",
                self.called(at)
            ));
        }
        let classes = roles.label.map(|at| {
            Classes::of(labels.into_iter()).ok_or_else(|| {
                LabError::data(
                    "labels",
                    self.called(at),
                    format!(
                        "{name}: column {} has too many different labels.",
                        self.called(at)
                    ),
                    format!(
                        "Use labels of at most {MAX_CLASSES} classes, or leave that column out."
                    ),
                )
            })
        });
        let named = roles.values.iter().filter_map(|&at| self.header.get(at));
        Ok(Table {
            array: Array {
                dims: vec![rows, roles.values.len()],
                elements: Elements {
                    kind,
                    order: ByteOrder::Little,
                    bytes,
                },
            },
            columns: named.map(|name| name.trim().to_owned()).collect(),
            labels: classes.transpose()?,
            remarks,
            choice: LabelChoice {
                column: roles.label.map(|at| at + 1),
                why: roles.why,
                candidates: candidates(&self.header, columns, roles.label),
            },
        })
    }

    /// The label in a cell; none where it is empty.
    fn class(&self, cell: &str) -> Option<Class> {
        match number(cell, self.has_decimal_comma) {
            Some(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                Some(Class::Number(number as i64))
            }
            _ => (!is_missing(cell)).then(|| Class::Word(short(cell.trim()))),
        }
    }

    /// Calls back with the line and the cells of every row but the header.
    fn each_row(
        &self,
        text: &str,
        mut visit: impl FnMut(usize, &[&str]) -> Result<()>,
    ) -> Result<()> {
        let mut is_first = true;
        each_row(text, self.separator, |line, cells| {
            if std::mem::take(&mut is_first) && !self.header.is_empty() {
                return Ok(true);
            }
            visit(line, cells).map(|()| true)
        })
    }
}

/// A finite number.
fn number(cell: &str, has_decimal_comma: bool) -> Option<f64> {
    let cell = cell.trim();
    let found: Option<f64> = match has_decimal_comma {
        true => cell.replace(',', ".").parse().ok(),
        false => cell.parse().ok(),
    };
    found.filter(|number| number.is_finite())
}

/// The first rows of a text.
fn sample(text: &str, separator: Separator) -> Vec<Vec<String>> {
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

/// Calls back with the line and the cells of every row, until it returns false. Empty lines and comments are no rows.
fn each_row(
    text: &str,
    separator: Separator,
    mut visit: impl FnMut(usize, &[&str]) -> Result<bool>,
) -> Result<()> {
    let Separator::Byte(separator) = separator else {
        for (at, line) in text.lines().enumerate() {
            let cells: Vec<_> = line.split_whitespace().collect();
            if !cells.is_empty() && !cells[0].starts_with('#') && !visit(at + 1, &cells)? {
                break;
            }
        }
        return Ok(());
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).unwrap_or(false) {
        let cells: Vec<_> = record.iter().collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = record
            .position()
            .map_or(0, |position| position.line() as usize);
        if !visit(line, &cells)? {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
