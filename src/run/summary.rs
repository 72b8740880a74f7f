//! Summary of the model that a config builds. Page and command line show it before training.

use serde::Serialize;

use crate::config::{Architecture, LastBatch, Normalization, RunConfig, validate};
use crate::data::catalog::Catalog;
use crate::data::info::DatasetInfo;
use crate::data::split::SplitIndices;
use crate::data::{Dataset, ExampleKind};
use crate::error::{LabError, Result};
use crate::loss::{self, TermInfo};
use crate::model::architecture::network;
use crate::model::layer_spec::{LayerKind, LayerSpec, Role};
use crate::ops::layers::gru::{Gru, GruMode};
use crate::run::memory::{self, Examples};
use crate::shape::Extent;

/// Data set, layers and loss terms of a config.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The images.
    pub dataset: DatasetInfo,
    /// From input to output, then those outside of this path, such as the classifier.
    pub layers: Vec<LayerInfo>,
    /// The numbers that are recorded in every step: the terms of the loss, and what is only watched.
    pub terms: Vec<TermInfo>,
    /// Weights and biases of all layers.
    pub parameters: usize,
    /// Steps that visit every training image once; with a fraction where the last batch of an epoch goes on
    /// into the next.
    pub steps_per_epoch: f64,
}

/// One layer, as the page draws it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct LayerInfo {
    /// Role in the model.
    pub role: Role,
    /// Numbers in.
    pub inputs: usize,
    /// Numbers out.
    pub outputs: usize,
    /// Both, for people.
    pub shape: String,
    /// Activation function, for people.
    pub activation: &'static str,
    /// Weights and biases.
    pub parameters: usize,
}

impl Summary {
    /// Summary of a config on a data set, split by its seed.
    ///
    /// # Errors
    /// `Config` where the two do not go together.
    pub fn new(config: &RunConfig, dataset: &Dataset) -> Result<Self> {
        let train = match config.normal_classes.is_empty() {
            true => dataset.info().train,
            false => {
                let split = SplitIndices::new(dataset, config.seed);
                split
                    .training_on(dataset, &config.normal_classes)
                    .train
                    .len()
            }
        };
        Self::training_on(config, dataset, train)
    }

    /// The same where so many images are trained on.
    ///
    /// # Errors
    /// `Config` where they do not go together.
    pub fn training_on(config: &RunConfig, dataset: &Dataset, train: usize) -> Result<Self> {
        validate::check_data(config, dataset.extent(), dataset.classes.len())?;
        let mut info = dataset.info();
        info.train = train;
        if info.train == 0 {
            return Err(LabError::config(
                "normalClasses",
                format!("{:?}", config.normal_classes),
                "There is no example of these classes to train on.",
                "Choose other classes, or none for all of them.",
            ));
        }
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
        check_last_batch(config, info.train)?;
        check_architecture(config, dataset)?;
        let layers = network(config, dataset.extent(), dataset.classes.len())?;
        let examples = Examples {
            extent: dataset.extent(),
            bytes_per_number: dataset.kind.bytes_per_number(),
            count: dataset.count(),
            validation: info.validation,
        };
        memory::check(config, &layers, examples, memory::MOST)?;
        let layers: Vec<_> = layers.iter().map(LayerInfo::from).collect();
        Ok(Self {
            parameters: layers.iter().map(|layer| layer.parameters).sum(),
            steps_per_epoch: steps_per_epoch(config, info.train),
            dataset: info,
            layers,
            terms: loss::info(config, dataset),
        })
    }
}

/// Refuses networks for neighbours where there are none.
fn check_architecture(config: &RunConfig, dataset: &Dataset) -> Result<()> {
    if dataset.kind != ExampleKind::Table || config.architecture == Architecture::Dense {
        return Ok(());
    }
    Err(LabError::config(
        "architecture",
        serde_json::to_value(config.architecture).map_err(LabError::internal)?,
        "The columns of a table have no neighbours, as pixels and samples do.",
        "Choose dense layers.",
    ))
}

/// The summary of what a config would build on the data set that it names.
///
/// # Errors
/// `Config` where config and data do not go together.
pub fn describe(catalog: &mut Catalog, config: &RunConfig) -> Result<Summary> {
    Summary::new(config, &*catalog.dataset(config)?)
}

