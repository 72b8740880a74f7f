//! Options of reading, the choices that are offered, and the preview.

use serde_json::{Value, json};

use super::*;
use crate::config::Reading;

fn with(files: &[File], options: Value) -> Result<Opening> {
    super::super::read(files, &Reading::from_json(options).unwrap())
}

/// Grey images of `rows` by `columns` pixels, made of some function of row and column.
fn idx(
    name: &str,
    count: u32,
    [rows, columns]: [u32; 2],
    value: impl Fn(u32, u32, u32) -> u8,
) -> File {
    let mut bytes = vec![0, 0, 8, 3];
    for dim in [count, rows, columns] {
        bytes.extend(dim.to_be_bytes());
    }
    for image in 0..count {
        for at in 0..rows * columns {
            bytes.push(value(image, at / columns, at % columns));
        }
    }
    File {
        name: name.into(),
        bytes,
    }
}

fn offered(opening: &Opening) -> Vec<&str> {
    let choices = opening.preview.choices.iter();
    choices.map(|choice| choice.field.as_str()).collect()
}

fn choice<'a>(opening: &'a Opening, field: &str) -> &'a Choice {
    let mut choices = opening.preview.choices.iter();
    choices.find(|choice| choice.field == field).unwrap()
}

/// Lines at the left of images that are 6 wide and 4 high.
fn bars(name: &str) -> File {
    idx(name, 60, [4, 6], |image, row, column| match column {
        0 => 200 + (image % 50) as u8,
        _ => (row * 6 + column) as u8,
    })
}

#[test]
fn rows_and_columns_are_exchanged_on_request_and_for_emnist() {
    let plain = with(&[bars("images")], json!({})).unwrap();
    assert_eq!((plain.dataset.height, plain.dataset.width), (4, 6));
    assert_eq!(choice(&plain, "transpose").suggested, "no");
    for (name, options) in [
        ("images", json!({"transpose": "yes"})),
        ("EMNIST-letters-images", json!({})),
    ] {
        let turned = with(&[bars(name)], options).unwrap();
        assert_eq!((turned.dataset.height, turned.dataset.width), (6, 4));
        for at in 0..24 {
            let (row, column) = (at / 4, at % 4);
            assert_eq!(
                turned.dataset.image(7)[at],
                plain.dataset.image(7)[column * 6 + row]
            );
        }
        assert_eq!(
            serde_json::to_value(&turned.reading).unwrap()["transpose"],
            "yes"
        );
        assert!(
            turned
                .note
                .to_string()
                .contains("Rows and columns of each image are exchanged")
        );
    }
    let kept = with(&[bars("emnist-images")], json!({"transpose": "no"})).unwrap();
    assert_eq!(kept.dataset.pixels, plain.dataset.pixels);
    let asked = choice(&kept, "transpose");
    assert_eq!(
        (asked.suggested.as_str(), &asked.chosen[..]),
        ("yes", &["no".to_owned()][..])
    );
    assert!(asked.why.contains("EMNIST"));
}

#[test]
fn values_that_do_not_reach_255_are_offered_to_stretch() {
    let dark = || {
        idx("dark", 60, [8, 8], |image, row, column| {
            ((image + row * column) % 17) as u8
        })
    };
    let plain = with(&[dark()], json!({})).unwrap();
    assert_eq!(plain.preview.range, "0 to 16");
    assert_eq!(choice(&plain, "stretch").suggested, "no");
    assert!(plain.preview.warnings[0].contains("brightest value is 16 of 255"));
    let stretched = with(&[dark()], json!({"stretch": "yes"})).unwrap();
    let expected: Vec<u8> = plain
        .dataset
        .pixels
        .iter()
        .map(|&value| (f64::from(value) * 255.0 / 16.0).round() as u8)
        .collect();
    assert_eq!(*stretched.dataset.pixels, expected);
    assert_eq!(stretched.preview.warnings, [] as [String; 0]);
    assert!(
        stretched
            .note
            .to_string()
            .contains("Values from 0 to 16 are stretched from black to white")
    );
    let whole = idx("whole", 60, [8, 8], |image, row, column| {
        (image * 5 + row * 8 + column) as u8
    });
    let full = with(&[whole], json!({"stretch": "yes"})).unwrap();
    assert!(!offered(&full).contains(&"stretch"));
    assert!(
        full.note
            .to_string()
            .contains("\"stretch\" of reading means nothing for these files")
    );
}

