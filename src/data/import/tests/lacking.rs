//! Sets to test on that come without labels, and tables that lack another column.

use serde_json::{Value, json};

use super::forms::text;
use super::*;
use crate::data::labels::UNKNOWN_LABEL;

fn with(files: &[File], options: Value) -> Result<Opening> {
    super::super::read(files, &Reading::from_json(options).unwrap())
}

/// A table of some columns of the passengers of a ship.
fn passengers(name: &str, count: usize, columns: &[&str]) -> File {
    let cell = |at: usize, column: &str| match column {
        "PassengerId" => (at + 1).to_string(),
        "Survived" => usize::from(at % 5 < 2).to_string(),
        "Cabin" => (at % 3 + 1).to_string(),
        "Name" => format!("\"Person, Mr. {at}\""),
        "Sex" => ["male", "female"][at / 2 % 2].into(),
        "Age" if at.is_multiple_of(6) => String::new(),
        "Age" => format!("{}.5", 20 + at % 30),
        "Fare" => format!("{}.25", 7 + at * 7 % 51),
        _ => ["S", "C", "Q"][at % 3].into(),
    };
    let row = |at: usize| {
        let cells = columns.iter().map(|column| cell(at, column));
        cells.collect::<Vec<_>>().join(",")
    };
    text(
        name,
        std::iter::once(columns.join(",")).chain((0..count).map(row)),
    )
}

const ALL: [&str; 8] = [
    "PassengerId",
    "Survived",
    "Cabin",
    "Name",
    "Sex",
    "Age",
    "Fare",
    "Embarked",
];

fn without(column: &str) -> Vec<&'static str> {
    ALL.into_iter().filter(|name| *name != column).collect()
}

/// As a competition hands them out, with a sample of what is to be handed in.
fn competition() -> [File; 3] {
    [
        passengers("train.csv", 120, &ALL),
        passengers("test.csv", 60, &without("Survived")),
        passengers("gender_submission.csv", 60, &["PassengerId", "Survived"]),
    ]
}

#[test]
fn the_column_that_the_test_table_lacks_holds_the_labels() {
    let (dataset, note) = in_any_order(&competition()).unwrap();
    assert_eq!((dataset.count(), dataset.test_from), (180, Some(120)));
    assert_eq!(dataset.classes, ["0", "1"]);
    assert_eq!(dataset.labels[..4], [1, 1, 0, 0]);
    assert_eq!(dataset.labels[120..], [UNKNOWN_LABEL; 60]);
    let names: Vec<_> = dataset.columns.0.iter().map(|field| &field.name).collect();
    assert_eq!(names, ["Cabin", "Sex", "Age", "Fare", "Embarked"]);
    assert!(note.summary.contains("120 of 180 labelled"), "{note}");
    for words in [
        "Column 2 (Survived) of train.csv holds the labels.",
        "test.csv came without labels: the classes of its 60 examples are not known.",
    ] {
        assert!(note.remarks.contains(&words.to_owned()), "{words}: {note}");
    }
}

#[test]
fn the_preview_says_why_and_the_choice_that_took_effect_reads_the_same_again() {
    let first = with(&competition(), json!({})).unwrap();
    let sentence = "Column 2 holds the labels. The other table lacks it.";
    assert!(
        first
            .preview
            .findings
            .iter()
            .any(|one| one.text == sentence),
        "{:?}",
        first.preview.findings
    );
    let roles: Vec<_> = first
        .preview
        .files
        .iter()
        .map(|file| &file.detail)
        .collect();
    assert!(
        roles
            .iter()
            .any(|role| *role == "60 rows, whose labels are not known"),
        "{roles:?}"
    );
    let again = super::super::read(&competition(), &first.reading).unwrap();
    assert_eq!(again.dataset, first.dataset);
    for column in ["Survived", "2"] {
        let chosen = with(&competition(), json!({"labelColumn": column})).unwrap();
        assert_eq!(chosen.dataset, first.dataset, "{column}");
    }
}

#[test]
fn another_column_of_labels_is_the_same_one_in_both_tables() {
    for column in ["Sex", "5"] {
        let opening = with(&competition(), json!({"labelColumn": column})).unwrap();
        assert_eq!(opening.dataset.classes, ["female", "male"], "{column}");
        assert_eq!(opening.dataset.labelled(), 180);
        let lacks = "test.csv lacks the column Survived: its cells are not known there.";
        assert!(
            opening.note.remarks.contains(&lacks.to_owned()),
            "{}",
            opening.note
        );
    }
    let none = with(&competition(), json!({"labelColumn": "none"})).unwrap();
    assert_eq!(none.dataset.labelled(), 0);
    assert_eq!(none.dataset.columns.0[0].name, "Survived");
}

