//! Pairing of label files with image files: by count, and by name where counts are equal. Classes of all labels.

use std::collections::BTreeSet;

use super::names::{Role, stem};
use super::opened::{Images, Labels};
use super::sample::thousands;
use super::test_set::by_name;
use super::unknown::{marks, remark};
use crate::data::formats::classes::{Class, Classes};
use crate::data::labels::UNKNOWN_LABEL;
use crate::data::limits::MAX_CLASSES;
use crate::error::{LabError, Result};

/// Gives each file of labels to its images. Two files of labels for the same images must hold the same.
///
/// # Errors
/// `Data` where counts or names do not fit, or do not decide.
pub fn give(images: &mut [Images], mut labels: Vec<Labels>) -> Result<()> {
    labels.sort_by(|one, other| by_name(&one.name, &other.name));
    for file in labels {
        let owner = owner(images, &file)?;
        let Some(set) = images.get_mut(owner) else {
            return Err(LabError::internal("labels of images that are not there"));
        };
        match &mut set.labels {
            None => set.labels = Some(file),
            Some(known) if known.classes == file.classes => known.copies.push(file.name),
            Some(known) => {
                return Err(LabError::data(
                    "labels",
                    file.name.clone(),
                    format!(
                        "{} and {} hold different labels for the same images, {}.",
                        known.name, file.name, set.name
                    ),
                    format!(
                        "Which of them belongs to {}? Open that one alone.",
                        set.name
                    ),
                ));
            }
        }
    }
    Ok(())
}

/// Gives unknown labels to examples that came without, where others came with labels.
pub fn complete(images: &mut [Images]) {
    if images.iter().all(|set| set.labels.is_none()) {
        return;
    }
    for set in images.iter_mut().filter(|set| set.labels.is_none()) {
        set.labels = Some(Labels {
            name: set.name.clone(),
            copies: Vec::new(),
            classes: Classes {
                names: Vec::new(),
                places: vec![UNKNOWN_LABEL; set.count],
            },
            is_missing: true,
        });
    }
}

/// The place of the images that labels belong to.
fn owner(images: &[Images], labels: &Labels) -> Result<usize> {
    let (name, count) = (&labels.name, labels.classes.places.len());
    let of_count = |&at: &usize| images[at].count == count;
    let fitting: Vec<_> = (0..images.len()).filter(of_count).collect();
    if fitting.is_empty() {
        return Err(LabError::data(
            "count",
            count,
            format!(
                "{name}: holds {count} labels, but no file of {count} images was opened with it."
            ),
            "Open images and labels of the same set together, or leave the labels out.",
        ));
    }
    let matches = fitting
        .iter()
        .filter_map(|&at| Some((kinship(&images[at].name, name)?, at)));
    let mut matches: Vec<_> = matches.collect();
    matches.sort_unstable_by(|one, other| other.cmp(one));
    match matches[..] {
        [(_, only)] => Ok(only),
        [(best, at), (second, _), ..] if best > second => Ok(at),
        [] => Err(contradiction(&images[fitting[0]].name, name)),
        _ => {
            let names: Vec<_> = fitting.iter().map(|&at| images[at].name.as_str()).collect();
            Err(undecided(name, count, &names))
        }
    }
}

/// A larger value for names that are more alike: the same stem, the same role, a longer common start. None where their
/// roles differ.
fn kinship(images: &str, labels: &str) -> Option<(bool, bool, usize)> {
    let roles = [images, labels].map(Role::of);
    let same_role = match roles {
        [Some(one), Some(other)] if one != other => return None,
        [Some(_), Some(_)] => true,
        _ => false,
    };
    let [one, other] = [images, labels].map(stem);
    let pairs = one.chars().zip(other.chars());
    let common = pairs.take_while(|(one, other)| one == other).count();
    Some((one == other, same_role, common))
}

fn contradiction(images: &str, labels: &str) -> LabError {
    LabError::data(
        "labels",
        labels,
        format!("{labels} is as long as {images}, but their names are those of different sets."),
        "Open the labels of these images, or leave the labels out. If they do belong together, give them the same name.",
    )
}

fn undecided(labels: &str, count: usize, images: &[&str]) -> LabError {
    LabError::data(
        "labels",
        labels,
        format!(
            "{} hold {count} images each, and the name of {labels} does not say whose labels it holds.",
            images.join(" and ")
        ),
        "Which images do these labels belong to? Let their names begin alike, as train-images and train-labels do.",
    )
}

/// Classes of all files together.
pub struct AllClasses {
    /// In order, numbers first.
    pub classes: Vec<Class>,
    /// For each file the place of the class of every example, [`UNKNOWN_LABEL`] among them.
    pub places: Vec<Vec<u8>>,
    /// Sentences about unknown labels.
    pub remarks: Vec<String>,
}

impl AllClasses {
    /// Of these files. Labels that stand for an unknown class are none.
    ///
    /// # Errors
    /// `Data` for more classes than a byte can count.
    pub fn of(files: &[&Labels]) -> Result<Self> {
        let mut all: BTreeSet<&Class> = files.iter().flat_map(|file| &file.classes.names).collect();
        let marks = marks(&all);
        all.retain(|class| !marks.contains(class));
        if all.len() > MAX_CLASSES {
            let name = files.first().map_or("labels", |file| file.name.as_str());
            return Err(too_many(name, all.len()));
        }
        let classes: Vec<&Class> = all.into_iter().collect();
        let place = |class: &Class| {
            let found = classes.binary_search(&class);
            found.map_or(UNKNOWN_LABEL, |at| at as u8)
        };
        let places = files.iter().map(|file| {
            let moved: Vec<u8> = file.classes.names.iter().map(place).collect();
            let moved = |&at: &u8| moved.get(usize::from(at)).copied();
            let places = file.classes.places.iter();
            places
                .map(|at| moved(at).unwrap_or(UNKNOWN_LABEL))
                .collect()
        });
        let places: Vec<Vec<u8>> = places.collect();
        let came = || {
            files
                .iter()
                .zip(&places)
                .filter(|(file, _)| !file.is_missing)
        };
        let labels = || came().flat_map(|(_, places)| places);
        let known = labels().filter(|&&place| place != UNKNOWN_LABEL).count();
        let missing = files.iter().filter(|file| file.is_missing);
        let missing = missing.map(|file| {
            format!(
                "{} came without labels: the classes of its {} examples are not known.",
                file.name,
                thousands(file.classes.places.len())
            )
        });
        let remark = remark(known, labels().count(), &marks);
        Ok(Self {
            remarks: remark.into_iter().chain(missing).collect(),
            classes: classes.into_iter().cloned().collect(),
            places,
        })
    }

    /// The label of every example, file by file; none where not one is known.
    pub fn labels(&self) -> Vec<u8> {
        if self.classes.is_empty() {
            return Vec::new();
        }
        self.places.concat()
    }
}

/// The refusal of labels of more classes than a byte can count.
pub fn too_many(name: &str, count: usize) -> LabError {
    LabError::data(
        "labels",
        count,
        format!("{name}: there are more than {MAX_CLASSES} different labels."),
        format!("Use labels of at most {MAX_CLASSES} classes, or leave them out."),
    )
}
