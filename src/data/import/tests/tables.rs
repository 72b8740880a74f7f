//! Tables whose columns are numbers, categories and ratings, with gaps.

use serde_json::{Value, json};

use super::forms::text;
use super::*;
use crate::config::Reading;
use crate::data::labels::UNKNOWN_LABEL;
use crate::data::layout::{FieldKind, Layout};

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
    packed::unpack(&pack(dataset, "", &opening.reading).unwrap()).unwrap();
}

#[test]
fn a_preview_of_a_table_says_kinds_ranges_gaps_and_what_is_left_out() {
    let opening = auto(&[penguins("penguins.csv", 60)]);
    let preview = &opening.preview;
    let said: Vec<_> = preview
        .findings
        .iter()
        .map(|finding| finding.text.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "5 columns: 3 numbers, 2 categories, by their names and contents.",
            "Column rowid is left out: it counts the rows.",
            "Column seen is left out: it holds 60 different words in 60 rows, such as \"2007-11-9\".",
            "Column 2 holds the labels. The name of the column says so."
        ]
    );
    assert_eq!(
        preview.range,
        "bill_length_mm 30.5 to 49.5, body_mass_g 3000 to 3590, year 2007 to 2009; 22 of 300 cells are not known"
    );
    assert_eq!(preview.files[0].detail, "60 rows");
    assert_eq!(preview.examples.len(), 12 * 7 * 4);
    let note = opening.note.to_string();
    for words in [
        "60 rows of 5 columns with labels: ",
        "The columns of penguins.csv: 3 numbers (bill_length_mm, body_mass_g, year), 2 categories (island, sex).",
        "22 of 300 cells are not known.",
    ] {
        assert!(note.contains(words), "{note}");
    }
    let offered: Vec<_> = preview
        .choices
        .iter()
        .map(|choice| choice.field.as_str())
        .collect();
    assert_eq!(
        offered,
        [
            "labelColumn",
            "classes",
            "columns.rowid",
            "columns.island",
            "columns.bill_length_mm",
            "columns.body_mass_g",
            "columns.sex",
            "columns.year",
            "columns.seen"
        ]
    );
    let island = choice(&opening, "island");
    assert_eq!(
        (island.suggested.as_str(), &island.chosen[0][..]),
        ("category", "auto")
    );
    assert_eq!(island.why, "It holds 2 different words.");
    let kinds: Vec<_> = island
        .options
        .iter()
        .map(|offer| offer.value.as_str())
        .collect();
    assert_eq!(kinds, ["number", "category", "rating", "out"]);
}

#[test]
fn columns_take_the_kinds_that_are_chosen() {
    let files = [penguins("penguins.csv", 60)];
    let options = json!({"columns": {"island": "out", "year": "category", "rowid": "number"}});
    let opening = with(&files, options).unwrap();
    assert_eq!(
        fields(&opening.dataset.columns),
        [
            "rowid: number",
            "bill_length_mm: number",
            "body_mass_g: number",
            "sex: female/male",
            "year: 2007/2008/2009"
        ]
    );
    assert_eq!(row(&opening.dataset, 1)[3..], [0.0, 1.0, 0.0, 1.0, 0.0]);
    assert_eq!(choice(&opening, "island").chosen, ["out"]);
    assert!(
        opening
            .note
            .to_string()
            .contains("Column island is left out, as chosen.")
    );
    let taken = serde_json::to_value(&opening.reading).unwrap();
    assert_eq!(taken["columns"]["year"], "category");
    assert_eq!(taken["columns"]["seen"], "out");
    let again = with(&files, taken).unwrap();
    assert_eq!(
        (again.dataset, again.reading),
        (opening.dataset, opening.reading)
    );
    let other = with(&files, json!({"labelColumn": "sex"})).unwrap();
    assert_eq!(other.dataset.classes, ["female", "male"]);
    assert_eq!(other.dataset.labels[3], UNKNOWN_LABEL);
    assert_eq!(
        fields(&other.dataset.columns)[0],
        "species: Adelie/Chinstrap/Gentoo"
    );
}

