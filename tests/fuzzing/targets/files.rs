//! Files to train on, of every form, packed or not, one or several.

use std::io::{self, Read};

use hourglass::config::{Reading, RunConfig, Source};
use hourglass::data::catalog::Catalog;
use hourglass::data::formats::picture;
use hourglass::data::import::{self, File};
use hourglass::data::packed;
use hourglass::data::split::SplitIndices;
use hourglass::error::Code;
use hourglass::run::Trainer;
use serde_json::{Map, Value, json};
use zip::ZipArchive;

use super::super::contract::refusal;
use super::super::forms::{self, Form, gzipped};
use super::super::mutate::{self, Random};
use super::super::{Target, Verdict, meter};
use super::{cpu, in_use};

/// Files of one form, which are opened together.
pub struct Files {
    form: Vec<File>,
    /// Files of this form and of its kin, to take pieces from.
    donors: Vec<File>,
    catalog: Catalog,
}

impl Files {
    /// One target for each of some forms, by its name.
    pub fn of(forms: &[Form]) -> impl Iterator<Item = (&'static str, Self)> {
        let donors: Vec<_> = forms.iter().flat_map(|(_, files)| files).cloned().collect();
        forms.iter().map(move |(name, files)| {
            let mut catalog = Catalog::default();
            let opening = import::read(&forms::grey_with_labels(), &Reading::default()).unwrap();
            catalog.put(opening.dataset);
            let target = Self {
                form: files.clone(),
                donors: donors.clone(),
                catalog,
            };
            (*name, target)
        })
    }
}

/// Name of the entry of an input that holds the options of reading.
const OPTIONS: &str = ".options";

/// Options of reading; most are valid.
fn options(random: &mut Random) -> Value {
    let switch = || vec![json!("auto"), json!("no"), json!("yes")];
    let choices = [
        (
            "labelColumn",
            vec![
                json!("none"),
                json!("label"),
                json!(1),
                json!("2"),
                json!("x"),
            ],
        ),
        ("transpose", switch()),
        ("invert", switch()),
        ("stretch", switch()),
        ("swapSets", switch()),
        ("crop", vec![json!("auto"), json!("middle"), json!("whole")]),
        (
            "validation",
            vec![json!("auto"), json!(1), json!("20"), json!(50)],
        ),
        ("side", vec![json!("auto"), json!(8), json!(33), json!(64)]),
        ("colour", vec![json!("grey"), json!("colour")]),
        ("soundAs", vec![json!("mel"), json!("wave")]),
        (
            "excerpt",
            vec![json!(0.01), json!(0.1), json!("0.5"), json!(10)],
        ),
        ("classes", vec![json!([]), json!(["0", 1]), json!(["x"])]),
        (
            "columns",
            vec![
                json!({"size": "category", "soup": "rating"}),
                json!({"colour": "out", "id": "number"}),
                json!({"colour": "number"}),
                json!({"x": "rating"}),
            ],
        ),
    ];
    let mut options = Map::new();
    for (name, values) in choices {
        if random.once_in(3) {
            options.insert(name.into(), random.one_of(&values).clone());
        }
    }
    if random.once_in(8) {
        mutate::object(random, &mut options);
    }
    Value::Object(options)
}

/// Files as one input: for each its name, a new line, the length in digits, a new line, and its bytes.
fn packed(files: &[File]) -> Vec<u8> {
    let pieces = files.iter().flat_map(|file| {
        let head = format!("{}\n{}\n", file.name, file.bytes.len());
        [head.into_bytes(), file.bytes.clone()]
    });
    pieces.collect::<Vec<_>>().concat()
}

fn unpacked(mut input: &[u8]) -> Vec<File> {
    let mut files = Vec::new();
    while !input.is_empty() {
        let mut line = || {
            let end = input.iter().position(|&byte| byte == b'\n').unwrap();
            let line = String::from_utf8_lossy(&input[..end]).into_owned();
            input = &input[end + 1..];
            line
        };
        let (name, length) = (line(), line().parse().unwrap());
        let (bytes, rest) = input.split_at(length);
        let bytes = bytes.to_vec();
        files.push(File { name, bytes });
        input = rest;
    }
    files
}

