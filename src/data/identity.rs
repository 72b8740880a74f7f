//! Identity of the examples of a data set: their names, and their places in the file that they come from.

/// Longest name of an example, in letters; the end of a longer one is cut.
pub const LONGEST_NAME: usize = 40;

/// Most examples that can have names: beyond, names would take many times the memory of their file, and nobody could read them.
pub const MOST_NAMED: usize = 20_000;

/// Names and places of examples. A data set whose files say nothing has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// `[count]`, or empty where the examples have no names. A name may be empty.
    pub names: Vec<String>,
    /// `[count]`: place of each example in its file, from 0 on. Empty where none is left out, so that it follows from the order.
    pub places: Vec<u32>,
}

impl Identity {
    /// Names of some examples; empty where there are none.
    pub fn names_of(&self, indices: &[usize]) -> Vec<String> {
        let name = |&index: &usize| self.names.get(index).cloned();
        indices.iter().filter_map(name).collect()
    }
}

/// A name as it is kept: one line, of at most so many letters.
pub fn name(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_some_examples_are_in_their_order() {
        let all = Identity {
            names: ["bear", "boar", "carp"].map(String::from).into(),
            places: Vec::new(),
        };
        assert_eq!(all.names_of(&[2, 0]), ["carp", "bear"]);
        assert!(Identity::default().names_of(&[0, 1]).is_empty());
    }

    #[test]
    fn a_name_is_one_line_and_not_long() {
        assert_eq!(name(" red\n panda\t"), "red panda");
        assert_eq!(name(&"ü".repeat(41)), format!("{}…", "ü".repeat(40)));
        assert_eq!(name(&"ü".repeat(40)), "ü".repeat(40));
    }
}
