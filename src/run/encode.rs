//! Latent codes for other programs: those of a split or of all examples, in the order of the files that were opened.

use serde::Serialize;

use super::encoding::{Encoding, Part};
use super::trainer::Trainer;
use crate::data::split::Split;
use crate::data::sprite::{Sprite, sprite};
use crate::error::{LabError, Result};
use crate::typed_array::TypedArray;

/// Names of the splits, in the order of `Encoded::splits`; the last is that of examples which the run never sees.
pub const SPLIT_NAMES: [&str; 4] = ["training", "validation", "test", "none"];

/// Some rows of the codes of a part, in the order of the files.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Encoded {
    /// Steps that the model had done. It stays the same from the first row of a part to the last.
    pub step: usize,
    /// Rows of the whole part.
    pub total: usize,
    /// Place of each example in the file that it comes from, from 0 on.
    pub indices: TypedArray<u32>,
    /// Split of each: 0 training, 1 validation, 2 test, 3 none of them.
    pub splits: TypedArray<u8>,
    /// `[count]`, or empty without names.
    pub names: Vec<String>,
    /// `[count]`, or empty without labels.
    pub labels: TypedArray<u8>,
    /// `[count, latent]`
    pub codes: TypedArray<f32>,
}

impl Trainer {
    /// Codes of the rows of a part from one on, at most so many. Training may go on between two stretches: all rows are of
    /// the model as it was when the first row was asked for.
    ///
    /// # Errors
    /// `Config` where there is no such row; `Device` where the device was lost.
    pub async fn encode_part(&mut self, part: Part, from: usize, most: usize) -> Result<Encoded> {
        let kept = self.encoding.take();
        let encoding = match kept.filter(|kept| from > 0 && kept.part == part) {
            Some(kept) => kept,
            None => Encoding {
                part,
                step: self.step,
                model: self.learner.copy_of_model(),
                rows: self.rows(part),
            },
        };
        let total = encoding.rows.len();
        let until = from.saturating_add(most).min(total);
        let Some(rows) = encoding
            .rows
            .get(from..until)
            .filter(|rows| !rows.is_empty())
        else {
            return Err(no_row(part, from, total));
        };
        let indices: Vec<_> = rows.iter().map(|&(index, _)| index).collect();
        let encoded = Encoded {
            step: encoding.step,
            total,
            indices: self.indices_in_files(&indices),
            splits: rows.iter().map(|&(_, split)| split).collect(),
            names: self.dataset.identity.names_of(&indices),
            labels: self.dataset.labels_of(&indices).into(),
            codes: self.encode_with(&encoding.model, &indices).await?.into(),
        };
        self.encoding = (until < total).then_some(encoding);
        Ok(encoded)
    }

    /// The pictures of the examples of a part on one, in the order of its codes.
    ///
    /// # Errors
    /// `Config` where the part has none.
    pub fn sprite(&self, part: Part) -> Result<Sprite> {
        let rows = self.rows(part);
        if rows.is_empty() {
            return Err(no_row(part, 0, 0));
        }
        let indices: Vec<_> = rows.iter().map(|&(index, _)| index).collect();
        Ok(sprite(&self.dataset, &indices))
    }

    /// Index and split of each example of a part, in the order of the data set.
    fn rows(&self, part: Part) -> Vec<(usize, u8)> {
        let splits = [Split::Training, Split::Validation, Split::Test];
        let mut split_of = vec![splits.len() as u8; self.dataset.count()];
        for (number, split) in splits.into_iter().enumerate() {
            for &index in self.indices(split) {
                split_of[index] = number as u8;
            }
        }
        let is_in = |split: u8| match part {
            Part::All => true,
            Part::Training => split == 0,
            Part::Validation => split == 1,
            Part::Test => split == 2,
        };
        let rows = split_of.into_iter().enumerate();
        rows.filter(|&(_, split)| is_in(split)).collect()
    }
}

fn no_row(part: Part, from: usize, total: usize) -> LabError {
    let name = match part {
        Part::All => "in all",
        Part::Training => "to train on",
        Part::Validation => "for validation",
        Part::Test => "to test on",
    };
    LabError::config(
        "split",
        from,
        format!("This run has {total} examples {name}."),
        "Choose another split.",
    )
}
