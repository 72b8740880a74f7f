//! Tables whose columns are numbers, categories and ratings, with gaps.

use serde_json::{Value, json};

use super::forms::text;
use super::*;
use crate::config::Reading;
use crate::data::labels::UNKNOWN_LABEL;
use crate::data::layout::{FieldKind, Layout};

mod choices;
mod names;
mod pairs;
mod ratings;

fn with(files: &[File], options: Value) -> Result<Opening> {
    super::super::read(files, &Reading::from_json(options).unwrap())
}

fn auto(files: &[File]) -> Opening {
    with(files, json!({})).unwrap()
}

/// Text of a header and rows.
fn table(name: &str, header: &str, count: usize, row: impl Fn(usize) -> String) -> File {
    text(
        name,
        std::iter::once(header.to_owned()).chain((0..count).map(row)),
    )
}

/// Names and kinds of the fields, with the names of categories and the ends of ratings.
fn fields(layout: &Layout) -> Vec<String> {
    let field = |field: &crate::data::layout::Field| {
        let kind = match &field.kind {
            FieldKind::Number { .. } => "number".into(),
            FieldKind::Category { names } => names.join("/"),
            FieldKind::Rating { low, high } => format!("{low} to {high}"),
            other => format!("{other:?}"),
        };
        format!("{}: {kind}", field.name)
    };
    layout.0.iter().map(field).collect()
}

/// The numbers of a row, in units.
fn row(dataset: &Dataset, at: usize) -> Vec<f32> {
    let (numbers, _) = dataset.image(at).as_chunks();
    numbers
        .iter()
        .map(|&bytes| f32::from_le_bytes(bytes))
        .collect()
}

fn choice<'a>(opening: &'a Opening, column: &str) -> &'a Choice {
    let field = format!("columns.{column}");
    let mut choices = opening.preview.choices.iter();
    choices.find(|choice| choice.field == field).unwrap()
}

/// Rows as those of the penguins: an index, two categories with gaps, numbers with gaps, a year, and a date.
fn penguins(name: &str, count: usize) -> File {
    table(
        name,
        "rowid,species,island,bill_length_mm,body_mass_g,sex,year,seen",
        count,
        |at| {
            let gap = |word: String, every: usize| if at % every == 3 { "NA".into() } else { word };
            [
                (at + 1).to_string(),
                ["Adelie", "Gentoo", "Chinstrap"][at % 3].into(),
                ["Torgersen", "Biscoe"][at % 2].into(),
                gap(format!("{}.5", 30 + at % 20), 10),
                gap((3000 + 10 * at).to_string(), 10),
                gap(["male", "female"][at / 2 % 2].into(), 6),
                (2007 + at % 3).to_string(),
                format!("2007-11-{at}"),
            ]
            .join(",")
        },
    )
}

#[test]
fn columns_of_penguins_become_numbers_and_categories_with_gaps() {
    let opening = auto(&[penguins("penguins.csv", 60)]);
    let dataset = &opening.dataset;
    assert_eq!((dataset.kind, dataset.count()), (ExampleKind::Table, 60));
    assert_eq!(dataset.classes, ["Adelie", "Chinstrap", "Gentoo"]);
    assert_eq!(
        fields(&dataset.columns),
        [
            "island: Biscoe/Torgersen",
            "bill_length_mm: number",
            "body_mass_g: number",
            "sex: female/male",
            "year: number"
        ]
    );
    assert_eq!((dataset.width, dataset.size()), (7, 7));
    assert_eq!(row(dataset, 0), [0.0, 1.0, 30.5, 3000.0, 0.0, 1.0, 2007.0]);
    let gaps = row(dataset, 3);
    assert_eq!(gaps[..2], [1.0, 0.0]);
    assert!(gaps[2..6].iter().all(|cell| cell.is_nan()) && gaps[6] == 2007.0);
    let [mean, deviation] = match dataset.columns.0[4].kind {
        FieldKind::Number { mean, deviation } => [mean, deviation],
        _ => panic!("a year is a number"),
    };
    assert!((mean - 2008.0).abs() < 1e-3 && (deviation - (2.0f32 / 3.0).sqrt()).abs() < 1e-3);
    packed::unpack(&pack(dataset, "", &opening.reading.to_json().unwrap()).unwrap()).unwrap();
}

#[test]
fn semicolons_and_decimal_commas_are_those_of_europe() {
    let file = table("wetter.csv", "Ort;Temperatur;Regen;Tag", 60, |at| {
        format!(
            "{};{},{};{};{}",
            ["Köln", "Graz", "Bern"][at % 3],
            at % 30,
            at % 10,
            if at % 5 == 0 {
                String::new()
            } else {
                format!("{},25", at % 7)
            },
            ["Mo", "Di"][at % 2]
        )
    });
    let opening = auto(&[file]);
    assert_eq!(
        fields(&opening.dataset.columns),
        [
            "Ort: Bern/Graz/Köln",
            "Temperatur: number",
            "Regen: number",
            "Tag: Di/Mo"
        ]
    );
    assert_eq!(
        row(&opening.dataset, 1),
        [0.0, 1.0, 0.0, 1.1, 1.25, 1.0, 0.0]
    );
    assert!(row(&opening.dataset, 0)[4].is_nan());
}

