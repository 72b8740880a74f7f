//! Tables, arrays, archives and pictures as data sets.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::config::reading::Crop;

pub fn text(name: &str, rows: impl Iterator<Item = String>) -> File {
    let text: String = rows.map(|row| row + "\n").collect();
    File {
        name: name.into(),
        bytes: text.into_bytes(),
    }
}

/// Rows of 16 pixels after a label.
pub fn pixels(name: &str, count: usize, label: impl Fn(usize) -> String) -> File {
    let row = |row: usize| {
        let cells = (0..16).map(|at| (row * 31 + at * 7) % 256);
        let cells: Vec<_> = cells.map(|cell| cell.to_string()).collect();
        format!("{},{}", label(row), cells.join(","))
    };
    text(name, (0..count).map(row))
}

fn npy(name: &str, descr: &str, shape: &str, bytes: Vec<u8>) -> File {
    let header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({shape}), }}\n");
    let length = (header.len() as u16).to_le_bytes();
    let bytes = [b"\x93NUMPY\x01\0", &length[..], header.as_bytes(), &bytes].concat();
    File {
        name: name.into(),
        bytes,
    }
}

pub fn zipped(name: &str, files: &[File]) -> File {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        zip.start_file(file.name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&file.bytes).unwrap();
    }
    File {
        name: name.into(),
        bytes: zip.finish().unwrap().into_inner(),
    }
}

fn png(name: &str, side: u32, colour: impl Fn(u32, u32) -> [u8; 3]) -> File {
    picture(name, [side, side], colour)
}

fn picture(name: &str, [width, height]: [u32; 2], colour: impl Fn(u32, u32) -> [u8; 3]) -> File {
    let picture = RgbImage::from_fn(width, height, |x, y| Rgb(colour(x, y)));
    let mut bytes = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .unwrap();
    File {
        name: name.into(),
        bytes,
    }
}

#[test]
fn a_table_of_pixels_becomes_labelled_images() {
    let (dataset, note) = read(&[pixels("kaggle.csv", 60, |row| (row % 10).to_string())]).unwrap();
    assert_eq!(
        (dataset.kind, dataset.width, dataset.height),
        (ExampleKind::Image, 4, 4)
    );
    assert_eq!((dataset.count(), dataset.classes.len()), (60, 10));
    assert_eq!(dataset.image(1)[..3], [31, 38, 45]);
    assert!(
        note.to_string()
            .contains("Column 1 of kaggle.csv holds the labels."),
        "{note}"
    );
}

#[test]
fn words_are_the_same_classes_in_a_training_and_a_test_table() {
    let word = |words: &'static [&str]| move |row: usize| words[row % words.len()].to_owned();
    let files = [
        pixels("train.csv", 80, word(&["cat", "dog", "ant"])),
        pixels("test.csv", 50, word(&["dog", "emu"])),
    ];
    let (dataset, _) = in_any_order(&files).unwrap();
    assert_eq!(dataset.classes, ["ant", "cat", "dog", "emu"]);
    assert_eq!(dataset.labels[..3], [1, 2, 0]);
    assert_eq!(dataset.labels[80..83], [2, 3, 2]);
}

#[test]
fn arrays_of_an_archive_have_the_roles_of_their_names() {
    let images = |count: u32, seed| {
        (0..count * 16)
            .map(|at| noise(at, seed))
            .collect::<Vec<_>>()
    };
    let labels = |count: u8| (0..count).map(|at| at % 3).collect::<Vec<_>>();
    let keras = [
        npy("x_train.npy", "|u1", "80, 4, 4", images(80, 1)),
        npy("y_train.npy", "|u1", "80,", labels(80)),
        npy("x_test.npy", "|u1", "60, 4, 4", images(60, 2)),
        npy("y_test.npy", "|u1", "60,", labels(60)),
    ];
    let (dataset, _) = read(&[zipped("mnist.npz", &keras)]).unwrap();
    assert_eq!((dataset.count(), dataset.test_from), (140, Some(80)));
    assert_eq!(dataset.classes.len(), 3);
    let medmnist = [
        npy("train_images.npy", "|u1", "80, 4, 4", images(80, 1)),
        npy("train_labels.npy", "|u1", "80, 1", labels(80)),
        npy("val_images.npy", "|u1", "60, 4, 4", images(60, 3)),
        npy("val_labels.npy", "|u1", "60, 1", labels(60)),
        npy("test_images.npy", "|u1", "60, 4, 4", images(60, 2)),
        npy("test_labels.npy", "|u1", "60, 1", labels(60)),
    ];
    let (other, note) = read(&[zipped("medmnist.npz", &medmnist)]).unwrap();
    assert_eq!(other.pixels, dataset.pixels);
    assert!(
        note.to_string().contains("val_images.npy is left out"),
        "{note}"
    );
}

