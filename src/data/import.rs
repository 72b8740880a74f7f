//! Import of the user's files: recognises examples and labels, pairs them, and finds the test set. On the page this is a module
//! of its own, fetched when files are opened.

mod arrangement;
mod brightness;
mod class_names;
mod labels;
mod names;
mod note;
mod opened;
mod pictures;
mod recognise;
mod sample;
mod scale;
mod test_set;
mod unknown;
mod words;

use serde::Serialize;

use super::formats::picture::is_picture;
use super::formats::{archive, parse};
use super::info::DatasetInfo;
use super::packed::{self, fingerprint, pack};
use super::{Dataset, ExampleKind};
use crate::config::Source;
use crate::error::{LabError, Result, short};
use crate::typed_array::TypedArray;
use class_names::{Lines, Namings};
use labels::AllClasses;
pub use note::Note;
use opened::{Images, Labels, colour};
use pictures::Picture;
use recognise::{Opened, recognise};
use scale::Scale;
use test_set::Decision;
use words::Words;

/// An opened file.
#[derive(Debug, Clone)]
pub struct File {
    /// For messages.
    pub name: String,
    /// As it lies on disk, gzipped or not.
    pub bytes: Vec<u8>,
}

/// The user's own files as a data set.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Imported {
    /// Description of the examples.
    pub dataset: DatasetInfo,
    /// Remark about the files, for people.
    #[cfg_attr(not(target_arch = "wasm32"), ts(type = "string"))]
    pub note: Note,
    /// The packed data set, for the workers that train.
    #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
    pub packed: TypedArray<u8>,
}

/// Reads files for the page.
///
/// # Errors
/// `Data`, naming the file and what does not fit.
pub fn import(files: &[File]) -> Result<Imported> {
    let (dataset, note) = read(files)?;
    Ok(Imported {
        dataset: dataset.info(),
        packed: pack(&dataset, &note.to_string())?.into(),
        note,
    })
}

/// One data set from one or two image files, each with or without a label file. Headers distinguish images and
/// labels. A file that holds the same as another counts once. Labels belong to the images of the same count, or of the
/// most similar name where counts are equal. Names decide which of two image files is the test set, as with
/// MNIST's four files; where they do not, it is the smaller one. A packed data set is taken as it is. The second value
/// describes the result.
///
/// # Errors
/// `Data`, naming the file and what does not fit.
pub fn read(files: &[File]) -> Result<(Dataset, Note)> {
    if let [file] = files
        && packed::is_packed(&file.bytes)
    {
        let (mut dataset, summary) = packed::unpack(&file.bytes)?;
        dataset.source = Source::File;
        let note = Note {
            summary,
            remarks: Vec::new(),
            warnings: Vec::new(),
        };
        return Ok((dataset, note));
    }
    let Contents {
        mut images,
        mut labels,
        pictures,
        lines,
        mut namings,
        mut odd,
    } = Contents::of(files)?;
    if !pictures.is_empty() {
        let (sets, corrupt) = pictures::join(pictures)?;
        images.extend(sets);
        odd.extend(corrupt);
    }
    if images.is_empty() {
        let words: Vec<Words> = lines.iter().filter_map(Words::of).collect();
        if !words.is_empty() {
            let (dataset, mut note) = words::join(&words)?;
            note.warnings.extend(odd.into_iter().map(left_out));
            return Ok((dataset, note));
        }
        odd.extend(lines.iter().map(|text| text.refusal.clone()));
        if !odd.is_empty() {
            return Err(odd.swap_remove(0));
        }
    }
    for text in lines {
        match text.labels(&images) {
            Some(file) => labels.push(file),
            None => namings.lists.push(text),
        }
    }
    let mut images = test_set::distinct(images)?;
    let spare = test_set::without_validation(&mut images, &mut labels);
    if images.len() > 2 {
        return Err(test_set::too_many(&images));
    }
    labels::give(&mut images, labels)?;
    let decision = test_set::order(&mut images)?;
    let mut sets = images.into_iter();
    match sets.next() {
        None => Err(LabError::data(
            "files",
            files.len(),
            "There are no images among these files.",
            "Open the images too, for example train-images-idx3-ubyte.gz.",
        )),
        Some(train) => {
            let (dataset, mut note) = join(train, sets.next(), decision, namings)?;
            note.remarks.extend(spare);
            note.warnings.extend(odd.into_iter().map(left_out));
            Ok((dataset, note))
        }
    }
}

/// A sentence about a file without data among others.
fn left_out(error: LabError) -> String {
    format!("Left out: {}", error.message)
}

