//! Schema of the settings: the description of each for the page, and the check of a value against it.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{LabError, Result, short};

/// Group of controls on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Data set and its corruption.
    Data,
    /// The network.
    Model,
    /// Bottleneck, and the loss terms on the code.
    Code,
    /// Loss and optimizer.
    Training,
    /// Seed and device.
    Run,
}

/// Scale of a slider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Equal differences.
    Linear,
    /// Equal factors.
    Log,
}

/// One value of a choice.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Choice {
    /// Value in a config.
    pub value: &'static str,
    /// Short name for people.
    pub label: &'static str,
    /// A sentence for a student.
    pub help: &'static str,
}

/// Values that a field takes.
#[derive(Debug, Clone, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
#[allow(missing_docs)]
pub enum FieldKind {
    /// A whole number in `min..=max`.
    Integer { min: f64, max: f64, scale: Scale },
    /// A real number in `min..=max`.
    Number { min: f64, max: f64, scale: Scale },
    /// One of a list.
    Choice { choices: &'static [Choice] },
    /// At most `max_items` whole numbers, each in `min..=max`.
    #[serde(rename = "sizes")]
    LayerSizes {
        min: f64,
        max: f64,
        max_items: usize,
    },
    /// At most `max_items` class labels, each in `min..=max`.
    Classes {
        min: f64,
        max: f64,
        max_items: usize,
    },
}

/// Condition on another field.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum When {
    /// A choice has one of these values.
    #[allow(missing_docs)]
    Is {
        field: &'static str,
        is: &'static [&'static str],
    },
    /// A number is above this one.
    #[allow(missing_docs)]
    Above { field: &'static str, above: f64 },
}

impl When {
    /// The other field.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Is { field, .. } | Self::Above { field, .. } => field,
        }
    }

    fn holds(&self, config: &Map<String, Value>) -> bool {
        let value = config.get(self.field()).unwrap_or(&Value::Null);
        match self {
            Self::Is { is, .. } => value.as_str().is_some_and(|value| is.contains(&value)),
            Self::Above { above, .. } => value.as_f64().is_some_and(|value| value > *above),
        }
    }
}

/// One setting, as the page and the checks see it.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    /// Key in a config.
    pub name: &'static str,
    /// Short name for people.
    pub label: &'static str,
    /// Group of the control.
    pub group: Group,
    /// Values that it takes.
    #[serde(flatten)]
    pub kind: FieldKind,
    /// Value in a new run.
    pub default: Value,
    /// Conditions under which it applies: all of these hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<When>,
    /// True if a change takes effect in the running model.
    pub live: bool,
    /// True if the page hides it at first.
    pub advanced: bool,
    /// One or two sentences for a student.
    pub help: &'static str,
}

/// A named experiment.
#[derive(Debug, Clone, Serialize)]
pub struct Preset {
    /// Key of the preset.
    pub name: &'static str,
    /// Short name for people.
    pub label: &'static str,
    /// One or two sentences for a student, with a thing to watch.
    pub help: &'static str,
    /// Settings that it changes; all others of the network and its training take their defaults.
    pub settings: Map<String, Value>,
}

/// A choice with the settings that it needs.
#[derive(Debug, Clone, Serialize)]
pub struct Companion {
    /// Setting that is chosen.
    pub field: &'static str,
    /// Its value.
    pub value: &'static str,
    /// Settings that are set together with it.
    pub settings: Map<String, Value>,
}

/// Everything the page needs to build the controls.
#[derive(Debug, Clone, Serialize)]
pub struct Schema {
    /// Version of the config format.
    pub version: u32,
    /// Settings that version 2 renamed: new names by those of version 1.
    pub renamed: Map<String, Value>,
    /// Every setting, in the order of the page.
    pub fields: Vec<Field>,
    /// Named experiments.
    pub presets: Vec<Preset>,
    /// Choices with the settings that they need.
    pub companions: Vec<Companion>,
}

/// Settings by name, from an object.
pub(super) fn settings(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

impl Field {
    /// True if it has an effect in a whole config: momentum has none unless the optimizer uses it.
    pub fn applies(&self, config: &Map<String, Value>) -> bool {
        self.when.iter().all(|when| when.holds(config))
    }

    /// Checks that the field can take a value.
    ///
    /// # Errors
    /// `Config`, naming the field, the value and the limits.
    pub fn check(&self, value: &Value) -> Result<()> {
        let (fits, allowed) = match &self.kind {
            FieldKind::Integer { min, max, .. } => (
                is_integer(value, *min, *max),
                format!("a whole number from {min} to {max}"),
            ),
            FieldKind::Number { min, max, .. } => (
                value.as_f64().is_some_and(|x| (*min..=*max).contains(&x)),
                format!("a number from {min} to {max}"),
            ),
            FieldKind::Choice { choices } => (
                choices
                    .iter()
                    .any(|choice| Some(choice.value) == value.as_str()),
                format!("one of {}", names(choices)),
            ),
            FieldKind::LayerSizes {
                min,
                max,
                max_items,
            }
            | FieldKind::Classes {
                min,
                max,
                max_items,
            } => (
                value.as_array().is_some_and(|sizes| {
                    sizes.len() <= *max_items && sizes.iter().all(|s| is_integer(s, *min, *max))
                }),
                format!("at most {max_items} whole numbers, each from {min} to {max}"),
            ),
        };
        if fits {
            return Ok(());
        }
        Err(LabError::config(
            self.name,
            brief(value),
            format!("{} cannot be {}.", self.label, short(value)),
            format!("Use {allowed}."),
        ))
    }
}

/// A value for an error: as it is, unless it is long.
fn brief(value: &Value) -> Value {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        Value::String(text) => short(text).into(),
        Value::Array(items) if items.len() <= 64 && !items.iter().any(Value::is_array) => {
            items.iter().map(brief).collect()
        }
        Value::Array(_) | Value::Object(_) => short(value).into(),
    }
}

fn is_integer(value: &Value, min: f64, max: f64) -> bool {
    value
        .as_f64()
        .is_some_and(|x| x.fract() == 0.0 && (min..=max).contains(&x))
}

fn names(choices: &[Choice]) -> String {
    choices
        .iter()
        .map(|choice| choice.value)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Declares an enum whose variants are the values of a choice: name in a config, label, help.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $value:literal, $label:literal, $help:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(#[doc = $help] #[serde(rename = $value)] $variant,)+
        }

        impl $name {
            /// Every value with label and help.
            pub const CHOICES: &'static [$crate::config::schema::Choice] =
                &[$($crate::config::schema::Choice { value: $value, label: $label, help: $help },)+];

            /// Label of the value.
            pub fn label(self) -> &'static str {
                Self::CHOICES[self as usize].label
            }
        }
    };
}
pub(crate) use choices;
