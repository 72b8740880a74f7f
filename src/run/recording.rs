//! Steps of a recording. It keeps what binds each dispatch to its tensors, so that long steps are recorded in smaller
//! numbers.

use crate::config::RunConfig;
use crate::model::layer_spec::{LayerKind, LayerSpec};
use crate::train::learner::CAPTURED_STEPS;

/// Dispatches of a recording, at most. A longer step is recorded alone.
const MOST: usize = 2048;

/// Dispatches of a step besides those that follow one another within a layer, about.
const OTHERS: usize = 8;

/// Steps that a recording holds: all, or a share of them that divides them.
pub fn steps(config: &RunConfig, layers: &[LayerSpec]) -> usize {
    let dispatches: usize = layers.iter().map(|layer| dispatches(config, layer)).sum();
    let shares = (1..=CAPTURED_STEPS).filter(|share| CAPTURED_STEPS.is_multiple_of(*share));
    let mut sizes = shares.map(|share| CAPTURED_STEPS / share);
    sizes.find(|steps| steps * dispatches <= MOST).unwrap_or(1)
}

fn dispatches(config: &RunConfig, layer: &LayerSpec) -> usize {
    match layer.kind {
        LayerKind::SparseEncoder => OTHERS + config.fista_iterations,
        // Frames forward, then back.
        LayerKind::Gru(gru) => OTHERS + 2 * gru.frames,
        LayerKind::Conv(_) | LayerKind::Dense | LayerKind::Dictionary => OTHERS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Architecture, presets};
    use crate::model::architecture::plan;
    use crate::shape::Extent;
    use serde_json::Value;

    const IMAGE: Extent = Extent {
        height: 28,
        width: 28,
        channels: 1,
    };

    fn of_dictionary(fista_iterations: usize) -> usize {
        let config = RunConfig {
            architecture: Architecture::Dictionary,
            fista_iterations,
            ..RunConfig::default()
        };
        steps(&config, &plan(&config, IMAGE).unwrap())
    }

    #[test]
    fn long_steps_are_recorded_in_smaller_numbers() {
        assert_eq!(of_dictionary(50), CAPTURED_STEPS);
        assert_eq!(of_dictionary(300), 5);
        assert_eq!(of_dictionary(1000), 2);
    }

    #[test]
    fn steps_of_every_preset_are_recorded_by_the_ten() {
        for preset in presets::all() {
            let config = RunConfig::from_json(Value::Object(preset.settings)).unwrap();
            if config.architecture != Architecture::Recurrent {
                let layers = plan(&config, IMAGE).unwrap();
                assert_eq!(steps(&config, &layers), CAPTURED_STEPS, "{}", preset.name);
            }
        }
    }
}
