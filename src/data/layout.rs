//! Layout of an example: typed fields in order, each with a range of its numbers.

use serde::{Deserialize, Serialize};

/// Kind of a field, which decides its loss and its drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum FieldKind {
    /// A picture: `height * width * channels` numbers from 0 to 1.
    Pixels {
        /// Rows.
        height: usize,
        /// Columns.
        width: usize,
        /// Numbers of a pixel.
        channels: usize,
    },
    /// A signal: one number from 0 to 1 a sample.
    Samples {
        /// Samples.
        count: usize,
    },
    /// One number, standardized: less its mean, divided by its deviation.
    Number {
        /// Mean of the known training values.
        mean: f32,
        /// Their standard deviation.
        deviation: f32,
    },
    /// One of several categories, one-hot.
    Category {
        /// Names of the categories.
        names: Vec<String>,
    },
    /// A word: at each place one letter of the alphabet, one-hot.
    Letters {
        /// The letters; the last one stands for the end, up to the last place of a shorter word.
        alphabet: String,
        /// Places.
        length: usize,
    },
    /// A rating, as it was given.
    Rating {
        /// Lowest rating.
        low: f32,
        /// Highest rating.
        high: f32,
    },
}

impl FieldKind {
    /// Numbers of the field in the row of an example.
    pub fn width(&self) -> usize {
        match self {
            Self::Pixels {
                height,
                width,
                channels,
            } => height * width * channels,
            Self::Samples { count } => *count,
            Self::Number { .. } | Self::Rating { .. } => 1,
            Self::Category { names } => names.len(),
            Self::Letters { alphabet, length } => alphabet.chars().count() * length,
        }
    }
}

/// A field of an example.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Field {
    /// Name for people: of a column, or of the kind.
    pub name: String,
    /// Kind, with its sizes.
    #[serde(flatten)]
    pub kind: FieldKind,
}

impl Field {
    /// A field of a name and a kind.
    pub fn new(name: impl Into<String>, kind: FieldKind) -> Self {
        let name = name.into();
        Self { name, kind }
    }
}

/// Fields of an example, in order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(transparent)]
pub struct Layout(pub Vec<Field>);

impl Layout {
    /// Numbers of an example.
    pub fn width(&self) -> usize {
        self.0.iter().map(|field| field.kind.width()).sum()
    }
}
