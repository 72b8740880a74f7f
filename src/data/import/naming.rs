//! Words of a column of a table as names of its rows: they hardly ever come again.

use std::collections::BTreeSet;

use crate::data::formats::table::{Held, TypedColumn};
use crate::data::identity::LONGEST_NAME;

/// The words of a column as names of rows.
#[derive(Debug, Default)]
pub struct Naming {
    /// Different words.
    pub different: usize,
    /// True if all are short, and most have a letter, unlike dates.
    is_readable: bool,
}

impl Naming {
    /// Of the parts of a column in all tables.
    pub fn of<'a>(parts: impl Iterator<Item = &'a TypedColumn>) -> Self {
        let mut words = BTreeSet::new();
        for part in parts {
            match &part.held {
                Held::Words(found) => words.extend(found.iter().map(ToString::to_string)),
                Held::Many(..) => words.extend(part.texts.iter().cloned()),
                Held::Numbers | Held::Labels => {}
            }
        }
        let have_letters = words
            .iter()
            .filter(|word| word.chars().any(char::is_alphabetic));
        Self {
            different: words.len(),
            is_readable: 2 * have_letters.count() > words.len()
                && words
                    .iter()
                    .all(|word| word.chars().count() <= LONGEST_NAME),
        }
    }

    /// True if the words look like names of so many rows: at most one in ten comes again.
    pub fn fits(&self, rows: usize) -> bool {
        self.is_readable && 10 * self.different >= 9 * rows
    }
}
