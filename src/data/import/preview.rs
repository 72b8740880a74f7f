//! Preview of opened files for the person who opened them: files with their roles, what was recognised, some examples, and the
//! choices.

use serde::Serialize;

use super::choice::{Choice, Sure};
use super::choices::reason;
use super::note::Note;
use super::opened::{Images, Origin};
use super::test_set::Decision;
use super::words::Words;
use crate::config::Reading;
use crate::data::{Dataset, ExampleKind};
use crate::typed_array::TypedArray;

/// Examples that are drawn.
const DRAWN: usize = 12;

/// Opened files.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// Their examples.
    pub dataset: Dataset,
    /// Remark about them, for people.
    pub note: Note,
    /// The options that took effect.
    pub reading: Reading,
    /// The files, examples and choices for the person who opened them.
    pub preview: Preview,
}

/// Preview of opened files.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Preview {
    /// The files with their roles.
    pub files: Vec<FileRole>,
    /// Sentences about what was recognised.
    pub findings: Vec<Finding>,
    /// Reasons to doubt the data, as sentences.
    pub warnings: Vec<String>,
    /// True if examples are left out, since all of them are too many for a device.
    pub is_sample: bool,
    /// Range of the values in the files, and what becomes of it.
    pub range: String,
    /// Number of examples of each class.
    pub counts: Vec<usize>,
    /// Some examples, as many of each class as of the others: `[examples, size]` bytes.
    #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
    pub examples: TypedArray<u8>,
    /// The class of each; empty without labels.
    #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
    pub labels: TypedArray<u8>,
    /// The name of each; empty without names.
    pub names: Vec<String>,
    /// The choices that mean something for these files.
    pub choices: Vec<Choice>,
}

/// A file with its role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct FileRole {
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: FileUse,
    /// Its contents, or the reason why it is left out.
    pub detail: String,
}

/// FileUse of an opened file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum FileUse {
    /// To train on.
    Training,
    /// To test on.
    Test,
    /// Labels.
    Labels,
    /// Left out.
    Out,
}

/// A sentence about what was recognised, with its certainty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Finding {
    /// The sentence.
    pub text: String,
    /// The certainty.
    pub sure: Sure,
}

impl From<(String, Sure)> for Finding {
    fn from((text, sure): (String, Sure)) -> Self {
        Self { text, sure }
    }
}

impl FileRole {
    /// A file that is left out.
    pub fn out(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            role: FileUse::Out,
            detail: reason.into(),
        }
    }
}

/// The files that are used, with their roles.
pub fn roles(files: &[&Images]) -> Vec<FileRole> {
    let mut all = Vec::new();
    for (file, role) in files.iter().zip([FileUse::Training, FileUse::Test]) {
        let unknown = match &file.labels {
            Some(labels) if labels.is_missing => ", whose labels are not known",
            _ => "",
        };
        let detail = format!("{} {}{unknown}", file.count, file.kind.plural());
        all.push(FileRole {
            name: file.name.clone(),
            role,
            detail,
        });
        let mut copies = file.copies.clone();
        if let Some(labels) = file.labels.as_ref() {
            if labels.name != file.name {
                all.push(FileRole {
                    name: labels.name.clone(),
                    role: FileUse::Labels,
                    detail: format!("of {}", file.name),
                });
            }
            copies.extend(labels.copies.iter().cloned());
        }
        let same = |name| FileRole::out(name, "the same as another file, counted once");
        all.extend(copies.into_iter().map(same));
    }
    all
}

/// Sentences about labels and roles.
pub fn findings(files: &[&Images], decision: Decision) -> Vec<Finding> {
    let Some(train) = files.first() else {
        return Vec::new();
    };
    let labelled = files.iter().find(|file| file.came_with_labels());
    let mut all: Vec<_> = labels(labelled.unwrap_or(train)).into_iter().collect();
    if files.len() > 1 {
        let (text, sure) = match decision {
            Decision::Names => ("The names of the files give their roles.", Sure::Certain),
            Decision::Size => ("The smaller file is taken for the test set.", Sure::Guess),
            Decision::Choice => ("Training and test set are exchanged.", Sure::Certain),
        };
        all.push(Finding {
            text: text.into(),
            sure,
        });
    }
    all
}