impl Target for Files {
    fn input(&self, random: &mut Random) -> Vec<u8> {
        let mut files = self.form.clone();
        if random.once_in(4) {
            files.push(random.one_of(&self.donors).clone());
        }
        let donors = self.donors.iter();
        let donors: Vec<&[u8]> = donors.map(|file| file.bytes.as_slice()).collect();
        for _ in 0..=random.below(2) {
            let at = random.below(files.len());
            mutate::bytes(random, &mut files[at].bytes, &donors);
            match random.below(8) {
                0 => files[at] = gzipped(&files[at].clone()),
                1 => files[at].name = "x".repeat(random.below(5000)).replace('\n', " "),
                2 => files.swap(0, at),
                _ => {}
            }
        }
        if random.once_in(2) {
            files.push(File {
                name: OPTIONS.into(),
                bytes: options(random).to_string().into_bytes(),
            });
        }
        packed(&files)
    }

    async fn check(&mut self, input: &[u8]) -> Verdict {
        let mut files = unpacked(input);
        let given = files.iter().position(|file| file.name == OPTIONS);
        let given = given.map(|at| files.remove(at).bytes);
        let given = given.and_then(|json| serde_json::from_slice(&json).ok());
        let reading = match given.map_or_else(|| Ok(Reading::default()), Reading::from_json) {
            Ok(reading) => reading,
            Err(error) => return refusal(&error, &[Code::Config]),
        };
        let (read, held) = meter::measured(|| import::read(&files, &reading));
        let unpacked: usize = files.iter().map(|file| unpacked_size(&file.bytes)).sum();
        meter::check(input.len() + unpacked, held)?;
        match read {
            Err(error) => refusal(&error, &[Code::Data]),
            Ok(opening) => {
                let words = opening.note.to_string();
                let reading = opening
                    .reading
                    .to_json()
                    .map_err(|error| error.to_string())?;
                let bytes = packed::pack(&opening.dataset, &words, &reading)
                    .map_err(|error| error.to_string())?;
                let again = packed::unpack(&bytes).map_err(|error| error.to_string())?;
                if (&again.dataset, &again.note, &again.reading)
                    != (&opening.dataset, &words, &reading)
                {
                    return Err("packing changes the data".into());
                }
                let info = self.catalog.put_read(again.dataset, again.reading);
                let after = self.dataset()?;
                let split = SplitIndices::new(&after, 1);
                let sizes = [split.train.len(), split.validation.len(), split.test.len()];
                if sizes != [info.train, info.validation, info.test] || sizes.contains(&0) {
                    return Err(format!("the split is {sizes:?}"));
                }
                if info.train * after.size() > 200_000 {
                    return Ok(());
                }
                let config = RunConfig {
                    hidden: vec![3],
                    batch_size: 8,
                    ..small(after.source)
                };
                let mut run =
                    Trainer::new(config, after, cpu()).map_err(|error| error.to_string())?;
                in_use(&mut run).await
            }
        }
    }
}

/// Bytes that a packed file unpacks to. They count as input: they are held once.
fn unpacked_size(bytes: &[u8]) -> usize {
    let counted =
        |reader: &mut dyn Read| io::copy(reader, &mut io::sink()).unwrap_or(1 << 20) as usize;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return counted(&mut flate2::read::GzDecoder::new(bytes));
    }
    if let Ok(mut archive) = ZipArchive::new(io::Cursor::new(bytes)) {
        let inner = (0..archive.len()).map(|at| {
            let mut contents = Vec::new();
            let read = archive
                .by_index(at)
                .map(|mut file| file.read_to_end(&mut contents));
            let size = read.map_or(0, |_| contents.len());
            size + picture_size(&contents)
        });
        return inner.sum();
    }
    picture_size(bytes)
}

/// Bytes of the pixels that the header of a picture promises, with eight for each: no more than may be held.
fn picture_size(bytes: &[u8]) -> usize {
    if !picture::is_picture(bytes) {
        return 0;
    }
    let size = picture::size("", bytes).map_or(0, |(width, height)| {
        8 * u64::from(width) * u64::from(height)
    });
    size.clamp(1 << 16, picture::MOST_MEMORY) as usize
}

fn small(dataset: Source) -> RunConfig {
    RunConfig {
        dataset,
        ..RunConfig::default()
    }
}

impl Files {
    fn dataset(&mut self) -> Result<std::sync::Arc<hourglass::data::Dataset>, String> {
        let found = self.catalog.dataset(&small(Source::File));
        found.map_err(|error| error.to_string())
    }
}
