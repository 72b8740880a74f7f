//! Description of opened files for the person who opened them.

use std::fmt;

use serde::{Serialize, Serializer};

use super::opened::{Images, colour};
use super::test_set::Decision;
use crate::data::split::SplitSizes;
use crate::data::{Dataset, ExampleKind};

/// Description of opened files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Sizes of the splits, and every file with its role.
    pub summary: String,
    /// Sentences about what was recognised.
    pub remarks: Vec<String>,
    /// Reasons to doubt the data, as sentences.
    pub warnings: Vec<String>,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary)?;
        let mut sentences = self.remarks.iter().chain(&self.warnings);
        sentences.try_for_each(|sentence| write!(f, " {sentence}"))
    }
}

/// Written as one text, as the page shows it.
impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Sizes of a data set: count, extent, known labels and splits, in words.
pub fn sizes(dataset: &Dataset) -> String {
    let count = dataset.test_from.unwrap_or(dataset.count());
    let sizes = SplitSizes::of(dataset);
    let kept = if dataset.test_from.is_some() {
        "from its own file"
    } else {
        "held back"
    };
    let labelled = match dataset.labelled() {
        0 => " without labels".to_owned(),
        known if known == dataset.count() => " with labels".to_owned(),
        known => format!(", {known} of {} labelled", dataset.count()),
    };
    let examples = match dataset.kind {
        ExampleKind::Image => format!(
            "{}images of {} x {} pixels",
            colour(dataset.extent()),
            dataset.width,
            dataset.height
        ),
        ExampleKind::Sequence => format!("signals of {} samples", dataset.width),
        ExampleKind::Word => format!("words of up to {} letters", dataset.width),
        ExampleKind::Table => format!("rows of {} columns", dataset.columns.0.len()),
    };
    format!(
        "{count} {examples}{labelled}: {} to train on, {} to watch, {} to test on ({kept}).",
        sizes.train, sizes.validation, sizes.test,
    )
}

/// Every file with its role.
pub fn roles(train: &Images, test: Option<&Images>, decision: Decision) -> String {
    let Some(test) = test else {
        return format!("{}.", with_labels(train, "to train on and to test on"));
    };
    let by_size = match decision {
        Decision::Names | Decision::Choice => "",
        Decision::Size => {
            " Their names do not say which is to test on: it is the smaller one. Put train and test into \
             the names to choose."
        }
    };
    format!(
        "{}; {}.{by_size}",
        with_labels(train, "to train on"),
        with_labels(test, "to test on")
    )
}

fn with_labels(images: &Images, role: &str) -> String {
    let labels = images
        .labels
        .as_ref()
        .filter(|labels| labels.name != images.name)
        .map(|labels| format!(", {} its labels", with_copies(&labels.name, &labels.copies)));
    format!(
        "{} {role}{}",
        with_copies(&images.name, &images.copies),
        labels.unwrap_or_default()
    )
}

fn with_copies(name: &str, copies: &[String]) -> String {
    if copies.is_empty() {
        return name.to_owned();
    }
    format!(
        "{name} (the same as {}, counted once)",
        copies.join(" and ")
    )
}
