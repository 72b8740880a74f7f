//! Memory that a run takes at most, found before it is built. A tab of a browser has 4 GB for its numbers.

use serde_json::Value;

use crate::config::{Architecture, Optimizer, RunConfig};
use crate::data::split::MAX_VALIDATION;
use crate::error::{LabError, Result};
use crate::model::architecture::plan;
use crate::model::layer_spec::{LayerKind, LayerSpec};
use crate::shape::Extent;
use crate::train::early_stopping::EarlyStopping;

/// Images that go through the model at once, outside of training.
pub const AT_ONCE: usize = 1000;

/// Bytes that a run in a browser may take, which leaves half a gigabyte for the rest of the tab.
pub const BROWSER: u64 = 7 << 29;

/// Bytes that a run may take here.
pub const MOST: u64 = if cfg!(target_arch = "wasm32") {
    BROWSER
} else {
    16 * BROWSER
};

/// Examples of a data set, as far as memory depends on them.
#[derive(Debug, Clone, Copy)]
pub struct Examples {
    /// Extent of each.
    pub extent: Extent,
    /// Bytes of a number of it.
    pub bytes_per_number: usize,
    /// All of them.
    pub count: usize,
    /// Those that are validated.
    pub validation: usize,
}

/// Bytes of a run.
pub fn estimate(config: &RunConfig, layers: &[LayerSpec], examples: Examples) -> u64 {
    let weights: u64 = layers.iter().map(|layer| layer.parameters() as u64).sum();
    let moments = moments(config);
    let size = examples.extent.size() as u64;
    // Bytes of all examples: as they are, as words for the device, and what is known of them.
    let data = 3 * (size * examples.bytes_per_number as u64) * examples.count as u64;
    let at_once = at_once(examples);
    // Forward and backward in training; elsewhere the input and output of a layer, and images of all points.
    let all: u64 = layers.iter().map(values).sum();
    let widest = layers.iter().map(values).max().unwrap_or(0);
    let training = config.batch_size as u64 * 3 * (size + all);
    let evaluation = at_once * (4 * size + 2 * widest);
    let gram = match config.architecture {
        Architecture::Dictionary => 2 * (config.latent as u64).pow(2),
        _ => 0,
    };
    // The state in training, the last sound one, and two while one is replaced or saved; the same of the best.
    let states = if EarlyStopping::is_enabled(config) {
        6
    } else {
        4
    };
    let numbers = weights * ((1 + moments) * states + 1) + training + evaluation + gram;
    data + 4 * numbers
}

/// Numbers that the optimizer keeps for each weight.
pub(super) fn moments(config: &RunConfig) -> u64 {
    match config.optimizer {
        Optimizer::Adam => 2,
        Optimizer::Rmsprop | Optimizer::Sgd => 1,
    }
}

/// Examples that go through the model at once, outside of training: some, or all that are validated.
pub(super) fn at_once(examples: Examples) -> u64 {
    let at_once = AT_ONCE.min(examples.count).max(examples.validation);
    at_once.min(MAX_VALIDATION) as u64
}

/// Numbers that a layer computes for an example, its working memory included.
fn values(layer: &LayerSpec) -> u64 {
    let outputs = layer.outputs as u64;
    match layer.kind {
        // States, four gates, and three sums of each.
        LayerKind::Gru(gru) => (gru.frames * gru.units * 8) as u64 + outputs,
        LayerKind::Conv(_) | LayerKind::Dense | LayerKind::Dictionary => outputs,
        // Codes, their derivatives, correlations, and the next codes.
        LayerKind::SparseEncoder => 4 * outputs,
    }
}

/// Refuses a run that takes more than `most` bytes.
///
/// # Errors
/// `Config`, naming the batch size that fits, or the size of the layers where none does.
pub fn check(
    config: &RunConfig,
    layers: &[LayerSpec],
    examples: Examples,
    most: u64,
) -> Result<()> {
    let needed = estimate(config, layers, examples);
    if needed <= most {
        return Ok(());
    }
    let gigabytes = |bytes: u64| format!("{:.1} GB", bytes as f64 / 1e9);
    let message = format!(
        "This run would take about {} of memory. It may take {}.",
        gigabytes(needed),
        gigabytes(most)
    );
    let fits =
        |config: &RunConfig, layers: &[LayerSpec]| estimate(config, layers, examples) <= most;
    Err(refusal(config, layers, examples.extent, message, fits))
}

