//! Files that belong together: copies, training and test sets, and labels.

use super::*;

/// Labels that differ from those of `labels`.
fn shifted(name: &str, count: u32) -> File {
    changed(labels(name, count), 8, |label| (label + 3) % 10)
}

/// Images that differ from those of `images`.
fn inverted(name: &str, count: u32) -> File {
    changed(images(name, count, 4), 16, |byte| 255 - byte)
}

#[test]
fn four_files_in_any_order_become_a_training_and_a_test_set() {
    let files = [
        labels("l2", 60),
        images("i2", 60, 4),
        labels("l1", 200),
        images("i1", 200, 4),
    ];
    let (dataset, note) = read(&files).unwrap();
    assert_eq!(
        (dataset.count(), dataset.test_from, dataset.labels.len()),
        (260, Some(200), 260)
    );
    assert_eq!(dataset.info().classes.len(), 10);
    assert!(
        note.summary.contains("200 images") && note.summary.contains("from its own file"),
        "{note}"
    );
}

#[test]
fn a_file_and_its_packed_copy_count_once() {
    let plain = mnist();
    let copies = plain
        .each_ref()
        .map(|file| packed(file, &format!("{}.gz", file.name)));
    let (once, note) = in_any_order(&plain).unwrap();
    assert_eq!(
        note.summary,
        "200 images of 4 x 4 pixels with labels: 170 to train on, 30 to watch, 60 to test on (from its own \
         file). train-images-idx3-ubyte to train on, train-labels-idx1-ubyte its labels; \
         t10k-images-idx3-ubyte to test on, t10k-labels-idx1-ubyte its labels."
    );
    assert_eq!(note.warnings, [""; 0]);
    let (twice, note) = in_any_order(&[plain.clone(), copies].concat()).unwrap();
    assert_eq!(twice, once);
    for file in &plain {
        let counted = format!("{0} (the same as {0}.gz, counted once)", file.name);
        assert!(note.summary.contains(&counted), "{note}");
    }
}

#[test]
fn a_second_download_is_no_test_set() {
    let [train, given, ..] = mnist();
    let again = renamed(&train, "train-images-idx3-ubyte (1)");
    for files in [
        vec![train.clone(), again.clone()],
        vec![train.clone(), renamed(&train, "download")],
        vec![
            train.clone(),
            given.clone(),
            again,
            renamed(&given, "train-labels-idx1-ubyte (1)"),
        ],
        // All labels, but one image file.
        vec![
            train.clone(),
            given.clone(),
            packed(&given, "train-labels-idx1-ubyte.gz"),
        ],
    ] {
        let (dataset, note) = in_any_order(&files).unwrap();
        assert_eq!((dataset.count(), dataset.test_from), (200, None));
        assert_eq!(dataset.name, "train-images-idx3-ubyte");
        assert!(
            note.summary.contains("(held back)") && note.summary.contains("counted once"),
            "{note}"
        );
    }
}

#[test]
fn the_test_set_is_never_the_training_set() {
    let [train, ..] = mnist();
    let error =
        in_any_order(&[renamed(&train, "t10k-images-idx3-ubyte"), train.clone()]).unwrap_err();
    assert!(
        error
            .message
            .contains("the test set would be the training set"),
        "{error}"
    );
    // Part of it, under a name and with a count of its own.
    let mut part = renamed(&train, "t10k-images-idx3-ubyte");
    part.bytes.truncate(16 + 60 * 16);
    part.bytes[7] = 60;
    let (_, note) = read(&[train, part]).unwrap();
    assert!(
        note.warnings[0].starts_with("60 of the 60 images to test on are also among"),
        "{note}"
    );
}

#[test]
fn names_decide_which_images_are_tested_on_and_size_where_they_do_not() {
    let roles = |small: &str, large: &str| {
        let (dataset, note) = in_any_order(&[images(small, 60, 4), images(large, 200, 4)]).unwrap();
        (dataset.name, note)
    };
    for small in ["train-images", "x_train", "images"] {
        for large in ["t10k-images", "x_test.idx", "val-images.idx3-ubyte"] {
            let (name, note) = roles(small, large);
            let words = format!("{small} to train on; {large} to test on.");
            assert!(name == small && note.summary.ends_with(&words), "{note}");
        }
    }
    for (small, large) in [
        ("few", "many"),
        ("train-few", "train-many"),
        ("test-1", "test-2"),
    ] {
        let (name, note) = roles(small, large);
        assert_eq!(name, large);
        let words = format!("{large} to train on; {small} to test on. Their names do not say");
        assert!(note.summary.contains(&words), "{note}");
    }
}

