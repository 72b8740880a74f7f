//! Tables of text: CSV, TSV and columns between spaces. Separator, decimal comma, header and the column of labels are recognised.
//!
//! | module | its idea |
//! | --- | --- |
//! | `rows` | a text taken apart into rows of cells |
//! | `dialect` | separator, decimal comma and header |
//! | `column` | contents of a column |
//! | `label_column`, `roles` | labels, an index and values |
//! | `source` | a table that was surveyed, to be read |
//! | `typed` | columns of kinds of their own, with words and gaps |

mod column;
mod dialect;
mod label_column;
mod roles;
mod rows;
mod source;
mod typed;

use super::array::Array;
use super::classes::Classes;
use super::elements::{ByteOrder, ElementType, Elements};
use super::text::decoded;
use crate::config::reading::LabelColumn;
use crate::error::{LabError, Result};
use dialect::Dialect;
pub use label_column::{LabelChoice, LabelReason, is_label_name};
use roles::Roles;
use source::Source;
pub use typed::{Held, TypedColumn};

/// A table of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// `[rows, columns]`: pixels or samples, without the labels. Where the columns have kinds, all of them as [`TypedColumn`] has them.
    pub array: Array,
    /// Columns that have kinds of their own; empty where the numbers are pixels or samples.
    pub columns: Vec<TypedColumn>,
    /// Rows that are left out since all their cells are empty.
    pub empty_rows: usize,
    /// Of each row.
    pub labels: Option<Classes>,
    /// Sentences about labels and columns.
    pub remarks: Vec<String>,
    /// The choice of the column of labels.
    pub choice: LabelChoice,
}

/// The columns of a table, without its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Their number.
    pub columns: usize,
    /// Their names; empty without a header.
    pub names: Vec<String>,
}

/// True if bytes may be a table: text of at least two columns.
pub fn is_table(bytes: &[u8]) -> bool {
    head(bytes).is_some()
}

/// The columns of a table; none where bytes are no text of at least two columns.
pub fn head(bytes: &[u8]) -> Option<Head> {
    let text = decoded(&bytes[..bytes.len().min(1 << 16)]);
    if text.contains('\0') || text.trim_start().starts_with(['<', '{', '[']) {
        return None;
    }
    let Dialect {
        columns, header, ..
    } = Dialect::of(&text)?;
    let names = header.iter().map(|name| name.trim().to_owned());
    Some(Head {
        columns,
        names: names.collect(),
    })
}

/// Reads a table; `name` is for messages.
///
/// # Errors
/// `Data`, naming line and column.
pub fn parse(name: &str, bytes: &[u8], labels: &LabelColumn) -> Result<Table> {
    let text = decoded(bytes);
    let dialect = Dialect::of(&text).ok_or_else(|| {
        LabError::data(
            "columns",
            0,
            format!("{name} is a text without columns."),
            "Open a table, with a comma, a semicolon or a tab between its columns.",
        )
    })?;
    let (columns, empty_rows) = dialect.survey(name, &text)?;
    let roles = Roles::of(name, &dialect, &columns, labels)?;
    let source = Source {
        name,
        text: &text,
        dialect: &dialect,
        columns: &columns,
        roles: &roles,
    };
    if roles.are_typed(&dialect, &columns) {
        let typed = typed::read(&source)?;
        return Ok(Table {
            array: typed.array,
            columns: typed.columns,
            empty_rows,
            labels: source.classes(typed.labels)?,
            remarks: source.label_remark(),
            choice: source.choice(),
        });
    }
    roles.check(name, &dialect, &columns)?;
    numbers(&source)
}

/// Pixels or samples.
fn numbers(source: &Source) -> Result<Table> {
    let Source { dialect, roles, .. } = source;
    let rows = source.columns.first().map_or(0, |column| column.rows);
    let is_bytes = roles.values.iter().all(|&at| source.columns[at].is_bytes);
    let kind = if is_bytes {
        ElementType::UnsignedByte
    } else {
        ElementType::Float
    };
    let mut bytes = Vec::with_capacity(rows * roles.values.len() * kind.size());
    let mut labels = Vec::new();
    dialect.each_row(source.text, |_, cells| {
        for &at in &roles.values {
            let value = dialect.number(cells[at]).unwrap_or(0.0);
            match is_bytes {
                true => bytes.push(value as u8),
                false => bytes.extend((value as f32).to_le_bytes()),
            }
        }
        labels.extend(roles.label.map(|at| dialect.class(cells[at])));
        Ok(())
    })?;
    let mut remarks = source.label_remark();
    if let Some(at) = roles.index {
        remarks.push(format!(
            "Column {} of {} counts the rows and is left out.",
            dialect.called(at),
            source.name
        ));
    }
    for &at in &roles.left_out {
        remarks.push(format!(
            "Column {} of {} holds words and is left out.",
            dialect.called(at),
            source.name
        ));
    }
    Ok(Table {
        array: Array {
            dims: vec![rows, roles.values.len()],
            elements: Elements {
                kind,
                order: ByteOrder::Little,
                bytes,
            },
        },
        columns: Vec::new(),
        empty_rows: 0,
        labels: source.classes(labels)?,
        remarks,
        choice: source.choice(),
    })
}

#[cfg(test)]
mod tests;