#[test]
fn pictures_in_folders_are_scaled_and_their_folders_are_classes() {
    let grey = |at: u32| move |x: u32, y: u32| [((x * 9 + y * 5 + at * 3) % 256) as u8; 3];
    let mut files: Vec<_> = (0..60)
        .map(|at| {
            png(
                &format!("animals/{}/{at}.png", ["cats", "dogs"][at as usize % 2]),
                40,
                grey(at),
            )
        })
        .collect();
    let (dataset, note) = read(&files).unwrap();
    assert_eq!(
        (dataset.width, dataset.height, dataset.channels),
        (40, 40, 1)
    );
    assert_eq!(dataset.classes, ["cats", "dogs"]);
    assert!(!note.to_string().contains("scaled"), "{note}");
    files.push(png("animals/dogs/large.png", 100, |x, _| [x as u8, 0, 0]));
    let (dataset, note) = read(&[zipped("animals.zip", &files)]).unwrap();
    assert_eq!(
        (dataset.width, dataset.height, dataset.channels),
        (32, 32, 3)
    );
    assert!(note.to_string().contains("scaled to 32 x 32"), "{note}");
}

#[test]
fn the_beginnings_of_names_are_classes_where_they_come_again() {
    let picture =
        |name: String, at: u32| png(&name, 8, move |x, y| [(x * 31 + y * 3 + at) as u8; 3]);
    let named = |name: fn(u32) -> String| {
        let files: Vec<_> = (0..60).map(|at| picture(name(at), at)).collect();
        read(&files).unwrap()
    };
    let (dataset, note) = named(|at| format!("all/{}.{at}.png", ["cat", "dog"][at as usize % 2]));
    assert_eq!(dataset.classes, ["cat", "dog"]);
    assert!(
        note.to_string()
            .contains("The beginning of each picture's name is its class."),
        "{note}"
    );
    // One beginning, names of their own, and a single odd one are no classes.
    for name in [
        |at| format!("IMG_{at}.png"),
        |at| format!("{at}.png"),
        |at: u32| format!("{}.png", char::from(b'0' + at as u8)),
        |at| format!("{}{at}.png", if at == 7 { "extra" } else { "photo" }),
    ] {
        assert!(named(name).0.classes.is_empty(), "{}", name(3));
    }
}

#[test]
fn a_project_of_teachable_machine_brings_its_classes_however_few_pictures_one_has() {
    let mut files: Vec<_> = (0..60u32)
        .map(|at| {
            let (class, number) = if at < 3 { (1, at) } else { (2, at - 3) };
            let name = format!("Class {class}-!-{number}.png");
            png(&name, 8, move |x, y| [(x * 31 + y * 3 + at) as u8; 3])
        })
        .collect();
    files.push(File {
        name: "manifest.json".into(),
        bytes: br#"{"type":"image","version":"2.4.4","appdata":{"trainEpochs":50}}"#.to_vec(),
    });
    let (dataset, note) = read(&[zipped("project.tm", &files)]).unwrap();
    assert_eq!(dataset.classes, ["Class 1", "Class 2"]);
    let counts = [0, 1].map(|class| {
        dataset
            .labels
            .iter()
            .filter(|&&label| label == class)
            .count()
    });
    assert_eq!(counts, [3, 57]);
    assert_eq!(note.warnings, Vec::<String>::new());
}

#[test]
fn each_of_several_archives_of_pictures_is_a_class() {
    let archive = |name: &str, from: u32| {
        let files = (from..from + 30).map(|at| {
            png(&format!("{at}.png"), 8, move |x, y| {
                [(x * 31 + y * 3 + at) as u8; 3]
            })
        });
        zipped(name, &files.collect::<Vec<_>>())
    };
    let (dataset, _) = read(&[
        archive("Thumb up-samples.zip", 0),
        archive("Fist-samples.zip", 30),
    ])
    .unwrap();
    assert_eq!(dataset.classes, ["Fist", "Thumb up"]);
    assert_eq!((dataset.labels[0], dataset.labels[59]), (0, 1));
}