#[test]
fn a_kind_that_does_not_fit_is_refused_with_column_reason_and_remedy() {
    let files = [penguins("penguins.csv", 60)];
    for (column, kind, message, remedy) in [
        (
            "island",
            "number",
            "Column island cannot be a number: it holds words, such as \"Torgersen\".",
            "Choose category",
        ),
        ("island", "rating", "it holds words", "Choose category"),
        (
            "year",
            "rating",
            "it goes from 2007 to 2009, and ratings go from 0 to 10 at most",
            "Choose number",
        ),
        (
            "colour",
            "out",
            "There is no column \"colour\"",
            "rowid, species, island",
        ),
    ] {
        let error = with(&files, json!({"columns": {column: kind}})).unwrap_err();
        assert_eq!(error.field, Some(format!("reading.columns.{column}")));
        assert!(
            error.message.contains(message) && error.remedy.contains(remedy),
            "{error}"
        );
    }
    let many = table("t.csv", "a,b,c", 300, |at| {
        format!("{at}.5,1,{}", at % 7 + 20)
    });
    let refused = |options: Value| {
        with(std::slice::from_ref(&many), options)
            .unwrap_err()
            .message
    };
    assert!(
        refused(json!({"columns": {"a": "category"}})).contains("more than 255 different values")
    );
    assert!(refused(json!({"columns": {"b": "category"}})).contains("holds one value only"));
    let none = refused(json!({"columns": {"a": "out", "c": "out"}}));
    assert!(
        none.contains("all columns are left out") && none.contains("one value only, 1"),
        "{none}"
    );
    let pixels = super::forms::pixels("p.csv", 60, |row| (row % 3).to_string());
    let note = with(&[pixels], json!({"columns": {"a": "out"}}))
        .unwrap()
        .note
        .to_string();
    assert!(
        note.contains("\"columns\" of reading means nothing for these files"),
        "{note}"
    );
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

/// Ratings of five things by 60 people, every fourth of them empty.
fn ratings(gap: usize) -> File {
    table("ratings.csv", "soup,pizza,rice,beans,cake", 60, |at| {
        let cell = |thing: usize| match (at * 5 + thing) % gap {
            0 => String::new(),
            _ => (1 + (at * 7 + thing * 3) % 5).to_string(),
        };
        (0..5).map(cell).collect::<Vec<_>>().join(",")
    })
}

#[test]
fn whole_numbers_of_a_narrow_range_with_gaps_are_ratings() {
    let opening = auto(&[ratings(4)]);
    let expected = ["soup", "pizza", "rice", "beans", "cake"].map(|name| format!("{name}: 1 to 5"));
    assert_eq!(fields(&opening.dataset.columns), expected);
    assert!(opening.dataset.labels.is_empty());
    assert!(row(&opening.dataset, 0)[0].is_nan() && row(&opening.dataset, 0)[1] == 4.0);
    assert_eq!(
        opening.preview.range,
        "ratings 1 to 5; 75 of 300 cells are not known"
    );
    let full = auto(&[ratings(1000)]);
    assert_eq!(fields(&full.dataset.columns)[0], "soup: number", "few gaps");
    let chosen = with(&[ratings(1000)], json!({"columns": {"rice": "rating"}})).unwrap();
    assert_eq!(
        fields(&chosen.dataset.columns),
        expected,
        "one choice is enough"
    );
    let some = with(&[ratings(4)], json!({"columns": {"soup": "number"}})).unwrap();
    assert_eq!(
        fields(&some.dataset.columns)[..2],
        ["soup: number", "pizza: 1 to 5"]
    );
}

#[test]
fn ratings_from_zero_and_up_to_ten_have_these_ends() {
    let of = |low: usize, count: usize| {
        let file = table("r.csv", "a,b,c", 60, |at| {
            let cell = |thing: usize| match (at + thing) % 5 {
                0 => String::new(),
                _ => (low + (at * 7 + thing) % count).to_string(),
            };
            [cell(0), cell(1), cell(2)].join(",")
        });
        fields(&auto(&[file]).dataset.columns).swap_remove(0)
    };
    assert_eq!(of(0, 6), "a: 0 to 5");
    assert_eq!(of(1, 10), "a: 1 to 10");
    assert_eq!(of(2, 3), "a: 1 to 5");
    assert_eq!(of(1, 11), "a: number");
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
    let fewer = table("test.csv", "id,size,colour", 60, |at| {
        format!("{at},{at}.5,{}", ["a", "b"][at % 2])
    });
    let fewer = read(&[train.clone(), fewer]).unwrap_err();
    assert!(
        fewer
            .message
            .contains("column 4 is \"class\" in train.csv, and missing in test.csv"),
        "{fewer}"
    );
    let same = read(&[train.clone(), renamed(&train, "test.csv")]).unwrap_err();
    assert!(same.message.contains("hold the same rows"), "{same}");
    let copy = read(&[train.clone(), renamed(&train, "train (1).csv")]).unwrap();
    assert!(copy.1.summary.contains("counted once"), "{}", copy.1);
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