#[test]
fn a_price_that_the_test_table_lacks_is_a_number_with_gaps() {
    let files = [
        passengers("train.csv", 120, &without("Survived")),
        passengers(
            "test.csv",
            60,
            &["PassengerId", "Cabin", "Name", "Sex", "Age", "Embarked"],
        ),
    ];
    let (dataset, note) = in_any_order(&files).unwrap();
    let fare = dataset
        .columns
        .0
        .iter()
        .position(|field| field.name == "Fare");
    let of = |at: usize| {
        let (cells, _) = dataset.image(at).as_chunks();
        let before = &dataset.columns.0[..fare.unwrap()];
        f32::from_le_bytes(cells[before.iter().map(|field| field.kind.width()).sum::<usize>()])
    };
    assert_eq!((of(0), of(1)), (7.25, 14.25), "{note}");
    assert!(of(120).is_nan());
}

#[test]
fn a_column_of_labels_that_comes_last_or_has_a_usual_name_may_be_lacking() {
    let iris = |name: &str, count: usize, is_labelled: bool| {
        let row = move |at: usize| match is_labelled {
            true => format!(
                "{}.5,{}.25,{}",
                at % 7,
                at % 5 + count,
                ["a", "b", "c"][at % 3]
            ),
            false => format!("{}.5,{}.25", at % 7, at % 5 + count),
        };
        let head = if is_labelled {
            "long,wide,species"
        } else {
            "long,wide"
        };
        text(
            name,
            std::iter::once(head.to_owned()).chain((0..count).map(row)),
        )
    };
    let (dataset, _) =
        in_any_order(&[iris("train.csv", 90, true), iris("test.csv", 60, false)]).unwrap();
    assert_eq!(dataset.classes, ["a", "b", "c"]);
    assert_eq!((dataset.labelled(), dataset.width), (90, 2));
    // the other way about, as for a search for anomalies
    let (dataset, _) =
        in_any_order(&[iris("train.csv", 90, false), iris("test.csv", 60, true)]).unwrap();
    assert_eq!((dataset.labelled(), dataset.labels[90]), (60, 0));
}

#[test]
fn pixels_without_labels_are_tested_on_with_or_without_a_header() {
    let rows = |name: &str, count: usize, header: bool, is_labelled: bool| {
        let cells = (0..16).map(|at| format!("pixel{at}"));
        let label = is_labelled.then(|| "label".to_owned());
        let head = header.then(|| label.into_iter().chain(cells).collect::<Vec<_>>().join(","));
        let row = move |at: usize| {
            let pixels = (0..16).map(move |pixel| ((at + count) * 37 + pixel * 11) % 256);
            let label = is_labelled.then_some(at % 3);
            let cells = label.into_iter().chain(pixels).map(|cell| cell.to_string());
            cells.collect::<Vec<_>>().join(",")
        };
        text(name, head.into_iter().chain((0..count).map(row)))
    };
    for header in [true, false] {
        let files = [
            rows("train.csv", 90, header, true),
            rows("test.csv", 60, header, false),
        ];
        let (dataset, note) = in_any_order(&files).unwrap();
        assert_eq!(
            (dataset.kind, dataset.width),
            (ExampleKind::Image, 4),
            "{note}"
        );
        assert_eq!((dataset.labelled(), dataset.test_from), (90, Some(90)));
        let again = with(&files, json!({"labelColumn": "1"})).unwrap();
        assert_eq!(again.dataset, dataset);
    }
}

#[test]
fn images_to_test_on_without_labels_share_the_classes_of_the_others() {
    let [train, of_train, test, _] = mnist();
    let (dataset, note) = in_any_order(&[train, of_train, test]).unwrap();
    assert_eq!((dataset.labelled(), dataset.count()), (200, 260));
    assert_eq!(dataset.labels[200..], [UNKNOWN_LABEL; 60]);
    let words =
        "t10k-images-idx3-ubyte came without labels: the classes of its 60 examples are not known.";
    assert_eq!(note.remarks, [words]);
    let kept = with(&mnist()[..3], json!({"classes": ["3", "4", "5"]})).unwrap();
    assert_eq!((kept.dataset.labelled(), kept.dataset.count()), (60, 120));
}
