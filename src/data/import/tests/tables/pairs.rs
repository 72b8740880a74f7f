//! Two tables: one to train on, one to test on.

use super::*;

/// Two tables whose categories differ.
fn pair() -> [File; 2] {
    let rows = |name: &str, count: usize, colours: &'static [&'static str]| {
        table(name, "id,size,colour,class", count, move |at| {
            let id = at + 1;
            let (colour, class) = (colours[at % colours.len()], ["p", "q"][at % 2]);
            format!("{id},{}.5,{colour},{class}", at % 13 + count)
        })
    };
    [
        rows("train.csv", 120, &["red", "blue"]),
        rows("test.csv", 100, &["red", "amber", "7"]),
    ]
}

#[test]
fn training_and_test_table_share_their_categories() {
    let (dataset, note) = in_any_order(&pair()).unwrap();
    assert_eq!((dataset.count(), dataset.test_from), (220, Some(120)));
    assert_eq!(
        fields(&dataset.columns),
        ["size: number", "colour: 7/amber/blue/red"]
    );
    assert_eq!(row(&dataset, 1)[1..], [0.0, 0.0, 1.0, 0.0]);
    assert_eq!(row(&dataset, 122)[1..], [1.0, 0.0, 0.0, 0.0]);
    let FieldKind::Number { mean, .. } = dataset.columns.0[0].kind else {
        panic!("a size is a number");
    };
    assert!(
        (120.0..133.0).contains(&mean),
        "by the rows to train on: {mean}"
    );
    assert!(
        note.summary
            .contains("train.csv to train on; test.csv to test on."),
        "{note}"
    );
    let swapped = with(&pair(), json!({"swapSets": "yes", "classes": ["p"]})).unwrap();
    assert_eq!(
        (swapped.dataset.test_from, swapped.dataset.count()),
        (Some(50), 110)
    );
}

#[test]
fn tables_with_numbers_here_and_words_there_share_words() {
    let rows = |name: &str, count: usize, last: &'static str| {
        table(name, "size,grade", count, move |at| {
            format!(
                "{}.5,{}",
                at + count,
                if at % 4 == 0 {
                    last.to_owned()
                } else {
                    (at % 4).to_string()
                }
            )
        })
    };
    let opening = with(
        &[
            rows("train.csv", 80, "4"),
            rows("test.csv", 60, "none left"),
        ],
        json!({"labelColumn": "none"}),
    )
    .unwrap();
    assert_eq!(
        fields(&opening.dataset.columns),
        ["size: number", "grade: 1/2/3/4/none left"]
    );
    assert_eq!(row(&opening.dataset, 0)[1..], [0.0, 0.0, 0.0, 1.0, 0.0]);
}

#[test]
fn tables_that_do_not_fit_are_refused_with_the_first_difference() {
    let [train, test] = pair();
    let renamed_column = |from: &str, to: &str| {
        let text = String::from_utf8(test.bytes.clone()).unwrap();
        File {
            name: test.name.clone(),
            bytes: text.replacen(from, to, 1).into_bytes(),
        }
    };
    let other = read(&[train.clone(), renamed_column("colour", "color")]).unwrap_err();
    assert_eq!(other.field.as_deref(), Some("columns"));
    assert!(
        other
            .message
            .ends_with("column 3 is \"colour\" in train.csv, and \"color\" in test.csv."),
        "{other}"
    );
    let fewer = table("test.csv", "id,size", 60, |at| format!("{at},{at}.5"));
    let fewer = read(&[train.clone(), fewer]).unwrap_err();
    assert!(
        fewer
            .message
            .contains("column 3 is \"colour\" in train.csv, and missing in test.csv"),
        "{fewer}"
    );
    let same = read(&[train.clone(), renamed(&train, "test.csv")]).unwrap_err();
    assert!(same.message.contains("hold the same rows"), "{same}");
    let copy = read(&[train.clone(), renamed(&train, "train (1).csv")]).unwrap();
    assert!(copy.1.summary.contains("counted once"), "{}", copy.1);
}
