//! Options of reading files. They are kept with a run, so that it says how its data were read.

mod columns;
mod crop;
mod sound;

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::schema::{Field, FieldKind, Group, Scale, choices};
use crate::error::{LabError, Result, short};
pub use columns::ColumnKind;
pub use crop::Crop;
pub use sound::{EXCERPTS, SoundForm};

choices! {
    /// A choice that the files suggest, or that is made.
    Switch {
        Auto = "auto", "Automatic", "As the files suggest.";
        No = "no", "No", "Never.";
        Yes = "yes", "Yes", "In any case.";
    }
}

choices! {
    /// The colours of images.
    Colour {
        Auto = "auto", "Automatic", "In colour where there is some.";
        Grey = "grey", "Grey", "One brightness a pixel.";
        Colour = "colour", "Colour", "Red, green and blue of each pixel.";
    }
}

/// The column of a table that holds the labels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LabelColumn {
    /// As names and contents of the columns suggest.
    #[default]
    Auto,
    /// There are no labels.
    None,
    /// The name of the column, or its number, counted from 1.
    Called(String),
}

impl From<&str> for LabelColumn {
    fn from(text: &str) -> Self {
        match text {
            "auto" | "" => Self::Auto,
            "none" => Self::None,
            _ => Self::Called(text.to_owned()),
        }
    }
}

impl Serialize for LabelColumn {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Auto => "auto",
            Self::None => "none",
            Self::Called(name) => name,
        })
    }
}

/// Smallest side that pictures are scaled to, in pixels.
pub const LEAST_SIDE: usize = 8;
/// Largest side that pictures are scaled to, in pixels.
pub const LARGEST_SIDE: usize = 64;
/// Smallest and largest share for validation, in percent.
const SHARES: std::ops::RangeInclusive<usize> = 1..=50;
/// Most classes that can be named.
const MOST_CLASSES: usize = 256;

/// Options of reading files. What the files suggest is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// The column of labels of a table.
    #[serde(skip_serializing_if = "is_auto")]
    pub label_column: LabelColumn,
    /// Exchange of rows and columns of images.
    #[serde(skip_serializing_if = "Switch::is_auto")]
    pub transpose: Switch,
    /// Exchange of dark and light: ink on paper becomes light on dark.
    #[serde(skip_serializing_if = "Switch::is_auto")]
    pub invert: Switch,
    /// Scaling of the values that occur to black and white.
    #[serde(skip_serializing_if = "Switch::is_auto")]
    pub stretch: Switch,
    /// Side of pictures in pixels; none for one that fits the smallest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<usize>,
    /// The part of pictures that is kept where they have another shape.
    #[serde(skip_serializing_if = "Crop::is_auto")]
    pub crop: Crop,
    /// Grey or colour.
    #[serde(skip_serializing_if = "Colour::is_auto")]
    pub colour: Colour,
    /// Wave forms or log-mel pictures.
    #[serde(skip_serializing_if = "SoundForm::is_auto")]
    pub sound_as: SoundForm,
    /// Length of the excerpts of recordings in milliseconds, written in seconds; none for one that fits them.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "sound::in_seconds"
    )]
    pub excerpt: Option<u32>,
    /// Exchange of the training and the test set.
    #[serde(skip_serializing_if = "Switch::is_auto")]
    pub swap_sets: Switch,
    /// Share of the examples for validation in percent; none for the usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation: Option<usize>,
    /// Names of the classes that are kept; empty for all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// Kinds of the columns of a table, by their names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, ColumnKind>,
}

/// Options of reading in JSON, as a run and packed data keep them.
pub type KeptReading = Map<String, Value>;

