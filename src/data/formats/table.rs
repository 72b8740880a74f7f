//! Tables of text: CSV, TSV and columns between spaces. Separator, decimal comma, header and the column of labels are recognised.

use std::collections::BTreeSet;

use super::array::Array;
use super::classes::{Class, Classes};
use super::elements::{ByteOrder, ElementType, Elements};
use super::text::decoded;
use crate::data::limits::MAX_CLASSES;
use crate::error::{LabError, Result, short};

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
/// Words for a value that is not known.
const MISSING: [&str; 8] = ["", "na", "n/a", "nan", "null", "none", "?", "-"];
/// Names of a column of labels.
const LABELS: [&str; 14] = [
    "label",
    "labels",
    "class",
    "classes",
    "target",
    "y",
    "digit",
    "letter",
    "category",
    "species",
    "diagnosis",
    "klasse",
    "标签",
    "类别",
];
/// Names of a column that only counts the rows.
const INDICES: [&str; 5] = ["", "id", "index", "unnamed: 0", "#"];
/// Most classes in a column that is taken for labels by its numbers alone: digits and letters of both cases.
const MOST_GUESSED_CLASSES: usize = 62;
/// Fewest values of a row that are taken for the pixels of a square.
const LEAST_SQUARE: usize = 16;

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
pub fn parse(name: &str, bytes: &[u8]) -> Result<Table> {
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
    let roles = layout.roles(name, &columns)?;
    layout.read(name, &text, &columns, &roles)
}

/// True for the name of a column of labels.
pub(super) fn is_label_name(name: &str) -> bool {
    LABELS.contains(&name.trim().to_lowercase().as_str())
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

/// Contents of a column.
#[derive(Debug, Default)]
struct Column {
    /// A cell that is no number, and its line.
    word: Option<(String, usize)>,
    /// Line of a cell without a value.
    missing: Option<usize>,
    /// Cells with a value.
    known: usize,
    is_whole: bool,
    is_bytes: bool,
    is_unit: bool,
    /// Different numbers, up to one more than `MOST_GUESSED_CLASSES`.
    distinct: BTreeSet<i64>,
    rows: usize,
}

#[derive(Debug, Default)]
struct Roles {
    label: Option<usize>,
    index: Option<usize>,
    values: Vec<usize>,
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

    /// The column of labels, the one that counts the rows, and all others.
    fn roles(&self, name: &str, columns: &[Column]) -> Result<Roles> {
        let names: Vec<_> = self
            .header
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect();
        let by_name = names
            .iter()
            .position(|name| LABELS.contains(&name.as_str()));
        let index = names
            .iter()
            .position(|name| INDICES.contains(&name.as_str()));
        let index = index.filter(|&at| {
            columns[at].is_whole
                && columns[at].distinct.len() > MOST_GUESSED_CLASSES.min(columns[at].rows - 1)
        });
        let words: Vec<_> = (0..columns.len())
            .filter(|&at| columns[at].word.is_some())
            .collect();
        let label = match (by_name, &words[..]) {
            (Some(at), _) => Some(at),
            (None, &[at]) => Some(at),
            _ => by_numbers(columns),
        };
        let values: Vec<_> = (0..columns.len())
            .filter(|&at| Some(at) != label && Some(at) != index && columns[at].known > 0)
            .collect();
        for &at in &values {
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
        Ok(Roles {
            label,
            index,
            values,
        })
    }

    /// A column as people find it.
    fn called(&self, at: usize) -> String {
        match self.header.get(at).filter(|name| !name.trim().is_empty()) {
            Some(name) => format!("{} ({})", at + 1, short(name.trim())),
            None => (at + 1).to_string(),
        }
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

impl Column {
    fn add(&mut self, cell: &str, line: usize, number: Option<f64>) {
        self.rows += 1;
        self.known += usize::from(!is_missing(cell));
        if is_missing(cell) {
            self.missing.get_or_insert(line);
            return;
        }
        let Some(number) = number else {
            self.word
                .get_or_insert_with(|| (cell.trim().to_owned(), line));
            self.is_whole = false;
            self.is_bytes = false;
            return;
        };
        let is_whole = number.fract() == 0.0 && number.abs() < 1e15;
        self.is_whole &= is_whole;
        self.is_unit &= (0.0..=1.0).contains(&number);
        self.is_bytes &= is_whole && (0.0..=255.0).contains(&number);
        if is_whole && self.distinct.len() <= MOST_GUESSED_CLASSES {
            self.distinct.insert(number as i64);
        }
    }

    /// True if the numbers may be those of classes.
    fn may_be_label(&self) -> bool {
        self.is_whole
            && self.distinct.len() > 1
            && self.distinct.len() <= MOST_GUESSED_CLASSES
            && 2 * self.distinct.len() <= self.rows
    }
}

/// The column of labels where no name says it: the first or the last one. The others are a square of pixels, or numbers that are
/// not whole.
fn by_numbers(columns: &[Column]) -> Option<usize> {
    let count = columns.len();
    let is_square = |count: usize| count >= LEAST_SQUARE && count.isqrt().pow(2) == count;
    // pixels, to the last of them
    if is_square(count)
        && (columns.iter().all(|column| column.is_whole)
            || columns.iter().all(|column| column.is_unit))
    {
        return None;
    }
    let last = count - 1;
    let rest_is_whole = |at: usize| {
        (0..count)
            .filter(|&other| other != at)
            .all(|other| columns[other].is_whole)
    };
    let is_label =
        |&at: &usize| columns[at].may_be_label() && (is_square(last) || !rest_is_whole(at));
    [0, last].into_iter().find(is_label)
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

fn is_missing(cell: &str) -> bool {
    MISSING.contains(&cell.trim().to_lowercase().as_str())
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
