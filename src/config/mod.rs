//! `RunConfig`: every choice of a run, with its default, limits, unit and help, in this one file.
//! The page's controls, the URL, a saved file and the native command line are all built from it.
//! A new knob is one field here, one line in `Default`, and one entry in `fields`.

pub mod schema;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{LabError, Result};
use schema::{Field, Group, Kind, Scale, Schema, When, choices};

/// Version of the config format.
pub const VERSION: u32 = 1;

choices! {
    /// What is learnt from.
    Source {
        Digits = "digits", "Handwritten digits", "1,797 real handwritten digits, 8 by 8 pixels, from the UCI collection.";
        Strokes = "strokes", "Drawn strokes", "6,000 digits of 28 by 28 pixels, drawn by a program from the seed.";
        File = "file", "Your own file", "Images from an IDX file of your own, such as MNIST. Open it, or drop it on the page.";
    }
}

choices! {
    /// The non-linearity of a layer.
    Activation {
        Relu = "relu", "ReLU", "max(0, x): zero below zero, unchanged above. Fast, and the usual choice.";
        Tanh = "tanh", "tanh", "Squeezes any number into -1 to 1.";
        Sigmoid = "sigmoid", "Sigmoid", "Squeezes any number into 0 to 1.";
        Gelu = "gelu", "GELU", "A smooth relative of ReLU.";
        Linear = "linear", "Linear", "No change at all. With only linear layers the network can do no more than PCA.";
    }
}

choices! {
    /// What stands between the last layer and the picture.
    Output {
        Sigmoid = "sigmoid", "Sigmoid", "Keeps every pixel between black and white.";
        Linear = "linear", "Linear", "Any number may come out; the picture is cut to black and white when drawn.";
    }
}

choices! {
    /// What is minimised.
    Loss {
        Mse = "mse", "Squared error", "Mean over all pixels of the squared difference between picture and reconstruction.";
        Bce = "bce", "Cross-entropy", "Mean over all pixels of the binary cross-entropy. It punishes confident mistakes more.";
    }
}

choices! {
    /// How weights begin.
    Initialiser {
        Glorot = "glorot", "Glorot", "Uniform, scaled by the inputs and outputs of a layer; biases zero. A good default.";
        He = "he", "He", "Normal, scaled by the inputs of a layer; biases zero. Made for ReLU.";
        Torch = "torch", "PyTorch", "Weights and biases uniform, scaled by the inputs of a layer: the default of PyTorch and Burn.";
    }
}

choices! {
    /// How gradients become steps.
    Optimiser {
        Adam = "adam", "Adam", "Gives each weight a step size of its own. Works nearly everywhere.";
        Rmsprop = "rmsprop", "RMSprop", "Divides each gradient by its recent size.";
        Sgd = "sgd", "SGD", "Plain gradient descent, with momentum. It wants a learning rate near 1 here.";
    }
}

choices! {
    /// How the learning rate changes with the steps.
    Schedule {
        Constant = "constant", "Constant", "The same rate for every step.";
        Step = "step", "Steps", "Falls by a factor every so many steps.";
        Cosine = "cosine", "Cosine", "Falls slowly, then faster, then slowly again to nothing, and stays there.";
    }
}

choices! {
    /// Where a run takes place.
    DeviceChoice {
        Auto = "auto", "Automatic", "The graphics card where there is a real one, else the processor.";
        Webgpu = "webgpu", "WebGPU", "The graphics card, through the browser's WebGPU.";
        Cpu = "cpu", "CPU", "The processor, through WebAssembly. Often faster for small networks.";
    }
}

