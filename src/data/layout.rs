//! Layout of an example: typed fields in order, each with a range of its numbers.
//!
//! A row of a table lies in units of people, such as millimetres or stars, and NaN stands for what is not known. To a network,
//! numbers are standardized, and what is not known is 0.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::metrics::Cell;

/// Kind of a field, which decides its loss and its drawing.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(ts_rs::TS),
    ts(rename_all = "camelCase", tag = "kind")
)]
pub enum FieldKind {
    /// A picture: `height * width * channels` numbers from 0 to 1.
    Pixels {
        /// Rows.
        height: usize,
        /// Columns.
        width: usize,
        /// Numbers of a pixel.
        channels: usize,
    },
    /// A signal: one number from 0 to 1 a sample.
    Samples {
        /// Samples.
        count: usize,
    },
    /// One number, standardized: less its mean, divided by its deviation.
    Number {
        /// Mean of the known training values.
        mean: f32,
        /// Their standard deviation.
        deviation: f32,
    },
    /// One of several categories, one-hot.
    Category {
        /// Names of the categories.
        names: Vec<String>,
    },
    /// A word: at each place one letter of the alphabet, one-hot.
    Letters {
        /// The letters; the last one stands for the end, up to the last place of a shorter word.
        alphabet: String,
        /// Places.
        length: usize,
    },
    /// A rating, as it was given.
    Rating {
        /// Lowest rating.
        low: f32,
        /// Highest rating.
        high: f32,
    },
}

impl FieldKind {
    /// Numbers of the field in the row of an example.
    pub fn width(&self) -> usize {
        match self {
            Self::Pixels {
                height,
                width,
                channels,
            } => height * width * channels,
            Self::Samples { count } => *count,
            Self::Number { .. } | Self::Rating { .. } => 1,
            Self::Category { names } => names.len(),
            Self::Letters { alphabet, length } => alphabet.chars().count() * length,
        }
    }
}

/// A field of an example.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Field {
    /// Name for people: of a column, or of the kind.
    pub name: String,
    /// Kind, with its sizes.
    #[cfg_attr(not(target_arch = "wasm32"), ts(flatten))]
    pub kind: FieldKind,
}

impl Field {
    /// A field of a name and a kind.
    pub fn new(name: impl Into<String>, kind: FieldKind) -> Self {
        let name = name.into();
        Self { name, kind }
    }
}