#[test]
fn a_folder_named_for_testing_is_the_test_set() {
    let files = |folder: &'static str, count: u32| {
        (0..count).map(move |at| {
            let class = at % 2;
            png(&format!("{folder}/{class}/{at}.png"), 8, move |x, y| {
                [(x * 31 + y * 3 + at) as u8; 3]
            })
        })
    };
    let (dataset, _) = read(
        &files("train", 60)
            .chain(files("test", 50))
            .collect::<Vec<_>>(),
    )
    .unwrap();
    assert_eq!((dataset.count(), dataset.test_from), (110, Some(60)));
    assert_eq!(dataset.classes, ["0", "1"]);
}

#[test]
fn one_odd_file_does_not_refuse_the_good_ones() {
    let good = pixels("train.csv", 60, |row| (row % 3).to_string());
    let odd = |name: &str, bytes: &[u8]| File {
        name: name.into(),
        bytes: bytes.to_vec(),
    };
    let aside = [
        "README.md",
        ".DS_Store",
        "train.csv:Zone.Identifier",
        "__MACOSX/train.csv",
        "data.csv.part",
    ];
    let aside = aside.map(|name| odd(name, b"text"));
    let (alone, note) = read(std::slice::from_ref(&good)).unwrap();
    let files = [&[good.clone()][..], &aside].concat();
    assert_eq!(read(&files).unwrap(), (alone.clone(), note));
    let (dataset, note) = read(&[good, odd("notes.pdf", b"%PDF-1.7")]).unwrap();
    assert_eq!(dataset, alone);
    assert!(
        note.to_string()
            .contains("Left out: notes.pdf is a PDF document"),
        "{note}"
    );
}

#[test]
fn pictures_take_the_side_and_the_colours_that_are_chosen() {
    let pictures: Vec<_> = (0..60)
        .map(|at| {
            png(&format!("{at}.png"), 40, |x, y| {
                [x as u8 * 6, y as u8 * 6, at as u8 * 4]
            })
        })
        .collect();
    let with =
        |options| super::super::read(&pictures, &Reading::from_json(options).unwrap()).unwrap();
    let plain = with(serde_json::json!({}));
    assert_eq!((plain.dataset.width, plain.dataset.channels), (40, 3));
    let side = plain
        .preview
        .choices
        .iter()
        .find(|choice| choice.field == "side")
        .unwrap();
    let sides: Vec<_> = side
        .options
        .iter()
        .map(|offer| offer.value.as_str())
        .collect();
    assert_eq!(sides, ["8", "16", "24", "28", "32", "40"]);
    assert!(
        !plain
            .preview
            .choices
            .iter()
            .any(|choice| choice.field == "transpose")
    );
    let chosen = with(serde_json::json!({"side": 16, "colour": "grey"}));
    let (dataset, reading) = (chosen.dataset, chosen.reading);
    assert_eq!(
        (dataset.width, dataset.height, dataset.channels),
        (16, 16, 1)
    );
    assert_eq!(reading.side, Some(16));
    assert!(chosen.note.to_string().contains("scaled to 16 x 16 pixels"));
}

#[test]
fn wide_pictures_are_cropped_or_get_a_border_as_chosen() {
    // three columns of pixels on each side have a colour of their own
    let pictures: Vec<_> = (0..60)
        .map(|at| {
            picture(&format!("{at}.png"), [16, 8], |x, _| match x {
                0..4 => [200, 0, at as u8],
                4..12 => [0, 200, at as u8],
                _ => [200, 0, at as u8],
            })
        })
        .collect();
    let with =
        |options| super::super::read(&pictures, &Reading::from_json(options).unwrap()).unwrap();
    let fields = |opening: &Opening| {
        let choices = opening.preview.choices.iter();
        choices
            .map(|choice| choice.field.clone())
            .collect::<Vec<_>>()
    };
    let own = with(serde_json::json!({}));
    assert_eq!((own.dataset.width, own.dataset.height), (16, 8));
    assert!(!fields(&own).contains(&"crop".into()), "nothing is cut off");
    let middle = with(serde_json::json!({"side": 8}));
    assert!(fields(&middle).contains(&"crop".into()));
    assert_eq!(middle.reading.crop, Crop::Middle);
    assert_eq!(middle.dataset.image(0)[..3], [0, 200, 0]);
    let whole = with(serde_json::json!({"side": 8, "crop": "whole"}));
    assert_eq!(whole.reading.crop, Crop::Whole);
    let row = |at: usize| &whole.dataset.image(0)[24 * at..24 * (at + 1)];
    assert_eq!(row(3)[..3], [200, 0, 0], "the left end");
    assert_eq!(row(0), row(7), "borders alike");
    assert_ne!(row(0), row(2));
    let words = "Each picture is scaled to fit into 8 x 8 pixels, with a border";
    assert!(whole.note.to_string().contains(words), "{}", whole.note);
}
