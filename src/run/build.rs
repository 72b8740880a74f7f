//! From a config and its data to what trains.

use burn::tensor::{Device, Tensor};

use crate::config::{InputScale, RunConfig};
use crate::device;
use crate::device::upload::float_tensor;

use super::memory::Examples;
use super::{largest_tensor, recording};
use crate::data::batches::{Batches, tensor};
use crate::data::split::SplitIndices;
use crate::data::{Dataset, ExampleKind};
use crate::error::{LabError, Result};
use crate::loss::reconstruction::Reconstruction;
use crate::loss::{CompositeLoss, terms};
use crate::model::context::Batch;
use crate::model::init::Weights;
use crate::model::layer_spec::LayerKind;
use crate::model::preprocessing::Preprocessing;
use crate::model::{Autoencoder, AutoencoderOptions, architecture, init};
use crate::rng::{Purpose, stream};
use crate::train::data_loader::DataLoader;
use crate::train::early_stopping::EarlyStopping;
use crate::train::learner::Learner;
use crate::train::optimizer;

/// At step 0, with the initial weights of the seed.
///
/// # Errors
/// `Config` where config and data do not go together.
pub fn learner(
    config: &RunConfig,
    dataset: &Dataset,
    split: &SplitIndices,
    device: &Device,
) -> Result<Learner<Autoencoder, CompositeLoss>> {
    let layers = architecture::network(config, dataset.extent(), dataset.classes.len())?;
    let mut rng = stream(config.seed, Purpose::Weights);
    let autodiff = device.clone().autodiff();
    let options = AutoencoderOptions::new(config);
    let options = match dataset.kind {
        ExampleKind::Word | ExampleKind::Table => {
            options.for_softmaxes(dataset.layout().softmaxes())
        }
        ExampleKind::Image | ExampleKind::Sequence => options,
    };
    let model = Autoencoder::new(&layers, options, &autodiff, |layer| {
        let drawn = init::draw(config.initializer, layer, &mut rng);
        match layer.kind {
            LayerKind::Dictionary => Weights {
                bias: dataset.mean_image(&split.train),
                ..drawn
            },
            _ => drawn,
        }
    });
    let mut loader = DataLoader::new(dataset, batches(config, split), device);
    if config.classifies() {
        loader = loader.with_labels(&known_labels(config, dataset, split));
    }
    let learner = Learner::new(
        model,
        objective(config, dataset, split, device),
        optimizer::choose(config),
        config.learning_rate,
        loader,
        device,
    );
    let learner = learner.recording(recording::steps(config, &layers));
    Ok(learner.with_schedule(optimizer::schedule(config)))
}

/// Refuses a run with a tensor that the device cannot hold.
///
/// # Errors
/// `Config`, naming what fits.
pub fn check_device(
    config: &RunConfig,
    dataset: &Dataset,
    split: &SplitIndices,
    device: &Device,
) -> Result<()> {
    let Some(most) = device::largest_tensor(device) else {
        return Ok(());
    };
    let layers = architecture::network(config, dataset.extent(), dataset.classes.len())?;
    let examples = Examples {
        extent: dataset.extent(),
        count: dataset.count(),
        bytes_per_number: dataset.kind.bytes_per_number(),
        validation: split.validation.len(),
    };
    let row = match dataset.kind {
        ExampleKind::Table if !dataset.columns.is_one_hot() => 4 * dataset.size(),
        // Bytes, in whole words.
        _ => dataset.size().next_multiple_of(4),
    };
    let images = (split.train.len() * row) as u64;
    largest_tensor::check(config, &layers, examples, images, most)
}

/// The training images in the order of the seed.
pub fn batches(config: &RunConfig, split: &SplitIndices) -> Batches {
    Batches::shuffled(split.train.clone(), config.batch_size, config.seed).ending(config.last_batch)
}

/// The loss that a config minimises on a data set.
fn objective(
    config: &RunConfig,
    dataset: &Dataset,
    split: &SplitIndices,
    device: &Device,
) -> CompositeLoss {
    let scale = match config.input_scale {
        // The numbers of a table are standardized one by one.
        _ if dataset.kind == ExampleKind::Table => None,
        InputScale::Unit => None,
        InputScale::Standard => Some(dataset.mean_and_deviation(&split.train)),
    };
    CompositeLoss::new(
        Preprocessing::new(config, dataset.kind, dataset.extent(), scale),
        reconstruction(config, dataset, device),
        terms(config),
    )
}