impl Default for Reading {
    fn default() -> Self {
        Self {
            label_column: LabelColumn::Auto,
            transpose: Switch::Auto,
            invert: Switch::Auto,
            stretch: Switch::Auto,
            side: None,
            crop: Crop::Auto,
            colour: Colour::Auto,
            sound_as: SoundForm::Auto,
            excerpt: None,
            swap_sets: Switch::Auto,
            validation: None,
            classes: Vec::new(),
            columns: BTreeMap::new(),
        }
    }
}

fn is_auto(column: &LabelColumn) -> bool {
    *column == LabelColumn::Auto
}

impl Switch {
    fn is_auto(&self) -> bool {
        *self == Self::Auto
    }

    /// The choice that was made, or else what the files suggest.
    pub fn or(self, suggested: bool) -> bool {
        match self {
            Self::Auto => suggested,
            Self::No => false,
            Self::Yes => true,
        }
    }

    /// A choice that is made.
    pub fn of(is_on: bool) -> Self {
        if is_on { Self::Yes } else { Self::No }
    }

    fn parse(text: &str) -> Self {
        match text {
            "yes" => Self::Yes,
            "no" => Self::No,
            _ => Self::Auto,
        }
    }
}

impl Colour {
    fn is_auto(&self) -> bool {
        *self == Self::Auto
    }
}

impl Reading {
    /// Options from loosely typed JSON. One that is left out is as the files suggest.
    ///
    /// # Errors
    /// `Config`, naming the option, its value and the allowed ones.
    pub fn from_json(json: Value) -> Result<Self> {
        let mut reading = Self::default();
        for (name, value) in object(json)? {
            reading.set(&name, &value)?;
        }
        Ok(reading)
    }

    /// The options in JSON, to be kept.
    ///
    /// # Errors
    /// `Internal` where they cannot be written.
    pub fn to_json(&self) -> Result<KeptReading> {
        object(serde_json::to_value(self).map_err(LabError::internal)?)
    }

    fn set(&mut self, name: &str, value: &Value) -> Result<()> {
        match name {
            "labelColumn" => self.label_column = label_column(value)?,
            "side" => {
                let sides = LEAST_SIDE..=LARGEST_SIDE;
                self.side = whole("reading.side", "The side of pictures", sides, value)?;
            }
            "validation" => self.validation = share(value)?,
            "crop" => {
                let name = checked("reading.crop", "The part of pictures", Crop::CHOICES, value)?;
                self.crop = Crop::parse(name);
            }
            "classes" => self.classes = classes(value)?,
            "columns" => self.columns = columns::kinds(value)?,
            "colour" => {
                self.colour = match checked("reading.colour", "Colour", Colour::CHOICES, value)? {
                    "grey" => Colour::Grey,
                    "colour" => Colour::Colour,
                    _ => Colour::Auto,
                };
            }
            "soundAs" => {
                let choices = SoundForm::CHOICES;
                let name = checked("reading.soundAs", "Sounds", choices, value)?;
                self.sound_as = SoundForm::parse(name);
            }
            "excerpt" => self.excerpt = sound::excerpt(value)?,
            "transpose" => {
                self.transpose = switch(
                    "reading.transpose",
                    "The exchange of rows and columns",
                    value,
                )?;
            }
            "invert" => {
                self.invert = switch("reading.invert", "The exchange of dark and light", value)?;
            }
            "stretch" => {
                self.stretch = switch("reading.stretch", "The stretch of values", value)?;
            }
            "swapSets" => {
                self.swap_sets = switch(
                    "reading.swapSets",
                    "The exchange of training and test set",
                    value,
                )?;
            }
            _ => {
                return Err(LabError::config(
                    &format!("reading.{}", short(name)),
                    short(value),
                    format!(
                        "There is no option of reading files called \"{}\".",
                        short(name)
                    ),
                    "The options are labelColumn, transpose, invert, stretch, side, crop, colour, soundAs, excerpt, swapSets, validation, classes, columns.",
                ));
            }
        }
        Ok(())
    }
}

