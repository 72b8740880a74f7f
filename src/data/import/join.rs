//! Training and test set joined to one data set, read as chosen.

use std::sync::Arc;

use super::choices::Choices;
use super::class_names::Namings;
use super::joined::{Joined, labelled};
use super::kept;
use super::labels::AllClasses;
use super::note::{self, Note};
use super::opened::{Images, Origin, colour};
use super::preview::{self, FileRole, FileUse, Finding, Opening, Preview};
use super::scale;
use super::tables;
use super::test_set::{self, Decision};
use super::{brightness, sample};
use crate::config::reading::{Reading, Switch};
use crate::data::formats::classes::Class;
use crate::data::packed::fingerprint;
use crate::data::{Dataset, ExampleKind};
use crate::error::{LabError, Result, short};

/// One data set of the images to train on and, perhaps, those to test on.
///
/// # Errors
/// `Data`, naming the file and what does not fit.
pub fn join(
    mut images: Vec<Images>,
    decision: Decision,
    namings: Namings,
    reading: &Reading,
) -> Result<Opening> {
    let mut choices = Choices::default();
    let named = NamedClasses::of(&images, namings)?;
    let mut remarks = arrange(&mut images, decision, (reading, &named.all), &mut choices)?;
    let mut decision = decision;
    if reading.swap_sets == Switch::Yes && images.len() > 1 {
        images.reverse();
        decision = Decision::Choice;
    }
    let files: Vec<&Images> = images.iter().collect();
    let known = Preview {
        files: [preview::roles(&files), named.files].concat(),
        ..Preview::default()
    };
    let more_findings = preview::findings(&files, decision);
    let [train, rest @ ..] = &images[..] else {
        return Err(LabError::internal("no images to join"));
    };
    let roles = note::roles(train, rest.first(), decision);
    for test in rest {
        check_alike(train, test)?;
    }
    remarks.extend(images.iter().flat_map(|file| file.remarks.clone()));
    let given = (&named.all[..], reading);
    let joined = match train.kind {
        ExampleKind::Table => tables::joined(images, given, &mut choices)?,
        _ => joined(images, given, &mut choices)?,
    };
    remarks.extend(joined.remarks);
    remarks.extend(named.remarks);
    let mut dataset = joined.dataset;
    let mut warnings = named.warnings;
    warnings.extend(joined.warnings);
    let sampled = settle(&mut dataset, reading, &mut choices);
    let sampled = joined.sampled.or(sampled);
    let is_sample = sampled.is_some();
    warnings.extend(sampled);
    warnings.extend(test_set::overlap(&dataset));
    remarks.extend(unused(reading, &choices.taken)?);
    Ok(Opening {
        preview: Preview {
            findings: [joined.findings, more_findings].concat(),
            warnings: warnings.clone(),
            is_sample,
            range: joined.range,
            choices: choices.list,
            ..known
        }
        .with(&dataset),
        note: Note {
            summary: format!("{} {roles}", note::sizes(&dataset)),
            remarks,
            warnings,
        },
        dataset,
        reading: choices.taken,
    })
}

/// Splits a set as chosen, and leaves examples out where they are too many for a device. Returns a sentence about that.
pub fn settle(dataset: &mut Dataset, reading: &Reading, choices: &mut Choices) -> Option<String> {
    dataset.validation = reading.validation;
    let sampled = sample::fitting(dataset, sample::MOST_BYTES);
    dataset.validation = choices.add_validation(dataset, reading);
    dataset.fingerprint = fingerprint(dataset);
    sampled
}

/// Images or signals of all files, on one scale. All classes go with their names.
fn joined(
    images: Vec<Images>,
    (all, reading): (&[(Class, String)], &Reading),
    choices: &mut Choices,
) -> Result<Joined> {
    let scaled = scale::common(images.iter(), reading.stretch)?;
    choices.add_stretch(&scaled, reading);
    let is_sound = images.first().is_some_and(Images::is_sound);
    let (findings, range) = match images.first().map(|file| &file.origin) {
        Some(Origin::Sounds(facts)) => {
            let findings = facts.findings.iter().cloned().map(Finding::from);
            (findings.collect(), facts.range.clone())
        }
        _ => {
            let findings = images.first().map(preview::form).into_iter();
            (findings.collect(), scaled.range_in_words())
        }
    };
    let mut remarks: Vec<_> = scaled.sentence.clone().into_iter().collect();
    let (mut dataset, said) = labelled(&images, all)?;
    dataset.sound = match images.first().map(|file| &file.origin) {
        // stretched values are no decibels
        Some(Origin::Sounds(facts)) if reading.stretch != Switch::Yes => Some(facts.heard),
        _ => None,
    };
    remarks.extend(said);
    let mut brightest = Vec::new();
    let mut all_pixels = Vec::new();
    for file in images {
        let pixels = file.elements.to_bytes(scaled.scale);
        brightest.push((
            file.name.clone(),
            brightness::brightest(&file.name, &pixels)?,
        ));
        if all_pixels.is_empty() {
            all_pixels = pixels;
        } else {
            all_pixels.extend(pixels);
        }
    }
    dataset.pixels = all_pixels.into();
    let warnings = match dataset.kind {
        ExampleKind::Image if !is_sound => brightness::warnings(&brightest),
        _ => Vec::new(),
    };
    if !is_sound && choices.add_invert(&dataset, reading) {
        let pixels = Arc::make_mut(&mut dataset.pixels);
        pixels.iter_mut().for_each(|value| *value = !*value);
        remarks.push("Dark and light are exchanged.".into());
    }
    Ok(Joined {
        dataset,
        findings,
        range,
        remarks,
        warnings,
        sampled: None,
    })
}

