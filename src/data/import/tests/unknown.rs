//! Labels that are not known.

use super::*;
use crate::config::KeptReading;
use crate::data::labels::UNKNOWN_LABEL;

/// 1,500 images, 144 of them with a label.
fn partly(mark: i32) -> (Dataset, Note) {
    let label = |at: u32| match at.is_multiple_of(10) && at < 1440 {
        true => (at / 10 % 3) as i32,
        false => mark,
    };
    read(&[images("images", 1500, 4), ints("labels", &[1500], label)]).unwrap()
}

#[test]
fn marks_stand_for_unknown_labels_and_the_note_counts_the_known_ones() {
    for mark in [-1, 255] {
        let (dataset, note) = partly(mark);
        assert_eq!(dataset.classes, ["0", "1", "2"]);
        assert_eq!((dataset.labelled(), dataset.info().labelled), (144, 144));
        assert_eq!(
            (dataset.label_of(20), dataset.label_of(21)),
            (Some(2), None)
        );
        let note = note.to_string();
        assert!(note.contains("pixels, 144 of 1500 labelled: "), "{note}");
        let words = format!("144 of 1500 are labelled. {mark} stands for an unknown label");
        assert!(note.contains(&words), "{note}");
    }
}

#[test]
fn a_test_file_without_any_known_label_shares_the_classes_of_the_other() {
    let files = [
        images("train-images", 100, 4),
        images("test-images", 60, 4),
        ints("train-labels", &[100], |at| (at % 3) as i32),
        ints("test-labels", &[60], |_| -1),
    ];
    let (dataset, note) = in_any_order(&files).unwrap();
    assert_eq!((dataset.classes.len(), dataset.labelled()), (3, 100));
    assert!((100..160).all(|at| dataset.label_of(at).is_none()));
    assert!(note.to_string().contains("100 of 160"), "{note}");
}

#[test]
fn minus_one_and_one_stay_two_classes() {
    let signs = |at: u32| if at.is_multiple_of(2) { -1 } else { 1 };
    let (dataset, note) = read(&[images("images", 60, 4), ints("labels", &[60], signs)]).unwrap();
    assert_eq!((dataset.classes.len(), dataset.labelled()), (2, 60));
    assert!(!note.to_string().contains("unknown"), "{note}");
}

#[test]
fn a_number_that_is_none_and_an_empty_cell_are_unknown_labels() {
    let of_floats = floats("labels", &[60], |at| match at < 40 {
        true => f32::from((at % 2) as u8),
        false => f32::NAN,
    });
    let (dataset, _) = read(&[images("images", 60, 4), of_floats]).unwrap();
    assert_eq!((dataset.classes.len(), dataset.labelled()), (2, 40));

    for empty in ["", "NaN", "?", "n/a", "unknown"] {
        let label = |row: usize| match row % 3 {
            0 => empty.to_owned(),
            1 => "cat".to_owned(),
            _ => "dog".to_owned(),
        };
        let (dataset, note) = read(&[forms::pixels("pets.csv", 60, label)]).unwrap();
        assert_eq!(dataset.classes, ["cat", "dog"], "{empty}: {note}");
        assert_eq!(dataset.labels[..3], [UNKNOWN_LABEL, 0, 1], "{note}");
        assert!(note.to_string().contains("40 of 60"), "{note}");
    }
}

#[test]
fn labels_of_which_not_one_is_known_are_none() {
    let (dataset, note) = read(&[
        images("images", 60, 4),
        floats("labels", &[60], |_| f32::NAN),
    ])
    .unwrap();
    assert!(dataset.labels.is_empty() && dataset.classes.is_empty());
    assert!(note.to_string().contains("without labels"), "{note}");
}

#[test]
fn a_packed_set_with_an_option_that_nobody_knows_is_refused_as_data() {
    let (dataset, _) = partly(-1);
    let odd: KeptReading = [("mirror".to_owned(), "yes".into())].into_iter().collect();
    let bytes = pack(&dataset, "", &odd).unwrap();
    let name = "kept".to_owned();
    let error = read(&[File { name, bytes }]).unwrap_err();
    assert_eq!(error.code, crate::error::Code::Data);
    assert!(error.message.contains("options are odd"), "{error:?}");
}

#[test]
fn a_packed_set_keeps_its_unknown_labels() {
    let (dataset, note) = partly(-1);
    let bytes = pack(&dataset, &note.to_string(), &KeptReading::new()).unwrap();
    assert_eq!(packed::unpack(&bytes).unwrap().dataset, dataset);
    let mut bad = dataset;
    bad.labels[0] = 3;
    let bytes = pack(&bad, "", &KeptReading::new()).unwrap();
    assert!(
        packed::unpack(&bytes).is_err(),
        "a label beyond the classes"
    );
}
