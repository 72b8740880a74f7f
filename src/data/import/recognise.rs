//! Recognition of examples and labels by the dimensions and numbers of a file.

use super::arrangement::{colours_last, small_enough};
use super::class_names::Lines;
use super::labels::too_many;
use super::opened::{Images, Labels, Origin};
use crate::data::ExampleKind;
use crate::data::formats::Content;
use crate::data::formats::array::Array;
use crate::data::formats::classes::{Class, Classes};
use crate::data::formats::elements::{ElementType, Elements};
use crate::data::formats::names::ClassNames;
use crate::data::formats::table::Table;
use crate::data::limits::{MAX_CLASSES, MIN_EXAMPLES, SAMPLES, SIDES};
use crate::error::{LabError, MOST_EXACT, Result};
use crate::shape::Extent;

/// Smallest side of an image whose sides are not named, in pixels: rows of nine numbers are no picture.
const MIN_GUESSED_SIDE: usize = 4;
const MOST_DIMENSIONS: usize = 4;
/// Columns of QMNIST's labels; the first is the class (<https://github.com/facebookresearch/qmnist>).
const QMNIST_COLUMNS: usize = 8;

/// An opened file.
pub enum Opened {
    /// Examples.
    Images(Images),
    /// Labels of examples in another file.
    Labels(Labels),
    /// Names of classes.
    Names(String, ClassNames),
    /// Labels or names, one a line.
    Lines(Lines),
}

/// Recognises the contents of a file.
///
/// # Errors
/// `Data`, naming the file and what does not fit.
pub fn recognise(name: String, content: Content) -> Result<Opened> {
    match content {
        Content::Array(array) => numbers(name, array),
        Content::Table(table) => rows(name, table),
        Content::Names(names) => Ok(Opened::Names(name, names)),
        Content::Lines(lines, refusal) => Ok(Opened::Lines(Lines {
            name,
            lines,
            refusal,
        })),
    }
}

fn numbers(name: String, array: Array) -> Result<Opened> {
    if let Some(layout) = label_layout(&array.dims, &array.elements) {
        return labels(name, layout, &array.elements).map(Opened::Labels);
    }
    let (Array { dims, elements }, smaller) = small_enough(colours_last(array), &name);
    if dims.len() > MOST_DIMENSIONS {
        return Err(LabError::data(
            "dimensions",
            dims.len(),
            format!(
                "{name}: an array of {} dimensions is neither images nor signals.",
                dims.len()
            ),
            "Save images as count x rows x columns, or as count x rows x columns x 3.",
        ));
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
        columns: Vec::new(),
        places: Vec::new(),
        empty_rows: 0,
        origin: Origin::Array(remark.is_some()),
        remarks: remark.into_iter().chain(smaller).collect(),
        labels: None,
    }))
}