/// Refusal of a run that is too large, naming the batch size that fits, or the size of the layers where none does.
pub(super) fn refusal(
    config: &RunConfig,
    layers: &[LayerSpec],
    extent: Extent,
    message: String,
    fits: impl Fn(&RunConfig, &[LayerSpec]) -> bool,
) -> LabError {
    let fits_in_batches = |&batch_size: &usize| {
        let smaller = RunConfig {
            batch_size,
            ..config.clone()
        };
        fits(&smaller, layers)
    };
    let mut sizes = halves(config.batch_size).take_while(|&size| size > 1);
    if let Some(size) = sizes.find(fits_in_batches) {
        let remedy = format!("Use a batch size of at most {size}.");
        return LabError::config("batchSize", config.batch_size, message, remedy);
    }
    let (field, value, of) = match config.architecture {
        Architecture::Dense => (
            "hidden",
            Value::from(config.hidden.clone()),
            "units in each layer",
        ),
        Architecture::Conv => (
            "channels",
            config.channels.clone().into(),
            "channels in each stage",
        ),
        Architecture::Dictionary => ("latent", config.latent.into(), "latent dimensions"),
        Architecture::Recurrent => ("gruUnits", config.gru_units.into(), "units"),
    };
    let fits_in_layers = |&largest: &usize| {
        let smaller = with_layers_of(largest, config);
        plan(&smaller, extent).is_ok_and(|layers| fits(&smaller, &layers))
    };
    let remedy = match halves(4096).find(fits_in_layers) {
        Some(largest) => format!("Use at most {largest} {of}."),
        None => "Open fewer or smaller images.".into(),
    };
    LabError::config(field, value, message, remedy)
}

/// Halves of a number, down to 1, without the number itself.
fn halves(number: usize) -> impl Iterator<Item = usize> {
    let half = |&number: &usize| (number > 1).then_some(number / 2);
    std::iter::successors(half(&number), half)
}

/// The settings with layers of at most this size.
fn with_layers_of(largest: usize, config: &RunConfig) -> RunConfig {
    let mut smaller = config.clone();
    let sizes = smaller.hidden.iter_mut().chain(&mut smaller.channels);
    sizes.for_each(|size| *size = largest.min(*size));
    smaller.gru_units = largest.min(config.gru_units);
    if config.architecture == Architecture::Dictionary {
        smaller.latent = largest.min(config.latent);
    }
    smaller
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::config::presets;

    /// 10,000 square examples with 1,500 to validate.
    pub fn examples(side: usize, channels: usize) -> Examples {
        Examples {
            extent: Extent {
                height: side,
                width: side,
                channels,
            },
            bytes_per_number: 1,
            count: 10_000,
            validation: 1500,
        }
    }

    fn refused(config: &RunConfig, examples: Examples) -> Option<LabError> {
        let layers = plan(config, examples.extent).unwrap();
        check(config, &layers, examples, BROWSER).err()
    }

    #[test]
    fn a_batch_that_is_too_large_is_refused_with_the_size_that_fits() {
        let mut config = RunConfig {
            architecture: Architecture::Conv,
            channels: vec![32, 64],
            batch_size: 1024,
            ..RunConfig::default()
        };
        assert_eq!(refused(&config, examples(28, 1)), None);
        config.channels = vec![128, 128];
        let error = refused(&config, examples(64, 3)).unwrap();
        assert_eq!(error.field.as_deref(), Some("batchSize"), "{error}");
        assert_eq!(error.value, Some(1024.into()));
        let digits = |letter: char| !letter.is_ascii_digit();
        config.batch_size = error.remedy.trim_matches(digits).parse().unwrap();
        assert_eq!(refused(&config, examples(64, 3)), None);
    }

    #[test]
    fn layers_too_large_at_any_batch_size_are_refused_with_the_size_that_fits() {
        let config = RunConfig {
            hidden: vec![2048; 6],
            patience: 5,
            ..RunConfig::default()
        };
        let error = refused(&config, examples(64, 3)).unwrap();
        assert_eq!(error.field.as_deref(), Some("hidden"), "{error}");
        assert_eq!(error.remedy, "Use at most 1024 units in each layer.");
        let smaller = with_layers_of(1024, &config);
        assert_eq!(refused(&smaller, examples(64, 3)), None);
    }

    #[test]
    fn every_preset_fits_a_browser_with_the_largest_images() {
        for preset in presets::all() {
            let config = RunConfig::from_json(Value::Object(preset.settings)).unwrap();
            if config.architecture != Architecture::Recurrent {
                let refused = refused(&config, examples(64, 3));
                assert_eq!(refused, None, "{}", preset.name);
            }
        }
    }
}
