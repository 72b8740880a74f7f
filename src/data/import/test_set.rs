//! The test set among the opened image files: never the training set, by name or by size.

use std::cmp::{Ordering, Reverse};

use super::names::Role;
use super::opened::{Images, Labels};
use crate::config::reading::Switch;
use crate::data::{Dataset, ExampleKind};
use crate::error::{LabError, Result};

/// The reason why one of two files is the test set.
#[derive(Clone, Copy)]
pub enum Decision {
    /// Their names.
    Names,
    /// Their sizes.
    Size,
    /// Whoever opened them.
    Choice,
}

/// Short names first: those of a file's copies are longer.
pub fn by_name(one: &str, other: &str) -> Ordering {
    (one.len(), one).cmp(&(other.len(), other))
}

/// The files without those that hold the same as another. A name with a role stands for its copies.
pub fn distinct(mut images: Vec<Images>) -> Result<Vec<Images>> {
    images.sort_by(|one, other| {
        let is_unnamed = |images: &Images| Role::of(&images.name).is_none();
        is_unnamed(one)
            .cmp(&is_unnamed(other))
            .then_with(|| by_name(&one.name, &other.name))
    });
    let mut found: Vec<Images> = Vec::new();
    for file in images {
        let is_same =
            |known: &&mut Images| known.extent == file.extent && known.elements == file.elements;
        let Some(known) = found.iter_mut().find(is_same) else {
            found.push(file);
            continue;
        };
        if Role::of(&file.name).is_some_and(|role| Some(role) != Role::of(&known.name)) {
            return Err(LabError::data(
                "files",
                file.name.clone(),
                format!(
                    "{} and {} hold the same {}, so the test set would be the training set.",
                    known.name,
                    file.name,
                    file.kind.plural()
                ),
                "Open the right file in the place of one of them, or leave one out.",
            ));
        }
        known.copies.push(file.name);
    }
    Ok(found)
}

/// Leaves validation images out where there are some to train on and some to test on. Returns their name.
pub fn without_validation(images: &mut Vec<Images>, labels: &mut Vec<Labels>) -> Option<String> {
    let at = |role| {
        images
            .iter()
            .position(|set| Role::of(&set.name) == Some(role))
    };
    let (Some(_), Some(_), Some(spare)) =
        (at(Role::Training), at(Role::Test), at(Role::Validation))
    else {
        return None;
    };
    let spare = images.remove(spare);
    labels.retain(|file| Role::of(&file.name) != Some(Role::Validation));
    Some(spare.name)
}

pub fn too_many(images: &[Images]) -> LabError {
    let named = images
        .iter()
        .find(|set| Role::of(&set.name) == Some(Role::Validation));
    let remedy = match named {
        Some(set) => format!(
            "Leave {} out: validation images are taken from the training images.",
            set.name
        ),
        None => "Open one file of examples, or one to train on and one to test on.".into(),
    };
    let names: Vec<_> = images.iter().map(|set| set.name.as_str()).collect();
    let files = match images.first().map(|set| set.kind) {
        Some(ExampleKind::Table) => "tables",
        _ => "image files",
    };
    LabError::data(
        "files",
        names.join(", "),
        format!("There are more than two {files}: {}.", names.join(", ")),
        remedy,
    )
}

/// Puts the images to train on first. Of two that could be either it is the first by name, if an exchange was decided on.
pub fn order(images: &mut [Images], swap: Switch) -> Result<Decision> {
    let rank = |set: &Images| match Role::of(&set.name) {
        Some(Role::Training) => 0,
        None => 1,
        Some(Role::Validation) => 2,
        Some(Role::Test) => 3,
    };
    images.sort_by_key(|set| (rank(set), Reverse(set.count)));
    match images {
        [one, other] if rank(one) != rank(other) => Ok(Decision::Names),
        [one, other] if one.count == other.count && swap == Switch::Auto => Err(LabError::data(
            "files",
            other.name.clone(),
            format!(
                "{} and {} hold {} {} each, and their names do not say which to train on.",
                one.name,
                other.name,
                one.count,
                one.kind.plural()
            ),
            "Which of them is the test set? Put test into its name, and train into that of the other.",
        )),
        [_, _] => Ok(Decision::Size),
        _ => Ok(Decision::Names),
    }
}

/// A warning where more than one in a hundred images of a test file are among those of the training file.
pub fn overlap(dataset: &Dataset) -> Option<String> {
    let from = dataset.test_from?;
    let mut known: Vec<_> = (0..from).collect();
    known.sort_unstable_by_key(|&at| dataset.image(at));
    let is_known = |&at: &usize| {
        let image = dataset.image(at);
        known
            .binary_search_by_key(&image, |&at| dataset.image(at))
            .is_ok()
    };
    let tested = dataset.count() - from;
    let examples = dataset.kind.plural();
    let shared = (from..dataset.count()).filter(is_known).count();
    (100 * shared > tested).then(|| {
        format!(
            "{shared} of the {tested} {examples} to test on are also among those to train on: the test error says \
             little about new {examples}."
        )
    })
}
