//! Texts that go with labels, among the opened files: labels one a line, and names of the classes.

use super::opened::{Images, Labels};
use crate::data::formats::classes::{Class, Classes};
use crate::data::formats::names::ClassNames;
use crate::error::LabError;

/// A text of short lines.
pub struct Lines {
    pub name: String,
    pub lines: Vec<String>,
    /// For lines that are neither labels nor names.
    pub refusal: LabError,
}

/// Opened texts with names of classes.
#[derive(Default)]
pub struct Namings {
    /// By label.
    pub mappings: Vec<(String, ClassNames)>,
    /// In the order of the classes.
    pub lists: Vec<Lines>,
}

/// Names of the classes, and what is said about the files that give them.
pub struct Named {
    pub classes: Vec<String>,
    pub remarks: Vec<String>,
    /// About files that name none of these classes.
    pub warnings: Vec<String>,
}

impl Lines {
    /// Labels for images of as many; none where there are no such images.
    pub fn labels(&self, images: &[Images]) -> Option<Labels> {
        let is_count = |count: usize| images.iter().any(|set| set.count == count);
        let filled = || self.lines.iter().filter(|line| !line.is_empty());
        let lines: Vec<&String> = if is_count(self.lines.len()) {
            self.lines.iter().collect()
        } else if is_count(filled().count()) {
            filled().collect()
        } else {
            return None;
        };
        Some(Labels {
            name: self.name.clone(),
            copies: Vec::new(),
            classes: Classes::of(lines.into_iter().map(|line| label(line)))?,
            is_missing: false,
        })
    }
}

/// The label in a line; none in an empty one.
fn label(line: &str) -> Option<Class> {
    let unquoted = line.trim_matches('"');
    match unquoted.parse::<f64>() {
        Ok(number) if number.is_nan() => None,
        Ok(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            Some(Class::Number(number as i64))
        }
        _ => (!unquoted.is_empty()).then(|| Class::Word(unquoted.to_owned())),
    }
}

impl Namings {
    /// Names the classes. A file that fits none of them is left out, with a sentence.
    pub fn apply(self, classes: &[Class]) -> Named {
        let mut named = Named {
            classes: classes.iter().map(ToString::to_string).collect(),
            remarks: Vec::new(),
            warnings: Vec::new(),
        };
        for (file, names) in self.mappings {
            let found = classes.iter().map(|class| names.get(class).cloned());
            named.take(&file, found.collect());
        }
        for list in self.lists {
            let found = in_order(&list.lines, classes);
            match found.is_empty() {
                true => named
                    .warnings
                    .push(format!("Left out: {}", list.refusal.message)),
                false => named.take(&list.name, found),
            }
        }
        named
    }
}

impl Named {
    /// Takes the names that a file gives, one or none for each class.
    fn take(&mut self, file: &str, found: Vec<Option<String>>) {
        if found.iter().all(Option::is_none) {
            let sentence = format!("Left out: {file} names classes, but none of these data.");
            return self.warnings.push(sentence);
        }
        let pairs = self.classes.iter_mut().zip(found);
        for (class, name) in pairs {
            if let Some(name) = name {
                *class = name;
            }
        }
        self.remarks.push(format!("{file} names the classes."));
    }
}

/// Names for classes that are numbers: as many in their order, or by number from 0 on. Empty where neither fits.
fn in_order(names: &[String], classes: &[Class]) -> Vec<Option<String>> {
    let numbers = classes.iter().map(|class| match class {
        Class::Number(number) => usize::try_from(*number).ok(),
        Class::Word(_) => None,
    });
    let Some(numbers) = numbers.collect::<Option<Vec<_>>>() else {
        return Vec::new();
    };
    let names_by = |at: usize| names.get(at).filter(|name| !name.is_empty()).cloned();
    if names.len() == numbers.len() {
        return (0..names.len()).map(names_by).collect();
    }
    match numbers.iter().max() {
        Some(&most) if most < names.len() => numbers.into_iter().map(names_by).collect(),
        _ => Vec::new(),
    }
}
