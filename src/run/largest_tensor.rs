//! Largest tensor of a run, found before it is built. A GPU holds a tensor in one piece, whose size is limited: on
//! any device with WebGPU to no less than 128 MiB.

use super::memory::{Examples, at_once, moments, refusal};
use crate::config::RunConfig;
use crate::error::{LabError, Result};
use crate::model::layer_spec::{LayerKind, LayerSpec};

/// Content of a tensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// All training examples.
    Examples,
    /// Numbers of a layer for a batch.
    Batch,
    /// Numbers of a layer for the examples that are validated.
    Validation,
    /// Weights of a layer, or what the optimizer keeps for them.
    Weights,
}

/// A tensor of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Largest {
    /// Its content.
    pub content: Content,
    /// Its size.
    pub bytes: u64,
}

/// The largest tensor of a run whose training examples take `images` bytes on the device.
pub fn largest(
    config: &RunConfig,
    layers: &[LayerSpec],
    examples: Examples,
    images: u64,
) -> Largest {
    let pixels = examples.extent.size() as u64;
    let widest = layers.iter().map(numbers).max().unwrap_or(0).max(pixels);
    let weights = layers.iter().map(|layer| layer.parameters() as u64).max();
    let tensors = [
        (Content::Examples, images),
        (Content::Validation, 4 * at_once(examples) * widest),
        (Content::Batch, 4 * config.batch_size as u64 * widest),
        // All moments of a layer are one tensor.
        (Content::Weights, 4 * moments(config) * weights.unwrap_or(0)),
    ];
    let [first, others @ ..] = tensors.map(|(content, bytes)| Largest { content, bytes });
    let larger = |one: Largest, other: Largest| if other.bytes > one.bytes { other } else { one };
    others.into_iter().fold(first, larger)
}

/// Numbers of the largest tensor that a layer computes for an example.
fn numbers(layer: &LayerSpec) -> u64 {
    match layer.kind {
        // Three gates and a product, of all frames.
        LayerKind::Gru(gru) => (4 * gru.frames * gru.units).max(layer.outputs) as u64,
        LayerKind::Conv(_)
        | LayerKind::Dense
        | LayerKind::Dictionary
        | LayerKind::SparseEncoder => layer.outputs as u64,
    }
}

