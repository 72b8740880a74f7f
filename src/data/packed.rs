//! A data set as a safetensors file: the module that reads files hands it to those that train, and the page keeps it. What is no
//! tensor is JSON in its metadata, under `hourglass.data`.
//!
//! | tensor | type and shape | what it is |
//! | --- | --- | --- |
//! | `examples` | U8 `[count, height, width, channels]` | pixels or samples; 0 is black or lowest, 255 white or highest |
//! | `examples` | F32 `[count, 1, width, 1]` | rows of a table, in units; NaN where not known |
//! | `labels` | U8 `[count]` | the place of each example's class, 255 where it is not known; absent without labels |

use std::borrow::Cow;

use flate2::Crc;
use safetensors::tensor::{Dtype, SafeTensors, View, serialize};
use serde::{Deserialize, Serialize};

use super::labels::UNKNOWN_LABEL;
use super::layout::{FieldKind, Layout};
use super::limits::{LETTERS, MAX_CLASSES, MIN_EXAMPLES, NUMBERS, SAMPLES, SIDES};
use super::sound::Sound;
use super::{Dataset, ExampleKind};
use crate::config::{KeptReading, Source};
use crate::error::{LabError, Result, short};

const KEY: &str = "hourglass.data";
const EXAMPLES: &str = "examples";
const LABELS: &str = "labels";
/// Bytes of the longest header: `MAX_CLASSES` long names take a sixteenth of it, the columns of a table most of the rest.
const LONGEST_HEADER: u64 = 1 << 20;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Header<'a> {
    kind: ExampleKind,
    name: Cow<'a, str>,
    classes: Cow<'a, [String]>,
    /// Absent from sets that were packed before there were words.
    #[serde(default)]
    alphabet: Cow<'a, str>,
    /// Absent from sets that were packed before there were tables.
    #[serde(default)]
    columns: Cow<'a, Layout>,
    test_from: Option<usize>,
    /// Absent from sets that are no sounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sound: Option<Sound>,
    note: Cow<'a, str>,
    /// Of a fetched data set; absent for the user's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
    #[serde(default)]
    reading: KeptReading,
}

/// A data set that was unpacked.
#[derive(Debug, Clone, PartialEq)]
pub struct Unpacked {
    /// The examples.
    pub dataset: Dataset,
    /// Remark about their files, for people.
    pub note: String,
    /// Options that the files were read with.
    pub reading: KeptReading,
}

struct Bytes<'a> {
    kind: Dtype,
    shape: Vec<usize>,
    bytes: &'a [u8],
}

impl View for Bytes<'_> {
    fn dtype(&self) -> Dtype {
        self.kind
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        self.bytes.into()
    }

    fn data_len(&self) -> usize {
        self.bytes.len()
    }
}

/// The bytes of a data set that was read from files, or is fetched by the page. A note about it and the options of reading go with it.
///
/// # Errors
/// `Internal` where they cannot be written.
pub fn pack(dataset: &Dataset, note: &str, reading: &KeptReading) -> Result<Vec<u8>> {
    let header = Header {
        kind: dataset.kind,
        name: dataset.name.as_str().into(),
        classes: dataset.classes.as_slice().into(),
        alphabet: dataset.alphabet.as_str().into(),
        columns: Cow::Borrowed(&dataset.columns),
        test_from: dataset.test_from,
        sound: dataset.sound,
        note: note.into(),
        source: Some(dataset.source).filter(|source| source.is_fetched()),
        reading: reading.clone(),
    };
    let header = serde_json::to_string(&header).map_err(LabError::internal)?;
    let count = dataset.count();
    let examples = Bytes {
        kind: element(dataset.kind),
        shape: vec![count, dataset.height, dataset.width, dataset.channels],
        bytes: &dataset.pixels,
    };
    let labels = Bytes {
        kind: Dtype::U8,
        shape: vec![count],
        bytes: &dataset.labels,
    };
    let labels = (!dataset.labels.is_empty()).then_some((LABELS, labels));
    let metadata = [(KEY.to_owned(), header)].into_iter().collect();
    serialize(
        [(EXAMPLES, examples)].into_iter().chain(labels),
        Some(metadata),
    )
    .map_err(|error| LabError::internal(format!("{error:?}")))
}

