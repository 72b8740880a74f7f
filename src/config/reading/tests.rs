//! Options of reading, written, read back and refused.

use serde_json::json;

use super::*;

#[test]
fn options_are_read_back_as_they_were_written() {
    let json = json!({"labelColumn": "species", "transpose": "yes", "invert": "no", "stretch": "yes",
        "side": 28, "crop": "whole", "colour": "grey", "swapSets": "yes", "validation": 20, "classes": ["3", "cat"],
        "columns": {"island": "out", "sepal.length": "number"},

        "soundAs": "mel", "excerpt": 0.057});
    let reading = Reading::from_json(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&reading).unwrap(), json);
    assert_eq!(serde_json::to_value(Reading::default()).unwrap(), json!({}));
    let of_auto = json!({"side": "auto", "labelColumn": "auto", "columns": {"a": "auto"}});
    assert_eq!(Reading::from_json(of_auto).unwrap(), Reading::default());
}

#[test]
fn numbers_stand_for_columns_sides_and_classes() {
    let json = json!({"labelColumn": 3, "side": "16", "classes": [1, 7], "excerpt": "0.5"});
    let reading = Reading::from_json(json).unwrap();
    assert_eq!(reading.label_column, LabelColumn::Called("3".into()));
    assert_eq!(reading.excerpt, Some(500));
    assert_eq!(
        (reading.side, reading.classes),
        (Some(16), vec!["1".to_owned(), "7".into()])
    );
}

#[test]
fn a_wrong_option_is_refused_with_field_value_and_remedy() {
    for (json, field, remedy) in [
        (
            json!({"transpose": true}),
            "reading.transpose",
            "one of auto, no, yes",
        ),
        (
            json!({"stretch": "maybe"}),
            "reading.stretch",
            "one of auto, no, yes",
        ),
        (json!({"side": 65}), "reading.side", "from 8 to 64"),
        (json!({"side": 12.5}), "reading.side", "from 8 to 64"),
        (json!({"side": "large"}), "reading.side", "from 8 to 64"),
        (
            json!({"validation": 0}),
            "reading.validation",
            "from 1 to 50",
        ),
        (
            json!({"validation": 0.2}),
            "reading.validation",
            "from 1 to 50",
        ),
        (
            json!({"crop": "edge"}),
            "reading.crop",
            "one of auto, middle, whole",
        ),
        (
            json!({"colour": "red"}),
            "reading.colour",
            "one of auto, grey, colour",
        ),
        (
            json!({"soundAs": "loud"}),
            "reading.soundAs",
            "one of auto, wave, mel",
        ),
        (json!({"excerpt": 0.004}), "reading.excerpt", "0.01 to 10"),
        (json!({"excerpt": "long"}), "reading.excerpt", "0.01 to 10"),
        (
            json!({"excerpt": f64::MAX}),
            "reading.excerpt",
            "0.01 to 10",
        ),
        (
            json!({"labelColumn": 0}),
            "reading.labelColumn",
            "counted from 1",
        ),
        (json!({"classes": "cat"}), "reading.classes", "a list"),
        (json!({"rotate": 90}), "reading.rotate", "transpose"),
        (
            json!({"columns": ["a"]}),
            "reading.columns",
            "or leave them out",
        ),
        (
            json!({"columns": {"a": "number", "year": "date"}}),
            "reading.columns.year",
            "one of auto, number, category, rating, name, out",
        ),
        (
            json!({"columns": {"year": 5}}),
            "reading.columns.year",
            "cannot be 5",
        ),
        (json!([]), "reading", "JSON object"),
    ] {
        let error = Reading::from_json(json.clone()).unwrap_err();
        assert_eq!(error.field.as_deref(), Some(field), "{json}");
        assert!(error.value.is_some(), "{json}");
        assert!(
            error.remedy.contains(remedy) || error.message.contains(remedy),
            "{error}"
        );
    }
}