/// Refuses a run with a tensor of more than `most` bytes.
///
/// # Errors
/// `Config`, naming what fits.
pub fn check(
    config: &RunConfig,
    layers: &[LayerSpec],
    examples: Examples,
    images: u64,
    most: u64,
) -> Result<()> {
    let Largest { content, bytes } = largest(config, layers, examples, images);
    if bytes <= most {
        return Ok(());
    }
    let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
    let what = match content {
        Content::Examples => "The training examples",
        Content::Batch => "The numbers of a layer for a batch",
        Content::Validation => "The numbers of a layer for the validation examples",
        Content::Weights => "What the optimizer keeps for the weights of a layer",
    };
    let message = format!(
        "{what} would take {} MB in one piece. The GPU of this machine takes pieces of up to {} MB.",
        megabytes(bytes),
        most / 1_000_000
    );
    if images > most {
        let fits = examples.count as u64 * most / images;
        return Err(LabError::config(
            "dataset",
            serde_json::to_value(config.dataset).map_err(LabError::internal)?,
            message,
            format!("Open at most {fits} examples, or choose the CPU."),
        ));
    }
    let fits = |config: &RunConfig, layers: &[LayerSpec]| {
        largest(config, layers, examples, images).bytes <= most
    };
    let mut error = refusal(config, layers, examples.extent, message, fits);
    error.remedy = format!("{}, or choose the CPU.", error.remedy.trim_end_matches('.'));
    Err(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Architecture, Optimizer, presets};
    use crate::model::architecture::plan;
    use crate::run::memory::tests::examples;
    use crate::shape::Extent;
    use serde_json::Value;

    /// The limit of the smallest devices with WebGPU.
    const LEAST: u64 = 128 << 20;

    fn refused(config: &RunConfig, examples: Examples, most: u64) -> Option<LabError> {
        let layers = plan(config, examples.extent).unwrap();
        let images = (examples.count * examples.extent.size()) as u64;
        check(config, &layers, examples, images, most).err()
    }

    #[test]
    fn the_moments_of_the_widest_layer_are_refused_with_the_width_that_fits() {
        let mut config = RunConfig {
            hidden: vec![2048],
            ..RunConfig::default()
        };
        let small = Examples {
            count: 1000,
            ..examples(64, 3)
        };
        let moments = 2 * 4 * 2049 * 12_288;
        assert_eq!(refused(&config, small, moments), None);
        let error = refused(&config, small, moments - 1).unwrap();
        assert_eq!(error.field.as_deref(), Some("hidden"), "{error}");
        assert_eq!(error.value, Some(vec![2048].into()));
        assert!(error.message.contains("202 MB"), "{error}");
        assert!(error.remedy.contains("at most 1024 units"), "{error}");
        let error = refused(&config, small, LEAST).unwrap();
        assert!(error.message.contains("up to 134 MB"), "{error}");
        // One moment of each weight fits.
        config.optimizer = Optimizer::Sgd;
        assert_eq!(refused(&config, small, LEAST), None);
        (config.optimizer, config.hidden) = (Optimizer::Adam, vec![1364]);
        assert_eq!(refused(&config, small, LEAST), None);
        config.hidden = vec![1365];
        assert!(refused(&config, small, LEAST).is_some());
    }

    #[test]
    fn the_largest_batch_and_code_fit_every_device_with_dense_layers() {
        let config = RunConfig {
            hidden: vec![1024; 6],
            latent: 1024,
            batch_size: 1024,
            ..RunConfig::default()
        };
        assert_eq!(refused(&config, examples(64, 3), LEAST), None);
    }

    #[test]
    fn a_batch_of_feature_maps_is_refused_with_the_size_that_fits() {
        let mut config = RunConfig {
            architecture: Architecture::Conv,
            channels: vec![128],
            batch_size: 1024,
            ..RunConfig::default()
        };
        let few = Examples {
            count: 2000,
            validation: 200,
            ..examples(32, 1)
        };
        let batch = 4 * 1024 * 16 * 16 * 128;
        assert_eq!(refused(&config, few, batch), None);
        let most = batch - 1;
        let error = refused(&config, few, most).unwrap();
        // The thousand examples that are encoded at once are nearly as many.
        assert_eq!(error.field.as_deref(), Some("batchSize"), "{error}");
        assert_eq!(error.value, Some(1024.into()));
        assert!(error.remedy.contains("at most 512,"), "{error}");
        config.batch_size = 512;
        assert_eq!(refused(&config, few, most), None);
    }

    #[test]
    fn feature_maps_of_what_is_validated_are_refused_with_the_channels_that_fit() {
        let config = RunConfig {
            architecture: Architecture::Conv,
            channels: vec![64],
            batch_size: 16,
            ..RunConfig::default()
        };
        let error = refused(&config, examples(64, 3), LEAST).unwrap();
        assert_eq!(error.field.as_deref(), Some("channels"), "{error}");
        assert!(error.message.contains("validation"), "{error}");
        assert!(error.remedy.contains("at most 16 channels"), "{error}");
    }

    #[test]
    fn the_gates_of_a_recurrent_layer_are_counted() {
        let config = RunConfig {
            architecture: Architecture::Recurrent,
            gru_units: 512,
            frame_length: 1,
            ..RunConfig::default()
        };
        let signals = Examples {
            extent: Extent {
                height: 1,
                width: 256,
                channels: 1,
            },
            bytes_per_number: 1,
            count: 5000,
            validation: 1000,
        };
        let error = refused(&config, signals, 1 << 30).unwrap();
        assert_eq!(error.field.as_deref(), Some("gruUnits"), "{error}");
        assert!(error.remedy.contains("at most 256 units"), "{error}");
    }

    #[test]
    fn examples_beyond_the_limit_are_refused_with_the_number_that_fits() {
        let many = Examples {
            count: 20_000,
            ..examples(64, 3)
        };
        let error = refused(&RunConfig::default(), many, LEAST).unwrap();
        assert_eq!(error.field.as_deref(), Some("dataset"), "{error}");
        assert!(error.remedy.contains("at most 10922 examples"), "{error}");
    }

    #[test]
    fn every_preset_fits_every_device_with_handwritten_digits() {
        for preset in presets::all() {
            let config = RunConfig::from_json(Value::Object(preset.settings)).unwrap();
            if config.architecture != Architecture::Recurrent {
                let refused = refused(&config, examples(28, 1), LEAST);
                assert_eq!(refused, None, "{}", preset.name);
            }
        }
    }
}
