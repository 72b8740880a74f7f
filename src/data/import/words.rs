//! Words as a data set: an alphabet, and at each place one letter, one-hot.

use std::collections::BTreeSet;

use super::class_names::Lines;
use crate::config::Source;
use crate::data::limits::{LETTERS, MAX_CLASSES, MIN_EXAMPLES, SAMPLES};
use crate::data::{Dataset, ExampleKind};
use crate::error::{LabError, Result};
use crate::shape::Extent;

/// Letters that may stand for the end of a word, in the order in which they are tried.
const ENDS: [char; 3] = ['·', '¶', '␃'];

/// A file of words.
pub struct Words {
    /// For messages.
    pub name: String,
    /// In their order.
    pub words: Vec<String>,
}

impl Words {
    /// The words of a text, where every line of it is one.
    pub fn of(text: &Lines) -> Option<Self> {
        let lines = || text.lines.iter().filter(|line| !line.is_empty());
        lines().all(|line| is_word(line)).then(|| Self {
            name: text.name.clone(),
            words: lines().cloned().collect(),
        })
    }
}

/// True for a word or a name: it has letters, and no digits and marks of tables and programs.
fn is_word(line: &str) -> bool {
    let is_mark = |letter: char| letter.is_ascii_digit() || ",;|<>{}=".contains(letter);
    line.contains(char::is_alphabetic) && !line.contains(is_mark)
}

/// The words of all files. Each word counts once, where it first comes; of several files each is a class. Small and large letters
/// are the same. Sentences about them go with them.
///
/// # Errors
/// `Data` for too few words, too many letters, or too many files.
pub fn join(files: &[Words]) -> Result<(Dataset, Vec<String>)> {
    let name = files.first().map_or("words", |file| file.name.as_str());
    if files.len() > MAX_CLASSES {
        return Err(LabError::data(
            "files",
            files.len(),
            format!(
                "{} files of words are more than {MAX_CLASSES} classes.",
                files.len()
            ),
            "Open fewer files.",
        ));
    }
    let (words, counts) = distinct(files);
    if words.len() < MIN_EXAMPLES {
        return Err(LabError::data(
            "words",
            words.len(),
            format!(
                "{name}: there are {} different words of at most {} letters.",
                words.len(),
                LETTERS.end()
            ),
            format!("Open at least {MIN_EXAMPLES}, one a line."),
        ));
    }
    let alphabet = alphabet(&words);
    let letters = words.iter().map(|(word, _)| word.chars().count());
    let width = letters.max().unwrap_or(0).max(*LETTERS.start());
    if !SAMPLES.contains(&(width * alphabet.len())) {
        return Err(LabError::data(
            "letters",
            alphabet.len(),
            format!(
                "{name}: {} different letters at up to {width} places are {} numbers a word.",
                alphabet.len(),
                width * alphabet.len()
            ),
            format!(
                "Open words with at most {} numbers each, so of fewer different letters.",
                SAMPLES.end()
            ),
        ));
    }
    let labels: Vec<u8> = words.iter().map(|&(_, file)| file as u8).collect();
    let is_labelled = files.len() > 1;
    let extent = Extent {
        channels: alphabet.len(),
        ..Extent::row(width)
    };
    let codes = one_hot(&words, &alphabet, width);
    let dataset = Dataset {
        alphabet: alphabet.iter().collect(),
        labels: if is_labelled { labels } else { Vec::new() },
        classes: match is_labelled {
            true => files.iter().map(|file| stem(&file.name)).collect(),
            false => Vec::new(),
        },
        ..Dataset::new(Source::File, ExampleKind::Word, name, extent, codes)
    };
    let letters: String = alphabet[..alphabet.len() - 1].iter().collect();
    let mut remarks = vec![format!(
        "{name} holds words. Their letters, small and large alike: {letters}. After its last letter a shorter word is filled with {}.",
        alphabet[alphabet.len() - 1]
    )];
    remarks.extend(counts);
    Ok((dataset, remarks))
}

/// Each word once, with the number of its file, and sentences about those that are left out.
fn distinct(files: &[Words]) -> (Vec<(String, usize)>, Vec<String>) {
    let (mut seen, mut words) = (BTreeSet::new(), Vec::new());
    let (mut repeated, mut long) = (0, 0);
    for (at, file) in files.iter().enumerate() {
        for word in &file.words {
            let word = word.to_lowercase();
            if word.chars().count() > *LETTERS.end() {
                long += 1;
            } else if seen.insert(word.clone()) {
                words.push((word, at));
            } else {
                repeated += 1;
            }
        }
    }
    let mut remarks = Vec::new();
    if repeated > 0 {
        remarks.push(format!("{repeated} words that came before are left out."));
    }
    if long > 0 {
        remarks.push(format!(
            "{long} words of more than {} letters are left out.",
            LETTERS.end()
        ));
    }
    (words, remarks)
}