#[test]
fn yes_and_no_and_zero_and_one_are_categories_and_names_are_left_out() {
    let file = table(
        "zoo.csv",
        "animal_name,hair,eggs,legs,tame,kingdom",
        60,
        |at| {
            format!(
                "animal{at},{},{},{},{},animals",
                at % 2,
                ["yes", "no"][at / 2 % 2],
                [2, 4, 0, 6][at % 4],
                ["True", "False"][at / 3 % 2]
            )
        },
    );
    let opening = auto(&[file]);
    assert_eq!(
        fields(&opening.dataset.columns),
        [
            "hair: 0/1",
            "eggs: no/yes",
            "legs: number",
            "tame: False/True"
        ]
    );
    assert!(
        opening.dataset.labels.is_empty(),
        "no column of many words is the label"
    );
    assert_eq!(
        choice(&opening, "kingdom").why,
        "It holds one value only, animals."
    );
    assert!(
        choice(&opening, "animal_name")
            .why
            .contains("60 different words in 60 rows")
    );
}

#[test]
fn names_that_are_all_different_are_no_labels_even_as_the_only_words() {
    let rows = |name: fn(usize) -> String| {
        auto(&[table("t.csv", "who,height,weight", 60, move |at| {
            format!("{},{}.5,{}.25", name(at), 150 + at, 50 + at)
        })])
        .dataset
    };
    let different = rows(|at| format!("person {at}"));
    assert!(different.labels.is_empty());
    assert_eq!(
        fields(&different.columns),
        ["height: number", "weight: number"]
    );
    let repeated = rows(|at| format!("team {}", at % 4));
    assert_eq!(repeated.classes.len(), 4);
}

#[test]
fn rows_without_a_known_cell_are_left_out_and_counted() {
    let file = table("t.csv", "a,b,kind", 60, |at| match at {
        4 => ",,x".into(),
        7 => ",,".into(),
        _ => format!("{}.5,{}.25,{}", at, at * 2, ["x", "y"][at % 2]),
    });
    let opening = auto(&[file]);
    assert_eq!(opening.dataset.count(), 58);
    assert_eq!(opening.dataset.labels[3..6], [1, 1, 0]);
    let note = opening.note.to_string();
    assert!(
        note.contains("2 rows without any known cell are left out"),
        "{note}"
    );
    let few = table("t.csv", "a,b,kind", 50, |at| match at {
        4 => ",,x".into(),
        _ => format!("{}.5,{}.25,y", at, at * 2),
    });
    let error = with(&[few], json!({})).unwrap_err();
    assert!(error.message.contains("there are 49 rows"), "{error}");
}

#[test]
fn a_table_without_a_header_has_numbered_columns_where_it_has_words_or_gaps() {
    let adult = text(
        "adult.data",
        (0..60).map(|at| {
            format!(
                "{}, {}, {}, {}",
                20 + at % 40,
                ["Private", "?", "State-gov"][at % 3],
                7000 + at * 13,
                ["<=50K", ">50K"][at % 2]
            )
        }),
    );
    let opening = auto(&[adult]);
    assert_eq!(
        fields(&opening.dataset.columns),
        [
            "column 1: number",
            "column 2: Private/State-gov",
            "column 3: number",
            "column 4: <=50K/>50K"
        ]
    );
    assert!(
        row(&opening.dataset, 1)[1..3]
            .iter()
            .all(|cell| cell.is_nan())
    );
    assert_eq!(
        opening.preview.findings[0].text,
        "4 columns: 2 numbers, 2 categories, by their contents."
    );
    let gaps = text(
        "gaps.csv",
        (0..60).map(|at| {
            let cell = if at == 9 {
                String::new()
            } else {
                format!("{at}.5")
            };
            format!("{at}.25,{cell}")
        }),
    );
    assert_eq!(auto(&[gaps]).dataset.kind, ExampleKind::Table);
    let whole = text("whole.csv", (0..60).map(|at| format!("{at}.25,{at}.5")));
    assert_eq!(auto(&[whole]).dataset.kind, ExampleKind::Sequence);
}

#[test]
fn a_table_next_to_pictures_is_left_out_with_the_reason() {
    let (dataset, note) = read(&[images("images", 60, 4), penguins("about.csv", 70)]).unwrap();
    assert_eq!(dataset.kind, ExampleKind::Image);
    let note = note.to_string();
    assert!(
        note.contains("Left out: about.csv is a table, and no part of the images in images."),
        "{note}"
    );
    let rows = (0..60).map(|at| format!("{at},{}", at % 3));
    let labels = text(
        "labels.csv",
        std::iter::once("id,label".to_owned()).chain(rows),
    );
    let (dataset, _) = read(&[images("images", 60, 4), labels]).unwrap();
    assert_eq!(
        dataset.labels[..4],
        [0, 1, 2, 0],
        "an id and labels stay labels"
    );
}

#[test]
fn many_names_of_categories_are_limited() {
    let header: Vec<_> = (0..69)
        .map(|at| format!("word{}", ["a", "b"][at % 2].repeat(at + 1)))
        .collect();
    let file = table(
        "wide.csv",
        &format!("size,{}", header.join(",")),
        200,
        |at| {
            let words = (0..69).map(|column| format!("w{}", (at * 7 + column) % 60));
            format!("{at}.5,{}", words.collect::<Vec<_>>().join(","))
        },
    );
    let error = with(&[file], json!({})).unwrap_err();
    assert_eq!(error.field.as_deref(), Some("columns"));
    assert!(
        error.message.contains("a row has 4141 numbers") && error.remedy.contains("4096"),
        "{error}"
    );
}
