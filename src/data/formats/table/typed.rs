//! Columns of kinds of their own: numbers or words, with gaps.

use std::collections::{BTreeMap, BTreeSet};

use super::column::{Column, is_missing};
use super::source::Source;
use crate::data::formats::array::Array;
use crate::data::formats::classes::Class;
use crate::data::formats::elements::{ByteOrder, ElementType, Elements};
use crate::data::identity::{self, MOST_NAMED};
use crate::data::limits::MAX_CLASSES;
use crate::error::{LabError, Result, short};

/// Largest number of a cell, of either sign: floats can hold its square sums and differences.
const LARGEST: f64 = 1e30;

/// A column of a table whose columns have kinds of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedColumn {
    /// Name in the header, or the number of the column; no other column has the same.
    pub name: String,
    /// True if it only counts the rows.
    pub is_index: bool,
    /// Meaning of its numbers.
    pub held: Held,
    /// Of more different words than can be named: the words of all rows that have one, in tables of at most [`MOST_NAMED`] rows. Its
    /// numbers are places among them.
    pub texts: Vec<String>,
}

/// Meaning of the numbers of a column. A cell that is not known is NaN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Labels; every number is NaN.
    Labels,
    /// Numbers.
    Numbers,
    /// Places among these words, which are in order, numbers first.
    Words(Vec<Class>),
    /// More different words than can be named. One of them and its line.
    Many(String, usize),
}

/// The cells of all columns.
pub struct Typed {
    /// `[rows, columns]`, as [`Held`] has them.
    pub array: Array,
    pub columns: Vec<TypedColumn>,
    /// Of each row; empty without a column of labels.
    pub labels: Vec<Option<Class>>,
}

/// Reads all columns.
///
/// # Errors
/// `Data`, naming line and column.
pub fn read(source: &Source) -> Result<Typed> {
    let Source {
        dialect,
        roles,
        columns,
        ..
    } = source;
    let rows = columns.first().map_or(0, |column| column.rows);
    let mut readers: Vec<Reader> = columns.iter().map(Reader::of).collect();
    if let Some(reader) = roles.label.and_then(|at| readers.get_mut(at)) {
        *reader = Reader::Labels;
    }
    let mut bytes = Vec::with_capacity(size_of::<f32>() * rows * dialect.columns);
    let mut labels = Vec::new();
    dialect.each_row(source.text, |line, cells| {
        for (at, (reader, cell)) in readers.iter_mut().zip(cells).enumerate() {
            let value = match reader {
                Reader::Labels => f32::NAN,
                Reader::Many(_) if is_missing(cell) || rows > MOST_NAMED => f32::NAN,
                Reader::Many(texts) => {
                    texts.push(identity::name(cell));
                    (texts.len() - 1) as f32
                }
                Reader::Numbers => match dialect.number(cell) {
                    Some(number) if number.abs() > LARGEST => {
                        return Err(too_large(source, cell, line, at));
                    }
                    number => number.map_or(f32::NAN, |number| number as f32),
                },
                Reader::Words(found) => match dialect.class(cell) {
                    None => f32::NAN,
                    Some(class) => {
                        let next = found.len();
                        *found.entry(class).or_insert(next) as f32
                    }
                },
            };
            if let Reader::Words(found) = reader
                && found.len() > MAX_CLASSES
            {
                *reader = Reader::Many(by_arrival(found));
            }
            bytes.extend(value.to_le_bytes());
        }
        labels.extend(roles.label.map(|at| dialect.class(cells[at])));
        Ok(())
    })?;
    sort(&mut bytes, &readers);
    let names = names(&dialect.header, dialect.columns);
    let typed = names.into_iter().zip(readers).zip(*columns).enumerate();
    Ok(Typed {
        array: Array {
            dims: vec![rows, dialect.columns],
            elements: Elements {
                kind: ElementType::Float,
                order: ByteOrder::Little,
                bytes,
            },
        },
        columns: typed
            .map(|(at, ((name, reader), column))| {
                let (held, texts) = reader.held(column);
                TypedColumn {
                    name,
                    is_index: roles.index == Some(at) || column.counts,
                    held,
                    texts,
                }
            })
            .collect(),
        labels,
    })
}

/// Reader of the cells of a column.
enum Reader {
    Labels,
    Numbers,
    /// Words with their places in the order of arrival, then in their own.
    Words(BTreeMap<Class, usize>),
    /// The words of all rows so far that have one.
    Many(Vec<String>),
}

impl Reader {
    fn of(column: &Column) -> Self {
        match column.word {
            None => Self::Numbers,
            Some(_) if column.words.len() > MAX_CLASSES => Self::Many(Vec::new()),
            Some(_) => Self::Words(BTreeMap::new()),
        }
    }

    /// The meaning of the numbers, and the words among which they are places.
    fn held(self, column: &Column) -> (Held, Vec<String>) {
        let held = match self {
            Self::Labels => Held::Labels,
            Self::Numbers => Held::Numbers,
            Self::Words(found) => Held::Words(found.into_keys().collect()),
            Self::Many(texts) => {
                let (word, line) = column.word.clone().unwrap_or_default();
                return (Held::Many(short(word), line), texts);
            }
        };
        (held, Vec::new())
    }
}

/// Words in the order of their arrival.
fn by_arrival(found: &BTreeMap<Class, usize>) -> Vec<String> {
    let mut texts = vec![String::new(); found.len()];
    for (class, &arrival) in found {
        texts[arrival] = class.to_string();
    }
    texts
}

/// Puts places by arrival in the order of the words.
fn sort(bytes: &mut [u8], readers: &[Reader]) {
    let places = |reader: &Reader| match reader {
        Reader::Labels | Reader::Numbers | Reader::Many(_) => None,
        Reader::Words(found) => {
            let mut places = vec![f32::NAN; found.len()];
            for (place, &arrival) in found.values().enumerate() {
                places[arrival] = place as f32;
            }
            Some(places)
        }
    };
    let places: Vec<_> = readers.iter().map(places).collect();
    if places.iter().all(Option::is_none) {
        return;
    }
    let (cells, _) = bytes.as_chunks_mut();
    for (cell, places) in cells.iter_mut().zip(places.iter().cycle()) {
        let value = f32::from_le_bytes(*cell);
        if let Some(places) = places.as_ref().filter(|_| !value.is_nan()) {
            let place = places.get(value as usize).copied();
            *cell = place.unwrap_or(f32::NAN).to_le_bytes();
        }
    }
}

/// Names of the columns, each once.
fn names(header: &[String], columns: usize) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let name = |at: usize| {
        let own = header.get(at).map_or("", |name| name.trim());
        let own = match own {
            "" => format!("column {}", at + 1),
            own => short(own),
        };
        let mut name = own.clone();
        let mut count = 1;
        while !taken.insert(name.clone()) {
            count += 1;
            name = format!("{own} ({count})");
        }
        name
    };
    (0..columns).map(name).collect()
}

fn too_large(source: &Source, cell: &str, line: usize, at: usize) -> LabError {
    LabError::data(
        "table",
        short(cell),
        format!(
            "{}: line {line} of column {} is {}, which is too large.",
            source.name,
            source.dialect.called(at),
            short(cell.trim())
        ),
        format!("Use numbers of at most {LARGEST:e}, or leave the cell empty."),
    )
}
