//! Tables as programs and people write them.

use super::*;
use crate::data::formats::classes::Class;
use crate::data::labels::UNKNOWN_LABEL;

fn parse(name: &str, bytes: &[u8]) -> Result<Table> {
    super::parse(name, bytes, &LabelColumn::Auto)
}

/// Rows of so many pixels, each with its label first.
fn pixels(separator: &str, end: &str, head: bool) -> String {
    let mut rows: Vec<String> = (0..60)
        .map(|row| {
            let cells = (0..17).map(|at| {
                if at == 0 {
                    row % 10
                } else {
                    (row * 7 + at) % 256
                }
            });
            cells
                .map(|cell: usize| cell.to_string())
                .collect::<Vec<_>>()
                .join(separator)
        })
        .collect();
    if head {
        let names = (0..17).map(|at| {
            if at == 0 {
                "label".into()
            } else {
                format!("pixel{}", at - 1)
            }
        });
        rows.insert(0, names.collect::<Vec<_>>().join(separator));
    }
    rows.join(end) + end
}

fn names(table: &Table) -> Vec<String> {
    let labels = table.labels.as_ref().map(|labels| labels.names.iter());
    labels.into_iter().flatten().map(Class::to_string).collect()
}

#[test]
fn pixels_with_a_label_are_read_in_every_dialect() {
    let plain = parse("t", pixels(",", "\n", false).as_bytes()).unwrap();
    assert_eq!(plain.array.dims, [60, 16]);
    assert_eq!(plain.array.elements.kind, ElementType::UnsignedByte);
    assert_eq!(&plain.array.elements.bytes[..3], [1, 2, 3]);
    assert_eq!(names(&plain).len(), 10);
    assert_eq!(plain.remarks, ["Column 1 of t holds the labels."]);
    let utf16: Vec<u8> = pixels("\t", "\r\n", true)
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (what, bytes) in [
        ("header", pixels(",", "\n", true).into_bytes()),
        ("semicolons", pixels(";", "\n", true).into_bytes()),
        ("tabs, Windows", pixels("\t", "\r\n", true).into_bytes()),
        ("spaces", pixels("  ", "\n", false).into_bytes()),
        ("blank lines", pixels(",", "\n\n", false).into_bytes()),
        (
            "byte-order mark",
            [&b"\xef\xbb\xbf"[..], pixels(",", "\r\n", true).as_bytes()].concat(),
        ),
        ("UTF-16", [&b"\xff\xfe"[..], &utf16].concat()),
        (
            "quotes",
            pixels("\",\"", "\"\n\"", true)
                .replacen("", "\"", 1)
                .trim_end_matches('"')
                .as_bytes()
                .to_vec(),
        ),
        (
            "a comment",
            ["# saved by a program\n", &pixels(",", "\n", false)]
                .concat()
                .into_bytes(),
        ),
    ] {
        let table = parse("t", &bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(
            (&table.array, &table.labels),
            (&plain.array, &plain.labels),
            "{what}"
        );
    }
}

#[test]
fn a_square_of_pixels_without_labels_has_none() {
    let rows: Vec<_> = (0..60)
        .map(|row| vec![(row % 3).to_string(); 16].join(","))
        .collect();
    let table = parse("t", rows.join("\n").as_bytes()).unwrap();
    assert_eq!((table.array.dims, table.labels), (vec![60, 16], None));
}

#[test]
fn a_label_and_samples_that_make_a_square_together_are_not_its_pixels() {
    let row = |row: usize| {
        let samples = (0..15).map(|at| format!("{:.2}", at as f64 - 7.5 + row as f64 / 100.0));
        let cells: Vec<_> = std::iter::once((row % 2).to_string())
            .chain(samples)
            .collect();
        cells.join(",")
    };
    let rows: Vec<_> = (0..60).map(row).collect();
    let table = parse("t", rows.join("\n").as_bytes()).unwrap();
    assert_eq!(table.array.dims, [60, 15]);
    assert_eq!(names(&table), ["0", "1"]);
}

#[test]
fn the_label_of_signals_is_found_first_or_last() {
    let signal = |row: usize| {
        (0..6)
            .map(|at| format!("{:.3}", (row * at) as f64 / 7.0 + 0.01))
            .collect::<Vec<_>>()
    };
    for (what, is_first) in [("first", true), ("last", false)] {
        let rows = (0..60).map(|row| {
            let mut cells = signal(row);
            let label = format!("{:.6e}", if row % 2 == 0 { -1.0 } else { 1.0 });
            cells.insert(if is_first { 0 } else { 6 }, label);
            cells.join(" ")
        });
        let table = parse("t", rows.collect::<Vec<_>>().join("\n").as_bytes()).unwrap();
        assert_eq!(table.array.dims, [60, 6], "{what}");
        assert_eq!(names(&table), ["-1", "1"], "{what}");
    }
}

#[test]
fn a_table_with_words_for_classes_and_decimal_commas_is_read() {
    let rows = (0..60).map(|row| {
        format!(
            "{row};{},5;{};{}",
            row % 9,
            0.25 * f64::from(row),
            ["Katze", "Hund"][row as usize % 2]
        )
        .replace('.', ",")
    });
    let text = format!(
        "id;Länge;Breite;Art\n{}",
        rows.collect::<Vec<_>>().join("\n")
    );
    let table = parse("t", text.as_bytes()).unwrap();
    assert_eq!(table.array.dims, [60, 4]);
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|one| (one.name.as_str(), one.is_index))
        .collect();
    assert_eq!(
        columns,
        [
            ("id", true),
            ("Länge", false),
            ("Breite", false),
            ("Art", false)
        ]
    );
    let first: Vec<_> = table.array.elements.numbers().skip(4).take(3).collect();
    assert_eq!(first, [1.0, 1.5, 0.25]);
    assert_eq!(table.columns[3].held, Held::Labels);
    assert_eq!(names(&table), ["Hund", "Katze"]);
    assert_eq!(table.remarks, ["Column 4 (Art) of t holds the labels."]);
}

