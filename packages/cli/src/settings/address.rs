//! Settings in an address of the page: `#v=2&latent=8&hidden=64,32`, alone or at the end of a URL.

use hourglass::config::schema;
use hourglass::config::schema::{Field, FieldKind};
use hourglass::config::version::RENAMED;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// A setting that only the page heeds: it never moves a run to another device, and neither does the command line.
const OF_PAGE: &str = "repeatable";

/// True if a text is an address, or the part of one that holds the settings.
pub fn is_one(text: &str) -> bool {
    let is_url = ["http://", "https://", "file://"]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    (is_url || text.starts_with('#') || text.starts_with("v=")) && !text.contains('\n')
}

/// The entries of a config that an address holds; all is default in one without settings.
pub fn entries(address: &str) -> Map<String, Value> {
    let hash = match (address.split_once('#'), address.starts_with("v=")) {
        (Some((_, hash)), _) => hash,
        (None, true) => address,
        (None, false) => "",
    };
    let fields = schema().fields;
    let entries = hash.split('&').filter(|entry| !entry.is_empty());
    entries
        .map(|entry| {
            let (name, value) = entry.split_once('=').unwrap_or((entry, ""));
            let decoded = |text| percent_decode_str(text).decode_utf8_lossy().into_owned();
            (decoded(name), decoded(value))
        })
        .filter(|(name, _)| name != OF_PAGE)
        .map(|(name, value)| match name.as_str() {
            "v" => ("version".into(), number(&value)),
            _ => {
                let value = typed(field(&fields, &name), &value);
                (name, value)
            }
        })
        .collect()
}

/// The setting of a name, which may be that of version 1.
fn field<'a>(fields: &'a [Field], name: &str) -> Option<&'a Field> {
    let renamed = RENAMED.iter().find(|(old, _)| *old == name);
    let name = renamed.map_or(name, |(_, new)| *new);
    fields.iter().find(|field| field.name == name)
}

/// The value of an entry as its setting takes it. One that does not fit stays as it is, and is refused with the rest.
fn typed(field: Option<&Field>, text: &str) -> Value {
    match field.map(|field| &field.kind) {
        Some(FieldKind::Integer { .. } | FieldKind::Number { .. }) => number(text),
        Some(FieldKind::LayerSizes { .. } | FieldKind::Classes { .. }) => {
            let items = text.split(',').filter(|item| !item.is_empty());
            items.map(number).collect()
        }
        _ => text.into(),
    }
}

fn number(text: &str) -> Value {
    let number = text.trim().parse::<f64>();
    number.map_or_else(|_| text.into(), Value::from)
}

#[cfg(test)]
mod tests {
    use hourglass::config::{RunConfig, VERSION};
    use serde_json::json;

    use super::*;

    #[test]
    fn an_address_holds_the_settings_of_the_run_that_the_page_trains() {
        let expected = RunConfig::from_json(json!({
            "hidden": [64, 16], "latent": 8, "learningRate": 0.002, "optimizer": "sgd",
        }));
        let hash = "v=2&hidden=64,16&latent=8&learningRate=0.002&optimizer=sgd&repeatable=yes";
        for address in [
            hash.to_owned(),
            format!("#{hash}"),
            format!("http://localhost:8080/#{hash}"),
            format!(
                "https://example.org/lab/index.html#{}",
                hash.replace(',', "%2C")
            ),
        ] {
            assert!(is_one(&address), "{address}");
            let config = RunConfig::from_json(Value::Object(entries(&address)));
            assert_eq!(config, expected, "{address}");
        }
    }

    #[test]
    fn an_address_of_version_1_may_use_its_names() {
        let address = include_str!("../../../../tests/data/version-1/address.txt").trim();
        let config = RunConfig::from_json(Value::Object(entries(address))).unwrap();
        assert_eq!((config.k, config.gru_units, config.latent), (3, 12, 6));
        assert_eq!(config.normal_classes, [0, 1]);
    }

    #[test]
    fn an_address_without_settings_means_the_defaults() {
        for address in ["https://example.org/lab/", "#"] {
            assert!(is_one(address) && entries(address).is_empty());
        }
        assert_eq!(
            entries("#v=2&hidden="),
            *json!({"version": 2.0, "hidden": []}).as_object().unwrap()
        );
    }

    #[test]
    fn a_value_that_does_not_fit_is_refused_by_the_name_of_its_setting() {
        let error = |address| RunConfig::from_json(Value::Object(entries(address))).unwrap_err();
        assert_eq!(error("#v=2&latent=many").field.as_deref(), Some("latent"));
        assert_eq!(
            error(&format!("#v={}", VERSION + 1)).field.as_deref(),
            Some("version")
        );
    }
}
