//! Numbers of images, signals and labels: their types, their range and their dimensions.

use super::*;

#[test]
fn values_that_do_not_reach_255_are_named_with_a_remedy() {
    let up_to = |name: &str, count, most: u16| {
        changed(images(name, count, 4), 16, |byte| {
            (u16::from(byte) * most / 255) as u8
        })
    };
    let warnings = |files: &[File]| in_any_order(files).unwrap().1.warnings;
    let digits = warnings(&[up_to("images", 60, 16)]);
    assert_eq!(digits.len(), 1);
    assert!(
        digits[0].starts_with("The brightest value is 16 of 255"),
        "{digits:?}"
    );
    assert!(
        digits[0].contains("multiply the values by 15 "),
        "{digits:?}"
    );
    assert!(warnings(&[up_to("images", 60, 1)])[0].contains("by 255 "));
    // A test set of another scale than the training set.
    let of_test = warnings(&[
        up_to("train-images", 200, 255),
        up_to("test-images", 60, 100),
    ]);
    assert_eq!(of_test.len(), 1);
    assert!(
        of_test[0].starts_with("The brightest value of test-images is 100 of 255"),
        "{of_test:?}"
    );
    assert_eq!(warnings(&[up_to("images", 60, 200)]), [""; 0]);
}

#[test]
fn images_of_one_value_are_refused_as_there_is_nothing_to_learn() {
    for value in [0, 7, 255] {
        let flat = changed(images("flat-images", 60, 4), 16, |_| value);
        let error = read(&[flat]).unwrap_err();
        assert_eq!(
            error.message,
            format!(
                "flat-images: every value is the same ({value} of 255): there is nothing to learn."
            )
        );
    }
    let flat = changed(images("test-images", 60, 4), 16, |_| 0);
    let error = read(&[images("train-images", 200, 4), flat]).unwrap_err();
    assert!(
        error.message.starts_with("test-images: every value"),
        "{error}"
    );
}

#[test]
fn coloured_images_keep_their_three_values_a_pixel() {
    let (dataset, note) = read(&[coloured("c", 60, 3)]).unwrap();
    assert_eq!((dataset.count(), dataset.channels), (60, 3));
    assert_eq!(dataset.image(1)[..3], [192, 193, 194]);
    assert!(
        note.summary.contains("60 coloured images of 8 x 8"),
        "{note}"
    );
}

#[test]
fn images_as_floats_from_0_to_1_become_bytes() {
    let file = floats("f", &[60, 4, 4], |at| (at % 5) as f32 / 4.0);
    let (dataset, note) = read(&[file]).unwrap();
    assert_eq!(dataset.image(0)[..5], [0, 64, 128, 191, 255]);
    assert_eq!(
        note.remarks,
        ["Values from 0 to 1 are scaled to black to white, in 256 steps."]
    );
}

#[test]
fn whole_numbers_from_0_to_255_stay_as_they_are() {
    let file = ints("i", &[60, 4, 4], |at| (at % 256) as i32);
    let (dataset, note) = read(&[file]).unwrap();
    assert_eq!(dataset.image(3)[..3], [48, 49, 50]);
    assert_eq!(note.remarks, [""; 0]);
}

#[test]
fn files_to_train_and_to_test_on_are_scaled_alike() {
    let train = floats("train", &[100, 4, 4], |at| at as f32 % 7.0 - 3.0);
    let test = floats("test", &[60, 4, 4], |at| (at as f32 % 2.0) * 13.0 - 1.0);
    let (dataset, note) = read(&[train, test]).unwrap();
    let level = |number: f64| ((number + 3.0) / 15.0 * 255.0).round() as u8;
    assert_eq!(dataset.image(0)[..2], [level(-3.0), level(-2.0)]);
    assert_eq!(dataset.image(100)[..2], [level(-1.0), level(12.0)]);
    assert!(
        note.remarks
            .contains(&"Values from -3 to 12 are scaled to black to white, in 256 steps.".into()),
        "{note}"
    );
}

#[test]
fn a_number_that_is_none_is_named_with_its_example() {
    let file = floats("f", &[60, 4, 4], |at| {
        if at == 40 { f32::NAN } else { at as f32 }
    });
    let error = read(&[file]).unwrap_err();
    assert!(
        error.message.contains("number 40, of example 2, is NaN"),
        "{error}"
    );
}

#[test]
fn rows_of_a_square_number_are_images_and_other_rows_are_signals() {
    let (dataset, note) = read(&[ints("flat", &[60, 784], |at| (at % 251) as i32)]).unwrap();
    assert_eq!(
        (dataset.kind, dataset.width, dataset.height),
        (ExampleKind::Image, 28, 28)
    );
    assert_eq!(
        note.remarks,
        ["The rows of 784 numbers in flat are read as images of 28 x 28 pixels."]
    );
    for dims in [&[60, 140][..], &[60, 1, 140], &[60, 140, 1]] {
        let (dataset, note) =
            read(&[floats("ecg", dims, |at| (at % 140) as f32 / 10.0 - 4.0)]).unwrap();
        assert_eq!(
            (dataset.kind, dataset.width, dataset.height),
            (ExampleKind::Sequence, 140, 1)
        );
        assert!(
            note.summary
                .starts_with("60 signals of 140 samples without labels"),
            "{note}"
        );
        assert_eq!(
            note.remarks,
            ["Values from -4 to 9.9 are scaled to 0 to 1, in 256 steps."]
        );
    }
}

#[test]
fn labels_of_any_whole_type_keep_their_numbers_as_names() {
    let images = images("train-images", 60, 4);
    let odd = |at: u32| if at.is_multiple_of(2) { -1 } else { 1 };
    let classes = |labels: File| {
        read(&[images.clone(), labels]).map(|(dataset, _)| (dataset.classes, dataset.labels))
    };
    let (names, places) = classes(ints("train-labels", &[60], odd)).unwrap();
    assert_eq!(
        (&names[..], &places[..3]),
        (&["-1".to_owned(), "1".to_owned()][..], &[0, 1, 0][..])
    );
    let (names, _) = classes(ints("train-labels", &[60, 1], |at| 1 + (at % 26) as i32)).unwrap();
    assert_eq!(
        (names.len(), names[0].as_str(), names[25].as_str()),
        (26, "1", "26")
    );
    // as QMNIST's: the first of eight columns
    let (names, places) = classes(ints("train-labels", &[60, 8], |at| {
        (at / 8 % 3) as i32 * i32::from(at % 8 == 0) + 9 * (at % 8) as i32
    }))
    .unwrap();
    assert_eq!((names.len(), &places[..4]), (3, &[0, 1, 2, 0][..]));
    let (names, places) = classes(floats("train-labels", &[60, 10], |at| {
        f32::from(u8::from(at % 10 == at / 10 % 10))
    }))
    .unwrap();
    assert_eq!((names.len(), &places[..3]), (10, &[0, 1, 2][..]));
}

#[test]
fn labels_that_are_none_are_refused() {
    let images = images("train-images", 300, 4);
    let refusal = |labels: File| read(&[images.clone(), labels]).unwrap_err();
    let error = refusal(floats("train-labels", &[300], |at| at as f32 / 2.0));
    assert!(error.message.contains("0.5 is no whole number"), "{error}");
    let error = refusal(ints("train-labels", &[300], |at| at as i32));
    assert!(
        error.message.contains("more than 255 different labels"),
        "{error}"
    );
}
