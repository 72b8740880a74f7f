//! Tables as a data set: each used column a field of every row.

use super::choices::Choices;
use super::column_kinds::{Plan, fields, plan};
use super::columns::{Column, cells};
use super::joined::{Joined, labelled};
use super::kept::retain;
use super::opened::{Images, Origin};
use super::pictures::Refused;
use super::sample::{MOST_BYTES, Size, drawn, sentence};
use super::table_words::Words;
use crate::config::reading::{ColumnKind, Reading};
use crate::data::ExampleKind;
use crate::data::formats::classes::Class;
use crate::data::formats::table::{Held, TypedColumn};
use crate::data::identity;
use crate::data::layout::{Field, FieldKind, Layout};
use crate::data::limits::NUMBERS;
use crate::error::{LabError, Result, short};

/// Takes tables out that lie next to pictures or arrays, with the reason.
pub fn left_out(images: &mut Vec<Images>) -> Vec<Refused> {
    let is_other = |file: &Images| !matches!(file.origin, Origin::Table(_));
    let Some(other) = images.iter().find(|file| is_other(file)) else {
        return Vec::new();
    };
    let examples = format!("the {} in {}", other.kind.plural(), other.name);
    let (tables, rest) = std::mem::take(images)
        .into_iter()
        .partition(|file: &Images| file.kind == ExampleKind::Table);
    *images = rest;
    let refuse = |file: Images| {
        let error = LabError::data(
            "files",
            file.name.as_str(),
            format!("{} is a table, and no part of {examples}.", file.name),
            "Open it alone.",
        );
        (file.name, error)
    };
    tables.into_iter().map(refuse).collect()
}

/// Checks that two tables have the same columns.
///
/// # Errors
/// `Data`, naming the first difference.
pub fn check_names(train: &Images, test: &Images) -> Result<()> {
    let name = |column: &TypedColumn| column.name.clone();
    let mut one = train.columns.iter().map(name);
    let mut other = test.columns.iter().map(name);
    let refusal = |value: &str, difference: String| {
        LabError::data(
            "columns",
            value,
            format!(
                "{} and {} have different columns: {difference}.",
                train.name, test.name
            ),
            "Give both the same columns in the same order, or open one of them alone.",
        )
    };
    for at in 1.. {
        let of_train = one.next();
        let of_test = other.next();
        let called = |name: &Option<String>, file: &Images| match name {
            Some(name) => format!("\"{name}\" in {}", file.name),
            None => format!("missing in {}", file.name),
        };
        if of_train != of_test {
            let difference = format!(
                "column {at} is {}, and {}",
                called(&of_train, train),
                called(&of_test, test)
            );
            return Err(refusal(&of_test.unwrap_or_default(), difference));
        }
        if of_train.is_none() {
            break;
        }
    }
    let label = |file: &Images| {
        let mut columns = file.columns.iter();
        columns.position(|column| column.held == Held::Labels)
    };
    match (label(train), label(test)) {
        (Some(one), Some(other)) if one != other => Err(LabError::data(
            "reading.labelColumn",
            other + 1,
            format!(
                "Column {} seems to hold the labels of {}, and column {} those of {}.",
                one + 1,
                train.name,
                other + 1,
                test.name
            ),
            "Choose the column of labels.",
        )),
        _ => Ok(()),
    }
}

/// Rows of all tables. All classes go with their names.
///
/// # Errors
/// `Data` where no column is left, or a choice does not fit.
pub fn joined(
    mut files: Vec<Images>,
    (all, reading): (&[(Class, String)], &Reading),
    choices: &mut Choices,
) -> Result<Joined> {
    let columns = Column::all(&files);
    let plans = plan(&columns, reading)?;
    let kinds = fields(&columns, &plans);
    let name = files.first().map_or("", |file| file.name.as_str());
    check(name, &columns, &plans, &kinds)?;
    choices.add_columns(&columns, &plans, reading);
    let empty: usize = files.iter().map(|file| file.empty_rows).sum();
    let mut unknown = empty;
    for (at, file) in files.iter_mut().enumerate() {
        let is_known = known_rows(file, at, &columns, &kinds);
        let left_out = is_known.iter().filter(|&&is_known| !is_known).count();
        if left_out > 0 {
            unknown += left_out;
            retain(file, &is_known)?;
        }
    }
    let words = Words::of(&files, &columns, &plans, [unknown, empty]);
    let width = kinds.iter().flatten().map(FieldKind::width).sum();
    let sampled = sampled(&mut files, width, reading)?;
    let (mut dataset, said) = labelled(&files, all)?;
    let used = columns.iter().zip(&kinds);
    let layout = Layout(
        used.filter_map(|(column, kind)| Some(Field::new(&column.name, kind.clone()?)))
            .collect(),
    );
    dataset.width = width;
    dataset.identity.names = names(&files, &plans);
    dataset.pixels = rows(&files, &columns, &kinds, width).into();
    let count = dataset.test_from.unwrap_or(dataset.count());
    dataset.columns = scaled(&layout, &dataset.pixels[..count * dataset.stride()]);
    Ok(Joined {
        dataset,
        findings: words.findings,
        range: words.range,
        remarks: words.remarks.into_iter().chain(said).collect(),
        warnings: Vec::new(),
        sampled,
    })
}

