//! Checks of settings against each other, and against the data. Limits of single fields are in `fields`.

mod sparse_coding;

use super::choices::{
    Activation, Bottleneck, Corruption, Loss, Normalization, OutputActivation, Sparsity,
};
use super::run_config::RunConfig;
use crate::error::{LabError, Result};
use crate::shape::Extent;

/// Refuses settings that contradict each other.
///
/// # Errors
/// `Config`, naming the field, its value and the nearest that works.
pub fn check(config: &RunConfig) -> Result<()> {
    sparse_coding::check(config)?;
    if config.loss == Loss::Bce && config.output_activation != OutputActivation::Sigmoid {
        return Err(LabError::config(
            "loss",
            "bce",
            "Cross-entropy compares probabilities, but a linear output is not a probability.",
            "Choose the sigmoid as output activation, or the squared error as loss.",
        ));
    }
    if config.normalization == Normalization::Batch && config.batch_size < 2 {
        return Err(LabError::config(
            "batchSize",
            config.batch_size,
            "Batch normalization needs the variance of a batch, and one example alone has none.",
            "Use a batch size of at least 2, or no normalization.",
        ));
    }
    if config.bottleneck == Bottleneck::KSparse && config.k > config.latent {
        return Err(LabError::config(
            "k",
            config.k,
            format!(
                "{} values cannot be kept of a code that has {} latent dimensions.",
                config.k, config.latent
            ),
            format!(
                "Use k of at most {}, or more latent dimensions.",
                config.latent
            ),
        ));
    }
    if config.bottleneck != Bottleneck::Variational
        && config.sparsity == Sparsity::Kl
        && config.code_activation != Activation::Sigmoid
    {
        return Err(LabError::config(
            "sparsity",
            "kl",
            "The KL sparsity compares activations between 0 and 1, but a code with this activation can be any number.",
            "Choose the sigmoid as code activation, or L1 as sparsity.",
        ));
    }
    Ok(())
}

/// Refuses settings that do not fit images of this size, or so many classes: 0 without labels.
///
/// # Errors
/// `Config`, naming the field, its value and the nearest that works.
pub fn check_data(config: &RunConfig, image: Extent, classes: usize) -> Result<()> {
    let side = image.height.min(image.width);
    if config.corruption == Corruption::Hole && config.hole_side > side {
        return Err(LabError::config(
            "holeSide",
            config.hole_side,
            format!(
                "A hole of {0} by {0} does not fit into images of {1} by {2} pixels.",
                config.hole_side, image.width, image.height
            ),
            format!("Use a side of at most {side}."),
        ));
    }
    if config.shift >= side && config.shift > 0 {
        return Err(LabError::config(
            "shift",
            config.shift,
            format!(
                "A shift of {} moves images of {} by {} pixels out of sight.",
                config.shift, image.width, image.height
            ),
            format!("Use a shift of at most {}.", side - 1),
        ));
    }
    if config.crop > side / 2 {
        return Err(LabError::config(
            "crop",
            config.crop,
            format!(
                "A crop of {} leaves less than half of images of {} by {} pixels.",
                config.crop, image.width, image.height
            ),
            format!("Use a crop of at most {}.", side / 2),
        ));
    }
    if config.classifies() && classes == 0 {
        return Err(LabError::config(
            "classWeight",
            config.class_weight,
            "These examples have no labels to learn from.",
            "Set the classifier weight to 0, or choose examples with labels.",
        ));
    }
    let beyond = config
        .normal_classes
        .iter()
        .find(|&&class| class >= classes);
    beyond.map_or(Ok(()), |&class| Err(no_such_class(class, classes)))
}

fn no_such_class(class: usize, classes: usize) -> LabError {
    match classes.checked_sub(1) {
        None => LabError::config(
            "normalClasses",
            class,
            "These examples have no labels, so that no class can be the normal one.",
            "Leave the normal classes empty, or choose examples with labels.",
        ),
        Some(last) => LabError::config(
            "normalClasses",
            class,
            format!("There is no class {class}: the classes are numbered from 0 to {last}."),
            format!("Use numbers from 0 to {last}."),
        ),
    }
}