/// The share for validation in percent, of options that are kept; none for the usual one.
///
/// # Errors
/// `Config` where it is out of its limits.
pub fn validation_of(kept: &KeptReading) -> Result<Option<usize>> {
    kept.get("validation").map_or(Ok(None), share)
}

fn share(value: &Value) -> Result<Option<usize>> {
    let label = "The share for validation, in percent,";
    whole("reading.validation", label, SHARES, value)
}

fn object(json: Value) -> Result<KeptReading> {
    match json {
        Value::Object(entries) => Ok(entries),
        _ => Err(LabError::config(
            "reading",
            short(json),
            "The options of reading files are no JSON object.",
            "Write them as {\"transpose\": \"yes\"}, or leave them out.",
        )),
    }
}

fn switch(name: &'static str, label: &'static str, value: &Value) -> Result<Switch> {
    checked(name, label, Switch::CHOICES, value).map(Switch::parse)
}

/// The name of a choice, where a value is one.
fn checked<'a>(
    name: &'static str,
    label: &'static str,
    choices: &'static [super::schema::Choice],
    value: &'a Value,
) -> Result<&'a str> {
    check(name, label, FieldKind::Choice { choices }, value)?;
    Ok(value.as_str().unwrap_or("auto"))
}

fn check(name: &'static str, label: &'static str, kind: FieldKind, value: &Value) -> Result<()> {
    let field = Field {
        name,
        label,
        group: Group::Data,
        kind,
        default: Value::Null,
        when: Vec::new(),
        live: false,
        advanced: true,
        help: "",
    };
    field.check(value)
}

fn label_column(value: &Value) -> Result<LabelColumn> {
    match value {
        Value::String(name) => Ok(LabelColumn::from(name.as_str())),
        Value::Number(number) if number.as_u64().is_some_and(|number| number > 0) => {
            Ok(LabelColumn::Called(number.to_string()))
        }
        _ => Err(LabError::config(
            "reading.labelColumn",
            short(value),
            format!("The column of labels cannot be {}.", short(value)),
            "Use the name of the column, its number counted from 1, \"auto\" or \"none\".",
        )),
    }
}

/// A whole number in a range, or none for an automatic one.
fn whole(
    name: &'static str,
    label: &'static str,
    range: std::ops::RangeInclusive<usize>,
    value: &Value,
) -> Result<Option<usize>> {
    let number = match value {
        Value::String(text) if text == "auto" => return Ok(None),
        Value::String(text) => text
            .parse::<u64>()
            .map_or_else(|_| value.clone(), Value::from),
        _ => value.clone(),
    };
    let kind = FieldKind::Integer {
        min: *range.start() as f64,
        max: *range.end() as f64,
        scale: Scale::Linear,
    };
    check(name, label, kind, &number)?;
    Ok(number.as_f64().map(|number| number as usize))
}

fn classes(value: &Value) -> Result<Vec<String>> {
    let name = |value: &Value| match value {
        Value::String(name) => Some(name.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let names: Option<Vec<_>> = value
        .as_array()
        .filter(|names| names.len() <= MOST_CLASSES)
        .and_then(|names| names.iter().map(name).collect());
    names.ok_or_else(|| {
        LabError::config(
            "reading.classes",
            short(value),
            format!("The classes to keep cannot be {}.", short(value)),
            format!(
                "Use a list of at most {MOST_CLASSES} names of classes; an empty one keeps all."
            ),
        )
    })
}

/// The options of a config, taken out of its entries. Programs that read files check them; the modules that train only
/// keep them, and so need no code that knows each option.
///
/// # Errors
/// `Config`, naming the option, its value and the allowed ones.
pub fn taken(entries: &mut Map<String, Value>) -> Result<KeptReading> {
    match entries.remove("reading") {
        None => Ok(KeptReading::new()),
        Some(json) if cfg!(feature = "import") => Reading::from_json(json)?.to_json(),
        Some(json) => object(json),
    }
}

#[cfg(test)]
mod tests;
