//! Choices of reading that mean something for the files at hand: what can be chosen, what is, and what the files suggest.

use super::choice::{Choice, Offer, Sure};
use super::column_kinds::Plan;
use super::columns::Column;
use super::opened::{Images, Origin};
use super::scale::Scaled;
use crate::config::reading::{Colour, ColumnKind, LabelColumn, Reading, Switch};
use crate::data::formats::classes::Class;
use crate::data::formats::table::{Held, LabelChoice, LabelReason};
use crate::data::{Dataset, ExampleKind};

/// Columns of a table that are offered to be read as another kind.
const OFFERED_COLUMNS: usize = 64;
/// Kinds that are offered for a column.
const COLUMN_KINDS: [(ColumnKind, &str); 5] = [
    (ColumnKind::Number, "number"),
    (ColumnKind::Category, "category"),
    (ColumnKind::Rating, "rating"),
    (ColumnKind::Name, "name of the row"),
    (ColumnKind::Out, "left out"),
];

/// The choices so far, and the options that they come to.
#[derive(Debug, Default)]
pub struct Choices {
    pub list: Vec<Choice>,
    /// The options that took effect.
    pub taken: Reading,
}

/// A value that can be chosen.
pub fn offer(value: impl ToString, label: impl Into<String>) -> Offer {
    Offer {
        value: value.to_string(),
        label: label.into(),
    }
}

impl Choices {
    /// The column of labels of a table.
    pub fn add_label_column(&mut self, images: &Images, reading: &Reading) {
        let Origin::Table(choice) = &images.origin else {
            return;
        };
        let suggested = choice
            .column
            .map_or_else(|| "none".into(), |column| column.to_string());
        let (why, sure) = reason(choice);
        let columns = choice.candidates.iter();
        let columns = columns.map(|(number, called)| offer(number, format!("column {called}")));
        self.taken.label_column = LabelColumn::from(suggested.as_str());
        self.list.push(Choice {
            field: "labelColumn".into(),
            label: "Labels".into(),
            chosen: vec![match reading.label_column {
                LabelColumn::Auto => "auto".into(),
                _ => suggested.clone(),
            }],
            suggested,
            why: why.into(),
            sure,
            options: columns.chain([offer("none", "no labels")]).collect(),
        });
    }

    /// Exchange of rows and columns of images that are no pictures of their own. Returns true where they are to be exchanged.
    pub fn add_transpose(&mut self, files: &[&Images], reading: &Reading) -> bool {
        let is_array =
            |file: &&Images| !matches!(file.origin, Origin::Pictures(_) | Origin::Sounds(_));
        if !files.iter().all(is_array) || files.iter().any(|file| file.kind != ExampleKind::Image) {
            return false;
        }
        let is_emnist = |file: &&Images| file.name.to_lowercase().contains("emnist");
        let suggested = files.iter().any(is_emnist);
        let (why, sure) = match suggested {
            true => (
                "The name is that of EMNIST, whose images are stored with rows and columns exchanged.",
                Sure::Likely,
            ),
            false => (
                "No name says that they are exchanged. Do the examples lie on their side?",
                Sure::Likely,
            ),
        };
        let words = ["as stored", "exchanged"];
        let chosen = reading.transpose;
        self.add_switch(
            "transpose",
            "Rows and columns",
            words,
            (chosen, suggested),
            why.into(),
            sure,
        );
        self.taken.transpose = Switch::of(chosen.or(suggested));
        chosen.or(suggested)
    }

    /// Grey or colour. Returns true where colours are to become grey.
    pub fn add_colour(&mut self, images: &Images, reading: &Reading) -> bool {
        let is_coloured = match images.origin {
            Origin::Pictures(size) => size.is_coloured,
            _ => images.extent.channels == 3,
        };
        if !is_coloured {
            return false;
        }
        let is_grey = reading.colour == Colour::Grey;
        self.taken.colour = if is_grey {
            Colour::Grey
        } else {
            Colour::Colour
        };
        let chosen = match reading.colour {
            Colour::Auto => "auto",
            Colour::Grey => "grey",
            Colour::Colour => "colour",
        };
        self.list.push(Choice {
            field: "colour".into(),
            label: "Colour".into(),
            chosen: vec![chosen.into()],
            suggested: "colour".into(),
            why: "Each pixel has a red, a green and a blue value.".into(),
            sure: Sure::Certain,
            options: vec![offer("colour", "in colour"), offer("grey", "grey")],
        });
        is_grey
    }

    /// Classes that are kept, of all that occur, each with its name.
    pub fn add_classes(&mut self, all: &[(Class, String)], reading: &Reading) {
        if all.len() < 2 {
            return;
        }
        self.taken.classes.clone_from(&reading.classes);
        self.list.push(Choice {
            field: "classes".into(),
            label: "Classes".into(),
            chosen: reading.classes.clone(),
            suggested: "all".into(),
            why: format!("{} classes occur.", all.len()),
            sure: Sure::Certain,
            options: all.iter().map(|(class, name)| offer(class, name)).collect(),
        });
    }

