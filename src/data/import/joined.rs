//! Examples of all files together, with their labels.

use super::labels::AllClasses;
use super::opened::Images;
use super::preview::Finding;
use crate::config::Source;
use crate::data::Dataset;
use crate::data::formats::classes::Class;
use crate::data::identity::Identity;
use crate::error::{LabError, Result};

/// Examples of all files, with what is said about them.
pub struct Joined {
    pub dataset: Dataset,
    /// About the form of the examples.
    pub findings: Vec<Finding>,
    /// Range of the values.
    pub range: String,
    pub remarks: Vec<String>,
    pub warnings: Vec<String>,
    /// A sentence where examples are left out, since all of them are too many.
    pub sampled: Option<String>,
}

/// Place of each example in its file; empty where none is left out of any file.
fn places(files: &[Images]) -> Vec<u32> {
    if files.iter().all(|file| file.places.is_empty()) {
        return Vec::new();
    }
    let of = |file: &Images| match file.places.is_empty() {
        true => (0..file.count as u32).collect(),
        false => file.places.clone(),
    };
    files.iter().flat_map(of).collect()
}

/// A data set with the labels of all files and no examples yet, and sentences about unknown labels.
pub fn labelled(files: &[Images], all: &[(Class, String)]) -> Result<(Dataset, Vec<String>)> {
    let labels: Vec<_> = files
        .iter()
        .filter_map(|file| file.labels.as_ref())
        .collect();
    let labels = AllClasses::of(&labels)?;
    let name = |class: &Class| {
        let known = all.iter().find(|one| one.0 == *class);
        known.map_or_else(|| class.to_string(), |one| one.1.clone())
    };
    let classes = labels.classes.iter().map(name).collect();
    let Some(train) = files.first() else {
        return Err(LabError::internal("no images to join"));
    };
    let dataset = Dataset {
        labels: labels.labels(),
        classes,
        identity: Identity {
            names: Vec::new(),
            places: places(files),
        },
        test_from: (files.len() > 1).then_some(train.count),
        ..Dataset::new(
            Source::File,
            train.kind,
            &train.name,
            train.extent,
            Vec::new(),
        )
    };
    Ok((dataset, labels.remarks))
}
