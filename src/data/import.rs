//! Import of the user's IDX files: recognises images and labels, and pairs them.

use flate2::Crc;

use super::idx::{Idx, parse};
use super::{Dataset, ExampleKind, numbered, split};
use crate::config::Source;
use crate::error::{LabError, Result};
use crate::shape::Extent;

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

struct Images {
    name: String,
    count: usize,
    extent: Extent,
    bytes: Vec<u8>,
    labels: Vec<u8>,
}

/// One data set from one or two image files, each with or without a label file. Headers distinguish
/// images and labels, and labels belong to the images of the same count. Of two image files the larger is trained
/// on and the smaller becomes the test set, as with MNIST's four files. The second value describes the result.
///
/// # Errors
/// `Data`, naming the file and what does not fit.
pub fn read(files: &[File]) -> Result<(Dataset, String)> {
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for file in files {
        let idx = parse(&file.name, &file.bytes)?;
        let name = file.name.clone();
        match idx.dims.len() {
            1 => labels.push((name, idx)),
            _ => images.push(checked(name, idx)?),
        }
    }
    for (name, idx) in labels {
        give_labels(&mut images, &name, idx)?;
    }
    images.sort_by_key(|set| std::cmp::Reverse(set.count));
    let mut sets = images.into_iter();
    match (sets.next(), sets.next(), sets.next()) {
        (None, ..) => Err(LabError::data(
            "files",
            files.len(),
            "There are no images among these files.",
            "Open the images too, for example train-images-idx3-ubyte.gz.",
        )),
        (Some(_), _, Some(third)) => Err(LabError::data(
            "files",
            third.name,
            "There are more than two image files.",
            "Open one file of images, or one to train on and one to test on.",
        )),
        (Some(train), test, None) => join(train, test),
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
        count,
        extent: Extent {
            height,
            width,
            channels,
        },
        bytes: idx.bytes,
        labels: Vec::new(),
    })
}

fn give_labels(images: &mut [Images], name: &str, idx: Idx) -> Result<()> {
    let count = idx.dims[0];
    let fitting = images
        .iter_mut()
        .find(|set| set.count == count && set.labels.is_empty());
    let Some(set) = fitting else {
        return Err(LabError::data(
            "count",
            count,
            format!(
                "{name}: holds {count} labels (byte 4), but no file of {count} images was opened with it."
            ),
            "Open images and labels of the same set together, or leave the labels out.",
        ));
    };
    set.labels = idx.bytes;
    Ok(())
}

fn join(train: Images, test: Option<Images>) -> Result<(Dataset, String)> {
    let Images { count, extent, .. } = train;
    let mut dataset = Dataset {
        source: Source::File,
        kind: ExampleKind::Image,
        name: train.name.clone(),
        width: extent.width,
        height: extent.height,
        channels: extent.channels,
        pixels: train.bytes,
        labels: train.labels,
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
    let sizes = split::SplitSizes::of(&dataset);
    let kept = if dataset.test_from.is_some() {
        "from its own file"
    } else {
        "held back"
    };
    let labelled = if dataset.labels.is_empty() {
        "without labels"
    } else {
        "with labels"
    };
    let note = format!(
        "{count} {}images of {} x {} pixels {labelled}: {} to train on, {} to watch, {} to test on ({kept}).",
        colour(extent),
        extent.width,
        extent.height,
        sizes.train,
        sizes.validation,
        sizes.test,
    );
    Ok((dataset, note))
}

fn fingerprint(dataset: &Dataset) -> u32 {
    let mut crc = Crc::new();
    crc.update(&dataset.pixels);
    crc.update(&dataset.labels);
    crc.sum()
}

/// A word for images that are not grey.
fn colour(extent: Extent) -> &'static str {
    if extent.channels > 1 { "coloured " } else { "" }
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
    if test.labels.is_empty() != dataset.labels.is_empty() {
        return Err(LabError::data(
            "labels",
            test.labels.len(),
            format!(
                "Only one of {} and {} came with labels.",
                dataset.name, test.name
            ),
            "Open labels for both, or for none.",
        ));
    }
    dataset.test_from = Some(dataset.count());
    dataset.pixels.extend(test.bytes);
    dataset.labels.extend(test.labels);
    Ok(())
}

#[cfg(test)]
mod tests;
