//! Files to train on: IDX files, gzipped or not, and packed data, one or several.

use hourglass::config::{RunConfig, Source};
use hourglass::data::catalog::Catalog;
use hourglass::data::import::{self, File};
use hourglass::data::packed;
use hourglass::data::split::SplitIndices;
use hourglass::error::Code;
use hourglass::run::Trainer;

use super::super::contract::refusal;
use super::super::corpus::{self, gzipped};
use super::super::mutate::{self, Random};
use super::super::{Target, Verdict, meter};
use super::{cpu, in_use};

/// Files that are opened together.
pub struct Files {
    corpus: Vec<Vec<File>>,
    catalog: Catalog,
}

impl Files {
    /// Begins with sets of files that can be opened.
    pub fn new() -> Self {
        let corpus = corpus::files();
        let mut catalog = Catalog::default();
        catalog.put(import::read(&corpus[0]).unwrap().0);
        Self { corpus, catalog }
    }
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
        let mut files = random.one_of(&self.corpus).clone();
        if random.once_in(4) {
            let more = random.one_of(&self.corpus);
            files.push(random.one_of(more).clone());
        }
        let donors: Vec<_> = self.corpus.iter().flatten().collect();
        let donors: Vec<&[u8]> = donors.iter().map(|file| file.bytes.as_slice()).collect();
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
        packed(&files)
    }

    async fn check(&mut self, input: &[u8]) -> Verdict {
        let files = unpacked(input);
        let (read, held) = meter::measured(|| import::read(&files));
        // What gzip unpacks counts as input: it is held once.
        let unpacked = files
            .iter()
            .map(|file| match file.bytes.starts_with(&[0x1f, 0x8b]) {
                true => {
                    let mut reader = flate2::read::GzDecoder::new(file.bytes.as_slice());
                    std::io::copy(&mut reader, &mut std::io::sink()).unwrap_or(1 << 20) as usize
                }
                false => 0,
            });
        meter::check(input.len() + unpacked.sum::<usize>(), held)?;
        match read {
            Err(error) => refusal(&error, &[Code::Data]),
            Ok((dataset, note)) => {
                let bytes = packed::pack(&dataset, &note.to_string()).map_err(|error| error.to_string())?;
                let (unpacked, words) = packed::unpack(&bytes).map_err(|error| error.to_string())?;
                if unpacked != dataset || words != note.to_string() {
                    return Err("packing changes the data".into());
                }
                let info = self.catalog.put(unpacked);
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
