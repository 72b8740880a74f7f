//! Scale of the numbers of examples: the range that black and white, or lowest and highest, stand for.

use super::opened::Images;
use crate::data::ExampleKind;
use crate::data::formats::elements::{ElementType, Elements, Range};
use crate::error::{LabError, Result};

/// Ranges that become all bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum Scale {
    /// One for all numbers.
    Common(Range),
    /// One for each number of a row.
    Columns(Vec<Range>),
}

impl Scale {
    /// Numbers as bytes.
    pub fn bytes(&self, elements: Elements) -> Vec<u8> {
        match self {
            Self::Common(range) => elements.to_bytes(*range),
            Self::Columns(ranges) => {
                let numbers = elements.numbers().zip(ranges.iter().cycle());
                numbers.map(|(number, range)| range.byte(number)).collect()
            }
        }
    }
}

/// The scale of all files together, and a sentence where it is not that of bytes.
///
/// # Errors
/// `Data` for a number that is infinite or none.
pub fn common<'a>(
    files: impl Iterator<Item = &'a Images> + Clone,
) -> Result<(Scale, Option<String>)> {
    for file in files.clone().filter(|file| file.elements.kind.is_float()) {
        if let Some(at) = file
            .elements
            .numbers()
            .position(|number| !number.is_finite())
        {
            return Err(not_finite(file, at));
        }
    }
    if files.clone().any(|file| file.has_columns) {
        return Ok((Scale::Columns(columns(files)), None));
    }
    let is_bytes = |file: &Images| file.elements.kind == ElementType::UnsignedByte;
    let is_picture = files.clone().all(|file| file.kind == ExampleKind::Image);
    if files.clone().all(is_bytes) && is_picture {
        return Ok((Scale::Common(Range::BYTES), None));
    }
    let range = files
        .flat_map(|file| file.elements.numbers())
        .map(Range::of)
        .reduce(Range::with)
        .unwrap_or(Range::BYTES);
    if is_picture && range.is_in(0.0, 255.0) && range.most > 1.0 {
        return Ok((Scale::Common(Range::BYTES), None));
    }
    let range = if is_picture && range.is_in(0.0, 1.0) {
        Range {
            least: 0.0,
            most: 1.0,
        }
    } else {
        range
    };
    let ends = if is_picture {
        "black to white"
    } else {
        "0 to 1"
    };
    let Range { least, most } = range;
    let sentence = format!(
        "Values from {} to {} are scaled to {ends}, in 256 steps.",
        rounded(least),
        rounded(most)
    );
    Ok((Scale::Common(range), Some(sentence)))
}

/// The range of each column in all files together.
fn columns<'a>(files: impl Iterator<Item = &'a Images>) -> Vec<Range> {
    let mut ranges: Vec<Range> = Vec::new();
    for file in files {
        let width = file.extent.width;
        for (at, number) in file.elements.numbers().enumerate() {
            let own = Range::of(number);
            match ranges.get_mut(at % width) {
                Some(range) => *range = range.with(own),
                None => ranges.push(own),
            }
        }
    }
    ranges
}

/// A number with three digits after its first ones.
fn rounded(number: f64) -> String {
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn not_finite(file: &Images, at: usize) -> LabError {
    let number = file.elements.number(at);
    LabError::data(
        "data",
        number.to_string(),
        format!(
            "{}: number {at}, of example {}, is {number}.",
            file.name,
            at / file.extent.size().max(1)
        ),
        "Replace missing and infinite numbers before you save them.",
    )
}