/// Type of the numbers of examples.
fn element(kind: ExampleKind) -> Dtype {
    match kind {
        ExampleKind::Image | ExampleKind::Sequence | ExampleKind::Word => Dtype::U8,
        ExampleKind::Table => Dtype::F32,
    }
}

/// True if bytes begin as those of a packed data set do.
pub fn is_packed(bytes: &[u8]) -> bool {
    header_of(bytes).is_some_and(|header| {
        let key = format!("\"{KEY}\"");
        header.windows(key.len()).any(|part| part == key.as_bytes())
    })
}

/// The JSON at the start of a safetensors file.
fn header_of(bytes: &[u8]) -> Option<&[u8]> {
    let length = u64::from_le_bytes(bytes.first_chunk().copied()?);
    let rest = &bytes[8..];
    let length = usize::try_from(length)
        .ok()
        .filter(|_| length <= LONGEST_HEADER)?;
    rest.get(..length)
}

/// Reads a packed data set.
///
/// # Errors
/// `Data` where the bytes are not those of one, or break a limit.
pub fn unpack(bytes: &[u8]) -> Result<Unpacked> {
    let corrupt = |what: &str| {
        LabError::data(
            "file",
            bytes.len(),
            format!("These are no packed data: {what}."),
            "Open the files that they were made from.",
        )
    };
    if !is_packed(bytes) {
        return Err(corrupt("their beginning is another"));
    }
    let whole = |_| corrupt("they are cut short or corrupt");
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(whole)?;
    let json = metadata
        .metadata()
        .as_ref()
        .and_then(|entries| entries.get(KEY));
    let json = json.ok_or_else(|| corrupt("they have no description"))?;
    let header: Header = serde_json::from_str(json)
        .map_err(|_| corrupt("their description is none of a data set"))?;
    if header.source.is_some_and(|source| !source.is_fetched()) {
        return Err(corrupt("they bear the name of a built-in data set"));
    }
    let tensors = SafeTensors::deserialize(bytes).map_err(whole)?;
    let examples = tensors.tensor(EXAMPLES).map_err(whole)?;
    let labels = tensors.tensor(LABELS).ok();
    let &[count, height, width, channels] = examples.shape() else {
        return Err(corrupt("the examples have not four dimensions"));
    };
    if examples.dtype() != element(header.kind) {
        return Err(corrupt("the examples are of another type"));
    }
    let labels = match labels {
        Some(labels) if labels.dtype() != Dtype::U8 || labels.shape() != [count] => {
            return Err(corrupt("there is not one label for each example"));
        }
        Some(labels) => labels.data(),
        None => &[],
    };
    let is_sound = match header.kind {
        ExampleKind::Image => {
            SIDES.contains(&height) && SIDES.contains(&width) && matches!(channels, 1 | 3)
        }
        ExampleKind::Sequence => height == 1 && channels == 1 && SAMPLES.contains(&width),
        ExampleKind::Word => {
            height == 1
                && channels == header.alphabet.chars().count()
                && LETTERS.contains(&width)
                && SAMPLES.contains(&(width * channels))
                && is_one_hot(examples.data(), channels)
        }
        ExampleKind::Table => {
            (height, channels) == (1, 1)
                && NUMBERS.contains(&width)
                && header.columns.width() == width
                && header
                    .columns
                    .0
                    .iter()
                    .all(|column| is_column(&column.kind))
                && has_no_infinity(examples.data())
        }
    };
    if !is_sound || count < MIN_EXAMPLES {
        return Err(corrupt(&format!(
            "{count} x {height} x {width} x {channels} is no size of data"
        )));
    }
    if header.classes.len() > MAX_CLASSES
        || labels
            .iter()
            .any(|&label| label != UNKNOWN_LABEL && usize::from(label) >= header.classes.len())
    {
        return Err(corrupt("a label has no class"));
    }
    if header
        .test_from
        .is_some_and(|from| !(MIN_EXAMPLES..count).contains(&from))
    {
        return Err(corrupt("nothing is left to train on or to test on"));
    }
    if header.sound.is_some_and(|sound| !sound.is_playable()) {
        return Err(corrupt("their sound is none"));
    }
    let mut dataset = Dataset {
        source: header.source.unwrap_or(Source::File),
        kind: header.kind,
        name: short(header.name),
        width,
        height,
        channels,
        alphabet: match header.kind {
            ExampleKind::Word => header.alphabet.into_owned(),
            _ => String::new(),
        },
        columns: match header.kind {
            ExampleKind::Table => header.columns.into_owned(),
            _ => Layout::default(),
        },
        pixels: examples.data().to_vec(),
        labels: labels.to_vec(),
        classes: if labels.is_empty() {
            Vec::new()
        } else {
            header.classes.into_owned()
        },
        factors: None,
        test_from: header.test_from,
        sound: header.sound,
        fingerprint: 0,
    };
    dataset.fingerprint = fingerprint(&dataset);
    Ok(Unpacked {
        dataset,
        note: header.note.into_owned(),
        reading: header.reading,
    })
}

