//! Catalog of the data sets: built in, generated, fetched by the page, or opened by the user.

use std::sync::Arc;

use crate::config::{KeptReading, RunConfig, Source};
use crate::data::Dataset;
use crate::data::info::DatasetInfo;
use crate::data::sets::{colours, digits, ecg, ratings, shapes, sounds, strokes};
use crate::error::{LabError, Result};

/// The available data sets, each built at its first use and kept.
#[derive(Debug, Default)]
pub struct Catalog {
    digits: Option<Arc<Dataset>>,
    strokes: Generated,
    shapes: Generated,
    colours: Generated,
    signals: Generated,
    sounds: Generated,
    ratings: Generated,
    /// Fetched sets and the user's own data, at most one of a source.
    given: Vec<Arc<Dataset>>,
    /// Options that the user's own data were read with.
    reading: KeptReading,
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
    /// `Config` where it names a file and none was opened, or a set that was not fetched.
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
            Source::Sounds => Ok(self.sounds.of(config.seed, sounds::draw)),
            Source::Ratings => Ok(self.ratings.of(config.seed, ratings::draw)),
            source => {
                let given = self.given.iter().find(|set| set.source == source);
                given.cloned().ok_or_else(|| missing(source))
            }
        }
    }

    /// Takes a fetched set, or the user's own data, in place of an earlier one of this source.
    pub fn put(&mut self, set: Dataset) -> DatasetInfo {
        self.put_read(set, KeptReading::new())
    }

    /// The same, with the options that the user's own data were read with.
    pub fn put_read(&mut self, set: Dataset, reading: KeptReading) -> DatasetInfo {
        let info = set.info();
        if set.source == Source::File {
            self.reading = reading;
        }
        self.given.retain(|other| other.source != set.source);
        self.given.push(Arc::new(set));
        info
    }

    /// Writes into a config how its data were read.
    pub fn note_reading(&self, config: &mut RunConfig) {
        config.reading = match config.dataset {
            Source::File => self.reading.clone(),
            _ => KeptReading::new(),
        };
    }
}

/// The refusal of a data set that nobody has put in.
fn missing(source: Source) -> LabError {
    let (message, remedy) = if source == Source::File {
        (
            "No file has been opened yet.",
            "Open files of your own, or choose a built-in data set.",
        )
    } else {
        (
            "This data set has not been fetched yet.",
            "Connect to the network and try again, or choose a built-in data set.",
        )
    };
    let name = Source::CHOICES[source as usize].value;
    LabError::config("dataset", name, message, remedy)
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
            Source::Sounds,
            Source::Ratings,
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
    fn a_fetched_set_is_refused_until_it_is_there_and_leaves_own_data_alone() {
        let mut catalog = Catalog::default();
        let set = |source| Dataset {
            source,
            ..digits::load().unwrap()
        };
        let of = |dataset| RunConfig {
            dataset,
            ..RunConfig::default()
        };
        catalog.put(set(Source::File));
        let error = catalog.dataset(&of(Source::Mnist)).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("dataset"));
        for source in [Source::Mnist, Source::Fashion] {
            catalog.put(set(source));
        }
        for source in [Source::File, Source::Mnist, Source::Fashion] {
            assert_eq!(catalog.dataset(&of(source)).unwrap().source, source);
        }
    }

    #[test]
    fn own_data_are_those_that_were_put_last() {
        let mut catalog = Catalog::default();
        let config = RunConfig {
            dataset: Source::File,
            ..RunConfig::default()
        };
        for name in ["first", "second"] {
            let own = Dataset {
                source: Source::File,
                name: name.into(),
                ..digits::load().unwrap()
            };
            assert_eq!(catalog.put(own).name, name);
            assert_eq!(catalog.dataset(&config).unwrap().name, name);
        }
    }

    #[test]
    fn only_runs_on_own_data_say_how_these_were_read() {
        let mut catalog = Catalog::default();
        let reading: KeptReading = [("side".to_owned(), 28.into())].into_iter().collect();
        let own = Dataset {
            source: Source::File,
            ..digits::load().unwrap()
        };
        catalog.put_read(own, reading.clone());
        for (dataset, expected) in [
            (Source::File, reading.clone()),
            (Source::Digits, KeptReading::new()),
        ] {
            let mut config = RunConfig {
                dataset,
                reading: reading.clone(),
                ..RunConfig::default()
            };
            catalog.note_reading(&mut config);
            assert_eq!(config.reading, expected);
        }
    }
}
