//! A data set as a safetensors file: the module that reads files hands it to those that train, and the page keeps it. What is no
//! tensor is JSON in its metadata, under `hourglass.data`.
//!
//! | tensor | type and shape | what it is |
//! | --- | --- | --- |
//! | `examples` | U8 `[count, height, width, channels]` | pixels or samples; 0 is black or lowest, 255 white or highest |
//! | `examples` | F32 `[count, 1, width, 1]` | rows of a table, in units; NaN where not known |
//! | `names` | U8 `[bytes]` | the names of the examples, a line each; absent without names |
//! | `places` | U32 `[count]` | the place of each example in its file; absent where none is left out |
//! | `labels` | U8 `[count]` | the place of each example's class, 255 where it is not known; absent without labels |

use std::borrow::Cow;

use flate2::Crc;
use safetensors::tensor::{Dtype, SafeTensors, View, serialize};
use serde::{Deserialize, Serialize};

use super::identity::{Identity, name};
use super::labels::UNKNOWN_LABEL;
use super::layout::{FieldKind, Layout};
use super::limits::{LETTERS, MAX_CLASSES, MIN_EXAMPLES, NUMBERS, SAMPLES, SIDES};
use super::sound::Sound;
use super::{Dataset, ExampleKind};
use crate::config::reading::validation_of;
use crate::config::{KeptReading, Source};
use crate::error::{LabError, Result, short};
use crate::shape::Extent;

const KEY: &str = "hourglass.data";
const EXAMPLES: &str = "examples";
const LABELS: &str = "labels";
const NAMES: &str = "names";
const PLACES: &str = "places";
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
    let Identity { names, places } = &dataset.identity;
    let lines = names.join("\n");
    let lines = Bytes {
        kind: Dtype::U8,
        shape: vec![lines.len()],
        bytes: lines.as_bytes(),
    };
    let bytes: Vec<u8> = places
        .iter()
        .flat_map(|place| place.to_le_bytes())
        .collect();
    let numbers = Bytes {
        kind: Dtype::U32,
        shape: vec![places.len()],
        bytes: &bytes,
    };
    let optional = [
        (!dataset.labels.is_empty()).then_some((LABELS, labels)),
        (!names.is_empty()).then_some((NAMES, lines)),
        (!places.is_empty()).then_some((PLACES, numbers)),
    ];
    let metadata = [(KEY.to_owned(), header)].into_iter().collect();
    serialize(
        [(EXAMPLES, examples)]
            .into_iter()
            .chain(optional.into_iter().flatten()),
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

/// The refusal of bytes that are no packed data.
pub(super) fn corrupt(bytes: &[u8], what: &str) -> LabError {
    LabError::data(
        "file",
        bytes.len(),
        format!("These are no packed data: {what}."),
        "Open the files that they were made from.",
    )
}

/// Reads a packed data set.
///
/// # Errors
/// `Data` where the bytes are not those of one, or break a limit.
pub fn unpack(bytes: &[u8]) -> Result<Unpacked> {
    let corrupt = |what: &str| corrupt(bytes, what);
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
    let identity = identity(&tensors, count).map_err(corrupt)?;
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
    let extent = Extent {
        height,
        width,
        channels,
    };
    let mut dataset = Dataset {
        alphabet: match header.kind {
            ExampleKind::Word => header.alphabet.into_owned(),
            _ => String::new(),
        },
        columns: match header.kind {
            ExampleKind::Table => header.columns.into_owned(),
            _ => Layout::default(),
        },
        labels: labels.to_vec(),
        classes: if labels.is_empty() {
            Vec::new()
        } else {
            header.classes.into_owned()
        },
        identity,
        test_from: header.test_from,
        sound: header.sound,
        validation: validation_of(&header.reading)
            .map_err(|_| corrupt("their share for validation is odd"))?,
        ..Dataset::new(
            header.source.unwrap_or(Source::File),
            header.kind,
            short(header.name),
            extent,
            examples.data().to_vec(),
        )
    };
    dataset.fingerprint = fingerprint(&dataset);
    Ok(Unpacked {
        dataset,
        note: header.note.into_owned(),
        reading: header.reading,
    })
}

/// Names and places of so many examples.
///
/// # Errors
/// A clause for the refusal of the file.
fn identity(
    tensors: &SafeTensors<'_>,
    count: usize,
) -> std::result::Result<Identity, &'static str> {
    let mut identity = Identity::default();
    if let Ok(names) = tensors.tensor(NAMES) {
        let lines = std::str::from_utf8(names.data()).map_err(|_| "the names are no text")?;
        identity.names = lines.split('\n').map(name).collect();
        if names.dtype() != Dtype::U8 || identity.names.len() != count {
            return Err("there is not one name for each example");
        }
    }
    if let Ok(places) = tensors.tensor(PLACES) {
        if places.dtype() != Dtype::U32 || places.shape() != [count] {
            return Err("there is not one place for each example");
        }
        let (numbers, _) = places.data().as_chunks();
        identity.places = numbers
            .iter()
            .map(|&bytes| u32::from_le_bytes(bytes))
            .collect();
    }
    Ok(identity)
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
mod tests;
