//! Pairing of label files with image files: by count, and by name where counts are equal. Classes of all labels.

use std::collections::BTreeSet;

use super::names::{Role, stem};
use super::opened::{Images, Labels};
use super::test_set::by_name;
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
            Some(known) if known.is_same(&file) => known.copies.push(file.name),
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

/// The place of the images that labels belong to.
fn owner(images: &[Images], labels: &Labels) -> Result<usize> {
    let (name, count) = (&labels.name, labels.count());
    let of_count = |&at: &usize| images[at].count == count;
    let fitting: Vec<_> = (0..images.len()).filter(of_count).collect();
    if fitting.is_empty() {
        return Err(LabError::data(
            "count",
            count,
            format!(
                "{name}: holds {count} labels (byte 4), but no file of {count} images was opened with it."
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

/// Names of the classes that occur, in the order of their numbers, and for each file the place of the class of every
/// example.
///
/// # Errors
/// `Data` for more classes than a byte can count.
pub fn classes(files: &[&Labels]) -> Result<(Vec<String>, Vec<Vec<u8>>)> {
    let numbers: BTreeSet<i64> = files.iter().flat_map(|file| file.values()).collect();
    if numbers.len() > MAX_CLASSES {
        let name = files.first().map_or("labels", |file| file.name.as_str());
        return Err(LabError::data(
            "labels",
            numbers.len(),
            format!("{name}: there are {} different labels.", numbers.len()),
            format!("Use labels of at most {MAX_CLASSES} classes, or leave them out."),
        ));
    }
    let numbers: Vec<i64> = numbers.into_iter().collect();
    let place = |number: i64| numbers.binary_search(&number).unwrap_or(0) as u8;
    let places = files.iter().map(|file| file.values().map(place).collect());
    Ok((
        numbers.iter().map(i64::to_string).collect(),
        places.collect(),
    ))
}
