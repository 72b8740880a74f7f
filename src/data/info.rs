//! The description of a data set for the page.

use serde::Serialize;

use super::layout::Layout;
use super::sound::Sound;
use super::split::SplitSizes;
use super::{Dataset, ExampleKind};
use crate::config::Source;

/// Description of a data set.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct DatasetInfo {
    /// Source of the examples: the value of the setting `dataset`.
    #[cfg_attr(not(target_arch = "wasm32"), ts(type = "string"))]
    pub source: Source,
    /// Kind of the examples.
    pub kind: ExampleKind,
    /// For people.
    pub name: String,
    /// Pixels a row, samples of a sequence, places of a word, or numbers of a row of a table.
    pub width: usize,
    /// Rows; one where they are no images.
    pub height: usize,
    /// Numbers of a pixel: 1 of a grey one, 3 (red, green, blue) of a coloured one; letters of the alphabet of a word.
    pub channels: usize,
    /// Letters of words, in the order of the channels; the last one stands for the end of a word. Empty for other kinds.
    pub alphabet: String,
    /// Columns of a table; empty for other kinds.
    pub columns: Layout,
    /// Images trained on.
    pub train: usize,
    /// Images that the run is watched on.
    pub validation: usize,
    /// Images kept for the end.
    pub test: usize,
    /// Name of each label; empty without labels.
    pub classes: Vec<String>,
    /// Examples whose label is known.
    pub labelled: usize,
    /// Rate and form of examples that are sounds; none for others.
    pub sound: Option<Sound>,
    /// Of the contents of files; 0 of other sets.
    pub fingerprint: u32,
}

impl Dataset {
    /// The description for the page.
    pub fn info(&self) -> DatasetInfo {
        let sizes = SplitSizes::of(self);
        DatasetInfo {
            source: self.source,
            kind: self.kind,
            name: self.name.clone(),
            width: self.width,
            height: self.height,
            channels: self.channels,
            alphabet: self.alphabet.clone(),
            columns: self.columns.clone(),
            train: sizes.train,
            validation: sizes.validation,
            test: sizes.test,
            classes: self.classes.clone(),
            labelled: self.labelled(),
            sound: self.sound,
            fingerprint: self.fingerprint,
        }
    }
}
