//! Examples of some classes alone, and images turned or made grey, as chosen.

use std::collections::BTreeSet;

use super::opened::Images;
use super::recognise::check;
use crate::data::formats::classes::{Class, Classes};
use crate::data::formats::elements::{ByteOrder, ElementType, Elements};
use crate::error::{LabError, Result, short};
use crate::shape::Extent;

/// Keeps the examples of some classes, by their labels or names; `all` are those that occur, each with its name.
///
/// # Errors
/// `Data` where one does not occur, or too few examples are left.
pub fn keep_classes(files: &mut [Images], kept: &[String], all: &[(Class, String)]) -> Result<()> {
    if kept.is_empty() || all.is_empty() {
        return Ok(());
    }
    let is_of =
        |kept: &String, (class, name): &(Class, String)| kept == name || *kept == class.to_string();
    if let Some(odd) = kept
        .iter()
        .find(|kept| !all.iter().any(|one| is_of(kept, one)))
    {
        let names: Vec<_> = all.iter().map(|one| one.1.as_str()).collect();
        return Err(LabError::data(
            "reading.classes",
            short(odd),
            format!("There is no class \"{}\" to keep.", short(odd)),
            format!("The classes are {}.", short(names.join(", "))),
        ));
    }
    let chosen = all
        .iter()
        .filter(|one| kept.iter().any(|kept| is_of(kept, one)));
    let chosen: BTreeSet<&Class> = chosen.map(|one| &one.0).collect();
    for file in files {
        keep(file, &chosen)?;
    }
    Ok(())
}

fn keep(file: &mut Images, chosen: &BTreeSet<&Class>) -> Result<()> {
    let Some(labels) = file.labels.as_ref().filter(|labels| !labels.is_missing) else {
        return Ok(());
    };
    let Classes { names, places } = &labels.classes;
    let class = |&place: &u8| {
        names
            .get(usize::from(place))
            .filter(|class| chosen.contains(class))
    };
    let is_kept: Vec<bool> = places.iter().map(|place| class(place).is_some()).collect();
    retain(file, &is_kept)
}

/// Keeps some examples with their labels.
///
/// # Errors
/// `Data` where too few are left.
pub fn retain(file: &mut Images, is_kept: &[bool]) -> Result<()> {
    if let Some(labels) = &mut file.labels {
        let Classes { names, places } = &labels.classes;
        let class = |&place: &u8| names.get(usize::from(place)).cloned();
        let left = places.iter().zip(is_kept).filter(|entry| *entry.1);
        let left = Classes::of(left.map(|(place, _)| class(place)));
        labels.classes = left.ok_or_else(|| LabError::internal("more classes than before"))?;
    }
    let size = file.extent.size() * file.elements.kind.size();
    let examples = file.elements.bytes.chunks_exact(size.max(1)).zip(is_kept);
    let left = examples.filter(|entry| *entry.1).flat_map(|entry| entry.0);
    file.elements.bytes = left.copied().collect();
    let place = |at| file.places.get(at).copied().unwrap_or(at as u32);
    let left = (0..file.count).zip(is_kept).filter(|entry| *entry.1);
    file.places = left.map(|(at, _)| place(at)).collect();
    file.count = is_kept.iter().filter(|&&is_kept| is_kept).count();
    check(&file.name, file.count, file.kind, file.extent)
}

/// Exchanges rows and columns of each image.
pub fn transpose(file: &mut Images) {
    let Extent {
        height,
        width,
        channels,
    } = file.extent;
    let size = channels * file.elements.kind.size();
    let mut bytes = Vec::with_capacity(file.elements.bytes.len());
    for image in file
        .elements
        .bytes
        .chunks_exact((height * width * size).max(1))
    {
        for at in 0..height * width {
            let from = (at % height * width + at / height) * size;
            bytes.extend_from_slice(&image[from..from + size]);
        }
    }
    file.elements.bytes = bytes;
    file.extent = Extent {
        height: width,
        width: height,
        channels,
    };
}

/// Makes colours grey: the mean of red, green and blue.
pub fn make_grey(file: &mut Images) {
    if file.extent.channels != 3 {
        return;
    }
    let elements = &file.elements;
    let is_bytes = elements.kind == ElementType::UnsignedByte;
    let bytes = (0..elements.count() / 3).flat_map(|pixel| {
        let sum: f64 = (0..3).map(|at| elements.number(3 * pixel + at)).sum();
        let [value, float] = [
            [(sum / 3.0) as u8, 0, 0, 0],
            ((sum / 3.0) as f32).to_le_bytes(),
        ];
        let (grey, size) = if is_bytes { (value, 1) } else { (float, 4) };
        grey.into_iter().take(size)
    });
    file.elements = Elements {
        kind: if is_bytes {
            ElementType::UnsignedByte
        } else {
            ElementType::Float
        },
        order: ByteOrder::Little,
        bytes: bytes.collect(),
    };
    file.extent.channels = 1;
}
