//! Labels in a text of one column, and names of classes.

use super::forms::text;
use super::*;

fn lines(name: &str, lines: impl IntoIterator<Item = &'static str>) -> File {
    text(name, lines.into_iter().map(str::to_owned))
}

/// Images of letters, labelled from 1 on as EMNIST's are.
fn letters() -> [File; 2] {
    let labels = ints("train-labels", &[60], |at| 1 + (at % 3) as i32);
    [images("train-images", 60, 4), labels]
}

#[test]
fn a_text_of_one_label_a_line_labels_as_many_images() {
    let count = |at: usize| (at % 3).to_string();
    let word = |at: usize| ["cat", "dog"][at % 2].to_owned();
    for (name, head, label, classes) in [
        (
            "labels.txt",
            None,
            &count as &dyn Fn(usize) -> String,
            &["0", "1", "2"][..],
        ),
        ("y.csv", Some("label"), &count, &["0", "1", "2"]),
        ("animals.txt", None, &word, &["cat", "dog"]),
    ] {
        let rows = head
            .map(str::to_owned)
            .into_iter()
            .chain((0..60).map(label));
        let files = [images("images", 60, 4), text(name, rows)];
        let (dataset, note) = in_any_order(&files).unwrap();
        assert_eq!(dataset.classes, classes, "{note}");
        assert_eq!(
            dataset.labels[..3],
            [0, 1, (2 % classes.len()) as u8],
            "{note}"
        );
        assert!(
            note.summary.contains(&format!("{name} its labels")),
            "{note}"
        );
    }
}

#[test]
fn two_texts_label_the_images_of_their_name() {
    let label = |at: usize| (at % 2).to_string();
    let files = [
        images("train-images", 60, 4),
        images("test-images", 50, 4),
        text("train-labels.txt", (0..60).map(label)),
        text("test-labels.txt", (0..50).map(label)),
    ];
    let (dataset, _) = in_any_order(&files).unwrap();
    assert_eq!((dataset.labelled(), dataset.test_from), (110, Some(60)));
}

#[test]
fn a_mapping_names_the_classes_that_occur() {
    let [images, labels] = letters();
    let mapping = text(
        "emnist-letters-mapping.txt",
        (1..27).map(|at| format!("{at} {} {}", 64 + at, 96 + at)),
    );
    let (dataset, note) = in_any_order(&[images, labels, mapping]).unwrap();
    assert_eq!(dataset.classes, ["Aa", "Bb", "Cc"]);
    let words = "emnist-letters-mapping.txt names the classes.";
    assert!(note.to_string().contains(words), "{note}");
}

#[test]
fn lists_name_as_many_classes_or_those_of_their_numbers() {
    let [images, labels] = letters();
    for list in [
        lines("classes.txt", ["ay", "bee", "cee"]),
        lines("labels.txt", ["none", "ay", "bee", "cee", "dee"]),
        lines("names.csv", ["label,name", "3,cee", "1,ay", "2,bee"]),
    ] {
        let files = [images.clone(), labels.clone(), list];
        let (dataset, note) = in_any_order(&files).unwrap();
        assert_eq!(dataset.classes, ["ay", "bee", "cee"], "{note}");
    }
}

#[test]
fn a_text_that_names_nothing_is_left_out_by_name_and_refuses_nothing() {
    let [images, labels] = letters();
    for (text, words) in [
        (
            lines("classes.txt", ["one", "two"]),
            "Left out: classes.txt is a text without columns",
        ),
        (
            lines("my-mapping.txt", ["70 65", "71 66"]),
            "my-mapping.txt names classes, but none of these data",
        ),
        (
            lines("about.txt", ["These are", "my letters"]),
            "Left out: about.txt",
        ),
    ] {
        let files = [images.clone(), labels.clone(), text.clone()];
        let (dataset, note) = in_any_order(&files).unwrap();
        assert_eq!(dataset.classes, ["1", "2", "3"], "{note}");
        assert!(note.to_string().contains(words), "{note}");
        let (dataset, note) = read(&[images.clone(), text]).unwrap();
        assert!(
            dataset.classes.is_empty() && note.to_string().contains("Left out"),
            "{note}"
        );
    }
    let error = read(&[lines("classes.txt", ["one", "two"])]).unwrap_err();
    assert!(
        error
            .message
            .contains("classes.txt: there are 2 different words"),
        "{error}"
    );
}

#[test]
fn numbers_of_classes_stay_where_a_mapping_has_gaps() {
    let [images, labels] = letters();
    let (dataset, _) = read(&[images, labels, lines("m.csv", ["1,ay", "9,i"])]).unwrap();
    assert_eq!(dataset.classes, ["ay", "2", "3"]);
}
