//! Share for validation, and samples of sets that are too large for a device.

use serde_json::json;

use super::forms::text;
use super::*;
use crate::data::import::sample::MOST_BYTES;
use crate::data::split::SplitSizes;

fn with(files: &[File], options: serde_json::Value) -> Result<Opening> {
    super::super::read(files, &Reading::from_json(options).unwrap())
}

fn shares(opening: &Opening) -> Option<&Choice> {
    let mut choices = opening.preview.choices.iter();
    choices.find(|choice| choice.field == "validation")
}

#[test]
fn the_share_for_validation_is_a_choice_that_is_kept_with_the_data() {
    let files = [images("images", 200, 4)];
    let usual = with(&files, json!({})).unwrap();
    let choice = shares(&usual).unwrap();
    assert_eq!(
        (&choice.chosen[0][..], &choice.suggested[..]),
        ("auto", "15")
    );
    let labels: Vec<_> = choice.options.iter().map(|one| &one.label[..]).collect();
    assert_eq!(
        labels,
        [
            "5 %: 8 images",
            "10 %: 17 images",
            "15 %: 25 images",
            "20 %: 34 images",
            "30 %: 51 images"
        ]
    );
    assert_eq!(SplitSizes::of(&usual.dataset).validation, 25);
    for share in [json!(40), json!("40")] {
        let chosen = with(&files, json!({"validation": share})).unwrap();
        assert_eq!(chosen.reading.validation, Some(40));
        assert_eq!(shares(&chosen).unwrap().chosen, ["40"]);
        let sizes = SplitSizes::of(&chosen.dataset);
        assert_eq!((sizes.train, sizes.validation, sizes.test), (102, 68, 30));
        let words = "102 to train on, 68 to watch, 30 to test on";
        assert!(chosen.note.summary.contains(words), "{}", chosen.note);
        let packed = pack(&chosen.dataset, "", &chosen.reading.to_json().unwrap()).unwrap();
        assert_eq!(packed::unpack(&packed).unwrap().dataset, chosen.dataset);
    }
}

#[test]
fn where_every_share_is_too_many_there_is_no_choice() {
    let files = [images("images", 50_000, 2)];
    let opening = with(&files, json!({"validation": 30})).unwrap();
    assert!(shares(&opening).is_none());
    assert_eq!(SplitSizes::of(&opening.dataset).validation, 2000);
    let unused = "The option \"validation\" of reading means nothing for these files.";
    assert!(
        opening.note.remarks.contains(&unused.to_owned()),
        "{}",
        opening.note
    );
}

#[test]
fn words_have_a_share_for_validation_too() {
    let words = (0..200).map(|at| {
        ["a", "e", "i", "o"]
            .map(|one| one.repeat(1 + at % 7))
            .concat()
            + &"n".repeat(at / 10)
    });
    let files = [text("words.txt", words)];
    let opening = with(&files, json!({"validation": 30})).unwrap();
    let count = opening.dataset.count();
    let sizes = SplitSizes::of(&opening.dataset);
    assert_eq!(opening.dataset.kind, ExampleKind::Word);
    assert_eq!(sizes.validation, (count - sizes.test) * 3 / 10);
    assert_eq!(shares(&opening).unwrap().chosen, ["30"]);
}

#[test]
fn a_table_that_is_too_large_as_one_hot_is_sampled_before_and_the_preview_says_so() {
    let names: Vec<_> = (0..16).map(|at| format!("code {at}x")).collect();
    let row = |row: usize| {
        let cells = (0..16).map(|column| ((row + 31 * column) % 255).to_string());
        cells.collect::<Vec<_>>().join(",")
    };
    let rows = std::iter::once(names.join(",")).chain((0..14_000).map(row));
    let kinds: serde_json::Map<_, _> = names
        .iter()
        .map(|name| (name.clone(), json!("category")))
        .collect();
    let opening = with(
        &[text("codes.csv", rows)],
        json!({"columns": kinds, "labelColumn": "none"}),
    )
    .unwrap();
    let dataset = &opening.dataset;
    assert!(opening.preview.is_sample);
    let warning = &opening.preview.warnings[0];
    assert!(
        warning.contains(" of 14,000 rows are used, drawn evenly: more would not fit"),
        "{warning}"
    );
    assert!(opening.note.warnings.contains(warning));
    let trained = SplitSizes::of(dataset).train * dataset.stride();
    assert!(
        (MOST_BYTES - 2 * dataset.stride()..=MOST_BYTES).contains(&trained),
        "{trained}"
    );
    let small = with(&[images("images", 200, 4)], json!({})).unwrap();
    assert!(!small.preview.is_sample);
}
