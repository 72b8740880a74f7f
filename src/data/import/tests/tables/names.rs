//! Names of rows: a column of words that hardly ever come again. Indices are those in the file.

use super::*;
use crate::data::import::sample;

/// Animals with a name each, legs, and a kind.
fn animals(name: &str, count: usize, named: impl Fn(usize) -> String) -> File {
    table(name, "animal,born,legs,kind", count, |at| {
        let kind = ["bird", "fish", "mammal"][at % 3];
        format!("{},2001-02-{at},{},{kind}", named(at), at % 5)
    })
}

fn called(at: usize) -> String {
    format!(
        "animal {}",
        char::from(b'a' + (at % 26) as u8)
            .to_string()
            .repeat(at / 26 + 1)
    )
}

#[test]
fn words_that_hardly_come_again_name_the_rows_and_dates_do_not() {
    // Two frogs among sixty animals, as in the zoo of UCI.
    let opening = auto(&[animals("zoo.csv", 60, |at| called(at.min(58)))]);
    let dataset = &opening.dataset;
    assert_eq!(fields(&dataset.columns), ["legs: number"]);
    assert_eq!(dataset.identity.names.len(), 60);
    assert_eq!(dataset.identity.names[1], "animal b");
    assert_eq!(dataset.identity.names[59], dataset.identity.names[58]);
    let asked = choice(&opening, "animal");
    assert_eq!(
        (asked.suggested.as_str(), asked.why.as_str()),
        ("name", "It holds 59 different words in 60 rows.")
    );
    assert_eq!(choice(&opening, "born").suggested, "out");
    let findings = &opening.preview.findings;
    assert!(
        findings
            .iter()
            .any(|finding| finding.text == "Column animal names the rows.")
    );
    let drawn = &opening.preview;
    assert_eq!(drawn.names.len(), 12);
    let repeated = auto(&[animals("zoo.csv", 60, |at| called(at % 20))]);
    assert!(repeated.dataset.identity.names.is_empty());
    assert_eq!(choice(&repeated, "animal").suggested, "category");
}

#[test]
fn more_names_than_a_category_may_have_stay_with_their_rows() {
    let file = || {
        animals("zoo.csv", 400, |at| {
            if at == 7 { String::new() } else { called(at) }
        })
    };
    let opening = auto(&[file()]);
    let names = &opening.dataset.identity.names;
    assert_eq!((names.len(), names[7].as_str()), (400, ""));
    assert_eq!(
        (names[8].clone(), names[399].clone()),
        (called(8), called(399))
    );
    let packed = pack(&opening.dataset, "", &opening.reading.to_json().unwrap()).unwrap();
    assert_eq!(packed::unpack(&packed).unwrap().dataset, opening.dataset);
    let birds = with(&[file()], json!({"classes": ["bird"]}))
        .unwrap()
        .dataset;
    assert_eq!(birds.count(), 134);
    assert_eq!(birds.identity.names[2], called(6));
    assert_eq!((birds.index_in_file(2), birds.index_in_file(133)), (6, 399));
}

#[test]
fn a_table_of_more_rows_than_anybody_reads_has_no_names() {
    let file = || {
        table("long.csv", "who,mass", 20_001, |at| {
            format!("person {at},{}.5", at % 90)
        })
    };
    let opening = auto(&[file()]);
    assert!(opening.dataset.identity.names.is_empty());
    assert_eq!(choice(&opening, "who").suggested, "out");
    let error = with(&[file()], json!({"columns": {"who": "name"}})).unwrap_err();
    assert!(error.message.contains("more than 20000 rows"), "{error}");
    let file = table("long.csv", "who,mass", 20_000, |at| {
        format!("person {at},{}.5", at % 90)
    });
    assert_eq!(auto(&[file]).dataset.identity.names[19_999], "person 19999");
}

#[test]
fn another_column_names_the_rows_by_choice_and_two_cannot() {
    let file = || animals("zoo.csv", 60, called);
    let opening = with(&[file()], json!({"columns": {"born": "name"}})).unwrap();
    assert_eq!(opening.dataset.identity.names[3], "2001-02-3");
    assert_eq!(choice(&opening, "animal").suggested, "out");
    let out = with(&[file()], json!({"columns": {"animal": "out"}})).unwrap();
    assert!(out.dataset.identity.names.is_empty());
    let legs = with(
        &[file()],
        json!({"columns": {"legs": "name", "born": "category"}}),
    )
    .unwrap();
    assert_eq!(legs.dataset.identity.names[..3], ["0", "1", "2"]);
    let error = with(
        &[file()],
        json!({"columns": {"born": "name", "animal": "name"}}),
    )
    .unwrap_err();
    assert_eq!(error.field.as_deref(), Some("reading.columns.born"));
    assert!(
        error.message.contains("cannot both hold the names"),
        "{error}"
    );
}

#[test]
fn a_sample_and_rows_without_cells_keep_the_indices_of_the_file() {
    let file = table("zoo.csv", "animal,legs,kind", 300, |at| match at % 100 {
        99 => format!("{},,{}", called(at), ["bird", "fish"][at % 2]),
        _ => format!("{},{},{}", called(at), at % 5, ["bird", "fish"][at % 2]),
    });
    let opening = auto(&[file]);
    let mut dataset = opening.dataset;
    assert_eq!(dataset.count(), 297);
    assert_eq!(
        (dataset.index_in_file(98), dataset.index_in_file(99)),
        (98, 100)
    );
    let note = opening.note.to_string();
    assert!(
        note.contains("3 rows without any known cell are left out."),
        "{note}"
    );
    sample::fitting(&mut dataset, 100 * 4).unwrap();
    assert!(dataset.count() < 200);
    let places: Vec<_> = (0..dataset.count())
        .map(|at| dataset.index_in_file(at))
        .collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]) && places[10] > 10);
    for (at, &place) in places.iter().enumerate() {
        assert_eq!(dataset.identity.names[at], called(place));
        assert_eq!(row(&dataset, at), [(place % 5) as f32]);
    }
}
