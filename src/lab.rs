//! What a run can be made from: the data sets at hand, and what a config would build with them.

use std::sync::Arc;

use serde::Serialize;

use crate::config::rules;
use crate::config::{RunConfig, Source};
use crate::data::files::{self, File};
use crate::data::{Dataset, DatasetInfo, colours, digits, shapes, signals, strokes};
use crate::error::{LabError, Result};
use crate::kernels::conv::Extent;
use crate::kernels::recurrent::{Gru, Way};
use crate::model::plan::{Kind, LayerPlan, Role, network};
use crate::objective::{self, TermInfo};

/// The data sets at hand; each is made when first asked for and kept.
#[derive(Debug, Default)]
pub struct Lab {
    digits: Option<Arc<Dataset>>,
    strokes: Generated,
    shapes: Generated,
    colours: Generated,
    signals: Generated,
    file: Option<Arc<Dataset>>,
}

/// A data set that a program draws, with the seed it was last drawn from.
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

/// What a config would build.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Description {
    /// The images.
    pub dataset: DatasetInfo,
    /// From input to output, then those beside.
    pub layers: Vec<LayerInfo>,
    /// The numbers that are recorded in every step: the terms of the loss, and what is only watched.
    pub terms: Vec<TermInfo>,
    /// Weights and biases of all layers.
    pub parameters: usize,
    /// Steps that visit every training image once, with a fraction: the last batch of an epoch goes on into
    /// the next.
    pub steps_per_epoch: f64,
}

/// One layer, as the page draws it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LayerInfo {
    /// What it is for.
    pub role: Role,
    /// Numbers in.
    pub inputs: usize,
    /// Numbers out.
    pub outputs: usize,
    /// Both, for people.
    pub shape: String,
    /// What is done to each sum, for people.
    pub activation: &'static str,
    /// Weights and biases.
    pub parameters: usize,
}

impl Lab {
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
            Source::Signals => Ok(self.signals.of(config.seed, signals::draw)),
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

    /// Reads the user's own files; they take the place of earlier ones only when all is well.
    ///
    /// # Errors
    /// `Data`, naming the file, the field and the byte.
    pub fn load(&mut self, files: &[File]) -> Result<(DatasetInfo, String)> {
        let (dataset, note) = files::read(files)?;
        let info = dataset.info();
        self.file = Some(Arc::new(dataset));
        Ok((info, note))
    }

    /// What a config would build.
    ///
    /// # Errors
    /// `Config` where config and data do not go together.
    pub fn describe(&mut self, config: &RunConfig) -> Result<Description> {
        Description::new(config, &*self.dataset(config)?)
    }
}

impl Description {
    /// What a config builds on a data set.
    ///
    /// # Errors
    /// `Config` where the two do not go together.
    pub fn new(config: &RunConfig, dataset: &Dataset) -> Result<Self> {
        let info = dataset.info();
        if config.batch_size > info.train {
            return Err(LabError::config(
                "batchSize",
                config.batch_size,
                format!(
                    "A batch of {} is more than the {} training {}.",
                    config.batch_size,
                    info.train,
                    info.kind.plural()
                ),
                format!("Use a batch size of at most {}.", info.train),
            ));
        }
        rules::check_data(config, dataset.extent(), !dataset.labels.is_empty())?;
        let layers = network(config, dataset.extent(), dataset.classes.len())?;
        let layers: Vec<_> = layers.iter().map(LayerInfo::from).collect();
        Ok(Self {
            parameters: layers.iter().map(|layer| layer.parameters).sum(),
            steps_per_epoch: info.train as f64 / config.batch_size as f64,
            dataset: info,
            layers,
            terms: objective::info(config, dataset.size()),
        })
    }
}

impl From<&LayerPlan> for LayerInfo {
    fn from(layer: &LayerPlan) -> Self {
        Self {
            role: layer.role,
            inputs: layer.inputs,
            outputs: layer.outputs / layer.heads,
            shape: shape(layer),
            activation: match layer.kind {
                Kind::Search => "Soft threshold",
                _ => layer.activation.label(),
            },
            parameters: layer.parameters(),
        }
    }
}