#[test]
fn ink_on_paper_becomes_light_on_dark_on_request() {
    let ink = || {
        idx("ink", 60, [8, 8], |image, row, column| {
            if row == 4 {
                (image + column) as u8
            } else {
                255
            }
        })
    };
    let plain = with(&[ink()], json!({})).unwrap();
    let asked = choice(&plain, "invert");
    assert!(
        asked.suggested == "no" && asked.why.contains("dark ink on paper"),
        "{asked:?}"
    );
    let light = with(&[ink()], json!({"invert": "yes"})).unwrap();
    let expected: Vec<u8> = plain
        .dataset
        .pixels
        .iter()
        .map(|value| 255 - value)
        .collect();
    assert_eq!(*light.dataset.pixels, expected);
    assert_ne!(light.dataset.fingerprint, plain.dataset.fingerprint);
}

#[test]
fn some_classes_are_kept_by_name() {
    let files = || [images("images", 600, 4), labels("labels", 600)];
    let all = with(&files(), json!({})).unwrap();
    assert_eq!(all.preview.counts, [60; 10]);
    assert_eq!(choice(&all, "classes").options.len(), 10);
    let some = with(&files(), json!({"classes": ["3", 7]})).unwrap();
    assert_eq!(
        (some.dataset.count(), some.dataset.classes.clone()),
        (120, vec!["3".to_owned(), "7".into()])
    );
    for (at, &label) in some.dataset.labels.iter().enumerate() {
        let before = at / 2 * 10 + [3, 7][at % 2];
        assert_eq!(usize::from(label), at % 2);
        assert_eq!(some.dataset.image(at), all.dataset.image(before));
    }
    assert_eq!(
        choice(&some, "classes").options.len(),
        10,
        "the others can be chosen again"
    );
    let error = with(&files(), json!({"classes": ["x"]})).unwrap_err();
    assert_eq!(error.field.as_deref(), Some("reading.classes"));
    assert!(error.remedy.contains("0, 1, 2"), "{error}");
    let few = [images("images", 200, 4), labels("labels", 200)];
    assert_eq!(
        with(&few, json!({"classes": ["3"]}))
            .unwrap_err()
            .field
            .as_deref(),
        Some("count")
    );
}

#[test]
fn training_and_test_set_are_exchanged_on_request() {
    let files = || [images("train-images", 60, 4), images("t10k-images", 200, 4)];
    let plain = with(&files(), json!({})).unwrap();
    assert_eq!(plain.dataset.test_from, Some(60));
    let roles: Vec<_> = plain
        .preview
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.role))
        .collect();
    assert_eq!(
        roles,
        [
            ("train-images", FileUse::Training),
            ("t10k-images", FileUse::Test)
        ]
    );
    let swapped = with(&files(), json!({"swapSets": "yes"})).unwrap();
    assert_eq!(
        (swapped.dataset.test_from, swapped.dataset.name.as_str()),
        (Some(200), "t10k-images")
    );
    assert!(
        swapped
            .note
            .summary
            .contains("t10k-images to train on; train-images to test on"),
        "{}",
        swapped.note
    );
    assert_eq!(
        choice(&plain, "swapSets").options,
        choice(&swapped, "swapSets").options
    );
    // a decision stands in for names that say nothing
    let alike = || {
        [
            images("a", 60, 4),
            idx("b", 60, [4, 4], |image, row, column| {
                (image + 40 * row + column) as u8
            }),
        ]
    };
    assert!(with(&alike(), json!({})).is_err());
    assert_eq!(
        with(&alike(), json!({"swapSets": "no"}))
            .unwrap()
            .dataset
            .name,
        "a"
    );
}

