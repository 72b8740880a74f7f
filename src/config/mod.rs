//! Configuration of a run. The page's controls, the URL, a saved run and the command line are all built from
//! [`RunConfig`]. A new setting is one field here, one line in `Default`, and one entry in `fields`.
//!
//! | file | content |
//! | --- | --- |
//! | [`choices`] | the values of settings that are one of a list |
//! | `fields` | limits, unit and help of every setting |
//! | [`linked`] | choices with the settings that they need |
//! | [`presets`] | named experiments |
//! | [`validate`] | checks of settings against each other and the data |
//! | [`version`] | versions of the format, and the names of version 1 |
//! | [`schema`] | description of a setting for the page |

pub mod choices;
mod fields;
pub mod linked;
pub mod presets;
pub mod schema;
#[cfg(test)]
mod tests;
pub mod validate;
pub mod version;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{LabError, Result};
pub use choices::*;
use fields::fields;
use schema::{Field, FieldKind, Schema};
pub use version::VERSION;

/// All settings of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[allow(missing_docs, reason = "each field is documented once, in `fields`")]
pub struct RunConfig {
    pub dataset: Source,
    pub corruption: Corruption,
    pub noise_std: f64,
    pub corruption_fraction: f64,
    pub hole_side: usize,
    pub input_scale: InputScale,
    pub shift: usize,
    pub crop: usize,
    pub normal_classes: Vec<usize>,
    pub architecture: Architecture,
    pub hidden: Vec<usize>,
    pub channels: Vec<usize>,
    pub fista_iterations: usize,
    pub validation_fista_iterations: usize,
    pub gru_units: usize,
    pub frame_length: usize,
    pub activation: Activation,
    pub output_activation: OutputActivation,
    pub normalization: Normalization,
    pub dropout: f64,
    pub initializer: Initializer,
    pub latent: usize,
    pub bottleneck: Bottleneck,
    pub code_activation: Activation,
    pub k: usize,
    pub beta: f64,
    pub kl_warm_up: usize,
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
    pub optimizer: Optimizer,
    pub learning_rate: f64,
    pub schedule: Schedule,
    pub schedule_steps: usize,
    pub decay_factor: f64,
    pub warm_up: usize,
    pub momentum: f64,
    pub rho: f64,
    pub epsilon: f64,
    pub weight_decay: f64,
    pub gradient_clip: f64,
    pub batch_size: usize,
    pub last_batch: LastBatch,
    pub validate_every: usize,
    pub epochs: usize,
    pub target_loss: f64,
    pub patience: usize,
    pub seed: u32,
    pub device: DeviceChoice,
}

impl Default for RunConfig {
    fn default() -> Self {
        Self {
            dataset: Source::Digits,
            corruption: Corruption::None,
            noise_std: 0.3,
            corruption_fraction: 0.3,
            hole_side: 3,
            input_scale: InputScale::Unit,
            shift: 0,
            crop: 0,
            normal_classes: Vec::new(),
            architecture: Architecture::Dense,
            hidden: vec![64, 32],
            channels: vec![16, 32],
            fista_iterations: 50,
            validation_fista_iterations: 50,
            gru_units: 64,
            frame_length: 10,
            activation: Activation::Relu,
            output_activation: OutputActivation::Sigmoid,
            normalization: Normalization::None,
            dropout: 0.0,
            initializer: Initializer::Glorot,
            latent: 2,
            bottleneck: Bottleneck::Plain,
            code_activation: Activation::Linear,
            k: 10,
            beta: 1.0,
            kl_warm_up: 0,
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
            optimizer: Optimizer::Adam,
            learning_rate: 1e-3,
            schedule: Schedule::Constant,
            schedule_steps: 2000,
            decay_factor: 0.1,
            warm_up: 0,
            momentum: 0.9,
            rho: 0.99,
            epsilon: 1e-8,
            weight_decay: 0.0,
            gradient_clip: 0.0,
            batch_size: 64,
            last_batch: LastBatch::Carry,
            validate_every: 50,
            epochs: 0,
            target_loss: 0.0,
            patience: 0,
            seed: 1,
            device: DeviceChoice::Auto,
        }
    }
}

impl RunConfig {
    /// A config from loosely typed JSON of any version. A setting that is left out takes its default. So does one
    /// that does not apply, since no control shows it.
    ///
    /// # Errors
    /// `Config`, naming the field, its value and the allowed ones.
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
        let map = checked(version::upgraded(map)?)?;
        let config = parsed(applicable(&parsed(map.clone())?, map))?;
        validate::check(&config)?;
        Ok(config)
    }

    /// The config as JSON with its version, to be kept.
    ///
    /// # Errors
    /// `Internal` where it cannot be written.
    pub fn to_json(&self) -> Result<Value> {
        let mut json = serde_json::to_value(self).map_err(LabError::internal)?;
        json["version"] = VERSION.into();
        Ok(json)
    }

    /// True if a classifier of the code is trained with the autoencoder.
    pub fn classifies(&self) -> bool {
        self.class_weight > 0.0
    }

    /// Changes the learning rate.
    ///
    /// # Errors
    /// `Config` where the rate is out of its limits.
    pub fn set_learning_rate(&mut self, rate: f64) -> Result<()> {
        check_field("learningRate", &Value::from(rate))?;
        self.learning_rate = rate;
        Ok(())
    }
}

/// Entries of a config that apply in it.
fn applicable(config: &RunConfig, mut entries: Map<String, Value>) -> Map<String, Value> {
    if let Ok(Value::Object(all)) = serde_json::to_value(config) {
        for field in fields().iter().filter(|field| !field.applies(&all)) {
            entries.remove(field.name);
        }
    }
    entries
}

/// Checks every entry, and makes whole numbers integers: JavaScript has only one number type.
fn checked(map: Map<String, Value>) -> Result<Map<String, Value>> {
    map.into_iter()
        .map(|(name, value)| {
            let field = check_field(&name, &value)?;
            Ok((
                name,
                if matches!(field.kind, FieldKind::Number { .. }) {
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

/// The schema for the page: settings, companions, presets and version.
pub fn schema() -> Schema {
    Schema {
        version: VERSION,
        renamed: version::RENAMED
            .into_iter()
            .map(|(old, new)| (old.to_owned(), new.into()))
            .collect(),
        fields: fields(),
        presets: presets::all(),
        companions: linked::all(),
    }
}