/// True if each place has exactly one letter.
fn is_one_hot(bytes: &[u8], letters: usize) -> bool {
    let is_one = |place: &[u8]| {
        let count = |byte| place.iter().filter(|&&at| at == byte).count();
        count(255) == 1 && count(0) == letters - 1
    };
    letters > 0 && bytes.chunks_exact(letters).all(is_one)
}

/// True for columns of tables, in their limits.
fn is_column(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Number { mean, deviation } => {
            mean.is_finite() && deviation.is_finite() && *deviation > 0.0
        }
        FieldKind::Category { names } => (2..=MAX_CLASSES).contains(&names.len()),
        FieldKind::Rating { low, high } => low.is_finite() && high.is_finite() && low < high,
        FieldKind::Pixels { .. } | FieldKind::Samples { .. } | FieldKind::Letters { .. } => false,
    }
}

/// True if floats are finite or not known.
fn has_no_infinity(bytes: &[u8]) -> bool {
    let (numbers, rest) = bytes.as_chunks();
    rest.is_empty()
        && numbers
            .iter()
            .all(|&bytes| !f32::from_le_bytes(bytes).is_infinite())
}

/// CRC-32 of pixels and labels.
pub fn fingerprint(dataset: &Dataset) -> u32 {
    let mut crc = Crc::new();
    crc.update(&dataset.pixels);
    crc.update(&dataset.labels);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::layout::Field;

    fn dataset() -> Dataset {
        let mut dataset = Dataset {
            source: Source::File,
            kind: ExampleKind::Image,
            name: "letters".into(),
            width: 3,
            height: 2,
            channels: 3,
            alphabet: String::new(),
            columns: Layout::default(),
            pixels: (0..60 * 18).map(|at| (at % 251) as u8).collect(),
            labels: (0..60)
                .map(|at| if at < 9 { UNKNOWN_LABEL } else { at % 2 })
                .collect(),
            classes: vec!["a".into(), "b".into()],
            factors: None,
            test_from: Some(50),
            sound: None,
            fingerprint: 0,
        };
        dataset.fingerprint = fingerprint(&dataset);
        dataset
    }

    #[test]
    fn a_data_set_comes_back_as_it_was_with_its_note() {
        for labelled in [true, false] {
            let mut packed = dataset();
            if !labelled {
                (packed.labels, packed.classes) = (Vec::new(), Vec::new());
                packed.fingerprint = fingerprint(&packed);
            }
            let reading: KeptReading = [("side".to_owned(), 28.into())].into_iter().collect();
            let bytes = pack(&packed, "60 images.", &reading).unwrap();
            assert!(is_packed(&bytes));
            let expected = Unpacked {
                dataset: packed,
                note: "60 images.".into(),
                reading,
            };
            assert_eq!(unpack(&bytes).unwrap(), expected);
        }
    }

    fn table() -> Dataset {
        let names = vec!["yes".into(), "no".into()];
        let number = FieldKind::Number {
            mean: 40.0,
            deviation: 5.5,
        };
        let rows = (0..60).flat_map(|at| match at % 3 {
            0 => [f32::NAN, 1.0, 0.0],
            1 => [39.1 + at as f32, f32::NAN, f32::NAN],
            _ => [-7.25, 0.0, 1.0],
        });
        let mut table = Dataset {
            kind: ExampleKind::Table,
            width: 3,
            height: 1,
            channels: 1,
            columns: Layout(vec![
                Field::new("mass", number),
                Field::new("sex", FieldKind::Category { names }),
            ]),
            pixels: rows.flat_map(f32::to_le_bytes).collect(),
            ..dataset()
        };
        table.fingerprint = fingerprint(&table);
        table
    }

    #[test]
    fn a_table_comes_back_with_its_columns_and_gaps() {
        let table = table();
        assert_eq!((table.count(), table.size(), table.stride()), (60, 3, 12));
        let bytes = pack(&table, "", &KeptReading::new()).unwrap();
        assert_eq!(unpack(&bytes).unwrap().dataset, table);
        assert_eq!(table.mask_of(table.image(1)), Some(vec![255, 0, 0]));
        assert_eq!(table.values(&[1]), [(40.1 - 40.0) / 5.5, 0.0, 0.0]);
        assert_eq!(
            table.bytes_of(&[1.0, 0.25, 0.75]),
            [45.5_f32, 0.25, 0.75].map(f32::to_le_bytes).concat()
        );
        let infinite = [f32::INFINITY, 1.0, 0.0].map(f32::to_le_bytes).concat();
        for bad in [
            Dataset {
                columns: Layout(table.columns.0[..1].to_vec()),
                ..table.clone()
            },
            Dataset {
                pixels: infinite.repeat(60),
                ..table.clone()
            },
            Dataset {
                width: 1,
                columns: Layout(vec![Field::new("all", FieldKind::Samples { count: 1 })]),
                labels: Vec::new(),
                ..table.clone()
            },
        ] {
            assert!(unpack(&pack(&bad, "", &KeptReading::new()).unwrap()).is_err());
        }
    }

    #[test]
    fn a_fetched_set_keeps_its_source_and_a_built_in_one_is_refused() {
        let of = |source| Dataset {
            source,
            ..dataset()
        };
        let fashion = of(Source::Fashion);
        let bytes = pack(&fashion, "", &KeptReading::new()).unwrap();
        assert_eq!(unpack(&bytes).unwrap().dataset, fashion);
        let text = bytes.windows(7).position(|part| part == b"fashion");
        let text = text.unwrap();
        let built_in = [&bytes[..text], b"strokes", &bytes[text + 7..]].concat();
        assert!(unpack(&built_in).is_err());
        let built_in = pack(&of(Source::Digits), "", &KeptReading::new()).unwrap();
        assert_eq!(unpack(&built_in).unwrap().dataset.source, Source::File);
    }

    #[test]
    fn a_sound_is_heard_as_before() {
        let mut waves = dataset();
        waves.sound = Some(Sound {
            rate: 8000.0,
            samples: 18,
            window: Some(512),
            repeats: false,
        });
        let bytes = pack(&waves, "", &Reading::default()).unwrap();
        assert_eq!(unpack(&bytes).unwrap().dataset.sound, waves.sound);
    }

    #[test]
    fn bytes_that_break_a_limit_are_refused() {
        let good = dataset();
        for (what, bad) in [
            (
                "a rate of 0",
                Dataset {
                    sound: Some(Sound {
                        rate: 0.0,
                        samples: 18,
                        window: None,
                        repeats: true,
                    }),
                    ..good.clone()
                },
            ),
            (
                "too few examples",
                Dataset {
                    pixels: good.pixels[..49 * 18].to_vec(),
                    labels: good.labels[..49].to_vec(),
                    test_from: None,
                    ..good.clone()
                },
            ),
            (
                "a side of one pixel",
                Dataset {
                    width: 6,
                    height: 1,
                    ..good.clone()
                },
            ),
            (
                "two channels",
                Dataset {
                    width: 9,
                    height: 2,
                    channels: 1,
                    kind: ExampleKind::Sequence,
                    ..good.clone()
                },
            ),
            (
                "a label without a class",
                Dataset {
                    classes: vec!["a".into()],
                    ..good.clone()
                },
            ),
            (
                "no test set",
                Dataset {
                    test_from: Some(60),
                    ..good.clone()
                },
            ),
        ] {
            let error = unpack(&pack(&bad, "", &KeptReading::new()).unwrap()).expect_err(what);
            assert_eq!(error.field.as_deref(), Some("file"), "{what}");
        }
        let bytes = pack(&good, "", &KeptReading::new()).unwrap();
        assert!(unpack(&bytes[..bytes.len() - 1]).is_err());
        assert!(unpack(b"PK").is_err());
    }
}