#[test]
fn a_table_offers_its_columns_as_labels() {
    let rows = (0..90).map(|row| format!("{row}.5,{row}.25,{},{}\n", row % 3, ["p", "q"][row % 2]));
    let table = || File {
        name: "t.csv".into(),
        bytes: ["mass,length,kind,place\n".to_owned()]
            .into_iter()
            .chain(rows.clone())
            .collect::<String>()
            .into_bytes(),
    };
    let auto = with(&[table()], json!({})).unwrap();
    assert_eq!(
        offered(&auto),
        [
            "labelColumn",
            "classes",
            "columns.mass",
            "columns.length",
            "columns.kind",
            "validation"
        ]
    );
    assert_eq!(choice(&auto, "labelColumn").sure, Sure::Likely);
    assert_eq!(auto.dataset.classes, ["p", "q"]);
    let other = with(&[table()], json!({"labelColumn": "kind"})).unwrap();
    assert_eq!((other.dataset.classes.len(), other.dataset.width), (3, 4));
}

#[test]
fn colours_become_grey_on_request() {
    let mut file = idx("coloured", 60, [8, 24], |image, row, column| {
        (image * 3 + row * 7 + column * 5) as u8
    });
    let pixels = file.bytes.split_off(16);
    file.bytes = [
        &[0, 0, 8, 4][..],
        &60u32.to_be_bytes(),
        &8u32.to_be_bytes(),
        &8u32.to_be_bytes(),
        &3u32.to_be_bytes(),
        &pixels,
    ]
    .concat();
    let coloured = with(std::slice::from_ref(&file), json!({})).unwrap();
    assert_eq!(choice(&coloured, "colour").chosen, ["auto"]);
    let grey = with(&[file], json!({"colour": "grey"})).unwrap();
    assert_eq!((coloured.dataset.channels, grey.dataset.channels), (3, 1));
    let greys = grey.dataset.pixels.iter();
    for (pixel, &value) in coloured.dataset.pixels.chunks(3).zip(greys) {
        let sum: u32 = pixel.iter().map(|&value| u32::from(value)).sum();
        assert_eq!(u32::from(value), sum / 3);
    }
}

#[test]
fn a_preview_draws_every_class_and_names_what_is_left_out() {
    let files = [
        images("train-images", 600, 4),
        labels("train-labels", 600),
        File {
            name: "README.md".into(),
            bytes: b"# Read".to_vec(),
        },
        File {
            name: "paper.pdf".into(),
            bytes: b"%PDF-1.7 and so on".to_vec(),
        },
    ];
    let opening = with(&files, json!({})).unwrap();
    assert_eq!(
        *opening.preview.labels,
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    );
    assert_eq!(&opening.preview.examples[..16], opening.dataset.image(0));
    let out: Vec<_> = opening
        .preview
        .files
        .iter()
        .filter(|file| file.role == FileUse::Out)
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(out, ["README.md", "paper.pdf"]);
    let repeats = |file: &FileRole| file.detail.starts_with(&file.name);
    assert!(
        !opening.preview.files.iter().any(repeats),
        "a name is there once"
    );
    assert!(
        opening
            .preview
            .findings
            .iter()
            .any(|finding| finding.sure == Sure::Certain && finding.text.contains("4 x 4 pixels"))
    );
}

#[test]
fn the_options_that_took_effect_read_the_same_again() {
    for (files, options) in [
        (vec![bars("emnist")], json!({})),
        (
            vec![
                images("train-images", 600, 4),
                labels("train-labels", 600),
                images("t10k-images", 60, 4),
                labels("t10k-labels", 60),
            ],
            json!({"classes": []}),
        ),
        (
            vec![bars("b")],
            json!({"transpose": "yes", "invert": "yes", "stretch": "yes"}),
        ),
    ] {
        let once = with(&files, options).unwrap();
        let taken = serde_json::to_value(&once.reading).unwrap();
        let again = with(&files, taken).unwrap();
        assert_eq!(
            (&again.dataset, &again.reading),
            (&once.dataset, &once.reading)
        );
    }
}
