//! Labels that mean "not known": values that are plainly no class, and words that say so.

use std::collections::BTreeSet;

use crate::data::formats::classes::Class;

/// Words for a class that is not known.
const WORDS: [&str; 3] = ["unknown", "unlabelled", "unlabeled"];
/// Marks of an unknown class in integers, and in bytes.
const MARKS: [i64; 2] = [-1, 255];
/// A mark needs so many classes: of two, such as -1 and 1, each is one.
const LEAST_CLASSES: usize = 2;
/// Below this lie all numbers of classes among which 255 is none.
const FAR_BELOW: i64 = 128;
/// Numbers of classes lie so close together that these times their count spans them.
const SPAN: i64 = 4;

/// Those of all labels that stand for no class.
pub fn marks(labels: &BTreeSet<&Class>) -> BTreeSet<Class> {
    let is_word = |class: &Class| matches!(class, Class::Word(word) if WORDS.contains(&word.to_lowercase().as_str()));
    let (words, classes): (Vec<&Class>, Vec<&Class>) =
        labels.iter().copied().partition(|class| is_word(class));
    let mut found: BTreeSet<Class> = words.into_iter().cloned().collect();
    let is_mark = |class: &Class| matches!(class, Class::Number(number) if MARKS.contains(number));
    let (marks, classes): (Vec<&Class>, Vec<&Class>) =
        classes.into_iter().partition(|class| is_mark(class));
    if classes.len() < LEAST_CLASSES {
        return found;
    }
    let is_byte_mark = lie_far_below(&classes);
    let is_plain = |class: &&Class| **class != Class::Number(255) || is_byte_mark;
    found.extend(marks.into_iter().filter(is_plain).cloned());
    found
}

/// True if all classes are numbers, close together and far below 255.
fn lie_far_below(classes: &[&Class]) -> bool {
    let numbers = classes.iter().map(|class| match class {
        Class::Number(number) => Some(*number),
        Class::Word(_) => None,
    });
    let Some(numbers) = numbers.collect::<Option<Vec<_>>>() else {
        return false;
    };
    let (Some(&least), Some(&most)) = (numbers.iter().min(), numbers.iter().max()) else {
        return false;
    };
    most < FAR_BELOW && most.saturating_sub(least) < SPAN * numbers.len() as i64
}

/// A sentence about unknown labels: their number and, where they are values of the files, the way to make classes of them.
pub fn remark(known: usize, count: usize, marks: &BTreeSet<Class>) -> Option<String> {
    if known == count {
        return None;
    }
    let names: Vec<_> = marks.iter().map(ToString::to_string).collect();
    let which = match names.is_empty() {
        true => "The others have an empty label.".to_owned(),
        false => format!(
            "{} stands for an unknown label; if it is a class, write another number or name for it.",
            names.join(" or ")
        ),
    };
    Some(format!("{known} of {count} are labelled. {which}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks_of(labels: &[&str]) -> Vec<String> {
        let classes: Vec<_> = labels
            .iter()
            .map(|label| {
                label
                    .parse()
                    .map_or(Class::Word((*label).to_owned()), Class::Number)
            })
            .collect();
        let marks = marks(&classes.iter().collect());
        marks.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_mark_needs_two_classes_next_to_it() {
        assert_eq!(marks_of(&["-1", "1"]), [""; 0], "ECG200");
        assert_eq!(marks_of(&["0", "255"]), [""; 0], "a mask");
        assert_eq!(marks_of(&["-1", "0", "1"]), ["-1"]);
        assert_eq!(marks_of(&["-1", "cat", "dog"]), ["-1"]);
        assert_eq!(marks_of(&["0", "1", "2", "255"]), ["255"]);
    }

    #[test]
    fn numbers_up_to_255_are_classes() {
        assert_eq!(marks_of(&["0", "127", "255"]), [""; 0], "levels of grey");
        assert_eq!(marks_of(&["0", "64", "128", "255"]), [""; 0]);
        let many: Vec<_> = (100..256).map(|number| number.to_string()).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        assert_eq!(marks_of(&many), [""; 0]);
        assert_eq!(marks_of(&["cat", "dog", "255"]), [""; 0]);
    }

    #[test]
    fn words_say_it_whatever_else_there_is() {
        assert_eq!(marks_of(&["Unknown", "cat"]), ["Unknown"]);
        assert_eq!(marks_of(&["0", "unlabelled"]), ["unlabelled"]);
    }
}
