//! Columns of all opened tables together: the meaning of their numbers, and what occurs in them.

use std::collections::BTreeSet;

use super::naming::Naming;
use super::opened::Images;
use crate::data::formats::classes::Class;
use crate::data::formats::table::Held;
use crate::data::limits::MAX_CLASSES;
use crate::error::short;

/// A column of all tables.
pub struct Column {
    pub name: String,
    /// True if it only counts the rows.
    pub is_index: bool,
    /// Meaning of its numbers in all tables.
    pub held: Held,
    /// For each table the places of its words among all; none where it has numbers.
    places: Vec<Option<Vec<f32>>>,
    pub profile: Profile,
    /// Its words as names of rows.
    pub naming: Naming,
}

/// Contents of a column.
#[derive(Default)]
pub struct Profile {
    /// Cells.
    pub rows: usize,
    /// Cells with a value.
    pub known: usize,
    pub least: f32,
    pub most: f32,
    /// True if all numbers are whole.
    pub is_whole: bool,
    /// Different values in order, up to one more than `MAX_CLASSES`.
    pub values: Vec<f32>,
}

impl Profile {
    fn add(&mut self, value: f32) {
        self.rows += 1;
        if value.is_nan() {
            return;
        }
        let value = value + 0.0; // no negative zero
        let is_first = self.known == 0;
        self.known += 1;
        self.is_whole = (self.is_whole || is_first) && value.fract() == 0.0;
        self.least = if is_first {
            value
        } else {
            self.least.min(value)
        };
        self.most = if is_first {
            value
        } else {
            self.most.max(value)
        };
        if self.values.len() <= MAX_CLASSES
            && let Err(at) = self.place(value)
        {
            self.values.insert(at, value);
        }
    }

    /// Place of a value among those that occur.
    fn place(&self, value: f32) -> Result<usize, usize> {
        self.values
            .binary_search_by(|known| known.total_cmp(&value))
    }

    /// True if there are more values than can be named.
    pub fn is_open(&self) -> bool {
        self.values.len() > MAX_CLASSES
    }
}

impl Column {
    /// The columns of tables that have the same names.
    pub fn all(files: &[Images]) -> Vec<Self> {
        let Some(first) = files.first() else {
            return Vec::new();
        };
        let mut columns: Vec<_> = (0..first.columns.len())
            .map(|at| Self::joined(files, at))
            .collect();
        for (at, file) in files.iter().enumerate() {
            let width = columns.len().max(1);
            for row in cells(file).chunks_exact(width) {
                for (column, &cell) in columns.iter_mut().zip(row) {
                    let value = column.value(at, f32::from_le_bytes(cell));
                    column.profile.add(value);
                }
            }
        }
        columns
    }

    fn joined(files: &[Images], at: usize) -> Self {
        let parts = || files.iter().filter_map(|file| file.columns.get(at));
        let held = held(files, at);
        let places = |own: &Held| match (own, &held) {
            (Held::Words(own), Held::Words(all)) => {
                let place = |word| all.binary_search(word).map_or(f32::NAN, |at| at as f32);
                Some(own.iter().map(place).collect())
            }
            _ => None,
        };
        Self {
            name: parts()
                .map(|part| part.name.clone())
                .next()
                .unwrap_or_default(),
            is_index: parts().any(|part| part.is_index),
            places: parts().map(|part| places(&part.held)).collect(),
            naming: Naming::of(parts()),
            held,
            profile: Profile::default(),
        }
    }

    /// The value of a cell in one of the tables: a number, or the place of a word.
    pub fn value(&self, file: usize, cell: f32) -> f32 {
        match (&self.held, self.places.get(file)) {
            (Held::Numbers, _) => cell,
            (Held::Words(_), _) if cell.is_nan() => cell,
            (Held::Words(_), Some(Some(places))) => {
                places.get(cell as usize).copied().unwrap_or(f32::NAN)
            }
            (Held::Words(all), _) => {
                let place = all.binary_search(&class(cell));
                place.map_or(f32::NAN, |at| at as f32)
            }
            (Held::Many(..) | Held::Labels, _) => f32::NAN,
        }
    }

    /// Names of the values as categories, in order.
    pub fn names(&self) -> Vec<String> {
        match &self.held {
            Held::Words(words) => {
                let word = |&value: &f32| words.get(value as usize).map(ToString::to_string);
                self.profile.values.iter().filter_map(word).collect()
            }
            _ => self.profile.values.iter().map(short).collect(),
        }
    }

    /// Place of a value among the names.
    pub fn place(&self, value: f32) -> Option<usize> {
        self.profile.place(value + 0.0).ok()
    }
}

/// The cells of a table, row by row.
pub fn cells(file: &Images) -> &[[u8; 4]] {
    file.elements.bytes.as_chunks().0
}

/// Meaning of a column in all tables: words where one of them has words.
fn held(files: &[Images], at: usize) -> Held {
    let mut words = BTreeSet::new();
    let mut has_words = false;
    for file in files {
        match file.columns.get(at).map(|column| &column.held) {
            Some(held @ (Held::Labels | Held::Many(..))) => return held.clone(),
            Some(Held::Words(own)) => {
                has_words = true;
                words.extend(own.iter().cloned());
            }
            Some(Held::Numbers) | None => {}
        }
    }
    if !has_words {
        return Held::Numbers;
    }
    let is_numbers =
        |file: &&Images| file.columns.get(at).map(|column| &column.held) == Some(&Held::Numbers);
    for file in files.iter().filter(is_numbers) {
        let column = cells(file).iter().skip(at).step_by(file.columns.len());
        let mut known = column
            .map(|&cell| f32::from_le_bytes(cell))
            .filter(|cell| !cell.is_nan());
        while let Some(cell) = known.next().filter(|_| words.len() <= MAX_CLASSES) {
            words.insert(class(cell));
        }
    }
    match words.last() {
        Some(word) if words.len() > MAX_CLASSES => Held::Many(word.to_string(), 0),
        _ => Held::Words(words.into_iter().collect()),
    }
}

/// A number as a word among words.
fn class(number: f32) -> Class {
    match number.fract() == 0.0 && number.abs() < 1e15 {
        true => Class::Number(number as i64),
        false => Class::Word(number.to_string()),
    }
}