/// The contents of files, by what they are.
#[derive(Default)]
struct Contents {
    images: Vec<Images>,
    labels: Vec<Labels>,
    pictures: Vec<Picture>,
    lines: Vec<Lines>,
    namings: Namings,
    /// Refusals of files that hold no numbers.
    odd: Vec<LabError>,
}

impl Contents {
    fn of(files: &[File]) -> Result<Self> {
        let mut all = Self::default();
        for file in files {
            if files.len() > 1 && names::is_aside(&file.name) {
                continue;
            }
            if !archive::is_archive(&file.bytes) {
                all.add(&file.name, &file.bytes)?;
                continue;
            }
            for (inner, bytes) in archive::unpack(&short(&file.name), &file.bytes)? {
                if !names::is_aside(&inner) {
                    all.add(&inner, &bytes)?;
                }
            }
        }
        Ok(all)
    }

    fn add(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        if is_picture(bytes) {
            self.pictures.push(Picture {
                path: path.to_owned(),
                bytes: bytes.to_vec(),
            });
            return Ok(());
        }
        let name = short(path);
        match parse(&name, bytes) {
            Ok(content) => match recognise(name, content)? {
                Opened::Labels(file) => self.labels.push(file),
                Opened::Images(file) => self.images.push(file),
                Opened::Names(file, names) => self.namings.mappings.push((file, names)),
                Opened::Lines(text) => self.lines.push(text),
            },
            Err(error) if error.field.as_deref() == Some("form") => self.odd.push(error),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

fn join(
    train: Images,
    test: Option<Images>,
    decision: Decision,
    namings: Namings,
) -> Result<(Dataset, Note)> {
    let roles = note::roles(&train, test.as_ref(), decision);
    if let Some(test) = &test {
        check_alike(&train, test)?;
    }
    let files = || [Some(&train), test.as_ref()].into_iter().flatten();
    let (scale, scaled) = scale::common(files())?;
    let labels: Vec<_> = files().filter_map(|file| file.labels.as_ref()).collect();
    let labels = AllClasses::of(&labels)?;
    let mut remarks: Vec<_> = files().flat_map(|file| file.remarks.clone()).collect();
    remarks.extend(scaled);
    let named = namings.apply(&labels.classes);
    remarks.extend(labels.remark.clone());
    remarks.extend(named.remarks);
    let Images {
        count,
        extent,
        kind,
        ..
    } = train;
    let mut dataset = Dataset {
        source: Source::File,
        kind,
        name: train.name.clone(),
        width: extent.width,
        height: extent.height,
        channels: extent.channels,
        alphabet: String::new(),
        pixels: Vec::new(),
        labels: labels.labels(),
        classes: named.classes,
        factors: None,
        test_from: test.as_ref().map(|_| count),
        fingerprint: 0,
    };
    let brightest = take_pixels(&mut dataset, [Some(train), test], &scale)?;
    remarks.extend(sample::fitting(&mut dataset, sample::MOST_BYTES));
    dataset.fingerprint = fingerprint(&dataset);
    let mut warnings = named.warnings;
    if kind == ExampleKind::Image {
        warnings.extend(brightness::warnings(&brightest));
    }
    warnings.extend(test_set::overlap(&dataset));
    let note = Note {
        summary: format!("{} {roles}", note::sizes(&dataset)),
        remarks,
        warnings,
    };
    Ok((dataset, note))
}

/// Gives a data set the pixels of its files. Returns the name and the brightest value of each.
fn take_pixels(
    dataset: &mut Dataset,
    files: [Option<Images>; 2],
    scale: &Scale,
) -> Result<Vec<(String, u8)>> {
    let mut brightest = Vec::new();
    for file in files.into_iter().flatten() {
        let pixels = scale.bytes(file.elements);
        let most = brightness::brightest(&file.name, &pixels)?;
        brightest.push((file.name, most));
        if dataset.pixels.is_empty() {
            dataset.pixels = pixels;
        } else {
            dataset.pixels.extend(pixels);
        }
    }
    Ok(brightest)
}

/// Checks that a file to test on is of the same kind as that to train on.
fn check_alike(train: &Images, test: &Images) -> Result<()> {
    if (test.kind, test.extent) != (train.kind, train.extent) {
        let words = |Images { extent, kind, .. }: &Images| match kind {
            ExampleKind::Sequence => format!("signals of {} samples", extent.width),
            ExampleKind::Word => format!("words of up to {} letters", extent.width),
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
    if test.labels.is_some() != train.labels.is_some() {
        return Err(LabError::data(
            "labels",
            test.name.clone(),
            format!(
                "Only one of {} and {} came with labels.",
                train.name, test.name
            ),
            "Open labels for both, or for none.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
