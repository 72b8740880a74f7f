//! What does not go together with sparse coding, whose objective is a given one:
//! ½ squared error + weight · Σ |code|, over linear sums of atoms of length 1.

use serde_json::Value;

use crate::config::{
    Activation, Architecture, Bottleneck, InputScale, Loss, OutputActivation, Reduction, RunConfig,
    Sparsity,
};
use crate::error::{LabError, Result};

/// Refuses what contradicts a dictionary, where the config has one.
///
/// # Errors
/// `Config`, naming the field, its value and what works.
pub fn check(config: &RunConfig) -> Result<()> {
    if config.architecture != Architecture::Dictionary {
        return Ok(());
    }
    let wrong = objective(config).into_iter().chain(layers(config));
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

/// Whether something is wrong, the field, why, and what to do.
type Rule = (bool, &'static str, &'static str, &'static str);

fn objective(config: &RunConfig) -> [Rule; 6] {
    [
        // First: of other kinds of code the sparsity means nothing.
        (
            config.bottleneck != Bottleneck::Plain,
            "bottleneck",
            "The code of a dictionary is what the search finds, and is neither drawn nor cut.",
            "Choose the plain kind of code.",
        ),
        (
            config.sparsity != Sparsity::L1,
            "sparsity",
            "A dictionary has more atoms than it needs, so that only a code that costs something is a definite one.",
            "Choose small values (L1) as sparsity.",
        ),
        (
            config.sparsity_weight <= 0.0,
            "sparsityWeight",
            "A dictionary has more atoms than it needs, so that only a code that costs something is a definite one.",
            "Choose a weight above 0, such as 0.1.",
        ),
        (
            config.loss != Loss::Mse,
            "loss",
            "The search for the code of a picture minimises the squared error.",
            "Choose the squared error.",
        ),
        (
            config.reduction != Reduction::Half,
            "reduction",
            "The search for the code of a picture minimises half the sum of its squared errors, and the atoms have to be learnt by the same measure.",
            "Choose half the sum.",
        ),
        (
            config.weight_decay > 0.0,
            "weightDecay",
            "Atoms have length 1, whatever pulls at them, and the mean picture is not to be pulled.",
            "Choose no weight decay.",
        ),
    ]
}

fn layers(config: &RunConfig) -> [Rule; 4] {
    [
        (
            config.code_activation != Activation::Linear,
            "codeActivation",
            "The code of a dictionary is what the search finds: no activation follows.",
            "Choose the linear one.",
        ),
        (
            config.output_activation != OutputActivation::Linear,
            "outputActivation",
            "A picture is the sum of atoms, as it comes.",
            "Choose the linear output.",
        ),
        (
            config.input_scale != InputScale::Unit,
            "inputScale",
            "The atoms are to give the picture back on 0 to 1, so that it has to be seen on this scale. Its mean is taken off in any case.",
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
