//! Contents of a column of a table.

use std::collections::BTreeSet;

use crate::data::limits::MAX_CLASSES;

/// Words for a value that is not known.
const MISSING: [&str; 8] = ["", "na", "n/a", "nan", "null", "none", "?", "-"];
/// Most classes in a column that is taken for labels by its numbers alone: digits and letters of both cases.
pub const MOST_GUESSED_CLASSES: usize = 62;

/// Contents of a column.
#[derive(Debug, Default)]
pub struct Column {
    /// A cell that is no number, and its line.
    pub word: Option<(String, usize)>,
    /// Line of a cell without a value.
    pub missing: Option<usize>,
    /// Cells with a value.
    pub known: usize,
    pub is_whole: bool,
    pub is_bytes: bool,
    pub is_unit: bool,
    /// Different numbers, up to one more than `MOST_GUESSED_CLASSES`.
    pub distinct: BTreeSet<i64>,
    pub rows: usize,
    /// Different words, up to one more than `MAX_CLASSES`.
    pub words: BTreeSet<String>,
    /// True if each row holds the number after that of the row before.
    pub counts: bool,
    last: Option<f64>,
}

impl Column {
    /// No cell yet.
    pub fn new() -> Self {
        Self {
            is_whole: true,
            is_bytes: true,
            is_unit: true,
            counts: true,
            ..Self::default()
        }
    }

    /// Adds a cell with the number that it holds, if any.
    pub fn add(&mut self, cell: &str, line: usize, number: Option<f64>) {
        self.rows += 1;
        self.known += usize::from(!is_missing(cell));
        if is_missing(cell) {
            self.missing.get_or_insert(line);
            self.counts = false;
            return;
        }
        let Some(number) = number else {
            self.word
                .get_or_insert_with(|| (cell.trim().to_owned(), line));
            self.is_whole = false;
            self.is_bytes = false;
            self.counts = false;
            if self.words.len() <= MAX_CLASSES && !self.words.contains(cell.trim()) {
                self.words.insert(cell.trim().to_owned());
            }
            return;
        };
        let is_whole = number.fract() == 0.0 && number.abs() < 1e15;
        self.is_whole &= is_whole;
        self.counts &= is_whole && self.last.is_none_or(|last| number - last == 1.0);
        self.last = Some(number);
        self.is_unit &= (0.0..=1.0).contains(&number);
        self.is_bytes &= is_whole && (0.0..=255.0).contains(&number);
        if is_whole && self.distinct.len() <= MOST_GUESSED_CLASSES {
            self.distinct.insert(number as i64);
        }
    }

    /// True for words that come again, as those of classes do.
    pub fn has_repeated_words(&self) -> bool {
        self.word.is_some()
            && self.words.len() <= MAX_CLASSES
            && 2 * (self.words.len() + self.distinct.len()) <= self.known
    }

    /// True if the numbers may be those of classes.
    pub fn may_be_label(&self) -> bool {
        self.is_whole
            && self.distinct.len() > 1
            && self.distinct.len() <= MOST_GUESSED_CLASSES
            && 2 * self.distinct.len() <= self.rows
    }
}

/// True for words of a value that is not known.
pub fn is_missing(cell: &str) -> bool {
    MISSING.contains(&cell.trim().to_lowercase().as_str())
}
