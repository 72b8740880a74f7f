//! Catalog of the data sets: built in, generated, or opened by the user.

use std::sync::Arc;

use serde::Serialize;

use crate::config::{RunConfig, Source};
use crate::data::Dataset;
use crate::data::import::{self, File, Note};
use crate::data::info::DatasetInfo;
use crate::data::sets::{colours, digits, ecg, shapes, strokes};
use crate::error::{LabError, Result};

/// The available data sets, each built at its first use and kept.
#[derive(Debug, Default)]
pub struct Catalog {
    digits: Option<Arc<Dataset>>,
    strokes: Generated,
    shapes: Generated,
    colours: Generated,
    signals: Generated,
    file: Option<Arc<Dataset>>,
}

/// The user's own files, as a data set.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Loaded {
    /// Description of the examples.
    pub dataset: DatasetInfo,
    /// Remark about the files, for people.
    #[cfg_attr(not(target_arch = "wasm32"), ts(type = "string"))]
    pub note: Note,
}

/// A generated data set, with the seed of its last generation.
#[derive(Debug, Default)]
struct Generated(Option<(u32, Arc<Dataset>)>);

impl Generated {
    /// The set of a seed, drawn only where it is not the one at hand.
    fn of(&mut self, seed: u32, draw: fn(u32) -> Dataset) -> Arc<Dataset> {
        match &self.0 {
            Some((drawn, set)) if *drawn == seed => set.clone(),
            _ => {
                let set = Arc::new(draw(seed));
                self.0 = Some((seed, set.clone()));
                set
            }
        }
    }
}

impl Catalog {
    /// The data set that a config names.
    ///
    /// # Errors
    /// `Config` where it names a file and none was opened.
    pub fn dataset(&mut self, config: &RunConfig) -> Result<Arc<Dataset>> {
        match config.dataset {
            Source::Digits => match &self.digits {
                Some(set) => Ok(set.clone()),
                None => Ok(self.digits.insert(Arc::new(digits::load()?)).clone()),
            },
            Source::Strokes => Ok(self.strokes.of(config.seed, strokes::draw)),
            Source::Shapes => Ok(self.shapes.of(config.seed, shapes::draw)),
            Source::Colours => Ok(self.colours.of(config.seed, colours::draw)),
            Source::Signals => Ok(self.signals.of(config.seed, ecg::draw)),
            Source::File => self.file.clone().ok_or_else(|| {
                LabError::config(
                    "dataset",
                    "file",
                    "No file has been opened yet.",
                    "Open an IDX file, or choose a built-in data set.",
                )
            }),
        }
    }

    /// Reads the user's own files. They replace earlier ones only when all of them are valid.
    ///
    /// # Errors
    /// `Data`, naming the file, the field and the byte.
    pub fn load(&mut self, files: &[File]) -> Result<Loaded> {
        let (dataset, note) = import::read(files)?;
        let loaded = Loaded {
            dataset: dataset.info(),
            note,
        };
        self.file = Some(Arc::new(dataset));
        Ok(loaded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_set_is_kept_until_another_seed_is_asked_for() {
        let mut catalog = Catalog::default();
        for dataset in [
            Source::Strokes,
            Source::Shapes,
            Source::Colours,
            Source::Signals,
        ] {
            let mut set = |seed| {
                let config = RunConfig {
                    dataset,
                    seed,
                    ..RunConfig::default()
                };
                catalog.dataset(&config).unwrap()
            };
            let first = set(1);
            assert_eq!(first.source, dataset);
            assert!(Arc::ptr_eq(&first, &set(1)));
            assert_ne!(first.pixels, set(2).pixels);
        }
    }

    #[test]
    fn a_file_that_was_never_opened_is_refused() {
        let file = RunConfig {
            dataset: Source::File,
            ..RunConfig::default()
        };
        let error = Catalog::default().dataset(&file).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("dataset"));
    }

    #[test]
    fn a_bad_file_leaves_the_opened_one_in_place() {
        let mut catalog = Catalog::default();
        let mut bytes = vec![0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 4, 0, 0, 0, 4];
        bytes.extend((0..960).map(|at| (at % 251) as u8));
        let good = File {
            name: "good".into(),
            bytes,
        };
        catalog.load(std::slice::from_ref(&good)).unwrap();
        let bad = File {
            name: "bad".into(),
            bytes: good.bytes[..500].to_vec(),
        };
        assert!(catalog.load(&[bad]).unwrap_err().message.contains("bad"));
        let config = RunConfig {
            dataset: Source::File,
            ..RunConfig::default()
        };
        assert_eq!(catalog.dataset(&config).unwrap().name, "good");
    }
}