#[test]
fn words_lie_as_places_in_order_and_gaps_as_nan() {
    let text = "size,colour,size\n1,red,2.5\nNA,blue,?\n3,,x\n4,7,1e9\n";
    let table = parse("t", text.as_bytes()).unwrap();
    assert_eq!(table.array.dims, [4, 3]);
    let words = |words: &[&str]| -> Vec<Class> {
        let class = |word: &&str| match word.parse() {
            Ok(number) => Class::Number(number),
            Err(_) => Class::Word((*word).to_owned()),
        };
        words.iter().map(class).collect()
    };
    let held: Vec<_> = table
        .columns
        .iter()
        .map(|one| (one.name.as_str(), one.held.clone()))
        .collect();
    assert_eq!(
        held,
        [
            ("size", Held::Numbers),
            ("colour", Held::Words(words(&["7", "blue", "red"]))),
            ("size (2)", Held::Words(words(&["1000000000", "2.5", "x"]))),
        ]
    );
    let cells: Vec<String> = table
        .array
        .elements
        .numbers()
        .map(|cell| cell.to_string())
        .collect();
    assert_eq!(
        cells,
        [
            "1", "2", "1", "NaN", "1", "NaN", "3", "NaN", "2", "4", "0", "0"
        ]
    );
}

#[test]
fn tables_of_pixels_and_samples_have_no_typed_columns() {
    let counted = "label,t_0,t_1,t_2\n0,0.5,1.5,2.5\n1,2.5,3.5,4.5\n0,1.5,2.5,9.5\n1,1.5,0.5,3.5\n";
    let plain = "0.5,1.5,2.5\n2.5,3.5,4.5\n1.5,2.5,9.5\n";
    for text in [counted, plain] {
        let table = parse("t", text.as_bytes()).unwrap();
        assert_eq!((table.columns.len(), table.array.dims[1]), (0, 3), "{text}");
    }
    let gap = |text: String| parse("t", text.as_bytes()).unwrap_err();
    let named = gap(counted.replacen("2.5", "", 1));
    assert!(
        named.message.contains("line 2 of column 4 (t_2) is empty"),
        "{named}"
    );
    let pixels = gap(pixels(",", "\n", false).replacen(",9,", ",,", 1));
    assert!(pixels.message.contains("is empty"), "{pixels}");
}

