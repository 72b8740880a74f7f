//! Configuration of a run. The page's controls, the URL, a saved run and the command line are all built from
//! [`RunConfig`]. A new setting is one field here, one line in `Default`, and one entry in `fields`.
//!
//! | file | content |
//! | --- | --- |
//! | [`choices`] | the values of settings that are one of a list |
//! | `fields` | limits, unit and help of every setting |
//! | [`linked`] | choices with the settings that they need |
//! | [`presets`] | named experiments |
//! | [`reading`] | options of reading files |
//! | [`validate`] | checks of settings against each other and the data |
//! | [`version`] | versions of the format, and the names of version 1 |
//! | `run_config` | all settings of a run, with their defaults |
//! | [`mod@schema`] | description of a setting for the page |

pub mod choices;
mod fields;
pub mod linked;
pub mod presets;
pub mod reading;
mod run_config;
pub mod schema;
#[cfg(test)]
mod tests;
pub mod validate;
pub mod version;

use serde_json::{Map, Value};

use crate::error::{LabError, Result, short};
pub use choices::*;
use fields::fields;
pub use reading::{KeptReading, Reading};
pub use run_config::RunConfig;
use schema::{Field, FieldKind, Schema};
pub use version::VERSION;

impl RunConfig {
    /// A config from loosely typed JSON of any version. A setting that is left out takes its default. So does one
    /// that does not apply, since no control shows it.
    ///
    /// # Errors
    /// `Config`, naming the field, its value and the allowed ones.
    pub fn from_json(json: Value) -> Result<Self> {
        let Value::Object(mut map) = json else {
            return Err(LabError::config(
                "config",
                short(json),
                "The settings are no JSON object.",
                "Write them as {\"latent\": 2}.",
            ));
        };
        let parsed = |map| {
            serde_json::from_value::<Self>(Value::Object(map)).map_err(|error| {
                LabError::internal(format!("a checked config did not parse: {error}"))
            })
        };
        let reading = reading::taken(&mut map)?;
        let map = checked(version::upgraded(map)?)?;
        let mut config = parsed(applicable(&parsed(map.clone())?, map))?;
        config.reading = reading;
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

/// Letters of the longest text of settings. All settings together take a twentieth of it.
const LONGEST_TEXT: usize = 1 << 16;

/// The JSON of a text of settings.
///
/// # Errors
/// `Config` where the text is too long, or no JSON.
pub fn parse(text: &str) -> Result<Value> {
    if text.len() > LONGEST_TEXT {
        return Err(LabError::config(
            "config",
            text.len(),
            format!("The settings are {} bytes of text.", text.len()),
            format!("Settings take at most {LONGEST_TEXT} bytes: choose another file."),
        ));
    }
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let line_of_error = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let until: String = line_of_error.chars().take(column).collect();
        LabError::config(
            "config",
            short(until),
            format!("The settings cannot be read from line {line}, column {column} on."),
            "Write them as JSON, with numbers of at most 1e308.",
        )
    })
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
                &short(name),
                short(value),
                format!("There is no setting called \"{}\".", short(name)),
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
