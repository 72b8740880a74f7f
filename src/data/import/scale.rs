//! Scale of the numbers of examples: the range that black and white, or lowest and highest, stand for.

use super::opened::Images;
use crate::data::ExampleKind;
use crate::data::formats::elements::{ElementType, Range};
use crate::error::{LabError, Result};

/// The range of all files together, and a sentence where it is not that of bytes.
///
/// # Errors
/// `Data` for a number that is infinite or none.
pub fn common<'a>(
    files: impl Iterator<Item = &'a Images> + Clone,
) -> Result<(Range, Option<String>)> {
    let is_bytes = |file: &Images| file.elements.kind == ElementType::UnsignedByte;
    if files.clone().all(is_bytes) {
        return Ok((Range::BYTES, None));
    }
    let mut range: Option<Range> = None;
    let mut is_picture = true;
    for file in files {
        let own = file.elements.range().map_err(|at| not_finite(file, at))?;
        range = Some(range.map_or(own, |range| range.with(own)));
        is_picture &= file.kind == ExampleKind::Image;
    }
    let range = range.unwrap_or(Range::BYTES);
    if is_picture && range.is_in(0.0, 255.0) && range.most > 1.0 {
        return Ok((Range::BYTES, None));
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
    Ok((range, Some(sentence)))
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
