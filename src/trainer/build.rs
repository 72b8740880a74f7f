//! From a config and its data to what trains.

use burn::tensor::Device;

use crate::config::{InputScale, RunConfig};
use crate::data::Dataset;
use crate::data::batches::Batches;
use crate::data::split::Split;
use crate::error::Result;
use crate::feed::Feed;
use crate::learner::Learner;
use crate::model::init::Weights;
use crate::model::plan::Kind;
use crate::model::{Autoencoder, Traits, init, plan};
use crate::objective::preparation::Preparation;
use crate::objective::reconstruction::Reconstruction;
use crate::objective::{Composite, terms};
use crate::optimiser;
use crate::rng::{Purpose, stream};

/// At step 0, with the initial weights of the seed.
///
/// # Errors
/// `Config` where config and data do not go together.
pub fn learner(
    config: &RunConfig,
    dataset: &Dataset,
    split: &Split,
    device: &Device,
) -> Result<Learner<Autoencoder, Composite>> {
    let mut layers = plan::plan(config, dataset.extent())?;
    if config.class_weight > 0.0 {
        layers.push(plan::classifier(config, dataset.classes()));
    }
    let mut rng = stream(config.seed, Purpose::Weights);
    let autodiff = device.clone().autodiff();
    let model = Autoencoder::new(&layers, Traits::new(config), &autodiff, |layer| {
        let drawn = init::draw(config.initialiser, layer, &mut rng);
        match layer.kind {
            Kind::Dictionary => Weights {
                bias: dataset.mean_image(&split.train),
                ..drawn
            },
            _ => drawn,
        }
    });
    let batches = Batches::shuffled(split.train.clone(), config.batch_size, config.seed);
    let mut feed = Feed::new(dataset, batches, device);
    if config.class_weight > 0.0 {
        feed = feed.with_labels(&known_labels(config, dataset, split));
    }
    Ok(Learner::new(
        model,
        objective(config, dataset, split),
        optimiser::choose(config),
        config.learning_rate,
        feed,
        device,
    ))
}

/// What a config minimises on a data set.
fn objective(config: &RunConfig, dataset: &Dataset, split: &Split) -> Composite {
    let scale = match config.input_scale {
        InputScale::Unit => None,
        InputScale::Standard => Some(dataset.mean_and_deviation(&split.train)),
    };
    Composite::new(
        Preparation::new(config, dataset.width, scale),
        Reconstruction::new(config, dataset.size()),
        terms(config),
    )
}

/// The labels that may be used: of the training images a share, of the others none. The split is
/// shuffled, so that its first images are a fair sample.
fn known_labels(config: &RunConfig, dataset: &Dataset, split: &Split) -> Vec<f32> {
    let share = config.labelled / 100.0;
    let count = (split.train.len() as f64 * share).ceil() as usize;
    let mut labels = vec![-1.0; dataset.count()];
    for &index in split.train.iter().take(count) {
        labels[index] = f32::from(dataset.labels[index]);
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::digits;

    #[test]
    fn only_the_labelled_share_of_the_training_images_has_labels() {
        let dataset = digits::load().unwrap();
        let split = Split::new(&dataset, 1);
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
}