/// A sentence about the form of examples that are no rows of a table.
pub fn form(file: &Images) -> Finding {
    let (width, height) = (file.extent.width, file.extent.height);
    let what = match file.kind {
        ExampleKind::Image => format!(
            "{} images of {width} x {height} pixels",
            if file.extent.channels == 3 {
                "Coloured"
            } else {
                "Grey"
            }
        ),
        ExampleKind::Sequence => format!("Signals of {width} samples"),
        ExampleKind::Word => format!("Words of at most {width} letters"),
        ExampleKind::Table => format!("Rows of {width} numbers"),
    };
    let (how, sure) = match &file.origin {
        Origin::Array(false) => ("by the dimensions of the array", Sure::Certain),
        Origin::Array(true) => ("as the numbers in a row fill a square", Sure::Likely),
        Origin::Table(_) if file.kind == ExampleKind::Image => {
            ("as the numbers in a row fill a square", Sure::Likely)
        }
        Origin::Table(_) => ("as the columns have no names of their own", Sure::Likely),
        Origin::Pictures(_) => ("one picture a file", Sure::Certain),
        Origin::Sounds(_) => ("from recordings", Sure::Certain),
    };
    Finding {
        text: format!("{what}, {how}."),
        sure,
    }
}

fn labels(file: &Images) -> Option<Finding> {
    if let Origin::Sounds(_) = &file.origin {
        return None;
    }
    let Some(labels) = &file.labels else {
        let Origin::Table(choice) = &file.origin else {
            return None;
        };
        let (why, sure) = reason(choice);
        return Some(Finding {
            text: format!("There are no labels. {why}"),
            sure,
        });
    };
    let (text, sure) = match &file.origin {
        Origin::Table(choice) if labels.name == file.name => {
            let (why, sure) = reason(choice);
            let column = choice.column.unwrap_or(0);
            (format!("Column {column} holds the labels. {why}"), sure)
        }
        Origin::Pictures(pictures) if labels.name == file.name => (
            pictures.labels().into(),
            match pictures.are_in_folders {
                true => Sure::Certain,
                false => Sure::Likely,
            },
        ),
        _ => (
            format!(
                "{} holds as many labels as there are {}.",
                labels.name,
                file.kind.plural()
            ),
            Sure::Certain,
        ),
    };
    Some(Finding { text, sure })
}

/// Places of some examples to draw: one of each class in turn, or spread over all where there are no labels.
fn drawn(dataset: &Dataset) -> Vec<usize> {
    let count = dataset.count();
    if dataset.labels.is_empty() {
        let most = count.min(DRAWN);
        return (0..most).map(|at| at * count / most.max(1)).collect();
    }
    let mut turns = vec![0; dataset.classes.len().max(256)];
    let mut places: Vec<_> = (0..count)
        .map(|at| {
            let label = usize::from(dataset.labels[at]);
            turns[label] += 1;
            (turns[label], label, at)
        })
        .collect();
    places.sort_unstable();
    places.truncate(DRAWN);
    places.into_iter().map(|entry| entry.2).collect()
}

impl Preview {
    /// Of files of words.
    pub fn of_words(files: &[Words], dataset: &Dataset) -> Self {
        let role = |file: &Words| FileRole {
            name: file.name.clone(),
            role: FileUse::Training,
            detail: format!("{} words", file.words.len()),
        };
        let (count, letters) = (dataset.count(), dataset.width);
        Self {
            files: files.iter().map(role).collect(),
            findings: vec![Finding {
                text: format!("{count} different words of at most {letters} letters, one a line."),
                sure: Sure::Likely,
            }],
            range: format!(
                "{} letters",
                dataset.alphabet.chars().count().saturating_sub(1)
            ),
            ..Self::default()
        }
        .with(dataset)
    }

    /// The preview with what follows from the data set: examples and counts.
    pub fn with(self, dataset: &Dataset) -> Self {
        let mut counts = vec![0; dataset.classes.len()];
        for &label in &dataset.labels {
            if let Some(count) = counts.get_mut(usize::from(label)) {
                *count += 1;
            }
        }
        let drawn = drawn(dataset);
        Self {
            counts,
            examples: dataset.images(&drawn).into(),
            labels: dataset.labels_of(&drawn).into(),
            names: dataset.identity.names_of(&drawn),
            ..self
        }
    }
}
