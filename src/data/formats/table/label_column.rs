//! The column of labels: chosen, or found by names and contents.

use super::column::Column;
use crate::error::{LabError, Result, short};

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
/// Most columns that are offered as labels.
const MOST_CANDIDATES: usize = 30;
/// Fewest values of a row that are taken for the pixels of a square.
const LEAST_SQUARE: usize = 16;

/// True for a count of numbers that may be the pixels of a square.
pub fn is_square(count: usize) -> bool {
    count >= LEAST_SQUARE && count.isqrt().pow(2) == count
}

/// The column of labels, and those that could be it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelChoice {
    /// Its number, counted from 1; none without labels.
    pub column: Option<usize>,
    /// The reason, as the end of a sentence.
    pub why: LabelReason,
    /// Number and name of each column that could be it.
    pub candidates: Vec<(usize, String)>,
}

/// The reason why a column holds the labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LabelReason {
    /// Nobody says so, and the numbers do not.
    #[default]
    Nothing,
    /// It was chosen.
    Chosen,
    /// Its name says so.
    Name,
    /// Another table has all other columns.
    Lacking,
    /// No other holds words.
    OnlyWords,
    /// Few whole numbers occur in it.
    Numbers,
}

/// True for the name of a column of labels.
pub fn is_label_name(name: &str) -> bool {
    LABELS.contains(&name.trim().to_lowercase().as_str())
}

/// Names of the columns, in lower case.
pub fn lower_case(header: &[String]) -> Vec<String> {
    let names = header.iter();
    names.map(|name| name.trim().to_lowercase()).collect()
}

/// A column as people find it.
pub fn called(header: &[String], at: usize) -> String {
    match header.get(at).filter(|name| !name.trim().is_empty()) {
        Some(name) => format!("{} ({})", at + 1, short(name.trim())),
        None => (at + 1).to_string(),
    }
}

/// The column of labels by names and contents, with the reason. Words that hardly come again are those of no class. Named columns are no
/// pixels, whatever their count.
pub fn likely_label(
    header: &[String],
    columns: &[Column],
    has_own_names: bool,
) -> (Option<usize>, LabelReason) {
    // numbers that are not whole are no classes
    let may_be = |at: usize| columns[at].is_whole || columns[at].word.is_some();
    let mut named = header.iter().enumerate();
    let by_name = named.find(|(at, name)| is_label_name(name) && may_be(*at));
    let by_name = by_name.map(|(at, _)| at);
    let words: Vec<_> = (0..columns.len())
        .filter(|&at| columns[at].has_repeated_words())
        .collect();
    match (by_name, &words[..]) {
        (Some(at), _) => (Some(at), LabelReason::Name),
        (None, &[at]) => (Some(at), LabelReason::OnlyWords),
        _ => match by_numbers(columns, has_own_names) {
            Some(at) => (Some(at), LabelReason::Numbers),
            None => (None, LabelReason::Nothing),
        },
    }
}

/// The place of a column by its name, or by its number, counted from 1.
///
/// # Errors
/// `Data` where there is no such column.
pub fn find(name: &str, header: &[String], columns: usize, column: &str) -> Result<usize> {
    let sought = column.trim().to_lowercase();
    let by_name = lower_case(header).iter().position(|name| *name == sought);
    let by_number = || {
        let number = sought.parse::<usize>().ok()?;
        (1..=columns).contains(&number).then(|| number - 1)
    };
    by_name.or_else(by_number).ok_or_else(|| {
        LabError::data(
            "reading.labelColumn",
            short(column),
            format!(
                "{name}: there is no column \"{}\" to take the labels from.",
                short(column)
            ),
            format!(
                "Use the name of a column, a number from 1 to {columns}, \"auto\" or \"none\"."
            ),
        )
    })
}

/// The columns that could hold labels: those of words, and those of few whole numbers.
pub fn candidates(
    header: &[String],
    columns: &[Column],
    label: Option<usize>,
) -> Vec<(usize, String)> {
    let may_be =
        |&at: &usize| Some(at) == label || columns[at].word.is_some() || columns[at].may_be_label();
    let mut places: Vec<_> = (0..columns.len()).filter(may_be).collect();
    if places.len() > MOST_CANDIDATES {
        // of a table of pixels, the first and the last one
        let ends = [places[0], places[places.len() - 1]];
        places.retain(|at| Some(*at) == label || ends.contains(at));
    }
    let numbered = places.into_iter();
    numbered.map(|at| (at + 1, called(header, at))).collect()
}

/// The column of labels where no name says it: the first or the last one. The others are a square of pixels, or numbers that are
/// not whole.
fn by_numbers(columns: &[Column], has_own_names: bool) -> Option<usize> {
    let count = columns.len();
    let is_square = |count: usize| !has_own_names && is_square(count);
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
