//! Recognition of examples and labels by the dimensions and numbers of a file.

use super::opened::{Images, LabelLayout, Labels};
use crate::data::ExampleKind;
use crate::data::formats::elements::{ElementType, Elements};
use crate::data::formats::idx::Idx;
use crate::data::limits::{MAX_CLASSES, MIN_EXAMPLES, SAMPLES, SIDES};
use crate::error::{LabError, Result};
use crate::shape::Extent;

/// Smallest side of an image whose sides are not named, in pixels: rows of nine numbers are no picture.
const MIN_GUESSED_SIDE: usize = 4;
/// Columns of QMNIST's labels; the first is the class (<https://github.com/facebookresearch/qmnist>).
const QMNIST_COLUMNS: usize = 8;
/// Largest whole number that every float type can count to one by one.
const MOST_EXACT: f64 = 9_007_199_254_740_991.0;

/// An opened file.
pub enum Opened {
    /// Examples.
    Images(Images),
    /// Labels of examples in another file.
    Labels(Labels),
}

/// Recognises the contents of a file.
///
/// # Errors
/// `Data`, naming the file and what does not fit.
pub fn recognise(name: String, idx: Idx) -> Result<Opened> {
    let Idx { dims, elements } = idx;
    if let Some(layout) = label_layout(&dims, &elements) {
        return labels(name, layout, elements).map(Opened::Labels);
    }
    let (kind, extent, remark) = example(&dims, &name);
    check(&name, dims[0], kind, extent)?;
    Ok(Opened::Images(Images {
        name,
        copies: Vec::new(),
        count: dims[0],
        kind,
        extent,
        elements,
        remark,
        labels: None,
    }))
}

fn label_layout(dims: &[usize], elements: &Elements) -> Option<LabelLayout> {
    match *dims {
        [_] | [_, 1] => Some(LabelLayout::FirstOf(1)),
        [_, QMNIST_COLUMNS] if elements.kind == ElementType::Int => {
            Some(LabelLayout::FirstOf(QMNIST_COLUMNS))
        }
        [_, columns @ 2..=MAX_CLASSES] if is_one_hot(elements, columns) => {
            Some(LabelLayout::OneHot(columns))
        }
        _ => None,
    }
}

/// True if each row holds one number other than 0, and all of those are equal.
fn is_one_hot(elements: &Elements, columns: usize) -> bool {
    let mut hot = elements
        .numbers()
        .enumerate()
        .filter(|entry| entry.1 != 0.0);
    let rows = elements.count() / columns;
    let mut value = None;
    let is_row = |row: usize| {
        let entry = hot.next();
        entry.is_some_and(|(at, number)| {
            at / columns == row && *value.get_or_insert(number) == number
        })
    };
    rows > 0 && (0..rows).all(is_row) && hot.next().is_none()
}

fn labels(name: String, layout: LabelLayout, elements: Elements) -> Result<Labels> {
    let is_odd = |number: f64| number.fract() != 0.0 || number.abs() > MOST_EXACT;
    if let Some(number) = elements.numbers().find(|&number| is_odd(number)) {
        return Err(LabError::data(
            "labels",
            number.to_string(),
            format!(
                "{name}: its numbers are those of labels, one for each example, but {number} is no whole number."
            ),
            "Save labels as whole numbers, and examples as count x rows x columns.",
        ));
    }
    Ok(Labels {
        name,
        copies: Vec::new(),
        layout,
        elements,
    })
}

/// Kind and extent of examples, and a remark where they are a guess.
fn example(dims: &[usize], name: &str) -> (ExampleKind, Extent, String) {
    let extent = |height, width, channels| Extent {
        height,
        width,
        channels,
    };
    let signal = |samples| (ExampleKind::Sequence, extent(1, samples, 1), String::new());
    match *dims {
        [_, numbers] => {
            let side = numbers.isqrt();
            if side * side != numbers || side < MIN_GUESSED_SIDE {
                return signal(numbers);
            }
            let remark = format!(
                "The rows of {numbers} numbers in {name} are read as images of {side} x {side} pixels."
            );
            (ExampleKind::Image, extent(side, side, 1), remark)
        }
        [_, 1, samples] | [_, samples, 1] | [_, 1, samples, 1] => signal(samples),
        [_, height, width, channels] => (
            ExampleKind::Image,
            extent(height, width, channels),
            String::new(),
        ),
        _ => (
            ExampleKind::Image,
            extent(dims[1], dims[2], 1),
            String::new(),
        ),
    }
}

fn check(name: &str, count: usize, kind: ExampleKind, extent: Extent) -> Result<()> {
    let Extent {
        height,
        width,
        channels,
    } = extent;
    if count < MIN_EXAMPLES {
        return Err(LabError::data(
            "count",
            count,
            format!("{name}: the count at byte 4 is {count} {}.", kind.plural()),
            format!("Open a file with at least {MIN_EXAMPLES}."),
        ));
    }
    if kind == ExampleKind::Sequence {
        if !SAMPLES.contains(&width) {
            return Err(LabError::data(
                "samples",
                width,
                format!("{name}: its signals have {width} samples."),
                format!("Use signals of {} to {} samples.", SAMPLES.start(), SAMPLES.end()),
            ));
        }
        return Ok(());
    }
    for (side, field, byte) in [(height, "rows", 8), (width, "columns", 12)] {
        if !SIDES.contains(&side) {
            return Err(LabError::data(
                field,
                side,
                format!("{name}: the images have {side} {field} (byte {byte})."),
                format!("Use images of {} to {} pixels a side.", SIDES.start(), SIDES.end()),
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
    Ok(())
}
