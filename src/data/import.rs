//! Import of the user's IDX files: recognises images and labels, pairs them, and finds the test set.

mod brightness;
mod labels;
mod names;
mod note;
mod opened;
mod test_set;

use flate2::Crc;

use super::idx::{Idx, parse};
use super::{Dataset, ExampleKind, numbered};
use crate::config::Source;
use crate::error::{LabError, Result, short};
use crate::shape::Extent;
pub use note::Note;
use opened::{Images, Labels, colour};
use test_set::Decision;

/// An opened file.
#[derive(Debug, Clone)]
pub struct File {
    /// For messages.
    pub name: String,
    /// As it lies on disk, gzipped or not.
    pub bytes: Vec<u8>,
}

/// Smallest number of images that three splits can share.
const MIN_IMAGES: usize = 50;
/// Largest side of an image, in pixels.
const MAX_SIDE: usize = 64;

/// One data set from one or two image files, each with or without a label file. Headers distinguish images and
/// labels. A file that holds the same as another counts once. Labels belong to the images of the same count, or of the
/// most similar name where counts are equal. Names decide which of two image files is the test set, as with
/// MNIST's four files; where they do not, it is the smaller one. The second value describes the result.
///
/// # Errors
/// `Data`, naming the file and what does not fit.
pub fn read(files: &[File]) -> Result<(Dataset, Note)> {
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for file in files {
        let name = short(&file.name);
        let idx = parse(&name, &file.bytes)?;
        match idx.dims.len() {
            1 => labels.push(Labels {
                name,
                copies: Vec::new(),
                bytes: idx.bytes,
            }),
            _ => images.push(checked(name, idx)?),
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

/// Images of a size that can be trained on: `[count, rows, columns]`, or that by three.
fn checked(name: String, idx: Idx) -> Result<Images> {
    let (count, height, width, channels) = match idx.dims[..] {
        [count, height, width] => (count, height, width, 1),
        [count, height, width, channels] => (count, height, width, channels),
        _ => return Err(LabError::internal("an image file without three dimensions")),
    };
    if count < MIN_IMAGES {
        return Err(LabError::data(
            "count",
            count,
            format!("{name}: the count at byte 4 is {count} images."),
            format!("Open a file with at least {MIN_IMAGES}."),
        ));
    }
    for (side, field, byte) in [(height, "rows", 8), (width, "columns", 12)] {
        if !(2..=MAX_SIDE).contains(&side) {
            return Err(LabError::data(
                field,
                side,
                format!("{name}: the images have {side} {field} (byte {byte})."),
                format!("Use images of 2 to {MAX_SIDE} pixels a side."),
            ));
        }
    }
    if !matches!(channels, 1 | 3) {
        return Err(LabError::data(
            "channels",
            channels,
            format!("{name}: its pixels have {channels} values each (byte 16)."),
            "Save coloured images as count x rows x columns x 3: red, green and blue of each pixel.",
        ));
    }
    Ok(Images {
        name,
        copies: Vec::new(),
        count,
        extent: Extent {
            height,
            width,
            channels,
        },
        bytes: idx.bytes,
        labels: None,
    })
}

fn join(train: Images, test: Option<Images>, decision: Decision) -> Result<(Dataset, Note)> {
    let roles = note::roles(&train, test.as_ref(), decision);
    let mut brightest = vec![(train.name.clone(), brightness::brightest(&train)?)];
    if let Some(test) = &test {
        brightest.push((test.name.clone(), brightness::brightest(test)?));
    }
    let Images { count, extent, .. } = train;
    let mut dataset = Dataset {
        source: Source::File,
        kind: ExampleKind::Image,
        name: train.name,
        width: extent.width,
        height: extent.height,
        channels: extent.channels,
        pixels: train.bytes,
        labels: train.labels.map_or(Vec::new(), |labels| labels.bytes),
        classes: Vec::new(),
        factors: None,
        test_from: None,
        fingerprint: 0,
    };
    if let Some(test) = test {
        append_test(&mut dataset, test)?;
    }
    dataset.classes = numbered(&dataset.labels);
    dataset.fingerprint = fingerprint(&dataset);
    let mut warnings = brightness::warnings(&brightest);
    warnings.extend(test_set::overlap(&dataset));
    let note = Note {
        summary: format!("{} {roles}", note::sizes(&dataset, count)),
        warnings,
    };
    Ok((dataset, note))
}

fn fingerprint(dataset: &Dataset) -> u32 {
    let mut crc = Crc::new();
    crc.update(&dataset.pixels);
    crc.update(&dataset.labels);
    crc.sum()
}

fn append_test(dataset: &mut Dataset, test: Images) -> Result<()> {
    if test.extent != dataset.extent() {
        let words = |extent: Extent| {
            let Extent { width, height, .. } = extent;
            format!("{}{width} x {height} pixels", colour(extent))
        };
        return Err(LabError::data(
            "rows",
            test.extent.height,
            format!(
                "{}: its images are {} (byte 8), those of {} are {}.",
                test.name,
                words(test.extent),
                dataset.name,
                words(dataset.extent())
            ),
            "Open two files of the same set.",
        ));
    }
    let labels = test.labels.map_or(Vec::new(), |labels| labels.bytes);
    if labels.is_empty() != dataset.labels.is_empty() {
        return Err(LabError::data(
            "labels",
            labels.len(),
            format!(
                "Only one of {} and {} came with labels.",
                dataset.name, test.name
            ),
            "Open labels for both, or for none.",
        ));
    }
    dataset.test_from = Some(dataset.count());
    dataset.pixels.extend(test.bytes);
    dataset.labels.extend(labels);
    Ok(())
}

#[cfg(test)]
mod tests;