/// Every choice of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[allow(missing_docs, reason = "each field is documented once, in `fields`")]
pub struct RunConfig {
    pub dataset: Source,
    pub hidden: Vec<usize>,
    pub latent: usize,
    pub activation: Activation,
    pub code_activation: Activation,
    pub output: Output,
    pub initialiser: Initialiser,
    pub loss: Loss,
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
            hidden: vec![64, 32],
            latent: 2,
            activation: Activation::Relu,
            code_activation: Activation::Linear,
            output: Output::Sigmoid,
            initialiser: Initialiser::Glorot,
            loss: Loss::Mse,
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
    /// A config from loosely typed JSON; what is left out takes its default.
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
        let config: Self =
            serde_json::from_value(Value::Object(checked(map)?)).map_err(|error| {
                LabError::internal(format!("a checked config did not parse: {error}"))
            })?;
        config.check()?;
        Ok(config)
    }

    /// Refuses settings that do not go together. Limits of single fields are in `fields`.
    fn check(&self) -> Result<()> {
        if self.loss == Loss::Bce && self.output != Output::Sigmoid {
            return Err(LabError::config(
                "loss",
                "bce",
                "Cross-entropy compares probabilities, but a linear output is not one.",
                "Choose the sigmoid output, or the squared error.",
            ));
        }
        Ok(())
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

/// The settings and their version, for the page.
pub fn schema() -> Schema {
    Schema {
        version: VERSION,
        fields: fields(),
    }
}

const fn integer(min: f64, max: f64, scale: Scale) -> Kind {
    Kind::Integer { min, max, scale }
}

const fn number(min: f64, max: f64, scale: Scale) -> Kind {
    Kind::Number { min, max, scale }
}

const fn choice(choices: &'static [schema::Choice]) -> Kind {
    Kind::Choice { choices }
}

/// Every setting, in the order of the page.
#[rustfmt::skip]
fn fields() -> Vec<Field> {
    use Group::{Data, Model, Run, Training};
    let defaults = serde_json::to_value(RunConfig::default()).unwrap_or_default();
    let field = |name: &'static str, label, group, kind, help| Field {
        name, label, group, kind, help,
        default: defaults[name].clone(), when: None, live: false, advanced: false,
    };
    let only = |field: Field, other, is| Field { when: Some(When { field: other, is }), ..field };
    let advanced = |field: Field| Field { advanced: true, ..field };
    let live = |field: Field| Field { live: true, ..field };
    vec![
        field("dataset", "Images", Data, choice(Source::CHOICES), "What the network learns to copy."),
        field("hidden", "Hidden layers", Model, Kind::Sizes { min: 1.0, max: 2048.0, max_items: 6 },
            "Units in each layer of the encoder. The decoder has the same layers in reverse."),
        field("latent", "Latent size", Model, integer(1.0, 64.0, Scale::Log),
            "How many numbers each picture must pass through: the neck of the hourglass."),
        field("activation", "Activation", Model, choice(Activation::CHOICES),
            "What the hidden layers do to each sum. Without it the network could only draw straight lines."),
        advanced(field("codeActivation", "Code activation", Model, choice(Activation::CHOICES),
            "What is done to the code itself. Linear lets it be any number.")),
        advanced(field("output", "Output", Model, choice(Output::CHOICES),
            "What turns the last sums into pixels.")),
        advanced(field("initialiser", "Initial weights", Model, choice(Initialiser::CHOICES),
            "How the weights are drawn before the first step.")),
        field("loss", "Loss", Training, choice(Loss::CHOICES), "What counts as a bad copy."),
        field("optimiser", "Optimiser", Training, choice(Optimiser::CHOICES),
            "How each gradient becomes a step of the weights."),
        live(field("learningRate", "Learning rate", Training, number(1e-6, 1000.0, Scale::Log),
            "How far each step goes. Too small learns slowly, too large falls apart. You can change it while it trains.")),
        advanced(field("schedule", "Schedule", Training, choice(Schedule::CHOICES),
            "How the learning rate changes as the steps go by.")),
        only(advanced(field("scheduleSteps", "Schedule steps", Training, integer(1.0, 10_000_000.0, Scale::Log),
            "How long the cosine takes, or how many steps lie between two falls. The warm-up comes before them.")), "schedule", &["step", "cosine"]),
        only(advanced(field("fall", "Fall", Training, number(0.001, 1.0, Scale::Log),
            "What the learning rate is multiplied by at each fall.")), "schedule", &["step"]),
        advanced(field("warmUp", "Warm-up steps", Training, integer(0.0, 1_000_000.0, Scale::Linear),
            "The learning rate climbs to its full size over so many steps, which spares a fresh network large jumps. 0 for none.")),
        only(field("momentum", "Momentum", Training, number(0.0, 0.999, Scale::Linear),
            "How much of the last step is kept in the next one."), "optimiser", &["sgd"]),
        only(field("rho", "Memory", Training, number(0.0, 0.9999, Scale::Linear),
            "How slowly the running size of the gradients forgets (rho)."), "optimiser", &["rmsprop"]),
        only(advanced(field("epsilon", "Epsilon", Training, number(1e-12, 1e-2, Scale::Log),
            "A small number that keeps the division by the gradient's size safe.")), "optimiser", &["adam", "rmsprop"]),
        advanced(field("weightDecay", "Weight decay", Training, number(0.0, 1.0, Scale::Linear),
            "Pulls every weight towards zero, which keeps the network simple. 0 for none; 0.0001 is a mild pull.")),
        advanced(field("clipNorm", "Longest gradient", Training, number(0.0, 1000.0, Scale::Linear),
            "A longer gradient is cut to this length, which tames sudden jumps. 0 for no limit.")),
        field("batchSize", "Batch size", Training, integer(1.0, 1024.0, Scale::Log),
            "How many pictures are looked at before each step."),
        advanced(field("validateEvery", "Validate every", Training, integer(1.0, 10_000.0, Scale::Log),
            "Steps between two looks at pictures that are never trained on.")),
        advanced(field("epochs", "Stop after epochs", Training, integer(0.0, 100_000.0, Scale::Linear),
            "The run stops when it has seen every picture so often; Start goes on for as many again. 0: until you press Pause.")),
        advanced(field("target", "Stop at loss", Training, number(0.0, 1e6, Scale::Linear),
            "The run stops when the validation loss is this small. 0 for no target.")),
        advanced(field("patience", "Patience", Training, integer(0.0, 10_000.0, Scale::Linear),
            "The run stops when so many looks at validation pictures in a row found no gain, and goes back to its best weights. 0: never.")),
        field("seed", "Seed", Run, integer(0.0, 4_294_967_295.0, Scale::Linear),
            "Fixes every random choice: the same seed gives the same run."),
        field("device", "Device", Run, choice(DeviceChoice::CHOICES), "What does the arithmetic."),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_field_of_a_config_is_described_once_and_its_default_is_allowed() {
        let config = serde_json::to_value(RunConfig::default()).unwrap();
        let mut described: Vec<_> = fields().iter().map(|field| field.name.to_owned()).collect();
        let mut held: Vec<_> = config.as_object().unwrap().keys().cloned().collect();
        described.sort();
        held.sort();
        assert_eq!(described, held);
        for field in fields() {
            field.check(&field.default).unwrap();
        }
    }

    #[test]
    fn what_is_left_out_takes_its_default_and_whole_floats_count_as_integers() {
        let config = RunConfig::from_json(json!({"latent": 8.0, "hidden": [32.0]})).unwrap();
        assert_eq!(
            config,
            RunConfig {
                latent: 8,
                hidden: vec![32],
                ..RunConfig::default()
            }
        );
    }

    #[test]
    fn a_config_survives_the_way_through_json() {
        let config = RunConfig {
            epsilon: 1e-5,
            seed: u32::MAX,
            ..RunConfig::default()
        };
        let json = serde_json::to_value(&config).unwrap();
        assert_eq!(RunConfig::from_json(json).unwrap(), config);
    }

    #[test]
    fn a_value_out_of_limits_is_refused_with_field_value_and_remedy() {
        for (json, field) in [
            (json!({"latent": 0}), "latent"),
            (json!({"latent": 65}), "latent"),
            (json!({"latent": 2.5}), "latent"),
            (json!({"hidden": [16, 0]}), "hidden"),
            (json!({"hidden": [1, 1, 1, 1, 1, 1, 1]}), "hidden"),
            (json!({"learningRate": "fast"}), "learningRate"),
            (json!({"learningRate": -1}), "learningRate"),
            (json!({"activation": "swish"}), "activation"),
            (json!({"seed": -1}), "seed"),
            (json!({"latnet": 3}), "latnet"),
            (json!({"loss": "bce", "output": "linear"}), "loss"),
        ] {
            let error = RunConfig::from_json(json.clone()).unwrap_err();
            assert_eq!(error.code, crate::error::Code::Config, "{json}");
            assert_eq!(error.field.as_deref(), Some(field), "{json}");
            assert!(error.value.is_some() && !error.remedy.is_empty(), "{json}");
        }
    }

    #[test]
    fn the_message_for_a_wrong_latent_size_names_its_limits() {
        let error = RunConfig::from_json(json!({"latent": 65})).unwrap_err();
        assert_eq!(
            error.to_string(),
            "Latent size cannot be 65. It takes a whole number from 1 to 64."
        );
    }
}
