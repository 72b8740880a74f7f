//! The preview of a table, and the kinds that are chosen for its columns.

use super::*;

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
            "columns.seen",
            "validation"
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
    assert_eq!(kinds, ["number", "category", "rating", "name", "out"]);
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
