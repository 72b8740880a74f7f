//! Codes as text, letter for letter as the page writes them: a table as CSV, and the two TSV files of the Embedding Projector.

use std::fmt::Write;

use super::rows::Rows;

/// A table (RFC 4180): a header, then a line for each example.
pub fn csv(rows: &Rows) -> String {
    let labels = if rows.are_labelled() {
        ",label,class"
    } else {
        ""
    };
    let names = if rows.names.is_empty() { "" } else { ",name" };
    let mut text = format!("index,split{names}{labels}");
    for number in 1..=rows.latent {
        let _ = write!(text, ",code_{number}");
    }
    for (row, codes) in rows.rows().enumerate() {
        let _ = write!(text, "\r\n{},{}", rows.indices[row], rows.split(row));
        if let Some(name) = rows.names.get(row) {
            let _ = write!(text, ",{}", quoted(name));
        }
        if rows.are_labelled() {
            let _ = write!(text, ",{},{}", label(rows, row), quoted(rows.class(row)));
        }
        for &code in codes {
            text.push(',');
            text.push_str(&number(code));
        }
    }
    text + "\r\n"
}

/// The vectors, without a header.
pub fn vectors(rows: &Rows) -> String {
    let line = |codes: &[f32]| {
        let codes: Vec<_> = codes.iter().map(|&code| number(code)).collect();
        codes.join("\t") + "\n"
    };
    rows.rows().map(line).collect()
}

/// Index, split, name and class of each vector, with a header, as the projector wants it for more than one column.
pub fn metadata(rows: &Rows) -> String {
    let labels = if rows.are_labelled() {
        "\tlabel\tclass"
    } else {
        ""
    };
    let names = if rows.names.is_empty() { "" } else { "\tname" };
    let mut text = format!("index\tsplit{names}{labels}\n");
    for (row, index) in rows.indices.iter().enumerate() {
        let _ = write!(text, "{index}\t{}", rows.split(row));
        if let Some(name) = rows.names.get(row) {
            let _ = write!(text, "\t{}", one_line(name));
        }
        if rows.are_labelled() {
            let class = one_line(rows.class(row));
            let _ = write!(text, "\t{}\t{class}", label(rows, row));
        }
        text.push('\n');
    }
    text
}

/// A cell without tabs and ends of lines.
fn one_line(cell: &str) -> String {
    cell.replace(['\t', '\r', '\n'], " ")
}

/// The label of a row; empty where it is not known.
fn label(rows: &Rows, row: usize) -> String {
    rows.label(row)
        .map_or_else(String::new, |label| label.to_string())
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A number as JavaScript writes it: all digits of a double, with an exponent only where it is below 1e-6 or from 1e21 on.
fn number(code: f32) -> String {
    let code = f64::from(code);
    match code.abs() {
        0.0 => "0".into(),
        size if size.is_infinite() => format!("{}Infinity", if code < 0.0 { "-" } else { "" }),
        size if size >= 1e21 => format!("{code:e}").replace('e', "e+"),
        size if size < 1e-6 => format!("{code:e}"),
        _ => code.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::rows::tests::example;
    use super::*;

    #[test]
    fn the_files_are_those_of_the_page() {
        let rows = example();
        assert_eq!(
            csv(&rows),
            include_str!("../../../../tests/data/codes/codes.csv")
        );
        assert_eq!(
            vectors(&rows),
            include_str!("../../../../tests/data/codes/vectors.tsv")
        );
        assert_eq!(
            metadata(&rows),
            include_str!("../../../../tests/data/codes/metadata.tsv")
        );
    }

    #[test]
    fn without_labels_and_names_there_are_no_columns_for_them() {
        let rows = Rows {
            labels: Vec::new(),
            names: Vec::new(),
            ..example()
        };
        assert!(csv(&rows).starts_with("index,split,code_1,code_2\r\n7,training,"));
        assert!(metadata(&rows).starts_with("index\tsplit\n7\ttraining\n"));
    }

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        for (code, text) in [
            (0.1, "0.10000000149011612"),
            (-0.0, "0"),
            (1e-7, "1.0000000116860974e-7"),
            (1e-6, "9.999999974752427e-7"),
            (2.0, "2"),
            (1e20, "100000002004087730000"),
            (1e22, "9.999999778196308e+21"),
            (f32::NAN, "NaN"),
            (f32::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(number(code), text);
        }
    }
}
