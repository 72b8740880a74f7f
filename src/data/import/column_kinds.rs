//! Kinds of the columns of tables: found by their contents, or chosen.

use super::columns::Column;
use super::scale::rounded;
use crate::config::reading::{ColumnKind, Reading};
use crate::data::formats::table::Held;
use crate::data::identity::MOST_NAMED;
use crate::data::layout::FieldKind;
use crate::data::limits::MAX_CLASSES;
use crate::error::{LabError, Result, short};

/// Most words of a column that is taken for a category.
const MOST_WORDS: usize = 64;
/// Fewest columns that are taken for ratings.
const LEAST_RATINGS: usize = 3;
/// Ratings go from 0 or 1 to at most this.
const HIGHEST: f32 = 10.0;
/// Highest rating, if no higher one occurs.
const USUAL_HIGHEST: f32 = 5.0;
/// One cell of so many is empty, at least, in a table of ratings.
const CELLS_A_GAP: usize = 20;

/// The kind of a column.
pub struct Plan {
    /// As chosen, or else as found.
    pub kind: ColumnKind,
    pub suggested: ColumnKind,
    /// The reason for the suggestion, as a sentence.
    pub why: String,
}

/// The kind of each column. Labels are left out.
///
/// # Errors
/// `Data` where a choice does not fit a column, or names none.
pub fn plan(columns: &[Column], reading: &Reading) -> Result<Vec<Plan>> {
    if let Some(name) = reading
        .columns
        .keys()
        .find(|name| !columns.iter().any(|column| column.name == **name))
    {
        let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
        return Err(LabError::data(
            &format!("reading.columns.{}", short(name)),
            reading.columns.get(name).map_or("", |kind| kind.value()),
            format!("There is no column \"{}\".", short(name)),
            format!("The columns are {}.", short(names.join(", "))),
        ));
    }
    let mut found: Vec<_> = columns.iter().map(suggestion).collect();
    let chosen = |column: &Column| reading.columns.get(&column.name).copied();
    if let Some([least, most]) = found_ratings(columns, &found, chosen) {
        for (kind, why) in &mut found {
            if *kind == ColumnKind::Number {
                *kind = ColumnKind::Rating;
                *why = format!("It holds whole numbers from {least} to {most}, as the others do.");
            }
        }
    }
    check_names(columns, chosen)?;
    let mut naming = None;
    for (column, (kind, why)) in columns.iter().zip(&mut found) {
        let is_free = matches!(chosen(column), None | Some(ColumnKind::Name));
        match naming {
            _ if *kind != ColumnKind::Name || !is_free => {}
            None if !is_named_by_other(columns, column, chosen) => naming = Some(()),
            _ => {
                *kind = ColumnKind::Out;
                why.push_str(" Another column holds the names.");
            }
        }
    }
    let plan = |(column, (suggested, why)): (&Column, (ColumnKind, String))| {
        let chosen = chosen(column).filter(|_| column.held != Held::Labels);
        if let Some(kind) = chosen {
            check(column, kind)?;
        }
        Ok(Plan {
            kind: chosen.unwrap_or(suggested),
            suggested,
            why,
        })
    };
    columns.iter().zip(found).map(plan).collect()
}

/// True if the names of rows are taken from another column by choice.
fn is_named_by_other(
    columns: &[Column],
    column: &Column,
    chosen: impl Fn(&Column) -> Option<ColumnKind>,
) -> bool {
    let is_chosen = |other: &Column| chosen(other) == Some(ColumnKind::Name);
    let mut all = columns.iter();
    all.any(|other| other.name != column.name && is_chosen(other))
}

/// Refuses names from two columns.
fn check_names(columns: &[Column], chosen: impl Fn(&Column) -> Option<ColumnKind>) -> Result<()> {
    let is_chosen = |column: &&Column| chosen(column) == Some(ColumnKind::Name);
    let mut named = columns.iter().filter(is_chosen);
    let (Some(one), Some(other)) = (named.next(), named.next()) else {
        return Ok(());
    };
    Err(LabError::data(
        &format!("reading.columns.{}", other.name),
        ColumnKind::Name.value(),
        format!(
            "Columns {} and {} cannot both hold the names of the rows.",
            one.name, other.name
        ),
        "Leave one of them out.",
    ))
}

/// The kind that a column seems to have by itself, and the reason.
fn suggestion(column: &Column) -> (ColumnKind, String) {
    use ColumnKind::{Category, Name, Number, Out};
    let profile = &column.profile;
    let one = || column.names().swap_remove(0);
    let count = profile.values.len();
    let such_as = |word: &str, line: usize| match line {
        0 => format!("such as \"{word}\""),
        _ => format!("such as \"{word}\" in line {line}"),
    };
    let names = || {
        let different = column.naming.different;
        (
            Name,
            format!(
                "It holds {different} different words in {} rows.",
                profile.rows
            ),
        )
    };
    match &column.held {
        Held::Many(..) | Held::Words(_) if column.naming.fits(profile.rows) => names(),
        Held::Labels => (Out, "It holds the labels.".into()),
        Held::Many(word, line) => (
            Out,
            format!(
                "It holds more than {MAX_CLASSES} different words, {}.",
                such_as(word, *line)
            ),
        ),
        _ if profile.known == 0 => (Out, "No cell of it is known.".into()),
        Held::Numbers if column.is_index => (Out, "It counts the rows.".into()),
        _ if count == 1 => (Out, format!("It holds one value only, {}.", one())),
        Held::Words(_) if count <= MOST_WORDS && 2 * count <= profile.known => {
            (Category, format!("It holds {count} different words."))
        }
        Held::Words(_) => (
            Out,
            format!(
                "It holds {count} different words in {} rows, {}.",
                profile.known,
                such_as(&column.names().swap_remove(count - 1), 0)
            ),
        ),
        Held::Numbers if profile.values == [0.0, 1.0] => {
            (Category, "It holds 0 and 1 only.".into())
        }
        Held::Numbers => (
            Number,
            format!(
                "It holds numbers from {} to {}.",
                rounded(f64::from(profile.least)),
                rounded(f64::from(profile.most))
            ),
        ),
    }
}