fn rows(name: String, table: Table) -> Result<Opened> {
    let Table {
        array,
        columns,
        empty_rows,
        labels,
        mut remarks,
        choice,
    } = table;
    let labels = labels.map(|classes| Labels {
        name: name.clone(),
        copies: Vec::new(),
        classes,
        is_missing: false,
    });
    let (Some(&count), Some(&width)) = (array.dims.first(), array.dims.last()) else {
        return Err(LabError::internal("a table without dimensions"));
    };
    let labels = match labels {
        Some(labels) if width == 0 => return Ok(Opened::Labels(labels)),
        labels => labels,
    };
    let (kind, extent, remark) = match columns.is_empty() {
        false => (
            ExampleKind::Table,
            Extent {
                height: 1,
                width,
                channels: 1,
            },
            None,
        ),
        true => example(&array.dims, &name),
    };
    check(&name, count, kind, extent)?;
    remarks.extend(remark);
    Ok(Opened::Images(Images {
        name,
        copies: Vec::new(),
        count,
        kind,
        extent,
        elements: array.elements,
        columns,
        places: Vec::new(),
        empty_rows,
        remarks,
        labels,
        origin: Origin::Table(choice),
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

fn labels(name: String, layout: LabelLayout, elements: &Elements) -> Result<Labels> {
    // a number that is none stands for an unknown label
    let is_odd =
        |number: f64| !number.is_nan() && (number.fract() != 0.0 || number.abs() > MOST_EXACT);
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
    let columns = match layout {
        LabelLayout::FirstOf(columns) | LabelLayout::OneHot(columns) => columns.max(1),
    };
    let numbers: Box<dyn Iterator<Item = f64>> = match layout {
        LabelLayout::FirstOf(_) => Box::new(elements.numbers().step_by(columns)),
        LabelLayout::OneHot(_) => {
            let hot = elements
                .numbers()
                .enumerate()
                .filter(|entry| entry.1 != 0.0);
            Box::new(hot.map(move |(at, _)| (at % columns) as f64))
        }
    };
    let class = |number: f64| (!number.is_nan()).then_some(Class::Number(number as i64));
    let classes = Classes::of(numbers.map(class));
    Ok(Labels {
        classes: classes.ok_or_else(|| too_many(&name, MAX_CLASSES + 1))?,
        name,
        copies: Vec::new(),
        is_missing: false,
    })
}

/// Place of a label among the numbers of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LabelLayout {
    /// The first of so many columns.
    FirstOf(usize),
    /// The column of the only number that is not 0, of so many.
    OneHot(usize),
}

/// Kind and extent of examples, and a remark where they are a guess.
fn example(dims: &[usize], name: &str) -> (ExampleKind, Extent, Option<String>) {
    let extent = |height, width, channels| Extent {
        height,
        width,
        channels,
    };
    let signal = |samples| (ExampleKind::Sequence, extent(1, samples, 1), None);
    match *dims {
        [_, numbers] => {
            let side = numbers.isqrt();
            if side * side != numbers || side < MIN_GUESSED_SIDE {
                return signal(numbers);
            }
            let remark = format!(
                "The rows of {numbers} numbers in {name} are read as images of {side} x {side} pixels."
            );
            (ExampleKind::Image, extent(side, side, 1), Some(remark))
        }
        [_, 1, samples] | [_, samples, 1] | [_, 1, samples, 1] => signal(samples),
        [_, 1, height, width] if width != 3 => (ExampleKind::Image, extent(height, width, 1), None),
        [_, height, width, channels] => (ExampleKind::Image, extent(height, width, channels), None),
        _ => (ExampleKind::Image, extent(dims[1], dims[2], 1), None),
    }
}

/// Checks the limits of examples.
///
/// # Errors
/// `Data`, naming what is too small or too large.
pub fn check(name: &str, count: usize, kind: ExampleKind, extent: Extent) -> Result<()> {
    let Extent {
        height,
        width,
        channels,
    } = extent;
    if count < MIN_EXAMPLES {
        return Err(LabError::data(
            "count",
            count,
            format!("{name}: there are {count} {}.", kind.plural()),
            format!("Open at least {MIN_EXAMPLES}."),
        ));
    }
    if kind == ExampleKind::Table {
        return Ok(()); // columns have widths once they have kinds
    }
    if kind == ExampleKind::Sequence {
        if !SAMPLES.contains(&width) {
            return Err(LabError::data(
                "samples",
                width,
                format!("{name}: its signals have {width} samples."),
                format!(
                    "Use signals of {} to {} samples.",
                    SAMPLES.start(),
                    SAMPLES.end()
                ),
            ));
        }
        return Ok(());
    }
    for (side, field) in [(height, "rows"), (width, "columns")] {
        if !SIDES.contains(&side) {
            return Err(LabError::data(
                field,
                side,
                format!("{name}: the images have {side} {field}."),
                format!(
                    "Use images of {} to {} pixels a side.",
                    SIDES.start(),
                    SIDES.end()
                ),
            ));
        }
    }
    if !matches!(channels, 1 | 3) {
        return Err(LabError::data(
            "channels",
            channels,
            format!("{name}: its pixels have {channels} values each."),
            "Save coloured images as count x rows x columns x 3: red, green and blue of each pixel.",
        ));
    }
    Ok(())
}
