//! Folders of files: a folder is a class, and one named for testing holds the test set.

use std::collections::{BTreeMap, BTreeSet};

use super::labels::too_many;
use super::names::Role;
use super::opened::Labels;
use crate::data::formats::classes::{Class, Classes};
use crate::data::limits::MAX_CLASSES;
use crate::error::Result;

/// Fewest files of a name that differ in their number alone.
const LEAST_OF_A_BEGINNING: usize = 5;

/// Stands between class and number in the pictures of a project of Teachable Machine: `Class 1-!-0.jpg`.
const OF_A_PROJECT: &str = "-!-";

/// True for a file in a folder that is named for testing.
pub fn is_test(path: &str) -> bool {
    of(path).any(|folder| Role::of(folder) == Some(Role::Test))
}

/// The folder of each file as its class, where there are several folders.
///
/// # Errors
/// `Data` for too many.
pub fn labels<'a>(name: &str, paths: impl Iterator<Item = &'a str>) -> Result<Option<Labels>> {
    let folders: Option<Vec<_>> = paths.map(|path| of(path).last()).collect();
    let folders = folders.filter(|folders| folders.iter().collect::<BTreeSet<_>>().len() > 1);
    folders
        .map(|folders| named(name, folders.into_iter()))
        .transpose()
}

/// The path of a file in an archive: one without a folder lies in one with the name of the archive. Teachable Machine's archive of
/// the samples of a class is called `class-samples.zip`.
pub fn in_archive(archive: &str, path: String) -> String {
    if of(&path).next().is_some() {
        return path;
    }
    let stem = stem(archive);
    let class = stem.strip_suffix("-samples").unwrap_or(stem);
    format!("{class}/{path}")
}

/// The beginning of each name as its class, as in `cat.12.jpg` and `dog_7.png`, where a few of them come again and again. In the
/// projects of Teachable Machine it is what comes before [`OF_A_PROJECT`], however often.
///
/// # Errors
/// `Data` for too many.
pub fn beginnings<'a>(name: &str, paths: impl Iterator<Item = &'a str>) -> Result<Option<Labels>> {
    let stems: Vec<_> = paths.map(stem).collect();
    let of_project: Option<Vec<_>> = stems
        .iter()
        .map(|stem| Some(stem.rsplit_once(OF_A_PROJECT)?.0))
        .collect();
    if let Some(classes) = of_project {
        return named(name, classes.into_iter()).map(Some);
    }
    let beginnings: Vec<_> = stems.into_iter().map(beginning).collect();
    let mut counts = BTreeMap::new();
    for beginning in &beginnings {
        *counts.entry(beginning).or_insert(0) += 1;
    }
    let come_again = counts.values().all(|&count| count >= LEAST_OF_A_BEGINNING);
    let are_classes = counts.len() > 1 && come_again && !counts.contains_key(&"");
    are_classes
        .then(|| named(name, beginnings.into_iter()))
        .transpose()
}

/// The name of a file without its folders and its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A name without the number at its end.
fn beginning(stem: &str) -> &str {
    let is_number = |letter: char| letter.is_ascii_digit() || " ._-!()#".contains(letter);
    stem.trim_end_matches(is_number)
}

/// Classes by their names.
///
/// # Errors
/// `Data` for too many.
pub fn named<'a>(name: &str, classes: impl Iterator<Item = &'a str>) -> Result<Labels> {
    let class = |word: &str| {
        let number = word.parse().map(Class::Number);
        number.unwrap_or_else(|_| Class::Word(word.to_owned()))
    };
    let classes = Classes::of(classes.map(class).map(Some));
    Ok(Labels {
        name: name.to_owned(),
        copies: Vec::new(),
        classes: classes.ok_or_else(|| too_many(name, MAX_CLASSES + 1))?,
        is_missing: false,
    })
}

/// The folders of a path, the outermost first.
fn of(path: &str) -> impl Iterator<Item = &str> {
    let (folders, _) = path.rsplit_once(['/', '\\']).unwrap_or_default();
    folders
        .split(['/', '\\'])
        .filter(|folder| !folder.is_empty())
}
