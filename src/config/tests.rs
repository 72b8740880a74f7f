//! Tests of the schema, of the checks, and of the versions.

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
fn a_setting_that_does_not_apply_takes_its_default() {
    for (json, hidden) in [
        (json!({"momentum": 0.5}), "momentum"),
        (json!({"labelled": 10.0}), "labelled"),
        (json!({"dataset": "signals", "shift": 1}), "shift"),
        (
            json!({"bottleneck": "variational", "sparsity": "kl", "sparsityTarget": 0.1}),
            "sparsityTarget",
        ),
        (
            json!({"bottleneck": "variational", "sparsity": "kl"}),
            "sparsity",
        ),
        (
            dictionary(json!({"initializer": "torch", "dropout": 0.5})),
            "dropout",
        ),
    ] {
        let config = RunConfig::from_json(json.clone()).unwrap();
        let [held, defaults] =
            [config, RunConfig::default()].map(|config| serde_json::to_value(config).unwrap());
        assert_eq!(held[hidden], defaults[hidden], "{json}");
    }
    let sgd = RunConfig::from_json(json!({"optimizer": "sgd", "momentum": 0.5})).unwrap();
    assert_eq!(sgd.momentum, 0.5);
}

#[test]
fn a_condition_includes_the_conditions_of_its_field() {
    let all = fields();
    let target = all.iter().find(|field| field.name == "sparsityTarget");
    let waits: Vec<_> = target
        .unwrap()
        .when
        .iter()
        .map(schema::When::field)
        .collect();
    assert_eq!(waits, ["sparsity", "bottleneck"]);
}

/// The preset of sparse coding, changed.
fn dictionary(changes: Value) -> Value {
    let mut presets = presets::all().into_iter();
    let preset = presets.find(|preset| preset.name == "sparse-coding");
    let mut config = preset.unwrap().settings;
    config.extend(changes.as_object().unwrap().clone());
    Value::Object(config)
}

#[test]
fn a_value_out_of_limits_is_refused_with_field_value_and_remedy() {
    for (json, field) in [
        (json!({"latent": 0}), "latent"),
        (json!({"latent": 1025}), "latent"),
        (json!({"latent": 2.5}), "latent"),
        (json!({"hidden": [16, 0]}), "hidden"),
        (json!({"hidden": [1, 1, 1, 1, 1, 1, 1]}), "hidden"),
        (json!({"learningRate": "fast"}), "learningRate"),
        (json!({"learningRate": -1}), "learningRate"),
        (json!({"activation": "swish"}), "activation"),
        (json!({"seed": -1}), "seed"),
        (json!({"latnet": 3}), "latnet"),
        (json!({"loss": "bce", "outputActivation": "linear"}), "loss"),
        (
            json!({"normalization": "batch", "batchSize": 1}),
            "batchSize",
        ),
        (dictionary(json!({"sparsity": "none"})), "sparsity"),
        (dictionary(json!({"sparsityWeight": 0})), "sparsityWeight"),
        (
            dictionary(json!({"outputActivation": "sigmoid"})),
            "outputActivation",
        ),
        (
            dictionary(json!({"outputActivation": "sigmoid", "loss": "bce"})),
            "loss",
        ),
        (dictionary(json!({"reduction": "mean"})), "reduction"),
        (
            dictionary(json!({"bottleneck": "variational"})),
            "bottleneck",
        ),
        (
            dictionary(json!({"codeActivation": "relu"})),
            "codeActivation",
        ),
        (dictionary(json!({"inputScale": "standard"})), "inputScale"),
        (dictionary(json!({"weightDecay": 0.1})), "weightDecay"),
        (dictionary(json!({"l2": 0.1})), "l2"),
        (dictionary(json!({"fistaIterations": 0})), "fistaIterations"),
    ] {
        let error = RunConfig::from_json(json.clone()).unwrap_err();
        assert_eq!(error.code, crate::error::Code::Config, "{json}");
        assert_eq!(error.field.as_deref(), Some(field), "{json}");
        assert!(error.value.is_some() && !error.remedy.is_empty(), "{json}");
    }
}

#[test]
fn the_message_for_wrong_latent_dimensions_names_their_limits() {
    let error = RunConfig::from_json(json!({"latent": 1025})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Latent dimensions cannot be 1025. Use a whole number from 1 to 1024."
    );
}

/// A config that uses every name of version 1.
const VERSION_1: &str = include_str!("../../tests/data/version-1/every-name.json");

#[test]
fn a_config_of_version_1_means_the_same_under_the_new_names() {
    let old: Map<String, Value> = serde_json::from_str(VERSION_1).unwrap();
    let renamed: Map<_, _> = version::RENAMED
        .into_iter()
        .map(|(old_name, name)| (name.to_owned(), old[old_name].clone()))
        .collect();
    let mut new = old.clone();
    new.remove("version");
    for (old_name, _) in version::RENAMED {
        new.remove(old_name);
    }
    new.extend(renamed);
    assert_eq!(version::upgraded(old.clone()).unwrap(), new);
    let read = RunConfig::from_json(old.into()).unwrap();
    assert_eq!(read, RunConfig::from_json(new.into()).unwrap());
    assert_eq!((read.k, read.optimizer), (3, Optimizer::Sgd));
}

#[test]
fn every_renamed_setting_is_one_of_today_and_its_old_name_is_free() {
    let names: Vec<_> = fields().iter().map(|field| field.name).collect();
    for (old, new) in version::RENAMED {
        assert!(names.contains(&new) && !names.contains(&old), "{old}");
    }
}

#[test]
fn names_of_version_1_are_refused_in_version_2_and_together_with_new_ones() {
    for (json, field, message) in [
        (
            json!({"version": 2, "neck": "plain"}),
            "neck",
            r#"The setting "neck" is called "bottleneck" since version 2. Write "bottleneck"."#,
        ),
        (
            json!({"version": 1, "keep": 3, "k": 3}),
            "k",
            r#""keep" and "k" are the old and the new name of one setting. Keep "k", and leave "keep" out."#,
        ),
        (
            json!({"keep": 3, "k": 3}),
            "k",
            r#""keep" and "k" are the old and the new name of one setting. Keep "k", and leave "keep" out."#,
        ),
        (
            json!({"version": 3, "k": 3}),
            "version",
            "This config is of version 3; versions 1 to 2 can be read. Use a newer release of Hourglass.",
        ),
        (
            json!({"version": "two"}),
            "version",
            "This config is of version \"two\"; versions 1 to 2 can be read. Leave the version out, or write 2.",
        ),
    ] {
        let error = RunConfig::from_json(json.clone()).unwrap_err();
        assert_eq!(error.field.as_deref(), Some(field), "{json}");
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn a_kept_config_names_its_version() {
    let config = RunConfig::default();
    let json = config.to_json().unwrap();
    assert_eq!(json["version"], VERSION);
    assert_eq!(RunConfig::from_json(json).unwrap(), config);
}