/// What goes in and what comes out, for people. An image of one row is a sequence of frames.
fn shape(layer: &LayerPlan) -> String {
    let (inputs, outputs) = (layer.inputs, layer.outputs);
    match layer.kind {
        Kind::Dense if layer.heads > 1 => {
            let heads = layer.heads;
            format!("{inputs} × {} × {heads}", outputs / heads)
        }
        Kind::Dense | Kind::Dictionary => format!("{inputs} × {outputs}"),
        Kind::Search => format!("{inputs} → {outputs}, searched for"),
        Kind::Conv(geometry) => {
            let (from, to) = (geometry.input(), geometry.output());
            format!("{} → {}", extent(from), extent(to))
        }
        Kind::Gru(Gru {
            frames,
            frame,
            units,
            way,
        }) => match way {
            Way::Read => format!("{frames} frames of {frame} → {units}"),
            Way::Write => format!("{units} → {frames} frames of {units}"),
        },
    }
}

fn extent(image: Extent) -> String {
    let Extent {
        height,
        width,
        channels,
    } = image;
    match height {
        1 => format!("{width} frames of {channels}"),
        _ => format!("{height}×{width}×{channels}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Family;

    #[test]
    fn a_description_counts_images_parameters_and_steps() {
        let description = Lab::default().describe(&RunConfig::default()).unwrap();
        assert_eq!(description.dataset.train, 1299);
        assert_eq!(description.steps_per_epoch, 1299.0 / 64.0);
        assert_eq!(description.parameters, 4160 + 2080 + 66 + 96 + 2112 + 4160);
    }

    #[test]
    fn the_layers_of_a_recurrent_network_are_described_by_their_frames() {
        let config = RunConfig {
            dataset: Source::Signals,
            family: Family::Recurrent,
            ..RunConfig::default()
        };
        let layers = Lab::default().describe(&config).unwrap().layers;
        let shapes: Vec<_> = layers.iter().map(|layer| layer.shape.as_str()).collect();
        assert_eq!(
            shapes,
            [
                "14 frames of 10 → 64",
                "64 × 2",
                "2 × 64",
                "64 → 14 frames of 64",
                "14 frames of 64 → 14 frames of 10"
            ]
        );
    }

    #[test]
    fn a_generated_set_is_kept_until_another_seed_is_asked_for() {
        let mut lab = Lab::default();
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
                lab.dataset(&config).unwrap()
            };
            let first = set(1);
            assert_eq!(first.source, dataset);
            assert!(Arc::ptr_eq(&first, &set(1)));
            assert_ne!(first.pixels, set(2).pixels);
        }
    }

    #[test]
    fn a_file_that_was_never_opened_and_a_batch_beyond_the_data_are_refused() {
        let mut lab = Lab::default();
        let file = RunConfig {
            dataset: Source::File,
            ..RunConfig::default()
        };
        assert_eq!(
            lab.describe(&file).unwrap_err().field.as_deref(),
            Some("dataset")
        );
        let mut few = digits::load().unwrap();
        few.pixels.truncate(64 * 100);
        few.labels.truncate(100);
        let config = RunConfig {
            batch_size: 200,
            ..RunConfig::default()
        };
        let error = Description::new(&config, &few).unwrap_err();
        assert!(error.remedy.contains("at most 73"), "{error}");
    }

    #[test]
    fn a_bad_file_leaves_the_opened_one_in_place() {
        let mut lab = Lab::default();
        let mut bytes = vec![0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 4, 0, 0, 0, 4];
        bytes.extend([7; 960]);
        let good = File {
            name: "good".into(),
            bytes,
        };
        lab.load(std::slice::from_ref(&good)).unwrap();
        let bad = File {
            name: "bad".into(),
            bytes: good.bytes[..500].to_vec(),
        };
        assert!(lab.load(&[bad]).unwrap_err().message.contains("bad"));
        let config = RunConfig {
            dataset: Source::File,
            ..RunConfig::default()
        };
        assert_eq!(lab.dataset(&config).unwrap().name, "good");
    }
}
