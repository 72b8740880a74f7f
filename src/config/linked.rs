//! Companions of a choice: settings that it needs, and that the page sets together with it. A new one is an entry
//! here. Contradictions that remain are refused in `validate`.

use serde_json::{Value, json};

use super::schema::{self, Companion};

/// All companions.
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
        // The KL divergence is per example, and would outweigh an error per pixel.
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
            // The opposite of what the choice sets, where there is one.
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
