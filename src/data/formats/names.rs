//! Texts that go with labels: one label or name a line, and names of classes by their labels.

use std::collections::BTreeMap;

use super::classes::Class;
use super::table::is_label_name;
use super::text::decoded;
use crate::data::limits::MAX_CLASSES;

/// Most letters of a line that is a label or a name.
const LONGEST: usize = 64;
/// A word in the name of a file that gives letters of classes by their code points, as EMNIST's does.
const MAPPING: &str = "mapping";

/// Names of classes by their labels.
pub type ClassNames = BTreeMap<Class, String>;

/// Names of classes, where each line of a text gives a label and its name: `3,cat` or `cat,3`. In a file called a mapping,
/// `1 65 97` gives code points. The first line may be a header.
pub fn mapping(file: &str, bytes: &[u8]) -> Option<ClassNames> {
    let text = decoded(bytes);
    let rows = text.lines().map(str::trim).filter(|row| !row.is_empty());
    let rows: Vec<&str> = rows.take(MAX_CLASSES + 2).collect();
    // a header is one line more
    if rows.len() > MAX_CLASSES + 1 || text.contains('\0') {
        return None;
    }
    let has_points = file.to_lowercase().contains(MAPPING);
    let entry = |row: &&str| entry(row, has_points);
    let has_header = rows.first().and_then(entry).is_none();
    let rows = rows.get(usize::from(has_header)..)?;
    // a number and several cells in every line: a table
    let is_separator = |letter: char| matches!(letter, '\t' | ';' | ',');
    if !has_points && rows.iter().all(|row| row.matches(is_separator).count() > 1) {
        return None;
    }
    let entries: Option<Vec<_>> = rows.iter().map(entry).collect();
    let entries = entries.filter(|entries| entries.len() > 1)?;
    let count = entries.len();
    let names: ClassNames = entries.into_iter().collect();
    (names.len() == count).then_some(names)
}

/// The label and the name in a line.
fn entry(row: &str, has_points: bool) -> Option<(Class, String)> {
    let is_separator = |letter: char| matches!(letter, '\t' | ';' | ',');
    let split = match row.contains(is_separator) {
        true => row.split_once(is_separator),
        false => row.split_once(char::is_whitespace),
    };
    let (first, second) = split?;
    let [first, second] = [first, second].map(|cell| cell.trim().trim_matches('"'));
    let number = |cell: &str| cell.parse().ok().map(Class::Number);
    if has_points && let (Some(class), Some(name)) = (number(first), letters(second)) {
        return Some((class, name));
    }
    let (class, name) = match number(first) {
        Some(class) => (class, second),
        None => (number(second)?, first),
    };
    let begins_with_number = name
        .split(|letter: char| letter.is_whitespace() || is_separator(letter))
        .next()
        .is_none_or(|word| word.parse::<f64>().is_ok());
    let is_name = !name.is_empty() && name.chars().count() <= LONGEST && !begins_with_number;
    is_name.then(|| (class, name.to_owned()))
}

/// The letters of code points, each once.
fn letters(points: &str) -> Option<String> {
    let mut found = String::new();
    let cells = points.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    for cell in cells.filter(|cell| !cell.is_empty()) {
        let letter = char::from_u32(cell.parse().ok()?).filter(|letter| !letter.is_control())?;
        if !found.contains(letter) {
            found.push(letter);
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The lines of a text whose lines are all short, without a header and without empty lines at the end.
pub fn lines(bytes: &[u8]) -> Option<Vec<String>> {
    let text = decoded(bytes);
    if text.trim_start().starts_with(['<', '{', '[']) {
        return None;
    }
    let is_odd = |letter: char| letter.is_control() || letter == char::REPLACEMENT_CHARACTER;
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.chars().count() > LONGEST || line.contains(is_odd) {
            return None;
        }
        lines.push(line.to_owned());
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if lines.first().is_some_and(|line| is_label_name(line)) {
        lines.remove(0);
    }
    (lines.len() > 1).then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(file: &str, text: &str) -> Option<Vec<(i64, String)>> {
        let names = mapping(file, text.as_bytes())?.into_iter();
        let numbered = names.map(|(class, name)| match class {
            Class::Number(number) => Some((number, name)),
            Class::Word(_) => None,
        });
        numbered.collect()
    }

    #[test]
    fn labels_and_their_names_are_read_in_either_order() {
        let pets = Some(vec![(0, "cat".to_owned()), (7, "great dog".to_owned())]);
        for text in [
            "0,cat\n7,great dog\n",
            "label,name\r\n0,cat\r\n7,\"great dog\"\r\n",
            "7\tgreat dog\n0\tcat",
            "cat;0\ngreat dog;7",
            "0 cat\n7 great dog\n",
            "\u{feff}id,class\n\n0,cat\n7,great dog",
        ] {
            assert_eq!(named("classes.csv", text), pets, "{text}");
        }
    }

    #[test]
    fn a_mapping_names_letters_by_their_code_points() {
        let letters = named("emnist-letters-mapping.txt", "1 65 97\n2 66 98\n");
        assert_eq!(letters, Some(vec![(1, "Aa".into()), (2, "Bb".into())]));
        let digits = named("emnist-balanced-mapping.txt", "0 48\n1 49\n46 116\n");
        assert_eq!(digits.unwrap()[2], (46, "t".into()));
        assert_eq!(named("numbers.txt", "1 65 97\n2 66 98\n"), None);
    }

    #[test]
    fn tables_and_prose_name_no_classes() {
        for text in [
            "1,5.1,3.5,setosa\n2,4.9,3.0,cherry\n",
            "1,cat\n1,dog\n",
            "5.1,cat\n3.2,dog\n",
            "1,2\n3,4\n",
            "0,cat",
            "These are words.\nThey name nothing.",
            "",
        ] {
            assert_eq!(named("data.csv", text), None, "{text}");
        }
    }

    #[test]
    fn short_lines_are_labels_and_others_are_not() {
        let found = |text: &str| lines(text.as_bytes());
        assert_eq!(
            found("5\n0\n\n4\n\n"),
            Some(["5", "0", "", "4"].map(String::from).to_vec())
        );
        assert_eq!(
            found("label\ncat\r\ndog\r\n"),
            Some(["cat", "dog"].map(String::from).to_vec())
        );
        assert_eq!(found("one"), None);
        assert_eq!(found(&"long ".repeat(20)), None);
        assert_eq!(found("<html>\n<body>"), None);
        assert_eq!(found("a\u{7}\nb"), None);
        assert_eq!(found(""), None);
    }
}
