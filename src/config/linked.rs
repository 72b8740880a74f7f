//! Choices that go with settings of others alone: whoever makes one by hand gets those as well, instead of a
//! refusal for each. A new one is an entry here; what contradicts all the same is refused in `rules`.

use serde_json::{Value, json};

use super::schema::{self, Companion};

/// All of them.
pub fn all() -> Vec<Companion> {
    vec![
        companion(
            "architecture",
            "dictionary",
            json!({
                "bottleneck": "plain", "codeActivation": "linear", "sparsity": "l1", "sparsityWeight": 0.2,
                "outputActivation": "linear", "loss": "mse", "reduction": "half",
                "inputScale": "unit", "l2": 0, "weightDecay": 0,
            }),
        ),
        companion("architecture", "recurrent", json!({"dataset": "signals"})),
        // The divergence is counted a picture, and would drown an error that is counted a pixel.
        companion(
            "bottleneck",
            "variational",
            json!({"loss": "bce", "outputActivation": "sigmoid", "reduction": "sum"}),
        ),
        companion("loss", "bce", json!({"outputActivation": "sigmoid"})),
        companion("outputActivation", "linear", json!({"loss": "mse"})),
        companion("sparsity", "kl", json!({"codeActivation": "sigmoid"})),
    ]
}

fn companion(field: &'static str, value: &'static str, settings: Value) -> Companion {
    Companion {
        field,
        value,
        settings: schema::settings(settings),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::RunConfig;
    use crate::data::catalog::Catalog;
    use crate::run::summary::describe;

    #[test]
    fn every_choice_can_be_built_with_its_companions() {
        for companion in all() {
            let mut config = companion.settings.clone();
            config.insert(companion.field.into(), companion.value.into());
            let config = RunConfig::from_json(Value::Object(config)).unwrap();
            let description = describe(&mut Catalog::default(), &config).unwrap();
            assert!(description.parameters > 0, "{companion:?}");
        }
    }

    #[test]
    fn each_is_needed() {
        // A variational code is built without its companions as well, and collapses.
        for companion in all().into_iter().filter(|one| one.field != "bottleneck") {
            // What the choice meets: the opposite of what it brings, where there is one.
            let mut config = serde_json::Map::new();
            config.insert(companion.field.into(), companion.value.into());
            if companion.field == "loss" {
                config.insert("outputActivation".into(), "linear".into());
            }
            if companion.field == "outputActivation" {
                config.insert("loss".into(), "bce".into());
            }
            let built = RunConfig::from_json(Value::Object(config))
                .and_then(|config| describe(&mut Catalog::default(), &config));
            assert!(built.is_err(), "{companion:?}");
        }
    }
}
