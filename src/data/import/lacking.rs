//! Tables that lack one column of another table, as those to test on lack the labels in a competition.

use std::borrow::Cow;

use crate::config::reading::LabelColumn;
use crate::data::formats::table::{Head, LabelReason, Table, TypedColumn};
use crate::data::formats::{self, Content};
use crate::error::{Result, short};

/// A file that is neither a picture nor a sound.
pub struct Document<'a> {
    /// With the folders that it lies in.
    pub path: String,
    pub bytes: Cow<'a, [u8]>,
}

impl Document<'_> {
    fn parse(&self, labels: &LabelColumn) -> Result<Content> {
        formats::parse(&short(&self.path), &self.bytes, labels)
    }
}

/// The column of the widest table that another one lacks.
#[derive(Clone, Copy)]
enum Lack {
    /// The one at this place.
    At(usize),
    /// One of columns without names.
    Unnamed,
}

/// The contents of documents in their order. A table that lacks one column of the widest one gets it, with cells that are not known. Where
/// no name says which column holds the labels, that one does.
pub fn parse_all(documents: &[Document], given: &LabelColumn) -> Vec<Result<Content>> {
    let Some((widest, lacks)) = lacks(documents) else {
        return documents.iter().map(|one| one.parse(given)).collect();
    };
    let place = lacks.iter().flatten().find_map(|lack| match lack {
        Lack::At(place) => Some(*place),
        Lack::Unnamed => None,
    });
    let content = parse_widest(&documents[widest], place, given);
    let mut all = Vec::with_capacity(documents.len());
    let others = documents.iter().zip(lacks).enumerate();
    for (_, (document, lack)) in others.filter(|(at, _)| *at != widest) {
        all.push(match (&content, lack) {
            (Ok(Content::Table(table)), Some(lack)) => parse_lacking(document, lack, table, given),
            _ => document.parse(given),
        });
    }
    all.insert(widest, content);
    all
}

/// The place of the widest table, and what the other documents lack; nothing where no table lacks just one column.
fn lacks(documents: &[Document]) -> Option<(usize, Vec<Option<Lack>>)> {
    if documents.len() < 2 {
        return None;
    }
    let heads = documents.iter().map(|one| formats::head(&one.bytes));
    let heads: Vec<Option<Head>> = heads.collect();
    let tables = heads.iter().enumerate();
    let tables = tables.filter_map(|(at, head)| Some((at, head.as_ref()?)));
    let (widest, full) = tables.max_by_key(|(_, head)| head.columns)?;
    let lack = |head: &Option<Head>| lack(full, head.as_ref()?);
    let lacks: Vec<_> = heads.iter().map(lack).collect();
    lacks.iter().any(Option::is_some).then_some((widest, lacks))
}

fn lack(full: &Head, other: &Head) -> Option<Lack> {
    if other.columns + 1 != full.columns {
        return None;
    }
    if full.names.is_empty() && other.names.is_empty() {
        return Some(Lack::Unnamed);
    }
    let pairs = full.names.iter().zip(&other.names);
    let place = pairs.take_while(|(one, other)| one == other).count();
    let is_rest = full.names.get(place + 1..) == other.names.get(place..);
    (is_rest && !other.names.is_empty()).then_some(Lack::At(place))
}

/// The widest table. The column that another one lacks holds the labels if it may and no other is named so.
fn parse_widest(document: &Document, place: Option<usize>, given: &LabelColumn) -> Result<Content> {
    let content = document.parse(given)?;
    let (Content::Table(table), Some(place)) = (&content, place) else {
        return Ok(content);
    };
    let may_be = |(number, _): &(usize, String)| *number == place + 1;
    if *given != LabelColumn::Auto
        || table.choice.why == LabelReason::Name
        || table.choice.column == Some(place + 1)
        || !table.choice.candidates.iter().any(may_be)
    {
        return Ok(content);
    }
    drop(content);
    let labels = LabelColumn::Called((place + 1).to_string());
    match document.parse(&labels) {
        Ok(Content::Table(mut table)) if come_again(&table) => {
            table.choice.why = LabelReason::Lacking;
            Ok(Content::Table(table))
        }
        _ => document.parse(given),
    }
}

/// True for labels that come again, as those of classes do.
fn come_again(table: &Table) -> bool {
    let classes = table.labels.as_ref();
    classes.is_some_and(|classes| 2 * classes.names.len() <= classes.places.len())
}

/// A table that lacks one column of the widest one.
fn parse_lacking(
    document: &Document,
    lack: Lack,
    full: &Table,
    given: &LabelColumn,
) -> Result<Content> {
    let label = full.choice.column.map(|number| number - 1);
    let place = match lack {
        Lack::At(place) => place,
        Lack::Unnamed => match (label, document.parse(&LabelColumn::Auto)) {
            // without names, it lacks the labels if none are found
            (Some(label), Ok(Content::Table(table))) if table.choice.column.is_none() => label,
            _ => return document.parse(given),
        },
    };
    let labels = match label {
        Some(label) if label != place => {
            let shift = usize::from(label > place);
            LabelColumn::Called((label + 1 - shift).to_string())
        }
        _ => LabelColumn::None,
    };
    let mut content = document.parse(&labels)?;
    if let Content::Table(table) = &mut content {
        if labels == LabelColumn::None {
            table.choice.why = LabelReason::Nothing;
        }
        if table.columns.len() + 1 == full.columns.len() {
            complete(table, full, place);
            if label != Some(place) {
                table.remarks.push(format!(
                    "{} lacks the column {}: its cells are not known there.",
                    short(&document.path),
                    full.columns[place].name
                ));
            }
        }
    }
    Ok(content)
}

/// Puts the column in that a table of columns of kinds lacks. None of its cells is known.
fn complete(table: &mut Table, full: &Table, place: usize) {
    const UNKNOWN: [u8; size_of::<f32>()] = f32::NAN.to_le_bytes();
    let width = full.columns.len();
    let (cells, _) = table.array.elements.bytes.as_chunks();
    let mut bytes = Vec::with_capacity((cells.len() / (width - 1).max(1)) * width * UNKNOWN.len());
    for row in cells.chunks_exact((width - 1).max(1)) {
        let (before, after) = row.split_at(place.min(row.len()));
        for cell in before.iter().chain([&UNKNOWN]).chain(after) {
            bytes.extend(cell);
        }
    }
    table.array.elements.bytes = bytes;
    table.array.dims = vec![table.array.dims[0], width];
    let missing = TypedColumn {
        is_index: false,
        ..full.columns[place].clone()
    };
    table.columns.insert(place, missing);
    for (column, named) in table.columns.iter_mut().zip(&full.columns) {
        column.name.clone_from(&named.name);
    }
    let candidates = table.choice.candidates.iter_mut();
    let numbers = candidates.map(|(number, _)| number);
    for number in numbers.chain(&mut table.choice.column) {
        *number += usize::from(*number > place);
    }
}
