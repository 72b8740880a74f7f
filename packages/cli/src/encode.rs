//! `hourglass encode`: writes the latent codes of a saved run for other programs, as the page's card "Export" does.

mod numpy;
mod rows;
mod sprite;
mod text;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use hourglass::device::{self, DeviceKind};
use hourglass::run::{Part, Trainer};

use crate::arguments::Encode;
use crate::{Failure, data, print, save};
use rows::Rows;

/// Examples that are encoded at once.
const AT_ONCE: usize = 8192;

/// Files by their names.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// Encodes a split of the data of a saved run, or all of them, and writes the codes.
pub async fn encode(options: Encode) -> Result<(), Failure> {
    let form = Form::of(&options.out)?;
    save::check(&options.out)?;
    let mut saved = save::read(&options.file)?;
    let dataset = data::open(&mut saved.config, options.data.as_deref())?;
    let classes = dataset.classes.clone();
    let device = device::open(DeviceKind::Cpu).await?;
    let mut run = Trainer::resume(saved, dataset, device)?;
    print::begin(&run)?;
    let rows = encoded(&mut run, options.part, classes).await?;
    let files = form.files(&options.out, &rows, &run, options.part)?;
    for (file, bytes) in &files {
        save::write(file, bytes)?;
    }
    let names: Vec<_> = files.iter().map(|(file, _)| file.as_path()).collect();
    print::encoded(rows.indices.len(), rows.latent, options.part, &names)
}

async fn encoded(run: &mut Trainer, part: Part, classes: Vec<String>) -> Result<Rows, Failure> {
    let mut rows = Rows {
        latent: run.config().latent,
        classes,
        ..Rows::default()
    };
    loop {
        let next = run.encode_part(part, rows.indices.len(), AT_ONCE).await?;
        rows.indices.extend(next.indices);
        rows.splits.extend(next.splits);
        rows.names.extend(next.names);
        rows.labels.extend(next.labels);
        rows.codes.extend(next.codes);
        if rows.indices.len() == next.total {
            return Ok(rows);
        }
    }
}

/// Form of the files, which the ending of the name says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    /// A table with a header.
    Csv,
    /// The codes as an array, with an array next to it for everything else.
    Npy,
    /// All arrays in one file.
    Npz,
    /// The files of the Embedding Projector.
    Tsv,
}

impl Form {
    fn of(file: &Path) -> Result<Self, Failure> {
        let ending = file.extension().unwrap_or_default().to_ascii_lowercase();
        match ending.to_str() {
            Some("csv") => Ok(Self::Csv),
            Some("npy") => Ok(Self::Npy),
            Some("npz") => Ok(Self::Npz),
            Some("tsv") => Ok(Self::Tsv),
            _ => Err(Failure::Words(format!(
                "{} does not say its form. End its name with .csv, .npy, .npz or .tsv.",
                file.display()
            ))),
        }
    }

    fn files(self, out: &Path, rows: &Rows, run: &Trainer, part: Part) -> Result<Files, Failure> {
        let one = |bytes: Vec<u8>| vec![(out.to_owned(), bytes)];
        Ok(match self {
            Self::Csv => one(text::csv(rows).into()),
            Self::Npz => one(numpy::archive(rows)?),
            Self::Npy => {
                let arrays = numpy::arrays(rows).into_iter();
                let named = arrays.map(|(name, bytes)| match name {
                    "codes" => (out.to_owned(), bytes),
                    _ => (next_to(out, name, "npy"), bytes),
                });
                named.collect()
            }
            Self::Tsv => {
                let mut files = one(text::vectors(rows).into());
                files.push((next_to(out, "metadata", "tsv"), text::metadata(rows).into()));
                let sprite = sprite::png(&run.sprite(part)?)?;
                files.push((next_to(out, "sprite", "png"), sprite));
                files
            }
        })
    }
}

/// A file next to another: `codes-metadata.tsv` next to `codes.tsv`.
fn next_to(out: &Path, what: &str, ending: &str) -> PathBuf {
    let mut name = out.file_stem().unwrap_or(OsStr::new("codes")).to_owned();
    name.push(format!("-{what}.{ending}"));
    out.with_file_name(name)
}