/// Lowest and highest rating where all columns of numbers are ratings: whole numbers in one narrow range, with many gaps or by choice.
fn found_ratings(
    columns: &[Column],
    found: &[(ColumnKind, String)],
    chosen: impl Fn(&Column) -> Option<ColumnKind>,
) -> Option<[f32; 2]> {
    let is_free = |column: &Column| matches!(chosen(column), None | Some(ColumnKind::Rating));
    let numbers: Vec<&Column> = columns
        .iter()
        .zip(found)
        .filter(|(column, (kind, _))| *kind == ColumnKind::Number && is_free(column))
        .map(|(column, _)| column)
        .collect();
    let fits = |column: &&Column| column.profile.is_whole && is_in_range(column);
    if numbers.len() < LEAST_RATINGS || !numbers.iter().all(fits) {
        return None;
    }
    let cells: usize = numbers.iter().map(|column| column.profile.rows).sum();
    let known: usize = numbers.iter().map(|column| column.profile.known).sum();
    let is_chosen = numbers.iter().any(|column| chosen(column).is_some());
    (is_chosen || CELLS_A_GAP * (cells - known) >= cells).then(|| range(numbers.into_iter()))
}

fn is_in_range(column: &Column) -> bool {
    column.profile.least >= 0.0 && column.profile.most <= HIGHEST
}

/// Lowest and highest rating of columns together.
fn range<'a>(columns: impl Iterator<Item = &'a Column> + Clone) -> [f32; 2] {
    let least = columns.clone().map(|column| column.profile.least);
    let most = columns.map(|column| column.profile.most);
    let low = if least.fold(1.0, f32::min) < 1.0 {
        0.0
    } else {
        1.0
    };
    [low, most.fold(USUAL_HIGHEST, f32::max)]
}

/// Kinds of the fields of an example; none of columns that are left out. Numbers are scaled later.
pub fn fields(columns: &[Column], plans: &[Plan]) -> Vec<Option<FieldKind>> {
    let pairs = || columns.iter().zip(plans);
    let ratings = pairs().filter(|(_, plan)| plan.kind == ColumnKind::Rating);
    let [low, high] = range(ratings.map(|(column, _)| column));
    let field = |(column, plan): (&Column, &Plan)| match plan.kind {
        ColumnKind::Number => Some(FieldKind::Number {
            mean: 0.0,
            deviation: 1.0,
        }),
        ColumnKind::Category => Some(FieldKind::Category {
            names: column.names(),
        }),
        ColumnKind::Rating => Some(FieldKind::Rating { low, high }),
        ColumnKind::Auto | ColumnKind::Name | ColumnKind::Out => None,
    };
    pairs().map(field).collect()
}

/// Refuses a kind that a column cannot have.
fn check(column: &Column, kind: ColumnKind) -> Result<()> {
    let profile = &column.profile;
    let word = match &column.held {
        Held::Words(words) => words.last().map(ToString::to_string),
        Held::Many(word, _) => Some(word.clone()),
        Held::Numbers | Held::Labels => None,
    };
    let (reason, remedy) = match (kind, word) {
        (ColumnKind::Name, _) if profile.rows > MOST_NAMED => (
            format!("has more than {MOST_NAMED} rows"),
            "Leave the column out.",
        ),
        (ColumnKind::Out | ColumnKind::Auto | ColumnKind::Name, _) => return Ok(()),
        (ColumnKind::Number | ColumnKind::Rating, Some(word)) => (
            format!("holds words, such as \"{word}\""),
            "Choose category, or leave the column out.",
        ),
        (ColumnKind::Category, _) if profile.is_open() || matches!(column.held, Held::Many(..)) => {
            (
                format!("holds more than {MAX_CLASSES} different values"),
                "Leave the column out, or choose number where it holds numbers.",
            )
        }
        _ if profile.known == 0 => (
            "has no cell that is known".to_owned(),
            "Leave the column out.",
        ),
        (ColumnKind::Category, _) if profile.values.len() < 2 => (
            "holds one value only".to_owned(),
            "Leave the column out: there is nothing to learn.",
        ),
        (ColumnKind::Rating, None) if !is_in_range(column) => (
            format!(
                "goes from {} to {}, and ratings go from 0 to {HIGHEST} at most",
                rounded(f64::from(profile.least)),
                rounded(f64::from(profile.most))
            ),
            "Choose number.",
        ),
        _ => return Ok(()),
    };
    Err(LabError::data(
        &format!("reading.columns.{}", column.name),
        kind.value(),
        format!(
            "Column {} cannot be a {}: it {reason}.",
            column.name,
            kind.value()
        ),
        remedy,
    ))
}
