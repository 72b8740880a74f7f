//! Kinds that the columns of a table can be read as.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::config::schema::choices;
use crate::error::{LabError, Result, short};

/// Most columns that can be named: as many as a row has numbers.
const MOST_COLUMNS: usize = 4096;

choices! {
    /// The kind of a column of a table.
    ColumnKind {
        Auto = "auto", "Automatic", "As name and contents of the column suggest.";
        Number = "number", "Number", "One number, standardized.";
        Category = "category", "Category", "One of several names.";
        Rating = "rating", "Rating", "A rating, as it was given.";
        Name = "name", "Name", "The name of the row, shown next to its dot. It is no part of the examples.";
        Out = "out", "Left out", "No part of the examples.";
    }
}

impl ColumnKind {
    /// All kinds.
    const ALL: [Self; 6] = [
        Self::Auto,
        Self::Number,
        Self::Category,
        Self::Rating,
        Self::Name,
        Self::Out,
    ];

    /// The value in JSON.
    pub fn value(self) -> &'static str {
        Self::CHOICES[self as usize].value
    }
}

/// Kinds by the names of columns; automatic ones are left out.
///
/// # Errors
/// `Config`, naming the column, its value and the allowed ones.
pub(super) fn kinds(value: &Value) -> Result<BTreeMap<String, ColumnKind>> {
    let entries = value
        .as_object()
        .filter(|entries| entries.len() <= MOST_COLUMNS);
    let Some(entries) = entries else {
        return Err(LabError::config(
            "reading.columns",
            short(value),
            format!("The kinds of columns cannot be {}.", short(value)),
            "Write them as {\"island\": \"out\", \"year\": \"category\"}, or leave them out.",
        ));
    };
    let mut kinds = BTreeMap::new();
    for (name, value) in entries {
        let kind = ColumnKind::ALL
            .into_iter()
            .find(|kind| value.as_str() == Some(kind.value()));
        match kind {
            Some(ColumnKind::Auto) => {}
            Some(kind) => {
                kinds.insert(name.clone(), kind);
            }
            None => {
                return Err(LabError::config(
                    &format!("reading.columns.{}", short(name)),
                    short(value),
                    format!("The column {} cannot be {}.", short(name), short(value)),
                    "Use one of auto, number, category, rating, name, out.",
                ));
            }
        }
    }
    Ok(kinds)
}