/// Leaves rows out where all of a table would be too many once each category is one-hot, and says so.
fn sampled(files: &mut [Images], width: usize, reading: &Reading) -> Result<Option<String>> {
    let [train, rest @ ..] = files else {
        return Ok(None);
    };
    let all = Size {
        mixed: train.count,
        tests: rest.first().map(|test| test.count),
        stride: size_of::<f32>() * width,
        validation: reading.validation,
    };
    let kept = all.fitting(MOST_BYTES);
    keep(train, kept.mixed)?;
    if let (Some(test), Some(count)) = (rest.first_mut(), kept.tests) {
        keep(test, count)?;
    }
    Ok(sentence(kept, all, ExampleKind::Table, MOST_BYTES))
}

/// Keeps so many rows of a table, drawn evenly.
fn keep(file: &mut Images, count: usize) -> Result<()> {
    if count >= file.count {
        return Ok(());
    }
    let mut is_kept = vec![false; file.count];
    for place in drawn(count, file.count) {
        is_kept[place] = true;
    }
    retain(file, &is_kept)
}

/// A layout with the mean and deviation of some rows. Each column of numbers is read on its own, so that no copy of the rows is needed.
fn scaled(layout: &Layout, rows: &[u8]) -> Layout {
    let (cells, _) = rows.as_chunks();
    let width = layout.width().max(1);
    layout.scaled_to(|column| {
        let cells = cells.iter().skip(column).step_by(width);
        cells.map(|&cell| f32::from_le_bytes(cell))
    })
}

/// Refuses tables without a column to learn from, and too many numbers a row.
fn check(
    name: &str,
    columns: &[Column],
    plans: &[Plan],
    kinds: &[Option<FieldKind>],
) -> Result<()> {
    let width: usize = kinds.iter().flatten().map(FieldKind::width).sum();
    if width == 0 {
        let reasons = columns.iter().zip(plans);
        let reasons = reasons.map(|(column, plan)| format!("{}: {}", column.name, plan.why));
        return Err(LabError::data(
            "columns",
            columns.len(),
            format!(
                "{name}: all columns are left out ({}).",
                short(reasons.collect::<Vec<_>>().join(" ")).trim_end_matches('.')
            ),
            "Choose number or category for one of them, or open another table.",
        ));
    }
    if !NUMBERS.contains(&width) {
        let most = columns.iter().zip(kinds);
        let width_of = |kind: &Option<FieldKind>| kind.as_ref().map_or(0, FieldKind::width);
        let most = most.max_by_key(|(_, kind)| width_of(kind));
        let (column, names) = most.map_or(("", 0), |(column, kind)| {
            (column.name.as_str(), width_of(kind))
        });
        return Err(LabError::data(
            "columns",
            width,
            format!(
                "{name}: a row has {width} numbers, with one for each name of a category; column {column} has {names}."
            ),
            format!(
                "Leave columns out, until there are at most {} numbers a row.",
                NUMBERS.end()
            ),
        ));
    }
    Ok(())
}

/// For each row of a table, true if a used cell is known.
fn known_rows(
    file: &Images,
    at: usize,
    columns: &[Column],
    kinds: &[Option<FieldKind>],
) -> Vec<bool> {
    let is_known = |row: &[[u8; 4]]| {
        let mut used = row
            .iter()
            .zip(columns)
            .zip(kinds)
            .filter(|entry| entry.1.is_some());
        used.any(|((&cell, column), _)| !column.value(at, f32::from_le_bytes(cell)).is_nan())
    };
    let rows = cells(file).chunks_exact(columns.len().max(1));
    rows.map(is_known).collect()
}

/// Bytes of rows as [`Layout`] has them, in units.
fn rows(
    files: &[Images],
    columns: &[Column],
    kinds: &[Option<FieldKind>],
    width: usize,
) -> Vec<u8> {
    let count: usize = files.iter().map(|file| file.count).sum();
    let mut rows = Vec::with_capacity(count * width * size_of::<f32>());
    for (at, file) in files.iter().enumerate() {
        for row in cells(file).chunks_exact(columns.len().max(1)) {
            for ((&cell, column), kind) in row.iter().zip(columns).zip(kinds) {
                let value = column.value(at, f32::from_le_bytes(cell));
                match kind {
                    None => {}
                    Some(FieldKind::Category { names }) => {
                        let place = column.place(value);
                        let of = |name| match place {
                            None => f32::NAN,
                            Some(place) => f32::from(u8::from(name == place)),
                        };
                        rows.extend((0..names.len()).flat_map(|name| of(name).to_le_bytes()));
                    }
                    Some(_) => rows.extend(value.to_le_bytes()),
                }
            }
        }
    }
    rows
}

/// Names of the rows of all tables; empty where no column holds them.
fn names(files: &[Images], plans: &[Plan]) -> Vec<String> {
    let Some(at) = plans.iter().position(|plan| plan.kind == ColumnKind::Name) else {
        return Vec::new();
    };
    let of = |file: &Images| -> Vec<String> {
        let Some(column) = file.columns.get(at) else {
            return Vec::new();
        };
        let of_rows = cells(file).iter().skip(at).step_by(file.columns.len());
        of_rows
            .map(|&cell| in_words(column, f32::from_le_bytes(cell)))
            .collect()
    };
    files.iter().flat_map(of).collect()
}

/// A cell as a name; empty where it is not known.
fn in_words(column: &TypedColumn, cell: f32) -> String {
    if cell.is_nan() {
        return String::new();
    }
    match &column.held {
        Held::Words(words) => words
            .get(cell as usize)
            .map(|word| identity::name(&word.to_string())),
        Held::Many(..) => column.texts.get(cell as usize).cloned(),
        Held::Numbers => Some(short(cell)),
        Held::Labels => None,
    }
    .unwrap_or_default()
}