    /// Kinds of the columns of tables. Of many columns the first ones are offered.
    pub fn add_columns(&mut self, columns: &[Column], plans: &[Plan], reading: &Reading) {
        let all = columns.iter().zip(plans);
        let all = all.filter(|(column, _)| column.held != Held::Labels);
        for (at, (column, plan)) in all.enumerate() {
            let chosen = reading.columns.get(&column.name);
            if at >= OFFERED_COLUMNS {
                let chosen = chosen.map(|&kind| (column.name.clone(), kind));
                self.taken.columns.extend(chosen);
                continue;
            }
            self.taken.columns.insert(column.name.clone(), plan.kind);
            let kinds = COLUMN_KINDS.iter();
            self.list.push(Choice {
                field: format!("columns.{}", column.name),
                label: column.name.clone(),
                chosen: vec![chosen.map_or("auto", |kind| kind.value()).into()],
                suggested: plan.suggested.value().into(),
                why: plan.why.clone(),
                sure: Sure::Likely,
                options: kinds
                    .map(|(kind, label)| offer(kind.value(), *label))
                    .collect(),
            });
        }
    }

    /// Stretch of values that do not reach both black and white.
    pub fn add_stretch(&mut self, scaled: &Scaled, reading: &Reading) {
        if !scaled.can_stretch {
            return;
        }
        let chosen = reading.stretch;
        self.taken.stretch = Switch::of(chosen.or(false));
        let range = scaled.range_in_words();
        let why = format!(
            "The values go from {range}, and those of black and white are {}.",
            scaled.ends_in_words()
        );
        let words = ["as it is", "stretched from black to white"];
        self.add_switch(
            "stretch",
            "Range of values",
            words,
            (chosen, false),
            why,
            Sure::Likely,
        );
    }

    /// Exchange of dark and light. Returns true where they are to be exchanged.
    pub fn add_invert(&mut self, dataset: &Dataset, reading: &Reading) -> bool {
        if dataset.kind != ExampleKind::Image || dataset.channels != 1 {
            return false;
        }
        let chosen = reading.invert;
        let why = match edges(dataset) > 127.0 {
            true => "The edges are light: this looks like dark ink on paper.",
            false => "The edges are dark: this looks like light on dark.",
        };
        let words = ["as they are", "exchanged: ink becomes light on dark"];
        self.add_switch(
            "invert",
            "Dark and light",
            words,
            (chosen, false),
            why.into(),
            Sure::Likely,
        );
        self.taken.invert = Switch::of(chosen.or(false));
        chosen.or(false)
    }

    /// A choice between yes and no; `words` are those of no and of yes.
    pub fn add_switch(
        &mut self,
        field: &str,
        label: &str,
        words: [&str; 2],
        (chosen, suggested): (Switch, bool),
        why: String,
        sure: Sure,
    ) {
        let name = |is_on: bool| if is_on { "yes" } else { "no" };
        self.list.push(Choice {
            field: field.into(),
            label: label.into(),
            chosen: vec![match chosen {
                Switch::Auto => "auto".into(),
                _ => name(chosen.or(suggested)).into(),
            }],
            suggested: name(suggested).into(),
            why,
            sure,
            options: vec![offer("no", words[0]), offer("yes", words[1])],
        });
    }
}

/// The reason for a column of labels, and its certainty.
pub fn reason(choice: &LabelChoice) -> (&'static str, Sure) {
    match choice.why {
        LabelReason::Chosen => ("It was chosen.", Sure::Certain),
        LabelReason::Name => ("The name of the column says so.", Sure::Certain),
        LabelReason::Lacking => ("The other table lacks it.", Sure::Likely),
        LabelReason::OnlyWords => ("It is the only column of words.", Sure::Likely),
        LabelReason::Numbers => (
            "Few whole numbers occur in it, unlike in the others.",
            Sure::Guess,
        ),
        LabelReason::Nothing => ("No column looks like labels.", Sure::Guess),
    }
}

/// Mean brightness of the pixels at the edges.
fn edges(dataset: &Dataset) -> f64 {
    let (width, height) = (dataset.width, dataset.height);
    let is_edge = |at: usize| {
        let (row, column) = (at / width, at % width);
        row == 0 || column == 0 || row + 1 == height || column + 1 == width
    };
    let places: Vec<_> = (0..width * height).filter(|&at| is_edge(at)).collect();
    let images = dataset.pixels.chunks_exact(dataset.size().max(1));
    let sum: u64 = images
        .flat_map(|image| places.iter().map(|&at| u64::from(image[at])))
        .sum();
    sum as f64 / (places.len() * dataset.count()).max(1) as f64
}
