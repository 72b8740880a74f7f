//! Files recognised, paired and refused.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;
use crate::data::{Dataset, ExampleKind};

fn read(files: &[File]) -> Result<(Dataset, Note)> {
    let Opening { dataset, note, .. } = super::read(files, &Reading::default())?;
    Ok((dataset, note))
}

mod class_names;
mod forms;
mod lacking;
mod options;
mod sounds;
mod tables;
mod unknown;

fn images(name: &str, count: u32, side: u32) -> File {
    let mut bytes = vec![0, 0, 8, 3];
    for dim in [count, side, side] {
        bytes.extend(dim.to_be_bytes());
    }
    bytes.extend((0..count * side * side).map(|i| noise(i, count)));
    File {
        name: name.into(),
        bytes,
    }
}

/// A byte that depends on a place and a seed; one in 256 is 255.
fn noise(at: u32, seed: u32) -> u8 {
    ((at ^ (seed << 20)).wrapping_mul(2_654_435_761) >> 24) as u8
}

fn labels(name: &str, count: u32) -> File {
    let mut bytes = vec![0, 0, 8, 1];
    bytes.extend(count.to_be_bytes());
    bytes.extend((0..count).map(|i| (i % 10) as u8));
    File {
        name: name.into(),
        bytes,
    }
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

/// The same file, packed.
fn packed(file: &File, name: &str) -> File {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&file.bytes).unwrap();
    File {
        name: name.into(),
        bytes: encoder.finish().unwrap(),
    }
}

fn renamed(file: &File, name: &str) -> File {
    File {
        name: name.into(),
        ..file.clone()
    }
}

/// A file with another byte in the place of each; the header stays.
fn changed(mut file: File, header: usize, change: impl Fn(u8) -> u8) -> File {
    file.bytes[header..]
        .iter_mut()
        .for_each(|byte| *byte = change(*byte));
    file
}

/// The result for files in every rotation and, reversed, once more; all must be the same.
fn in_any_order(files: &[File]) -> Result<(Dataset, Note)> {
    let first = read(files);
    let mut files = files.to_vec();
    for turn in 0..2 * files.len() {
        files.rotate_left(1);
        if turn == files.len() {
            files.reverse();
        }
        assert_eq!(read(&files), first);
    }
    first
}

fn mnist() -> [File; 4] {
    [
        images("train-images-idx3-ubyte", 200, 4),
        labels("train-labels-idx1-ubyte", 200),
        images("t10k-images-idx3-ubyte", 60, 4),
        labels("t10k-labels-idx1-ubyte", 60),
    ]
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

/// Labels that differ from those of `labels`.
fn shifted(name: &str, count: u32) -> File {
    changed(labels(name, count), 8, |label| (label + 3) % 10)
}

/// Images that differ from those of `images`.
fn inverted(name: &str, count: u32) -> File {
    changed(images(name, count, 4), 16, |byte| 255 - byte)
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

fn coloured(name: &str, count: u32, channels: u32) -> File {
    let mut bytes = vec![0, 0, 8, 4];
    for dim in [count, 8, 8, channels] {
        bytes.extend(dim.to_be_bytes());
    }
    bytes.extend((0..count * 64 * channels).map(|i| (i % 251) as u8));
    File {
        name: name.into(),
        bytes,
    }
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
fn images_alone_will_do() {
    let (dataset, note) = read(&[images("i", 100, 8)]).unwrap();
    assert_eq!(
        (dataset.count(), dataset.labels.len(), dataset.test_from),
        (100, 0, None)
    );
    assert!(dataset.info().classes.is_empty() && note.summary.contains("without labels"));
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

/// An IDX file of numbers of some type, big-endian.
fn idx(name: &str, code: u8, dims: &[u32], numbers: impl Iterator<Item = Vec<u8>>) -> File {
    let mut bytes = vec![0, 0, code, dims.len() as u8];
    bytes.extend(dims.iter().flat_map(|dim| dim.to_be_bytes()));
    bytes.extend(numbers.flatten());
    File {
        name: name.into(),
        bytes,
    }
}

fn floats(name: &str, dims: &[u32], number: impl Fn(u32) -> f32) -> File {
    let count = dims.iter().product();
    idx(
        name,
        0x0d,
        dims,
        (0..count).map(|at| number(at).to_be_bytes().to_vec()),
    )
}

fn ints(name: &str, dims: &[u32], number: impl Fn(u32) -> i32) -> File {
    let count = dims.iter().product();
    idx(
        name,
        0x0c,
        dims,
        (0..count).map(|at| number(at).to_be_bytes().to_vec()),
    )
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
