//! Files recognised, paired and refused.

use super::*;

fn images(name: &str, count: u32, side: u32) -> File {
    let mut bytes = vec![0, 0, 8, 3];
    for dim in [count, side, side] {
        bytes.extend(dim.to_be_bytes());
    }
    bytes.extend((0..count * side * side).map(|i| (i % 251) as u8));
    File {
        name: name.into(),
        bytes,
    }
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
        note.contains("200 images") && note.contains("from its own file"),
        "{note}"
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
    assert!(note.contains("60 coloured images of 8 x 8"), "{note}");
}

#[test]
fn images_alone_will_do() {
    let (dataset, note) = read(&[images("i", 100, 8)]).unwrap();
    assert_eq!(
        (dataset.count(), dataset.labels.len(), dataset.test_from),
        (100, 0, None)
    );
    assert!(dataset.info().classes.is_empty() && note.contains("without labels"));
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
        (vec![images("large", 60, 65)], "large"),
        (
            vec![images("a", 60, 4), images("b", 50, 5)],
            "b: its images",
        ),
        (
            vec![images("a", 60, 4), images("b", 50, 4), labels("l", 60)],
            "Only one of a and b",
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
