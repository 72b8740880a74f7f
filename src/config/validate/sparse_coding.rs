//! Checks of a config for sparse coding, which minimises ½ squared error + weight · Σ |code| over linear sums of
//! atoms of length 1 (the lasso).

use serde_json::Value;

use crate::config::choices::{
    Activation, Architecture, Bottleneck, InputScale, Loss, OutputActivation, Reduction, Sparsity,
};
use crate::config::run_config::RunConfig;
use crate::error::{LabError, Result};

/// Refuses what contradicts a dictionary, where the config has one.
///
/// # Errors
/// `Config`, naming the field, its value and what works.
pub fn check(config: &RunConfig) -> Result<()> {
    if config.architecture != Architecture::Dictionary {
        return Ok(());
    }
    let wrong = loss(config).into_iter().chain(layers(config));
    for (is_wrong, field, message, remedy) in wrong {
        if is_wrong {
            let all = serde_json::to_value(config).map_err(LabError::internal)?;
            let value: Value = all[field].clone();
            let remedy =
                format!("{remedy} The preset “Sparse coding” sets all that a dictionary needs.");
            return Err(LabError::config(field, value, message, remedy));
        }
    }
    Ok(())
}

/// A check: whether it fails, the field, the reason and the remedy.
type Rule = (bool, &'static str, &'static str, &'static str);

fn loss(config: &RunConfig) -> [Rule; 6] {
    [
        // First: with another bottleneck the sparsity does not apply.
        (
            config.bottleneck != Bottleneck::Plain,
            "bottleneck",
            "FISTA finds the code of a dictionary, and nothing samples or truncates it afterwards.",
            "Choose the plain bottleneck.",
        ),
        (
            config.sparsity != Sparsity::L1,
            "sparsity",
            "A dictionary has more atoms than an example has pixels, so that only a penalised code is unique.",
            "Choose L1 as sparsity.",
        ),
        (
            config.sparsity_weight <= 0.0,
            "sparsityWeight",
            "A dictionary has more atoms than an example has pixels, so that only a penalised code is unique.",
            "Choose a weight above 0, such as 0.1.",
        ),
        (
            config.loss != Loss::Mse,
            "loss",
            "FISTA minimises the squared error.",
            "Choose the squared error.",
        ),
        (
            config.reduction != Reduction::Half,
            "reduction",
            "FISTA minimises half the sum of the squared errors, and the atoms have to be learnt by the same loss.",
            "Choose the half sum.",
        ),
        (
            config.weight_decay > 0.0,
            "weightDecay",
            "Atoms have length 1 in any case, and the mean of the examples should not decay.",
            "Choose no weight decay.",
        ),
    ]
}

fn layers(config: &RunConfig) -> [Rule; 4] {
    [
        (
            config.code_activation != Activation::Linear,
            "codeActivation",
            "FISTA finds the code of a dictionary: no activation follows.",
            "Choose the linear code activation.",
        ),
        (
            config.output_activation != OutputActivation::Linear,
            "outputActivation",
            "An example is the plain sum of atoms.",
            "Choose the linear output activation.",
        ),
        (
            config.input_scale != InputScale::Unit,
            "inputScale",
            "The atoms reconstruct examples on 0 to 1, so that the inputs need this scale. Their mean is subtracted in any case.",
            "Choose 0 to 1.",
        ),
        (
            config.l2 > 0.0,
            "l2",
            "Atoms have length 1, so that the sum of their squares is always the same.",
            "Set the weight to 0.",
        ),
    ]
}
