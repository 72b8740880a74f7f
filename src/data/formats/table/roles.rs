//! Roles of the columns of a table: labels, an index, and values, which are pixels or samples, or have kinds of their own.

use super::column::{Column, MOST_GUESSED_CLASSES};
use super::dialect::Dialect;
use super::label_column::{LabelReason, find, is_label_name, is_square, likely_label, lower_case};
use crate::config::reading::LabelColumn;
use crate::error::{LabError, Result, short};

/// Names of a column that only counts the rows.
const INDICES: [&str; 5] = ["", "id", "index", "unnamed: 0", "#"];
/// Most columns of a table without names whose words and gaps give its columns kinds.
const MOST_UNNAMED: usize = 64;

/// Roles of columns, by their places.
#[derive(Debug, Default)]
pub struct Roles {
    pub label: Option<usize>,
    pub why: LabelReason,
    pub index: Option<usize>,
    pub values: Vec<usize>,
    /// Columns of words that are no labels, where the labels are chosen.
    pub left_out: Vec<usize>,
}

impl Roles {
    /// The column of labels, the one that counts the rows, and all others.
    ///
    /// # Errors
    /// `Data` where the chosen column is not there.
    pub fn of(
        name: &str,
        dialect: &Dialect,
        columns: &[Column],
        choice: &LabelColumn,
    ) -> Result<Self> {
        let names = lower_case(&dialect.header);
        let index = names
            .iter()
            .position(|name| INDICES.contains(&name.as_str()));
        let index = index.filter(|&at| {
            columns[at].is_whole
                && columns[at].distinct.len() > MOST_GUESSED_CLASSES.min(columns[at].rows - 1)
        });
        let own = names
            .iter()
            .filter(|name| !is_label_name(name) && !INDICES.contains(&name.as_str()));
        let has_own_names = !own.clone().all(|name| is_counted(name));
        let (label, why) = match choice {
            LabelColumn::Auto => likely_label(&dialect.header, columns, has_own_names),
            LabelColumn::None => (None, LabelReason::Chosen),
            LabelColumn::Called(column) => (
                Some(find(name, &dialect.header, dialect.columns, column)?),
                LabelReason::Chosen,
            ),
        };
        let index = index.filter(|&at| Some(at) != label);
        let is_value =
            |&at: &usize| Some(at) != label && Some(at) != index && columns[at].known > 0;
        let values: Vec<usize> = (0..columns.len()).filter(is_value).collect();
        let mut roles = Self {
            label,
            why,
            index,
            values,
            left_out: Vec::new(),
        };
        if *choice != LabelColumn::Auto && !roles.are_typed(dialect, columns) {
            let (words, numbers) = roles
                .values
                .iter()
                .partition(|&&at| columns[at].word.is_some());
            (roles.left_out, roles.values) = (words, numbers);
        }
        Ok(roles)
    }

    /// True if the columns have kinds of their own: names of their own, or words and gaps among few columns without names.
    pub fn are_typed(&self, dialect: &Dialect, columns: &[Column]) -> bool {
        let values = || self.values.iter().map(|&at| &columns[at]);
        if !dialect.header.is_empty() {
            let mut named = self.values.iter().map(|&at| dialect.header[at].trim());
            return !named.all(is_counted);
        }
        let is_pixels = is_square(self.values.len()) && values().all(|column| column.is_bytes);
        let has_words = values().any(|column| column.word.is_some());
        let has_gaps = values().any(|column| column.missing.is_some());
        columns.len() <= MOST_UNNAMED && (has_words || (has_gaps && !is_pixels))
    }

    /// Refuses words and gaps among pixels and samples.
    ///
    /// # Errors
    /// `Data`, naming line and column.
    pub fn check(&self, name: &str, dialect: &Dialect, columns: &[Column]) -> Result<()> {
        for &at in &self.values {
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
                    format!(
                        "{name}: line {line} of column {} {what}.",
                        dialect.called(at)
                    ),
                    "Pixels and samples need a number in every cell. Leave out other columns, and rows with gaps. \
                     In a table of other things, give each column a name of its own in the first row.",
                ));
            }
        }
        Ok(())
    }
}

/// True for names of pixels and samples, which only count: `pixel12`, `12x3`, `t_0`, `7`.
fn is_counted(name: &str) -> bool {
    let digits = name.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let word = &name[..name.len() - digits.len()];
    let mut parts = digits.split(['x', 'X', '_', ',']);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    word.len() <= "attribute".len() && parts.all(is_number)
}
