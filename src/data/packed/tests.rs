//! Packed data sets come back as they were, and odd ones are refused.

use super::*;
use crate::data::layout::Field;

fn dataset() -> Dataset {
    let extent = Extent {
        height: 2,
        width: 3,
        channels: 3,
    };
    let pixels = (0..60 * 18).map(|at| (at % 251) as u8).collect();
    let mut dataset = Dataset {
        labels: (0..60)
            .map(|at| if at < 9 { UNKNOWN_LABEL } else { at % 2 })
            .collect(),
        classes: vec!["a".into(), "b".into()],
        test_from: Some(50),
        ..Dataset::new(Source::File, ExampleKind::Image, "letters", extent, pixels)
    };
    dataset.fingerprint = fingerprint(&dataset);
    dataset
}

#[test]
fn a_data_set_comes_back_as_it_was_with_its_note() {
    for labelled in [true, false] {
        let mut packed = dataset();
        if !labelled {
            (packed.labels, packed.classes) = (Vec::new(), Vec::new());
            packed.fingerprint = fingerprint(&packed);
        }
        let reading: KeptReading = [("side".to_owned(), 28.into())].into_iter().collect();
        let bytes = pack(&packed, "60 images.", &reading).unwrap();
        assert!(is_packed(&bytes));
        let expected = Unpacked {
            dataset: packed,
            note: "60 images.".into(),
            reading,
        };
        assert_eq!(unpack(&bytes).unwrap(), expected);
    }
}

fn table() -> Dataset {
    let names = vec!["yes".into(), "no".into()];
    let number = FieldKind::Number {
        mean: 40.0,
        deviation: 5.5,
    };
    let rows = (0..60).flat_map(|at| match at % 3 {
        0 => [f32::NAN, 1.0, 0.0],
        1 => [39.1 + at as f32, f32::NAN, f32::NAN],
        _ => [-7.25, 0.0, 1.0],
    });
    let mut table = Dataset {
        kind: ExampleKind::Table,
        width: 3,
        height: 1,
        channels: 1,
        columns: Layout(vec![
            Field::new("mass", number),
            Field::new("sex", FieldKind::Category { names }),
        ]),
        pixels: rows.flat_map(f32::to_le_bytes).collect::<Vec<_>>().into(),
        ..dataset()
    };
    table.fingerprint = fingerprint(&table);
    table
}

#[test]
fn a_table_comes_back_with_its_columns_and_gaps() {
    let table = table();
    assert_eq!((table.count(), table.size(), table.stride()), (60, 3, 12));
    let bytes = pack(&table, "", &KeptReading::new()).unwrap();
    assert_eq!(unpack(&bytes).unwrap().dataset, table);
    assert_eq!(table.mask_of(table.image(1)), Some(vec![255, 0, 0]));
    assert_eq!(table.values(&[1]), [(40.1 - 40.0) / 5.5, 0.0, 0.0]);
    assert_eq!(
        table.bytes_of(&[1.0, 0.25, 0.75]),
        [45.5_f32, 0.25, 0.75].map(f32::to_le_bytes).concat()
    );
    let infinite = [f32::INFINITY, 1.0, 0.0].map(f32::to_le_bytes).concat();
    for bad in [
        Dataset {
            columns: Layout(table.columns.0[..1].to_vec()),
            ..table.clone()
        },
        Dataset {
            pixels: infinite.repeat(60).into(),
            ..table.clone()
        },
        Dataset {
            width: 1,
            columns: Layout(vec![Field::new("all", FieldKind::Samples { count: 1 })]),
            labels: Vec::new(),
            ..table.clone()
        },
    ] {
        assert!(unpack(&pack(&bad, "", &KeptReading::new()).unwrap()).is_err());
    }
}

#[test]
fn names_and_places_come_back_and_a_missing_one_is_refused() {
    let names: Vec<_> = (0..60).map(|at| format!("row {at}, ü")).collect();
    let mut named = dataset();
    named.identity = Identity {
        places: (0..60).map(|at| 7 * at).collect(),
        names,
    };
    let bytes = pack(&named, "", &KeptReading::new()).unwrap();
    let back = unpack(&bytes).unwrap().dataset;
    assert_eq!(back, named);
    assert_eq!(
        (back.index_in_file(59), dataset().index_in_file(59)),
        (413, 9)
    );
    named.identity.names.pop();
    assert!(unpack(&pack(&named, "", &KeptReading::new()).unwrap()).is_err());
    named.identity.names.clear();
    named.identity.places.pop();
    assert!(unpack(&pack(&named, "", &KeptReading::new()).unwrap()).is_err());
}

#[test]
fn a_fetched_set_keeps_its_source_and_a_built_in_one_is_refused() {
    let of = |source| Dataset {
        source,
        ..dataset()
    };
    let fashion = of(Source::Fashion);
    let bytes = pack(&fashion, "", &KeptReading::new()).unwrap();
    assert_eq!(unpack(&bytes).unwrap().dataset, fashion);
    let text = bytes.windows(7).position(|part| part == b"fashion");
    let text = text.unwrap();
    let built_in = [&bytes[..text], b"strokes", &bytes[text + 7..]].concat();
    assert!(unpack(&built_in).is_err());
    let built_in = pack(&of(Source::Digits), "", &KeptReading::new()).unwrap();
    assert_eq!(unpack(&built_in).unwrap().dataset.source, Source::File);
}

#[test]
fn a_sound_is_heard_as_before() {
    let mut waves = dataset();
    waves.sound = Some(Sound {
        rate: 8000.0,
        samples: 18,
        window: Some(512),
        repeats: false,
    });
    let bytes = pack(&waves, "", &KeptReading::new()).unwrap();
    assert_eq!(unpack(&bytes).unwrap().dataset.sound, waves.sound);
}

#[test]
fn bytes_that_break_a_limit_are_refused() {
    let good = dataset();
    for (what, bad) in [
        (
            "a rate of 0",
            Dataset {
                sound: Some(Sound {
                    rate: 0.0,
                    samples: 18,
                    window: None,
                    repeats: true,
                }),
                ..good.clone()
            },
        ),
        (
            "too few examples",
            Dataset {
                pixels: good.pixels[..49 * 18].to_vec().into(),
                labels: good.labels[..49].to_vec(),
                test_from: None,
                ..good.clone()
            },
        ),
        (
            "a side of one pixel",
            Dataset {
                width: 6,
                height: 1,
                ..good.clone()
            },
        ),
        (
            "two channels",
            Dataset {
                width: 9,
                height: 2,
                channels: 1,
                kind: ExampleKind::Sequence,
                ..good.clone()
            },
        ),
        (
            "a label without a class",
            Dataset {
                classes: vec!["a".into()],
                ..good.clone()
            },
        ),
        (
            "no test set",
            Dataset {
                test_from: Some(60),
                ..good.clone()
            },
        ),
    ] {
        let error = unpack(&pack(&bad, "", &KeptReading::new()).unwrap()).expect_err(what);
        assert_eq!(error.field.as_deref(), Some("file"), "{what}");
    }
    let bytes = pack(&good, "", &KeptReading::new()).unwrap();
    assert!(unpack(&bytes[..bytes.len() - 1]).is_err());
    assert!(unpack(b"PK").is_err());
}
