//! Scale of the numbers of examples: the range that black and white, or lowest and highest, stand for.

use super::opened::Images;
use crate::config::reading::Switch;
use crate::data::ExampleKind;
use crate::data::formats::elements::{ElementType, Range};
use crate::error::{LabError, Result};

/// The scale of all files together.
#[derive(Debug)]
pub struct Scaled {
    /// The range that becomes all bytes.
    pub scale: Range,
    /// A sentence where the scale is not that of bytes.
    pub sentence: Option<String>,
    /// The values that occur.
    range: Range,
    /// The values that stand for black and white where nothing is stretched.
    ends: Range,
    /// True if the values do not reach both of these.
    pub can_stretch: bool,
}

impl Scaled {
    /// The values that occur, as "0 to 16".
    pub fn range_in_words(&self) -> String {
        in_words(self.range)
    }

    /// The values of black and white, as "0 and 255".
    pub fn ends_in_words(&self) -> String {
        in_words(self.ends).replace(" to ", " and ")
    }
}

fn in_words(Range { least, most }: Range) -> String {
    format!("{} to {}", rounded(least), rounded(most))
}

/// The scale of all files together. Images stay as they are where they hold bytes, unless they are to be stretched.
///
/// # Errors
/// `Data` for a number that is infinite or none.
pub fn common<'a>(
    files: impl Iterator<Item = &'a Images> + Clone,
    stretch: Switch,
) -> Result<Scaled> {
    for file in files.clone().filter(|file| file.elements.kind.is_float()) {
        if let Some(at) = file
            .elements
            .numbers()
            .position(|number| !number.is_finite())
        {
            return Err(not_finite(file, at));
        }
    }
    let range = files.clone().filter_map(|file| file.elements.range());
    let range = range.reduce(Range::with).unwrap_or(Range::BYTES);
    let scaled = |scale, ends, sentence| Scaled {
        scale,
        sentence,
        range,
        ends,
        can_stretch: false,
    };
    if files.clone().any(Images::is_sound) {
        return Ok(scaled(Range::BYTES, Range::BYTES, None));
    }
    let is_picture = files.clone().all(|file| file.kind == ExampleKind::Image);
    if !is_picture {
        return Ok(scaled(
            range,
            range,
            Some(sentence(range, "scaled to 0 to 1")),
        ));
    }
    let ends = black_and_white(files, range);
    let can_stretch = range != ends && range.least < range.most;
    if can_stretch && stretch == Switch::Yes {
        let sentence = sentence(range, "stretched from black to white");
        return Ok(Scaled {
            can_stretch,
            ..scaled(range, ends, Some(sentence))
        });
    }
    let said = (ends != Range::BYTES).then(|| sentence(ends, "scaled to black to white"));
    Ok(Scaled {
        can_stretch,
        ..scaled(ends, ends, said)
    })
}

fn sentence(range: Range, what: &str) -> String {
    format!("Values from {} are {what}, in 256 steps.", in_words(range))
}

/// The values that black and white stand for in images: 0 and 255, 0 and 1, or the least and greatest that occur.
fn black_and_white<'a>(mut files: impl Iterator<Item = &'a Images>, range: Range) -> Range {
    let is_bytes = |file: &Images| file.elements.kind == ElementType::UnsignedByte;
    if files.all(is_bytes) || (range.is_in(0.0, 255.0) && range.most > 1.0) {
        Range::BYTES
    } else if range.is_in(0.0, 1.0) {
        Range {
            least: 0.0,
            most: 1.0,
        }
    } else {
        range
    }
}

/// A number with three digits after its first ones.
pub fn rounded(number: f64) -> String {
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