/// The reconstruction error by the fields of the examples.
fn reconstruction(config: &RunConfig, dataset: &Dataset, device: &Device) -> Reconstruction {
    let plain = Reconstruction::of(config, dataset);
    match dataset.kind {
        // One field of pixels has a faster loss of its own.
        ExampleKind::Image | ExampleKind::Sequence => plain,
        ExampleKind::Word | ExampleKind::Table => plain.of_layout(&dataset.layout(), device),
    }
}

/// The labels that may be used: of the training images a share, of the others none. The split is
/// shuffled, so that its first images are a fair sample. Where some labels are not known, as many of the known ones are used.
fn known_labels(config: &RunConfig, dataset: &Dataset, split: &SplitIndices) -> Vec<f32> {
    let share = config.labelled / 100.0;
    let count = (split.train.len() as f64 * share).ceil() as usize;
    let mut labels = vec![-1.0; dataset.count()];
    for index in dataset.known(&split.train).into_iter().take(count) {
        labels[index] = dataset.target_of(index);
    }
    labels
}

/// Images of a data set, with their labels where a config uses them.
pub fn batch(config: &RunConfig, dataset: &Dataset, indices: &[usize], device: &Device) -> Batch {
    let rows = (dataset.kind == ExampleKind::Table).then(|| dataset.images(indices));
    let known = rows.and_then(|rows| dataset.mask_of(&rows)).map(|mask| {
        let mask = mask.into_iter().map(|byte| f32::from(byte / 255));
        float_tensor(mask.collect(), [indices.len(), dataset.size()], device)
    });
    Batch {
        images: tensor(dataset, indices, device),
        targets: None,
        known,
        labels: config
            .classifies()
            .then(|| labels(dataset, indices, device)),
    }
}

/// Class numbers of images, `[images, 1]`, negative where unknown.
fn labels(dataset: &Dataset, indices: &[usize], device: &Device) -> Tensor<2> {
    let labels = indices.iter().map(|&index| dataset.target_of(index));
    let labels: Vec<_> = labels.collect();
    let shape = [labels.len(), 1];
    float_tensor(labels, shape, device)
}

/// Refuses early stopping by a validation loss without validation images.
pub fn check_stopping(config: &RunConfig, split: &SplitIndices) -> Result<()> {
    if !EarlyStopping::is_enabled(config) || !split.validation.is_empty() {
        return Ok(());
    }
    let (field, value) = match config.patience {
        0 => ("targetLoss", config.target_loss),
        validations => ("patience", validations as f64),
    };
    Err(LabError::config(
        field,
        value,
        "There are no validation images, by which the run could stop.",
        "Set it to 0, or keep images for validation.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::labels::UNKNOWN_LABEL;
    use crate::data::sets::digits;

    #[test]
    fn only_the_labelled_share_of_the_training_images_has_labels() {
        let dataset = digits::load().unwrap();
        let split = SplitIndices::new(&dataset, 1);
        let config = RunConfig {
            labelled: 10.0,
            ..RunConfig::default()
        };
        let labels = known_labels(&config, &dataset, &split);
        let known: Vec<_> = (0..labels.len()).filter(|&at| labels[at] >= 0.0).collect();
        assert_eq!(known.len(), 130);
        for index in known {
            assert!(split.train.contains(&index));
            assert_eq!(labels[index], f32::from(dataset.labels[index]));
        }
    }

    #[test]
    fn of_a_partly_labelled_set_exactly_the_known_labels_are_used() {
        let mut dataset = digits::load().unwrap();
        let known = |at: usize| at.is_multiple_of(10);
        for at in (0..1797).filter(|&at| !known(at)) {
            dataset.labels[at] = UNKNOWN_LABEL;
        }
        let split = SplitIndices::new(&dataset, 1);
        let trained: Vec<_> = split
            .train
            .iter()
            .copied()
            .filter(|&at| known(at))
            .collect();
        for (labelled, used) in [(100.0, trained.len()), (1.0, 13)] {
            let config = RunConfig {
                labelled,
                ..RunConfig::default()
            };
            let labels = known_labels(&config, &dataset, &split);
            let expected: Vec<_> = trained[..used].to_vec();
            assert!(
                expected
                    .iter()
                    .all(|&at| labels[at] == f32::from(dataset.labels[at]))
            );
            assert_eq!(labels.iter().filter(|&&label| label >= 0.0).count(), used);
        }
    }
}
