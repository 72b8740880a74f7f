//! Import of the user's files: recognises examples and labels, pairs them, and finds the test set. On the page this is a module
//! of its own, fetched when files are opened.

mod brightness;
mod labels;
mod names;
mod note;
mod opened;
mod recognise;
mod scale;
mod test_set;

use serde::Serialize;

use super::formats::idx::parse;
use super::info::DatasetInfo;
use super::packed::{self, fingerprint, pack};
use super::{Dataset, ExampleKind};
use crate::config::Source;
use crate::error::{LabError, Result, short};
use crate::typed_array::TypedArray;
pub use note::Note;
use opened::{Images, colour};
use recognise::{Opened, recognise};
use test_set::Decision;

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
        let (dataset, summary) = packed::unpack(&file.bytes)?;
        let warnings = Vec::new();
        return Ok((dataset, Note { summary, warnings }));
    }
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for file in files {
        let name = short(&file.name);
        let idx = parse(&name, &file.bytes)?;
        match recognise(name, idx)? {
            Opened::Labels(file) => labels.push(file),
            Opened::Images(file) => images.push(file),
        }
    }
    let mut images = test_set::distinct(images)?;
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
        Some(train) => join(train, sets.next(), decision),
    }
}

fn join(train: Images, test: Option<Images>, decision: Decision) -> Result<(Dataset, Note)> {
    let roles = note::roles(&train, test.as_ref(), decision);
    if let Some(test) = &test {
        check_alike(&train, test)?;
    }
    let files = || [Some(&train), test.as_ref()].into_iter().flatten();
    let (range, scaled) = scale::common(files())?;
    let labels: Vec<_> = files().filter_map(|file| file.labels.as_ref()).collect();
    let (classes, places) = labels::classes(&labels)?;
    let mut remarks: Vec<_> = files()
        .map(|file| file.remark.clone())
        .filter(|remark| !remark.is_empty())
        .collect();
    remarks.extend(scaled);
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
        pixels: Vec::new(),
        labels: places.concat(),
        classes,
        factors: None,
        test_from: test.as_ref().map(|_| count),
        fingerprint: 0,
    };
    let mut brightest = Vec::new();
    for file in [Some(train), test].into_iter().flatten() {
        let pixels = file.elements.to_bytes(range);
        brightest.push((
            file.name.clone(),
            brightness::brightest(&file.name, &pixels)?,
        ));
        if dataset.pixels.is_empty() {
            dataset.pixels = pixels;
        } else {
            dataset.pixels.extend(pixels);
        }
    }
    dataset.fingerprint = fingerprint(&dataset);
    let mut warnings = remarks;
    if kind == ExampleKind::Image {
        warnings.extend(brightness::warnings(&brightest));
    }
    warnings.extend(test_set::overlap(&dataset));
    let note = Note {
        summary: format!("{} {roles}", note::sizes(&dataset, count)),
        warnings,
    };
    Ok((dataset, note))
}

/// Checks that a file to test on is of the same kind as that to train on.
fn check_alike(train: &Images, test: &Images) -> Result<()> {
    if (test.kind, test.extent) != (train.kind, train.extent) {
        let words = |Images { extent, kind, .. }: &Images| match kind {
            ExampleKind::Sequence => format!("signals of {} samples", extent.width),
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
                "{}: its {} are {} (byte 8), those of {} are {}.",
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