/// All letters in order, and one for the end.
fn alphabet(words: &[(String, usize)]) -> Vec<char> {
    let letters: BTreeSet<char> = words.iter().flat_map(|(word, _)| word.chars()).collect();
    let end = ENDS.into_iter().find(|end| !letters.contains(end));
    letters
        .into_iter()
        .chain([end.unwrap_or('\u{e000}')])
        .collect()
}

/// The bytes of words: 255 at the place of each letter, and of the end up to the last place.
fn one_hot(words: &[(String, usize)], alphabet: &[char], width: usize) -> Vec<u8> {
    let letters = alphabet.len();
    let mut bytes = vec![0; words.len() * width * letters];
    for ((word, _), row) in words.iter().zip(bytes.chunks_exact_mut(width * letters)) {
        let places = word
            .chars()
            .map(|letter| {
                alphabet[..letters - 1]
                    .binary_search(&letter)
                    .unwrap_or(letters - 1)
            })
            .chain(std::iter::repeat(letters - 1));
        for (place, row) in places.zip(row.chunks_exact_mut(letters)) {
            row[place] = 255;
        }
    }
    bytes
}

/// The name of a file without its ending.
fn stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.split('.').next().unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, words: impl IntoIterator<Item = String>) -> Words {
        let words = words.into_iter().collect();
        let name = name.into();
        Words { name, words }
    }

    fn names(count: usize) -> impl Iterator<Item = String> {
        let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
        (0..count).map(move |at| [letter(at), letter(at / 26), 'x'].iter().collect())
    }

    /// The words that bytes stand for, with the ends.
    fn spelled(dataset: &Dataset) -> Vec<String> {
        let alphabet: Vec<char> = dataset.alphabet.chars().collect();
        let places = |word: &[u8]| -> String {
            let places = word.chunks_exact(alphabet.len());
            places
                .map(|place| alphabet[place.iter().position(|&byte| byte == 255).unwrap()])
                .collect()
        };
        let words = dataset.pixels.chunks_exact(dataset.size());
        words.map(places).collect()
    }

    #[test]
    fn words_are_one_hot_letters_with_ends_up_to_the_length_of_the_longest() {
        let own = ["Bo".to_owned(), "ivana".into(), "bo".into(), "x".repeat(25)];
        let (dataset, remarks) =
            join(&[file("names.txt", own.into_iter().chain(names(60)))]).unwrap();
        assert_eq!(
            (dataset.count(), dataset.width, dataset.channels),
            (62, 5, 27)
        );
        assert!(dataset.alphabet.starts_with("abc") && dataset.alphabet.ends_with('·'));
        assert_eq!(spelled(&dataset)[..3], ["bo···", "ivana", "aax··"]);
        assert!(dataset.labels.is_empty() && dataset.classes.is_empty());
        let note = remarks.join(" ");
        for words in [
            "1 words that came before",
            "1 words of more than 24 letters",
        ] {
            assert!(note.contains(words), "{note}");
        }
    }

    #[test]
    fn each_of_several_files_is_a_class() {
        let files = [
            file("male.txt", names(40)),
            file(
                "female.txt",
                ["王芳".to_owned()]
                    .into_iter()
                    .chain((0..40).map(|at| format!("y{}", "z".repeat(at % 20)))),
            ),
        ];
        let (dataset, _) = join(&files).unwrap();
        assert_eq!(dataset.classes, ["male", "female"]);
        assert_eq!((dataset.labels[39], dataset.labels[40]), (0, 1));
        assert!(spelled(&dataset)[40].starts_with("王芳·"));
    }

    #[test]
    fn each_line_of_words_is_a_word_or_a_name() {
        let text = |lines: &[&str]| Lines {
            name: "f".into(),
            lines: lines.iter().map(|&line| line.to_owned()).collect(),
            refusal: LabError::internal("no words"),
        };
        let found = |lines: &[&str]| Words::of(&text(lines)).map(|found| found.words);
        let names = ["Anna Maria", "O'Neil", "王芳"];
        assert_eq!(found(&names).unwrap(), names);
        assert_eq!(found(&["a", "", "b"]).unwrap().len(), 2);
        for lines in [["1", "2"], ["a,b", "c"], ["x = 3", "y"], ["--", "-"]] {
            assert!(found(&lines).is_none(), "{lines:?}");
        }
    }

    #[test]
    fn few_words_and_too_many_letters_are_refused() {
        let few = join(&[file("few.txt", names(49))]).unwrap_err();
        assert_eq!(few.field.as_deref(), Some("words"));
        let many =
            (0..300u32).map(|at| char::from_u32(0x4e00 + at).unwrap().to_string().repeat(14));
        let many = join(&[file("many.txt", many)]).unwrap_err();
        assert_eq!(many.field.as_deref(), Some("letters"));
    }
}
