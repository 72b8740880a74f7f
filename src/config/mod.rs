//! `RunConfig`: every choice of a run. The page's controls, the URL, a saved file and the native command
//! line are all built from it. A new knob is one field here, one line in `Default`, and one entry in
//! `fields`.
//!
//! | file | what lives there |
//! | --- | --- |
//! | [`choices`] | the values of settings that are one of a list |
//! | `fields` | limits, unit and help of every setting |
//! | [`linked`] | choices that bring others along |
//! | [`presets`] | named experiments |
//! | [`validate`] | what does not go together |
//! | [`schema`] | how a setting describes itself to the page |

pub mod choices;
mod fields;
pub mod linked;
pub mod presets;
pub mod schema;
#[cfg(test)]
mod tests;
pub mod validate;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{LabError, Result};
pub use choices::*;
use fields::fields;
use schema::{Field, Kind, Schema};

/// Version of the config format.
pub const VERSION: u32 = 1;

/// Every choice of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[allow(missing_docs, reason = "each field is documented once, in `fields`")]
pub struct RunConfig {
    pub dataset: Source,
    pub damage: Damage,
    pub damage_deviation: f64,
    pub damage_share: f64,
    pub hole_side: usize,
    pub input_scale: InputScale,
    pub shift: usize,
    pub crop: usize,
    pub normal: Vec<usize>,
    pub family: Family,
    pub hidden: Vec<usize>,
    pub channels: Vec<usize>,
    pub iterations: usize,
    pub validation_iterations: usize,
    pub units: usize,
    pub frame: usize,
    pub activation: Activation,
    pub output: Output,
    pub normalisation: Normalisation,
    pub dropout: f64,
    pub initialiser: Initialiser,
    pub latent: usize,
    pub neck: Neck,
    pub code_activation: Activation,
    pub keep: usize,
    pub beta: f64,
    pub beta_warm_up: usize,
    pub free_nats: f64,
    pub sparsity: Sparsity,
    pub sparsity_target: f64,
    pub sparsity_weight: f64,
    pub loss: Loss,
    pub reduction: Reduction,
    pub l1: f64,
    pub l2: f64,
    pub class_weight: f64,
    pub labelled: f64,
    pub optimiser: Optimiser,
    pub learning_rate: f64,
    pub schedule: Schedule,
    pub schedule_steps: usize,
    pub fall: f64,
    pub warm_up: usize,
    pub momentum: f64,
    pub rho: f64,
    pub epsilon: f64,
    pub weight_decay: f64,
    pub clip_norm: f64,
    pub batch_size: usize,
    pub last_batch: LastBatch,
    pub validate_every: usize,
    pub epochs: usize,
    pub target: f64,
    pub patience: usize,
    pub seed: u32,
    pub device: DeviceChoice,
}

impl Default for RunConfig {
    fn default() -> Self {
        Self {
            dataset: Source::Digits,
            damage: Damage::None,
            damage_deviation: 0.3,
            damage_share: 0.3,
            hole_side: 3,
            input_scale: InputScale::Unit,
            shift: 0,
            crop: 0,
            normal: Vec::new(),
            family: Family::Dense,
            hidden: vec![64, 32],
            channels: vec![16, 32],
            iterations: 50,
            validation_iterations: 50,
            units: 64,
            frame: 10,
            activation: Activation::Relu,
            output: Output::Sigmoid,
            normalisation: Normalisation::None,
            dropout: 0.0,
            initialiser: Initialiser::Glorot,
            latent: 2,
            neck: Neck::Plain,
            code_activation: Activation::Linear,
            keep: 10,
            beta: 1.0,
            beta_warm_up: 0,
            free_nats: 0.0,
            sparsity: Sparsity::None,
            sparsity_target: 0.05,
            sparsity_weight: 3.0,
            loss: Loss::Mse,
            reduction: Reduction::Mean,
            l1: 0.0,
            l2: 0.0,
            class_weight: 0.0,
            labelled: 100.0,
            optimiser: Optimiser::Adam,
            learning_rate: 1e-3,
            schedule: Schedule::Constant,
            schedule_steps: 2000,
            fall: 0.1,
            warm_up: 0,
            momentum: 0.9,
            rho: 0.99,
            epsilon: 1e-8,
            weight_decay: 0.0,
            clip_norm: 0.0,
            batch_size: 64,
            last_batch: LastBatch::Carry,
            validate_every: 50,
            epochs: 0,
            target: 0.0,
            patience: 0,
            seed: 1,
            device: DeviceChoice::Auto,
        }
    }
}

impl RunConfig {
    /// A config from loosely typed JSON; what is left out takes its default, and so does what means nothing
    /// beside the rest: what no control shows has no say in the run.
    ///
    /// # Errors
    /// `Config`, naming the field, its value and what it takes.
    pub fn from_json(json: Value) -> Result<Self> {
        let Value::Object(map) = json else {
            return Err(LabError::config(
                "config",
                json,
                "A config is an object.",
                "Send one.",
            ));
        };
        let parsed = |map| {
            serde_json::from_value::<Self>(Value::Object(map)).map_err(|error| {
                LabError::internal(format!("a checked config did not parse: {error}"))
            })
        };
        let map = checked(map)?;
        let config = parsed(meaningful(&parsed(map.clone())?, map))?;
        validate::check(&config)?;
        Ok(config)
    }

    /// Whether the class is learnt from the code as well.
    pub fn classifies(&self) -> bool {
        self.class_weight > 0.0
    }

    /// Takes a new learning rate.
    ///
    /// # Errors
    /// `Config` where the rate is out of its limits.
    pub fn set_learning_rate(&mut self, rate: f64) -> Result<()> {
        check_field("learningRate", &Value::from(rate))?;
        self.learning_rate = rate;
        Ok(())
    }
}

/// Those entries of a config that mean something in it.
fn meaningful(config: &RunConfig, mut entries: Map<String, Value>) -> Map<String, Value> {
    if let Ok(Value::Object(all)) = serde_json::to_value(config) {
        for field in fields().iter().filter(|field| !field.applies(&all)) {
            entries.remove(field.name);
        }
    }
    entries
}

/// Refuses unknown and ill-fitting entries, and makes whole numbers integers: JavaScript knows
/// only one kind of number.
fn checked(map: Map<String, Value>) -> Result<Map<String, Value>> {
    map.into_iter()
        .filter(|(name, _)| name != "version")
        .map(|(name, value)| {
            let field = check_field(&name, &value)?;
            Ok((
                name,
                if matches!(field.kind, Kind::Number { .. }) {
                    value
                } else {
                    whole(value)
                },
            ))
        })
        .collect()
}

fn whole(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(whole).collect(),
        Value::Number(_) => value.as_f64().map_or(value, |x| Value::from(x as u64)),
        other => other,
    }
}

fn check_field(name: &str, value: &Value) -> Result<Field> {
    let field = fields()
        .into_iter()
        .find(|field| field.name == name)
        .ok_or_else(|| {
            let known: Vec<_> = fields().iter().map(|field| field.name).collect();
            LabError::config(
                name,
                value.clone(),
                format!("There is no setting called \"{name}\"."),
                format!("The settings are {}.", known.join(", ")),
            )
        })?;
    field.check(value)?;
    Ok(field)
}

/// The settings, what goes with them, the presets and their version, for the page.
pub fn schema() -> Schema {
    Schema {
        version: VERSION,
        fields: fields(),
        presets: presets::all(),
        companions: linked::all(),
    }
}
