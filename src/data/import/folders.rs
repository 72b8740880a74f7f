//! Folders of files: a folder is a class, and one named for testing holds the test set.

use std::collections::BTreeSet;

use super::labels::too_many;
use super::names::Role;
use super::opened::Labels;
use crate::data::formats::classes::{Class, Classes};
use crate::data::limits::MAX_CLASSES;
use crate::error::Result;

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
    })
}

/// The folders of a path, the outermost first.
fn of(path: &str) -> impl Iterator<Item = &str> {
    let (folders, _) = path.rsplit_once(['/', '\\']).unwrap_or_default();
    folders
        .split(['/', '\\'])
        .filter(|folder| !folder.is_empty())
}
