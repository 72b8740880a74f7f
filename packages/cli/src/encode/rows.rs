//! Codes with what belongs to each example.

use hourglass::run::SPLIT_NAMES;

/// Codes of examples, a row each.
#[derive(Debug, Default)]
pub struct Rows {
    /// Numbers of a code.
    pub latent: usize,
    /// Name of each label; empty without labels.
    pub classes: Vec<String>,
    /// Place of each example in its file, from 0 on.
    pub indices: Vec<u32>,
    /// Place of the split of each in `SPLIT_NAMES`.
    pub splits: Vec<u8>,
    /// Name of each example; empty without names.
    pub names: Vec<String>,
    /// Empty without labels.
    pub labels: Vec<u8>,
    /// `[count, latent]`
    pub codes: Vec<f32>,
}

impl Rows {
    /// True if the examples have labels.
    pub fn are_labelled(&self) -> bool {
        !self.labels.is_empty()
    }

    /// Name of the split of a row.
    pub fn split(&self, row: usize) -> &'static str {
        SPLIT_NAMES[usize::from(self.splits[row])]
    }

    /// Label of a row; none where it is not known.
    pub fn label(&self, row: usize) -> Option<u8> {
        let label = self.labels[row];
        (usize::from(label) < self.classes.len()).then_some(label)
    }

    /// Name of the class of a row; empty where it is not known.
    pub fn class(&self, row: usize) -> &str {
        let label = usize::from(self.labels[row]);
        self.classes.get(label).map_or("", String::as_str)
    }

    /// The codes, row by row.
    pub fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.codes.chunks_exact(self.latent)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// The rows that `tests/www/export/codes.test.js` reads too: both write the files of `tests/data/codes/`.
    pub fn example() -> Rows {
        let json = include_str!("../../../../tests/data/codes/rows.json");
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        let list = |name: &str| json[name].as_array().unwrap().clone().into_iter();
        let whole = |name: &str| list(name).map(|value| value.as_u64().unwrap());
        Rows {
            latent: json["latent"].as_u64().unwrap() as usize,
            classes: list("classes")
                .map(|value| value.as_str().unwrap().to_owned())
                .collect(),
            indices: whole("indices").map(|index| index as u32).collect(),
            names: list("names")
                .map(|value| value.as_str().unwrap().to_owned())
                .collect(),
            splits: whole("splits").map(|split| split as u8).collect(),
            labels: whole("labels").map(|label| label as u8).collect(),
            codes: list("codes")
                .map(|code| code.as_f64().map_or(f32::NAN, |code| code as f32))
                .collect(),
        }
    }

    #[test]
    fn rows_without_labels_have_none() {
        let rows = example();
        assert!(rows.are_labelled() && !Rows::default().are_labelled());
        assert_eq!((rows.split(0), rows.class(0)), ("training", "a, \"b\""));
    }
}