/// Fields of an example, in order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(into = "Value", try_from = "Value")]
pub struct Layout(#[cfg_attr(not(target_arch = "wasm32"), ts(as = "Vec<Field>"))] pub Vec<Field>);

// By hand: what serde derives for a tagged enum in a flattened field is 20 kB of the module.
impl From<Layout> for Value {
    fn from(layout: Layout) -> Self {
        layout.0.into_iter().map(Self::from).collect()
    }
}

impl From<Field> for Value {
    fn from(field: Field) -> Self {
        let mut json = match field.kind {
            FieldKind::Pixels {
                height,
                width,
                channels,
            } => {
                json!({"kind": "pixels", "height": height, "width": width, "channels": channels})
            }
            FieldKind::Samples { count } => json!({"kind": "samples", "count": count}),
            FieldKind::Number { mean, deviation } => {
                json!({"kind": "number", "mean": mean, "deviation": deviation})
            }
            FieldKind::Category { names } => json!({"kind": "category", "names": names}),
            FieldKind::Letters { alphabet, length } => {
                json!({"kind": "letters", "alphabet": alphabet, "length": length})
            }
            FieldKind::Rating { low, high } => json!({"kind": "rating", "low": low, "high": high}),
        };
        json["name"] = field.name.into();
        json
    }
}

impl TryFrom<Value> for Layout {
    type Error = &'static str;

    fn try_from(json: Value) -> Result<Self, Self::Error> {
        let fields = json
            .as_array()
            .and_then(|fields| fields.iter().map(field).collect());
        fields.map(Self).ok_or("a field of the layout is odd")
    }
}

/// A field from JSON; none where it is another form.
fn field(json: &Value) -> Option<Field> {
    let text = |key: &str| json[key].as_str().map(str::to_owned);
    let number = |key: &str| json[key].as_f64().map(|number| number as f32);
    let count = |key: &str| {
        json[key]
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
    };
    let kind = match json["kind"].as_str()? {
        "pixels" => FieldKind::Pixels {
            height: count("height")?,
            width: count("width")?,
            channels: count("channels")?,
        },
        "samples" => FieldKind::Samples {
            count: count("count")?,
        },
        "number" => FieldKind::Number {
            mean: number("mean")?,
            deviation: number("deviation")?,
        },
        "category" => {
            let names = json["names"].as_array()?.iter();
            let names: Option<_> = names.map(|name| name.as_str().map(str::to_owned)).collect();
            FieldKind::Category { names: names? }
        }
        "letters" => FieldKind::Letters {
            alphabet: text("alphabet")?,
            length: count("length")?,
        },
        "rating" => FieldKind::Rating {
            low: number("low")?,
            high: number("high")?,
        },
        _ => return None,
    };
    Some(Field {
        name: text("name")?,
        kind,
    })
}

impl Layout {
    /// Numbers of an example.
    pub fn width(&self) -> usize {
        self.0.iter().map(|field| field.kind.width()).sum()
    }

    /// Rows as a network takes them: numbers less their mean, divided by their deviation, and 0 where they are not known.
    ///
    /// # Shapes
    /// - rows: `[count, width]`
    pub fn standardized(&self, rows: &mut [f32]) {
        let scales = self.scales();
        for row in rows.chunks_exact_mut(scales.len().max(1)) {
            for (value, [mean, deviation]) in row.iter_mut().zip(&scales) {
                *value = if value.is_nan() {
                    0.0
                } else {
                    (*value - mean) / deviation
                };
            }
        }
    }

    /// Outputs of a network in units of people.
    ///
    /// # Shapes
    /// - rows: `[count, width]`
    pub fn in_units(&self, rows: &mut [f32]) {
        let scales = self.scales();
        for row in rows.chunks_exact_mut(scales.len().max(1)) {
            for (value, [mean, deviation]) in row.iter_mut().zip(&scales) {
                *value = *value * deviation + mean;
            }
        }
    }

    /// The layout with mean and standard deviation (divided by the count) of the known numbers of some rows. The deviation of
    /// equal numbers is taken as 1. `of` gives the numbers of a column in units, by its place in a row.
    pub fn scaled_to<I: Iterator<Item = f32>>(&self, of: impl Fn(usize) -> I) -> Self {
        let mut from = 0;
        let mut layout = self.clone();
        for field in &mut layout.0 {
            let column = from;
            from += field.kind.width();
            if let FieldKind::Number { mean, deviation } = &mut field.kind {
                let known = || {
                    let numbers = of(column).filter(|number| !number.is_nan());
                    numbers.map(f64::from)
                };
                let count = known().count().max(1) as f64;
                let middle = known().sum::<f64>() / count;
                let variance = known().map(|number| (number - middle).powi(2)).sum::<f64>() / count;
                *mean = middle as f32;
                *deviation = Some(variance.sqrt() as f32)
                    .filter(|&deviation| deviation > 0.0)
                    .unwrap_or(1.0);
            }
        }
        layout
    }

    /// Widths of the outputs of a network that become probabilities together, in order: 1 for a number, which stays as it is.
    pub fn softmaxes(&self) -> Vec<usize> {
        let of = |field: &Field| match &field.kind {
            FieldKind::Category { names } => vec![names.len()],
            FieldKind::Letters { alphabet, length } => vec![alphabet.chars().count(); *length],
            _ => vec![1; field.kind.width()],
        };
        self.0.iter().flat_map(of).collect()
    }

    /// True where every number is 0 or 1: all fields are categories.
    pub fn is_one_hot(&self) -> bool {
        let is_category = |field: &Field| matches!(field.kind, FieldKind::Category { .. });
        self.0.iter().all(is_category)
    }

    /// Kinds of the columns of a table.
    pub fn cells(&self) -> Vec<Cell> {
        let of = |field: &Field| match &field.kind {
            FieldKind::Category { names } => Some(Cell::Category(names.len())),
            FieldKind::Number { .. } => Some(Cell::Number),
            FieldKind::Rating { .. } => Some(Cell::Rating),
            FieldKind::Pixels { .. } | FieldKind::Samples { .. } | FieldKind::Letters { .. } => {
                None
            }
        };
        self.0.iter().filter_map(of).collect()
    }

    /// Mean and deviation of each number of an example; 0 and 1 of all that are not standardized.
    pub(super) fn scales(&self) -> Vec<[f32; 2]> {
        let of = |field: &Field| match field.kind {
            FieldKind::Number { mean, deviation } => std::iter::repeat_n([mean, deviation], 1),
            _ => std::iter::repeat_n([0.0, 1.0], field.kind.width()),
        };
        self.0.iter().flat_map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> Layout {
        let number = FieldKind::Number {
            mean: 0.0,
            deviation: 1.0,
        };
        let names = vec!["a".into(), "b".into()];
        Layout(vec![
            Field::new("length", number.clone()),
            Field::new("kind", FieldKind::Category { names }),
            Field::new("constant", number),
            Field::new(
                "stars",
                FieldKind::Rating {
                    low: 1.0,
                    high: 5.0,
                },
            ),
        ])
    }

    #[test]
    fn a_layout_comes_back_from_json_and_odd_ones_are_refused() {
        let mut all = layout();
        all.0.push(Field::new(
            "x",
            FieldKind::Pixels {
                height: 2,
                width: 3,
                channels: 1,
            },
        ));
        all.0.push(Field::new("y", FieldKind::Samples { count: 7 }));
        all.0.push(Field::new(
            "z",
            FieldKind::Letters {
                alphabet: "ab·".into(),
                length: 4,
            },
        ));
        let json = serde_json::to_value(&all).unwrap();
        assert_eq!(
            json[1],
            json!({"name": "kind", "kind": "category", "names": ["a", "b"]})
        );
        assert_eq!(serde_json::from_value::<Layout>(json).unwrap(), all);
        for odd in [
            json!({}),
            json!([{"name": "a", "kind": "colour"}]),
            json!([{"kind": "number", "mean": 0, "deviation": 1}]),
            json!([{"name": "a", "kind": "category", "names": ["b", 3]}]),
            json!([{"name": "a", "kind": "samples", "count": -1}]),
        ] {
            assert!(serde_json::from_value::<Layout>(odd).is_err());
        }
    }

    #[test]
    fn rows_are_standardized_by_what_is_known_and_come_back_in_units() {
        const NONE: f32 = f32::NAN;
        let rows = [
            [10.0, 1.0, 0.0, 7.0, 5.0],
            [30.0, NONE, NONE, 7.0, NONE],
            [NONE, 0.0, 1.0, NONE, 1.0],
        ];
        let scaled = layout().scaled_to(|column| rows.iter().map(move |row| row[column]));
        assert_eq!(
            scaled.0[0].kind,
            FieldKind::Number {
                mean: 20.0,
                deviation: 10.0
            }
        );
        assert_eq!(
            scaled.0[2].kind,
            FieldKind::Number {
                mean: 7.0,
                deviation: 1.0
            }
        );
        let mut numbers = rows.concat();
        scaled.standardized(&mut numbers);
        let expected = [
            [-1.0, 1.0, 0.0, 0.0, 5.0],
            [1.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 1.0, 0.0, 1.0],
        ];
        assert_eq!(numbers, expected.concat());
        scaled.in_units(&mut numbers);
        assert_eq!(numbers[..5], rows[0]);
        assert_eq!(numbers[5], 30.0);
        assert_eq!(numbers[10], 20.0, "the mean where nothing is known");
    }
}
