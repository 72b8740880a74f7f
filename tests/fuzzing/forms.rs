//! Files of every form that can be opened, small and sound.

use std::io::{Cursor, Write};

use hound::{SampleFormat, WavSpec, WavWriter};
use hourglass::config::Reading;
use hourglass::data::import::{self, File};
use hourglass::data::packed;
use image::{ImageFormat, Rgb, RgbImage};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A form, by its name: files that are opened together.
pub type Form = (&'static str, Vec<File>);

/// Forms of arrays of numbers.
pub fn arrays() -> Vec<Form> {
    let [grey, test] = [("grey", 60), ("test", 50)].map(|(name, count)| idx(name, &[count, 8, 8]));
    let [labels, test_labels] =
        [("labels", 60), ("test-labels", 50)].map(|(name, count)| idx(name, &[count]));
    let names = text(
        "label-names.txt",
        (0..10).map(|at| format!("{at} class{at}")),
    );
    let [x_train, y_train] =
        [("x_train.npy", 16), ("y_train.npy", 1)].map(|(name, width)| npy(name, 60, width));
    let x_test = npy("x_test.npy", 50, 16);
    vec![
        ("idx", grey_with_labels()),
        (
            "idx-named-classes",
            vec![grey.clone(), labels.clone(), names],
        ),
        (
            "idx-four-files",
            vec![grey.clone(), test.clone(), labels, test_labels],
        ),
        ("idx-coloured", vec![idx("coloured", &[60, 8, 8, 3])]),
        ("idx-signals", vec![idx("signals", &[60, 1, 20])]),
        ("idx-floats", vec![floats("floats", false)]),
        ("idx-little-endian", vec![floats("floats", true)]),
        ("gzip", vec![gzipped(&grey), gzipped(&test)]),
        ("gzip-members", vec![members(&grey)]),
        ("gzip-twice", vec![gzipped(&gzipped(&grey))]),
        ("npy", vec![npy("array.npy", 60, 16)]),
        (
            "npz",
            vec![zipped("arrays.npz", &[x_train, x_test, y_train])],
        ),
        ("packed", vec![packed()]),
    ]
}

/// Forms of tables.
pub fn tables() -> Vec<Form> {
    let typed = |name, count| columns(name, count, ",", |_| true);
    let lacking = columns("test.csv", 55, ",", |column| column != 2);
    let pixels = |row: usize| {
        let cells = (0..64).map(|at| (row * at % 251).to_string());
        let label = (row % 3).to_string();
        std::iter::once(label)
            .chain(cells)
            .collect::<Vec<_>>()
            .join(",")
    };
    let head = (0..64).map(|at| format!(",pixel{at}")).collect::<String>();
    let kaggle = std::iter::once(format!("label{head}")).chain((0..60).map(pixels));
    let wide = String::from_utf8(labelled(";", "ä").bytes).unwrap_or_default();
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let comma = String::from_utf8(labelled(";", "x").bytes).unwrap_or_default();
    let comma = comma.replace('.', ",").replace('\n', "\r\n");
    vec![
        ("csv-labels", vec![labelled(";", "x")]),
        ("tsv", vec![labelled("\t", "3")]),
        ("csv-pixels", vec![text("train.csv", kaggle)]),
        (
            "csv-columns",
            vec![typed("train.csv", 60), typed("test.csv", 55)],
        ),
        ("csv-lacking-column", vec![typed("train.csv", 60), lacking]),
        ("csv-spaces", vec![columns("own.txt", 60, " ", |_| true)]),
        ("csv-gzip", vec![gzipped(&typed("own.csv", 60))]),
        (
            "csv-utf-16",
            vec![file("wide.csv", [&[0xff, 0xfe], &wide[..]].concat())],
        ),
        (
            "csv-decimal-comma",
            vec![file(
                "own.csv",
                [b"\xef\xbb\xbf", comma.as_bytes()].concat(),
            )],
        ),
    ]
}

/// Forms of pictures.
pub fn pictures() -> Vec<Form> {
    let all = |format, ending: &str| {
        let name = |at: u32| format!("{}/{at}.{ending}", at % 2);
        (0..51)
            .map(|at| picture(&name(at), at, format))
            .collect::<Vec<_>>()
    };
    let sample = |at: u32| {
        let name = format!("Class {}-!-{at}.png", at % 2);
        picture(&name, at, ImageFormat::Png)
    };
    let mut project: Vec<_> = (0..51).map(sample).collect();
    project.push(file(
        "manifest.json",
        br#"{"type":"image","version":"2.4.4"}"#.to_vec(),
    ));
    let png = all(ImageFormat::Png, "png");
    vec![
        ("png-zip", vec![zipped("pictures.zip", &png)]),
        ("teachable-machine", vec![zipped("project.tm", &project)]),
        ("png", png),
        ("jpeg", all(ImageFormat::Jpeg, "jpg")),
        ("gif", all(ImageFormat::Gif, "gif")),
        ("webp", all(ImageFormat::WebP, "webp")),
    ]
}

/// Forms of sounds.
pub fn sounds() -> Vec<Form> {
    let [whole, float] = [SampleFormat::Int, SampleFormat::Float];
    let all = |format, bits| {
        let name = |at: u32| format!("{}/{at}.wav", at % 2);
        (0..52)
            .map(|at| wav(&name(at), 1, (format, bits), 400))
            .collect::<Vec<_>>()
    };
    vec![
        ("wav", all(whole, 16)),
        ("wav-24-bits", all(whole, 24)),
        ("wav-floats", all(float, 32)),
        ("wav-long", vec![wav("long.wav", 1, (whole, 16), 12_000)]),
        ("wav-stereo", vec![wav("stereo.wav", 2, (whole, 8), 6000)]),
        ("wav-zip", vec![zipped("sounds.zip", &all(whole, 16))]),
    ]
}

/// Forms of words.
pub fn words() -> Vec<Form> {
    let word = |at: usize, ends: &str| {
        let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
        format!("{}{}{ends}", letter(at), letter(at / 3))
    };
    let words = |name: &str, ends: &str| text(name, (0..70).map(|at| word(at, ends)));
    vec![
        ("words", vec![words("names.txt", "né")]),
        (
            "words-of-classes",
            vec![words("a.txt", "na"), words("b.txt", "ko")],
        ),
    ]
}

/// Grey images and labels.
pub fn grey_with_labels() -> Vec<File> {
    vec![idx("grey", &[60, 8, 8]), idx("labels", &[60])]
}

fn file(name: &str, bytes: Vec<u8>) -> File {
    let name = name.into();
    File { name, bytes }
}

fn text(name: &str, lines: impl Iterator<Item = String>) -> File {
    file(
        name,
        lines
            .map(|line| line + "\n")
            .collect::<String>()
            .into_bytes(),
    )
}

/// Bytes; of one dimension those of ten labels.
fn idx(name: &str, dims: &[u32]) -> File {
    let values = if dims.len() == 1 { 10 } else { 251 };
    let mut bytes = vec![0, 0, 8, dims.len() as u8];
    bytes.extend(dims.iter().flat_map(|dim| dim.to_be_bytes()));
    bytes.extend((0..dims.iter().product()).map(|at: u32| (at % values) as u8));
    file(name, bytes)
}

/// Images of floats as IDX has them, or turned round.
fn floats(name: &str, is_little: bool) -> File {
    let dims = [60u32, 4, 4];
    let mut words = vec![[0, 0, 13, 3]];
    words.extend(dims.map(u32::to_be_bytes));
    words.extend((0..60 * 16).map(|at| (at as f32 / 960.0).to_be_bytes()));
    if is_little {
        words.iter_mut().for_each(|word| word.reverse());
    }
    file(name, words.concat())
}

/// Numbers of two bytes, column by column; of one column the labels of four classes.
fn npy(name: &str, count: usize, width: usize) -> File {
    let header = match width {
        1 => format!("{{'descr': '<i2', 'fortran_order': False, 'shape': ({count},), }}\n"),
        _ => format!(
            "{{'descr': '<i2', 'fortran_order': True, 'shape': ({count}, 4, {}), }}\n",
            width / 4
        ),
    };
    let length = (header.len() as u16).to_le_bytes();
    let number = |at: usize| if width == 1 { at % 4 } else { at * 7 % 900 } as i16;
    let numbers: Vec<u8> = (0..count * width)
        .flat_map(|at| number(at).to_le_bytes())
        .collect();
    file(
        name,
        [b"\x93NUMPY\x01\0", &length[..], header.as_bytes(), &numbers].concat(),
    )
}

/// A data set as the page and the command line keep it.
fn packed() -> File {
    let opening = import::read(&grey_with_labels(), &Reading::default()).unwrap();
    let reading = opening.reading.to_json().unwrap();
    let bytes = packed::pack(&opening.dataset, &opening.note.to_string(), &reading).unwrap();
    file("packed", bytes)
}

/// Rows of a label, a float and seven numbers.
fn labelled(separator: &str, label: &str) -> File {
    let row = |row: usize| {
        let cells = (1..8).map(|at| (row * at % 251).to_string());
        let first = [format!("{label}{}", row % 3), format!("{}.25", row % 9)];
        first
            .into_iter()
            .chain(cells)
            .collect::<Vec<_>>()
            .join(separator)
    };
    let head = ["label", "a", "b", "c", "d", "e", "f", "g", "h"].join(separator);
    text("table.csv", std::iter::once(head).chain((0..60).map(row)))
}

/// Rows of an id, a number, two categories and two ratings, with gaps; the columns that are kept.
fn columns(name: &str, count: usize, separator: &str, is_kept: impl Fn(usize) -> bool) -> File {
    let joined = |cells: [String; 6]| {
        let cells = cells.into_iter().enumerate().filter(|(at, _)| is_kept(*at));
        cells
            .map(|(_, cell)| cell)
            .collect::<Vec<_>>()
            .join(separator)
    };
    let row = |row: usize| {
        let gap = |cell: String| if row % 7 == 3 { "NA".into() } else { cell };
        joined([
            row.to_string(),
            gap(format!("{}.5", row % 11)),
            ["red", "blue", "green"][row % 3].into(),
            gap(["yes", "no"][row / 2 % 2].into()),
            (row % 5).to_string(),
            gap((row % 4).to_string()),
        ])
    };
    let head = ["id", "size", "colour", "wild", "soup", "rice"].map(str::to_owned);
    text(
        name,
        std::iter::once(joined(head)).chain((0..count).map(row)),
    )
}

fn picture(name: &str, at: u32, format: ImageFormat) -> File {
    let colour = |x: u32, y: u32| Rgb([(x * 30) as u8, (y * 30) as u8, (at * 4) as u8]);
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(9, 8, colour)
        .write_to(&mut bytes, format)
        .unwrap();
    file(name, bytes.into_inner())
}

/// A recording of so many moments, at 8,000 samples a second.
fn wav(
    name: &str,
    channels: u16,
    (sample_format, bits_per_sample): (SampleFormat, u16),
    moments: i32,
) -> File {
    let spec = WavSpec {
        channels,
        sample_rate: 8000,
        bits_per_sample,
        sample_format,
    };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut bytes, spec).unwrap();
    for at in 0..moments * i32::from(channels) {
        let sample = at * 37 % 200 - 100;
        match sample_format {
            SampleFormat::Int => writer.write_sample(sample).unwrap(),
            SampleFormat::Float => writer.write_sample(sample as f32 / 128.0).unwrap(),
        }
    }
    writer.finalize().unwrap();
    file(name, bytes.into_inner())
}

fn zipped(name: &str, files: &[File]) -> File {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        zip.start_file(file.name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&file.bytes).unwrap();
    }
    file(name, zip.finish().unwrap().into_inner())
}

/// A file as gzip packs it.
pub fn gzipped(from: &File) -> File {
    file(&format!("{}.gz", from.name), deflated(&from.bytes))
}

/// A file packed in two members, one after the other.
fn members(from: &File) -> File {
    let (first, second) = from.bytes.split_at(from.bytes.len() / 2);
    file(
        &format!("{}.gz", from.name),
        [first, second].map(deflated).concat(),
    )
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}
