//! Opened files, before they become a data set.

use super::choice::Sure;
use crate::config::reading::SoundForm;
use crate::data::ExampleKind;
use crate::data::formats::classes::Classes;
use crate::data::formats::elements::Elements;
use crate::data::formats::table::{LabelChoice, TypedColumn};
use crate::data::sound::Sound;
use crate::shape::Extent;

/// A file of examples.
pub struct Images {
    pub name: String,
    /// Names of other files that hold the same.
    pub copies: Vec<String>,
    pub count: usize,
    pub kind: ExampleKind,
    pub extent: Extent,
    pub elements: Elements,
    /// Columns of a table, which `elements` hold row by row; empty for other kinds.
    pub columns: Vec<TypedColumn>,
    /// Place of each example in the file; empty where none is left out.
    pub places: Vec<u32>,
    /// Rows of a table that are left out since all their cells are empty.
    pub empty_rows: usize,
    /// Sentences about what was recognised.
    pub remarks: Vec<String>,
    pub labels: Option<Labels>,
    pub origin: Origin,
}

impl Images {
    /// True if labels came with the examples.
    pub fn came_with_labels(&self) -> bool {
        self.labels
            .as_ref()
            .is_some_and(|labels| !labels.is_missing)
    }

    /// True for excerpts of recordings.
    pub fn is_sound(&self) -> bool {
        matches!(self.origin, Origin::Sounds(_))
    }
}

/// Form of the file that examples were in, with what was chosen to read it.
pub enum Origin {
    /// Numbers; true where their sides are a guess.
    Array(bool),
    /// Rows of a table.
    Table(LabelChoice),
    /// Pictures, one a file.
    Pictures(PictureSize),
    /// Excerpts of recordings of sound.
    Sounds(Box<SoundFacts>),
}

/// Facts about sounds, with what was chosen to read them.
#[derive(Clone)]
pub struct SoundFacts {
    /// Wave forms or pictures.
    pub form: SoundForm,
    /// Those that the recordings suggest.
    pub suggested: SoundForm,
    /// Length of an excerpt, in milliseconds.
    pub excerpt: u32,
    /// The length that the recordings suggest, in milliseconds.
    pub fitting: u32,
    /// Bands and moments of a log-mel picture.
    pub side: usize,
    /// Lengths that are offered, in milliseconds.
    pub offered: Vec<u32>,
    /// The reason for the length that the recordings suggest, as a sentence.
    pub why: String,
    /// Rate and form of the examples as sounds.
    pub heard: Sound,
    /// The values in words.
    pub range: String,
    /// Sentences about what was recognised, with their certainty.
    pub findings: Vec<(String, Sure)>,
}

/// Sizes of pictures.
#[derive(Clone, Copy)]
pub struct PictureSize {
    /// Shortest side of all of them, in pixels.
    pub shortest: usize,
    /// True if any has colours.
    pub is_coloured: bool,
    /// True if the folder of each is its class.
    pub are_in_folders: bool,
    /// True if some have another shape than the images that they become.
    pub have_other_shape: bool,
}

impl PictureSize {
    /// Origin of the labels, as a sentence.
    pub fn labels(self) -> &'static str {
        match self.are_in_folders {
            true => "The folder of each picture is its class.",
            false => "The beginning of each picture's name is its class.",
        }
    }
}

/// A file of labels, or the column of labels of a table.
pub struct Labels {
    pub name: String,
    /// Names of other files that hold the same.
    pub copies: Vec<String>,
    pub classes: Classes,
    /// True for examples that came without labels, next to others with labels: all of them are unknown.
    pub is_missing: bool,
}

/// A word for images that are not grey.
pub fn colour(extent: Extent) -> &'static str {
    if extent.channels > 1 { "coloured " } else { "" }
}
