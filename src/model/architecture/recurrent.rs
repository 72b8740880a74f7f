//! The recurrent architecture, an autoencoder for sequences
//! ([Srivastava et al. 2015](https://arxiv.org/abs/1502.04681), with GRUs in place of LSTMs).
//! One network reads the frames, and another one writes them again from the code. The decoder never
//! receives its target frames, so it works in training as it does afterwards. A dense layer maps the
//! code to its first state and its input at every frame.

use crate::config::{Activation, RunConfig};
use crate::error::{LabError, Result};
use crate::model::bottleneck::Bottleneck;
use crate::model::layer_spec::{LayerSpec, Role, output_activation};
use crate::ops::layers::conv::Geometry;
use crate::ops::layers::gru::{Gru, GruMode};
use crate::shape::Extent;

/// An encoder GRU, the bottleneck, a dense layer from code to state, and a decoder GRU. A final
/// dense layer maps each state to its frame.
///
/// # Errors
/// `Config` where the images are no sequences, or do not divide into frames.
pub fn recurrent(config: &RunConfig, image: Extent) -> Result<Vec<LayerSpec>> {
    check(config, image)?;
    let units = config.gru_units;
    // A letter of a word is a frame.
    let (frame, frames) = match image.channels {
        1 => (config.frame_length, image.width / config.frame_length),
        letters => (letters, image.width),
    };
    let gru = |mode| Gru {
        mode,
        frames,
        frame,
        units,
    };
    let states = Extent {
        height: 1,
        width: frames,
        channels: units,
    };
    // A window of one pixel is a dense layer of each.
    let each = Geometry::conv(states, frame, 1, 1, 0)?;
    Ok(vec![
        LayerSpec::gru(Role::Encoder, gru(GruMode::Encode)),
        Bottleneck::layer(config, units),
        // A state is between -1 and 1, and so is its beginning.
        LayerSpec::dense(Role::Decoder, config.latent, units, Activation::Tanh),
        LayerSpec::gru(Role::Decoder, gru(GruMode::Decode)),
        LayerSpec::conv(Role::Output, each, output_activation(config)),
    ])
}

fn check(config: &RunConfig, image: Extent) -> Result<()> {
    let Extent { width, height, .. } = image;
    if height != 1 {
        return Err(LabError::config(
            "architecture",
            "recurrent",
            format!(
                "A recurrent network reads one sample after another; these are pictures of {width} by {height} pixels."
            ),
            "Choose the heartbeats as data set, or dense layers.",
        ));
    }
    if image.channels == 1 && width % config.frame_length != 0 {
        return Err(LabError::config(
            "frameLength",
            config.frame_length,
            format!(
                "Signals of {width} samples do not divide into frames of {}.",
                config.frame_length
            ),
            format!(
                "Use frames of {} samples.",
                nearest(width, config.frame_length)
            ),
        ));
    }
    Ok(())
}

/// The divisor of a length that is nearest to a number; of two the smaller.
fn nearest(length: usize, to: usize) -> usize {
    let divisors = (1..=length).filter(|divisor| length.is_multiple_of(*divisor));
    divisors
        .min_by_key(|divisor| divisor.abs_diff(to))
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Architecture, Bottleneck};
    use crate::model::architecture::plan;

    fn config() -> RunConfig {
        RunConfig {
            architecture: Architecture::Recurrent,
            gru_units: 32,
            latent: 8,
            ..RunConfig::default()
        }
    }

    fn signal(width: usize) -> Extent {
        Extent {
            height: 1,
            width,
            channels: 1,
        }
    }

    #[test]
    fn a_sequence_is_read_into_a_code_and_written_back_at_its_length() {
        let layers = plan(&config(), signal(140)).unwrap();
        let sizes: Vec<_> = layers.iter().map(|at| (at.inputs, at.outputs)).collect();
        assert_eq!(sizes, [(140, 32), (32, 8), (8, 32), (32, 448), (448, 140)]);
        let parameters: Vec<_> = layers.iter().map(LayerSpec::parameters).collect();
        // torch.nn.GRU(10, 32) and torch.nn.GRU(32, 32) have 4,224 and 6,336.
        assert_eq!(parameters, [4224, 264, 288, 6336, 330]);
        assert_eq!(layers[4].role, Role::Output);
    }

    #[test]
    fn the_code_may_be_of_any_kind() {
        let config = RunConfig {
            bottleneck: Bottleneck::Variational,
            ..config()
        };
        assert_eq!(plan(&config, signal(140)).unwrap()[1].outputs, 16);
    }

    #[test]
    fn pictures_are_refused_with_field_value_and_remedy() {
        let image = Extent {
            height: 8,
            ..signal(8)
        };
        let error = plan(&config(), image).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("architecture"));
        assert_eq!(error.value, Some("recurrent".into()));
        assert_eq!(
            error.to_string(),
            "A recurrent network reads one sample after another; these are pictures of 8 by 8 pixels. \
             Choose the heartbeats as data set, or dense layers."
        );
    }

    #[test]
    fn frames_that_do_not_divide_a_signal_are_refused_naming_the_nearest_that_do() {
        for (frame, works) in [(9, 10), (12, 10), (24, 20), (150, 140), (3, 2)] {
            let config = RunConfig {
                frame_length: frame,
                ..config()
            };
            let error = plan(&config, signal(140)).unwrap_err();
            assert_eq!(error.field.as_deref(), Some("frameLength"));
            assert_eq!(error.value, Some(frame.into()));
            assert_eq!(error.remedy, format!("Use frames of {works} samples."));
            let config = RunConfig {
                frame_length: works,
                ..config
            };
            assert!(plan(&config, signal(140)).is_ok());
        }
    }
}
