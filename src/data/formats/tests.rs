//! Files of every form, packed and not.

use std::io::Write;

use super::*;

fn images() -> Vec<u8> {
    let mut file = vec![0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3];
    file.extend(0..12);
    file
}

fn array(file: &[u8]) -> Array {
    match parse("f", file, &LabelColumn::Auto).unwrap() {
        Content::Array(array) => array,
        Content::Table(table) => table.array,
        other => panic!("{other:?}"),
    }
}

#[test]
fn gzip_of_several_members_or_packed_twice_is_read() {
    let file = images();
    let members = [gzip(&file[..7]), gzip(&file[7..])].concat();
    let padded = [gzip(&file), vec![0; 512]].concat();
    for packed in [members, gzip(&gzip(&file)), padded] {
        assert_eq!(
            parse("f", &packed, &LabelColumn::Auto).unwrap(),
            parse("f", &file, &LabelColumn::Auto).unwrap()
        );
    }
    let thrice = gzip(&gzip(&gzip(&file)));
    let error = parse("f", &thrice, &LabelColumn::Auto).unwrap_err();
    assert!(error.message.contains("more than twice"), "{error}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_plain_and_a_gzipped_file_read_the_same() {
    let idx = array(&images());
    assert_eq!(idx.dims, [2, 2, 3]);
    assert_eq!(idx.elements.bytes, (0..12).collect::<Vec<u8>>());
    assert_eq!(array(&gzip(&images())), idx);
}

#[test]
fn no_more_is_unpacked_than_the_header_promises() {
    let bomb = gzip(&[images(), vec![0; 50 << 20]].concat());
    let error = parse("bomb", &bomb, &LabelColumn::Auto).unwrap_err();
    assert_eq!(error.field.as_deref(), Some("data"), "{error}");
    assert!(error.message.contains("there are 13"), "{error}");
    let foreign = gzip(&vec![7; 50 << 20]);
    let error = parse("foreign", &foreign, &LabelColumn::Auto).unwrap_err();
    assert_eq!(error.field.as_deref(), Some("form"), "{error}");
}

#[test]
fn a_packed_table_is_read() {
    let text = "1,2\n3,4\n";
    assert_eq!(array(&gzip(text.as_bytes())), array(text.as_bytes()));
}

#[test]
fn what_holds_no_numbers_is_named() {
    for (file, what) in [
        (&b"PNG data"[..], "a text without columns"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1",
            "a Git LFS pointer",
        ),
        (b"<!doctype html>\n<p>a, b\n", "a web page"),
    ] {
        for file in [file.to_vec(), gzip(file)] {
            let error = parse("f", &file, &LabelColumn::Auto).unwrap_err();
            assert_eq!(error.field.as_deref(), Some("form"));
            assert!(error.message.contains(what), "{error}");
        }
    }
    let cut = parse("f", &gzip(&images())[..20], &LabelColumn::Auto).unwrap_err();
    assert_eq!(cut.field.as_deref(), Some("gzip"));
}