/// Refuses a last batch that is too short for what is done to it.
fn check_last_batch(config: &RunConfig, train: usize) -> Result<()> {
    let normalised = config.normalization == Normalization::Batch;
    if config.last_batch == LastBatch::Short && normalised && train % config.batch_size == 1 {
        return Err(LabError::config(
            "lastBatch",
            "short",
            "The last batch would be a single example, which cannot be normalised.",
            "Let the last batch go on, or change the batch size by one.",
        ));
    }
    Ok(())
}

/// Steps that visit so many training images once.
fn steps_per_epoch(config: &RunConfig, train: usize) -> f64 {
    match config.last_batch {
        LastBatch::Carry => train as f64 / config.batch_size as f64,
        LastBatch::Short => train.div_ceil(config.batch_size) as f64,
    }
}

impl From<&LayerSpec> for LayerInfo {
    fn from(layer: &LayerSpec) -> Self {
        Self {
            role: layer.role,
            inputs: layer.inputs,
            outputs: layer.outputs / layer.heads,
            shape: shape(layer),
            activation: match layer.kind {
                LayerKind::SparseEncoder => "Soft threshold",
                _ => layer.activation.label(),
            },
            parameters: layer.parameters(),
        }
    }
}

/// Shapes of input and output, for people. An image of one row is a sequence of frames.
fn shape(layer: &LayerSpec) -> String {
    let (inputs, outputs) = (layer.inputs, layer.outputs);
    match layer.kind {
        LayerKind::Dense if layer.heads > 1 => {
            let heads = layer.heads;
            format!("{inputs} × {} × {heads}", outputs / heads)
        }
        LayerKind::Dense | LayerKind::Dictionary => format!("{inputs} × {outputs}"),
        LayerKind::SparseEncoder => format!("{inputs} → {outputs}, searched for"),
        LayerKind::Conv(geometry) => {
            let (from, to) = (geometry.input(), geometry.output());
            format!("{} → {}", extent(from), extent(to))
        }
        LayerKind::Gru(Gru {
            frames,
            frame,
            units,
            mode,
        }) => match mode {
            GruMode::Encode => format!("{frames} frames of {frame} → {units}"),
            GruMode::Decode => format!("{units} → {frames} frames of {units}"),
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
    use std::sync::Arc;

    use super::*;
    use crate::config::{Architecture, Source};
    use crate::data::sets::digits;

    #[test]
    fn a_description_counts_images_parameters_and_steps() {
        let description = describe(&mut Catalog::default(), &RunConfig::default()).unwrap();
        assert_eq!(description.dataset.train, 1299);
        assert_eq!(description.steps_per_epoch, 1299.0 / 64.0);
        assert_eq!(description.parameters, 4160 + 2080 + 66 + 96 + 2112 + 4160);
    }

    #[test]
    fn an_epoch_of_short_last_batches_has_whole_steps_and_none_of_one_example_where_that_is_normalised()
     {
        let mut config = RunConfig {
            last_batch: LastBatch::Short,
            ..RunConfig::default()
        };
        let steps = |config: &RunConfig| describe(&mut Catalog::default(), config);
        assert_eq!(steps(&config).unwrap().steps_per_epoch, 21.0);
        (config.batch_size, config.normalization) = (59, Normalization::Batch);
        let error = steps(&config).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("lastBatch"), "{error}");
        config.last_batch = LastBatch::Carry;
        assert!(steps(&config).is_ok());
    }

    #[test]
    fn the_layers_of_a_recurrent_network_are_described_by_their_frames() {
        let config = RunConfig {
            dataset: Source::Signals,
            architecture: Architecture::Recurrent,
            ..RunConfig::default()
        };
        let layers = describe(&mut Catalog::default(), &config).unwrap().layers;
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
    fn a_batch_beyond_the_data_is_refused() {
        let mut few = digits::load().unwrap();
        Arc::make_mut(&mut few.pixels).truncate(64 * 100);
        few.labels.truncate(100);
        let config = RunConfig {
            batch_size: 200,
            ..RunConfig::default()
        };
        let error = Summary::new(&config, &few).unwrap_err();
        assert!(error.remedy.contains("at most 73"), "{error}");
    }

    #[test]
    fn a_classifier_is_refused_where_there_are_no_labels() {
        let mut digits = digits::load().unwrap();
        digits.labels.clear();
        digits.classes.clear();
        let config = RunConfig {
            class_weight: 0.5,
            ..RunConfig::default()
        };
        let error = Summary::new(&config, &digits).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("classWeight"), "{error}");
        assert_eq!(error.value, Some(0.5.into()));
        assert!(error.remedy.contains("to 0"), "{error}");
    }
}