#[test]
fn labels_of_equal_count_go_to_the_images_of_their_name() {
    for [train, test, of_train, of_test] in [
        [
            "train-images-idx3-ubyte",
            "t10k-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-labels-idx1-ubyte",
        ],
        ["x_train.idx", "x_test.idx", "y_train.idx", "y_test.idx"],
        [
            "images-idx3-ubyte",
            "val-images-idx3-ubyte",
            "labels-idx1-ubyte",
            "val-labels-idx1-ubyte",
        ],
        [
            "fruit-train-images",
            "fruit-test-images",
            "fruit-train-labels",
            "fruit-test-labels",
        ],
        [
            "first_pixels",
            "test_second_pixels",
            "first_classes",
            "second_classes_test",
        ],
    ] {
        let files = [
            images(train, 60, 4),
            inverted(test, 60),
            labels(of_train, 60),
            shifted(of_test, 60),
        ];
        let (dataset, note) = in_any_order(&files).unwrap();
        assert_eq!((dataset.labels[0], dataset.labels[60]), (0, 3), "{note}");
        assert_eq!(dataset.pixels[0], images(train, 60, 4).bytes[16], "{note}");
    }
}

#[test]
fn what_names_and_counts_do_not_decide_is_asked_for() {
    let two = || vec![images("train-a", 60, 4), inverted("test-b", 60)];
    let with = |labels: &[File]| [&two()[..], labels].concat();
    for (files, message, question) in [
        (
            vec![images("i1", 60, 4), inverted("i2", 60)],
            "do not say which to train on",
            "Which of them is the test set?",
        ),
        (
            with(&[labels("l1", 60), shifted("l2", 60)]),
            "the name of l1 does not say whose labels it holds",
            "Which images do these labels belong to?",
        ),
        (
            vec![images("i", 60, 4), labels("l1", 60), shifted("l2", 60)],
            "l1 and l2 hold different labels",
            "Which of them belongs to i?",
        ),
        (
            vec![images("train-images", 60, 4), labels("t10k-labels", 60)],
            "t10k-labels is as long as train-images",
            "Open the labels of these images",
        ),
        (
            vec![
                images("train-a", 60, 4),
                images("more", 70, 4),
                images("val-c", 50, 4),
            ],
            "more than two image files",
            "Leave val-c out",
        ),
    ] {
        let error = in_any_order(&files).unwrap_err();
        assert!(error.message.contains(message), "{message}: {error}");
        assert!(error.remedy.contains(question), "{question}: {error}");
    }
}

#[test]
fn files_that_do_not_fit_together_are_refused_by_name() {
    let cases = [
        (vec![labels("only-labels", 60)], "only-labels"),
        (
            vec![images("i", 60, 4), labels("l", 61)],
            "l: holds 61 labels",
        ),
        (vec![images("few", 49, 4)], "few"),
        (vec![images("flat", 60, 1)], "flat"),
        (
            vec![images("a", 60, 4), images("b", 50, 5)],
            "b: its images",
        ),
        (
            vec![images("a", 60, 4), images("b", 50, 4), images("c", 51, 4)],
            "more than two",
        ),
        (vec![coloured("four", 60, 4)], "four: its pixels have 4"),
        (
            vec![images("a", 60, 8), coloured("b", 50, 3)],
            "b: its images are coloured 8 x 8",
        ),
        (vec![], "no images"),
    ];
    for (files, words) in cases {
        let error = read(&files).unwrap_err();
        assert!(error.message.contains(words), "{words}: {}", error.message);
    }
}

#[test]
fn files_are_known_by_what_they_hold_and_not_by_their_names() {
    let print = |files: &[File]| read(files).unwrap().0.fingerprint;
    let [one, other] = ["one", "other"].map(|name| images(name, 60, 4));
    let all = print(std::slice::from_ref(&one));
    assert!(all != 0 && all == print(&[other]));
    assert_ne!(all, print(&[one.clone(), labels("l", 60)]));
    let mut changed = one;
    if let Some(last) = changed.bytes.last_mut() {
        *last ^= 1;
    }
    assert_ne!(all, print(&[changed]));
}

#[test]
fn images_alone_will_do() {
    let (dataset, note) = read(&[images("i", 100, 8)]).unwrap();
    assert_eq!(
        (dataset.count(), dataset.labels.len(), dataset.test_from),
        (100, 0, None)
    );
    assert!(dataset.info().classes.is_empty() && note.summary.contains("without labels"));
}

#[test]
fn signals_and_images_are_not_mixed() {
    let error = read(&[
        images("train", 100, 4),
        floats("test", &[60, 18], |at| at as f32),
    ])
    .unwrap_err();
    assert!(
        error
            .message
            .contains("test: its signals are signals of 18 samples"),
        "{error}"
    );
}