/// Turns images as chosen, and leaves out what is not to be kept. Returns sentences about it.
fn arrange(
    images: &mut [Images],
    decision: Decision,
    (reading, all): (&Reading, &[(Class, String)]),
    choices: &mut Choices,
) -> Result<Vec<String>> {
    let mut remarks = Vec::new();
    kept::keep_classes(images, &reading.classes, all)?;
    let files: Vec<&Images> = images.iter().collect();
    let Some(train) = files.first() else {
        return Ok(remarks);
    };
    // the labels may have come with the other file alone
    let labelled = files.iter().find(|file| file.came_with_labels());
    choices.add_label_column(labelled.unwrap_or(train), reading);
    choices.add_classes(all, reading);
    choices.add_swap(&files, decision, reading);
    choices.add_side(train, reading);
    choices.add_crop(train, reading);
    choices.add_sounds(train, reading);
    let is_grey = choices.add_colour(train, reading);
    let is_turned = choices.add_transpose(&files, reading);
    if !choices.taken.classes.is_empty() {
        remarks.push(format!(
            "Only these classes are kept: {}.",
            short(reading.classes.join(", "))
        ));
    }
    if is_grey {
        images.iter_mut().for_each(kept::make_grey);
        remarks.push("Colours are made grey.".into());
    }
    if is_turned {
        images.iter_mut().for_each(kept::transpose);
        let why = match reading.transpose {
            Switch::Auto => {
                ", as the name is that of EMNIST, whose images are stored on their side"
            }
            _ => "",
        };
        remarks.push(format!(
            "Rows and columns of each image are exchanged{why}."
        ));
    }
    Ok(remarks)
}

/// The classes of all files, with their names.
struct NamedClasses {
    all: Vec<(Class, String)>,
    /// Files with names of classes.
    files: Vec<FileRole>,
    remarks: Vec<String>,
    warnings: Vec<String>,
}

impl NamedClasses {
    fn of(images: &[Images], namings: Namings) -> Result<Self> {
        let labels: Vec<_> = images
            .iter()
            .filter_map(|file| file.labels.as_ref())
            .collect();
        let classes = AllClasses::of(&labels)?.classes;
        let mappings = namings.mappings.iter().map(|entry| &entry.0);
        let files = mappings.chain(namings.lists.iter().map(|list| &list.name));
        let files: Vec<String> = files.cloned().collect();
        let named = namings.apply(&classes);
        let role = |name: String| match named.remarks.iter().any(|said| said.starts_with(&name)) {
            true => FileRole {
                name,
                role: FileUse::Labels,
                detail: "names of the classes".into(),
            },
            false => FileRole::out(name, "names none of these classes"),
        };
        Ok(Self {
            files: files.into_iter().map(role).collect(),
            all: classes.into_iter().zip(named.classes).collect(),
            remarks: named.remarks,
            warnings: named.warnings,
        })
    }
}

/// Sentences about options that were given and mean nothing for these files.
fn unused(given: &Reading, taken: &Reading) -> Result<Vec<String>> {
    let [given, taken] = [given, taken].map(serde_json::to_value);
    let (given, taken) = (
        given.map_err(LabError::internal)?,
        taken.map_err(LabError::internal)?,
    );
    let names = given.as_object().into_iter().flat_map(|map| map.keys());
    let unused = names.filter(|name| taken.get(name.as_str()).is_none());
    let sentence =
        |name| format!("The option \"{name}\" of reading means nothing for these files.");
    Ok(unused.map(sentence).collect())
}

/// Checks that a file to test on is of the same kind as that to train on.
fn check_alike(train: &Images, test: &Images) -> Result<()> {
    tables::check_names(train, test)?;
    if (test.kind, test.extent) != (train.kind, train.extent) {
        let words = |Images { extent, kind, .. }: &Images| match kind {
            ExampleKind::Sequence => format!("signals of {} samples", extent.width),
            ExampleKind::Word => format!("words of up to {} letters", extent.width),
            ExampleKind::Table => format!("rows of {} columns", extent.width),
            ExampleKind::Image => format!(
                "{}{} x {} pixels",
                colour(*extent),
                extent.width,
                extent.height
            ),
        };
        return Err(LabError::data(
            "rows",
            test.extent.height,
            format!(
                "{}: its {} are {}, those of {} are {}.",
                test.name,
                test.kind.plural(),
                words(test),
                train.name,
                words(train)
            ),
            "Open two files of the same set.",
        ));
    }
    Ok(())
}