#[test]
fn a_header_above_words_alone_never_comes_again() {
    let rows: String = (0..30)
        .map(|row| format!("{},{}\n", ["x", "y"][row % 2], ["a", "b", "c"][row % 3]))
        .collect();
    let with = |head: &str| parse("t", (head.to_owned() + &rows).as_bytes()).unwrap();
    let named = |table: &Table| {
        table
            .columns
            .iter()
            .map(|one| one.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(named(&with("cap,odour\n")), ["cap", "odour"]);
    assert_eq!(named(&with("")), ["column 1", "column 2"]);
    assert_eq!(with("x,c\n").array.dims, [31, 2]);
}

#[test]
fn what_cannot_be_read_is_named_by_line_and_column() {
    for (text, field, words) in [
        ("a,b\n1,2\n3\n", "columns", "line 3 has 1 columns"),
        (
            "label,t0,t1\n0,2,5\n1,,6\n",
            "table",
            "line 3 of column 2 (t0) is empty",
        ),
        (
            "label,t0,t1\n0,1,2\n1,four,5\n",
            "table",
            "line 3 of column 2 (t0) is \"four\"",
        ),
        (
            "a,b\n1,2\n3,-1e300\n",
            "table",
            "line 3 of column 2 (b) is -1e300, which is too large",
        ),
    ] {
        let error = parse("t", text.as_bytes()).unwrap_err();
        assert_eq!(error.field.as_deref(), Some(field), "{error}");
        assert!(error.message.contains(words), "{error}");
    }
}

#[test]
fn an_empty_cell_of_the_labels_is_an_unknown_label() {
    for text in [
        "a,b,label\n1,2,x\n3,4,\n5,6,y\n",
        "label,a,b\n0,1,2\nnan,3,4\n1,5,6\n",
        "0,1.5,2\n,3,4\n1,5,6\n0,5,6\n1,2,7\n",
    ] {
        let labels = parse("t", text.as_bytes()).unwrap().labels.unwrap();
        assert_eq!(labels.places[..3], [0, UNKNOWN_LABEL, 1], "{text}");
        assert_eq!(labels.names.len(), 2, "{text}");
    }
}

#[test]
fn what_is_no_table_is_not_taken_for_one() {
    for bytes in [
        &b"a text of words\nof other lengths here"[..],
        b"<html>a,b",
        b"{\"a\": 1,\n\"b\": 2}",
        b"one\ntwo\n",
        b"",
        b"\0\0,\0",
    ] {
        assert!(!is_table(bytes), "{}", String::from_utf8_lossy(bytes));
    }
    assert!(is_table(b"1,2\n3,4"));
}

#[test]
fn a_chosen_column_holds_the_labels_by_name_or_number() {
    let rows = (0..60).map(|row| format!("{},{}.5,{},x{}", row % 4, row, row % 3, row % 2));
    let text = ["a,b,kind,Species".to_owned()]
        .into_iter()
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n");
    let with =
        |labels: &str| super::parse("t", text.as_bytes(), &LabelColumn::from(labels)).unwrap();
    let auto = with("auto");
    assert_eq!(
        (names(&auto), auto.choice.column, auto.choice.why),
        (vec!["x0".into(), "x1".into()], Some(4), LabelReason::Name)
    );
    let numbers: Vec<_> = auto
        .choice
        .candidates
        .iter()
        .map(|candidate| candidate.0)
        .collect();
    assert_eq!(numbers, [1, 3, 4]);
    for labels in ["KIND", "3"] {
        let table = with(labels);
        assert_eq!(
            (names(&table), table.choice.column, table.choice.why),
            (
                vec!["0".into(), "1".into(), "2".into()],
                Some(3),
                LabelReason::Chosen
            )
        );
        let held: Vec<_> = table.columns.iter().map(|one| &one.held).collect();
        assert!(
            matches!(
                held[..],
                [Held::Numbers, Held::Numbers, Held::Labels, Held::Words(_)]
            ),
            "{held:?}"
        );
    }
    let none = with("none");
    assert_eq!((none.labels, none.array.dims), (None, vec![60, 4]));
    for labels in ["colour", "0", "5"] {
        let error = super::parse("t", text.as_bytes(), &LabelColumn::from(labels)).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("reading.labelColumn"));
        assert!(error.remedy.contains("from 1 to 4"), "{error}");
    }
}
