//! Arguments of the command line.

use std::path::PathBuf;

use hourglass::run::Part;
use lexopt::prelude::*;

use crate::Failure;

/// A command with its options.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Print the help.
    Help,
    /// Train a run.
    Train(Train),
    /// Measure a saved run.
    Evaluate {
        /// The saved run.
        file: PathBuf,
        /// File or folder of examples.
        data: Option<PathBuf>,
    },
    /// Write the latent codes of a saved run.
    Encode(Encode),
}

/// Length of the training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Length {
    /// Passes over the training images.
    Epochs(usize),
    /// Steps.
    Steps(usize),
}

/// The options of `train`.
#[derive(Debug, PartialEq)]
pub struct Train {
    /// The settings.
    pub config: PathBuf,
    /// File or folder of examples.
    pub data: Option<PathBuf>,
    /// True to train on the validation images too.
    pub all: bool,
    /// True to measure the validation images after each epoch.
    pub watch: bool,
    /// Overrides the config file.
    pub length: Option<Length>,
    /// Overrides the config file.
    pub seed: Option<u32>,
    /// File for the saved run.
    pub save: Option<PathBuf>,
}

/// The options of `encode`.
#[derive(Debug, PartialEq)]
pub struct Encode {
    /// The saved run.
    pub file: PathBuf,
    /// File or folder of examples.
    pub data: Option<PathBuf>,
    /// Examples to encode.
    pub part: Part,
    /// File for the codes.
    pub out: PathBuf,
}

#[derive(Default)]
struct Options {
    data: Option<PathBuf>,
    all: bool,
    watch: bool,
    length: Option<Length>,
    seed: Option<u32>,
    save: Option<PathBuf>,
    split: Option<Part>,
    out: Option<PathBuf>,
}

impl Options {
    /// True if any is given that only training heeds.
    fn are_of_training(&self) -> bool {
        let switched = self.all || self.watch;
        switched || self.length.is_some() || self.seed.is_some() || self.save.is_some()
    }
}

/// Reads the arguments.
pub fn read(mut parser: lexopt::Parser) -> Result<Command, Failure> {
    let mut words: Vec<PathBuf> = Vec::new();
    let mut options = Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Value(word) if words.len() < 2 => words.push(word.into()),
            Long("data") => options.data = Some(parser.value()?.into()),
            Long("all") => options.all = true,
            Long("watch") => options.watch = true,
            Long("epochs") => take_length(&mut options, Length::Epochs(count(&mut parser)?))?,
            Long("steps") => take_length(&mut options, Length::Steps(count(&mut parser)?))?,
            Long("seed") => options.seed = Some(parser.value()?.parse()?),
            Long("split") => options.split = Some(part(&parser.value()?.string()?)?),
            Long("out") => options.out = Some(parser.value()?.into()),
            Long("save") => options.save = Some(parser.value()?.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    let mut words = words.into_iter();
    let command = words.next().unwrap_or_default();
    match (command.to_str(), words.next()) {
        (Some("train"), Some(config)) => train(config, options),
        (Some("evaluate"), Some(file)) => evaluate(file, options),
        (Some("encode"), Some(file)) => encode(file, options),
        (Some("train"), None) => Err(words_of("Name the file of settings to train")),
        (Some("evaluate"), None) => Err(words_of("Name the saved run to evaluate")),
        (Some("encode"), None) => Err(words_of("Name the saved run to encode with")),
        (Some(""), _) => Err(words_of("Name a command")),
        _ => Err(words_of(&format!(
            "There is no command \"{}\"",
            command.display()
        ))),
    }
}

fn train(config: PathBuf, options: Options) -> Result<Command, Failure> {
    if options.all && options.watch {
        return Err(words_of("--all leaves no validation images to --watch"));
    }
    if options.split.is_some() || options.out.is_some() {
        return Err(words_of("--split and --out are options of `encode`"));
    }
    Ok(Command::Train(Train {
        config,
        data: options.data,
        all: options.all,
        watch: options.watch,
        length: options.length,
        seed: options.seed,
        save: options.save,
    }))
}

fn evaluate(file: PathBuf, options: Options) -> Result<Command, Failure> {
    if options.are_of_training() || options.split.is_some() || options.out.is_some() {
        return Err(words_of("`evaluate` takes no option but --data"));
    }
    Ok(Command::Evaluate {
        file,
        data: options.data,
    })
}

fn encode(file: PathBuf, options: Options) -> Result<Command, Failure> {
    if options.are_of_training() {
        return Err(words_of(
            "`encode` takes no options but --data, --split and --out",
        ));
    }
    let Some(out) = options.out else {
        return Err(words_of("Name the file for the codes with --out"));
    };
    Ok(Command::Encode(Encode {
        file,
        data: options.data,
        part: options.split.unwrap_or(Part::All),
        out,
    }))
}

fn part(name: &str) -> Result<Part, Failure> {
    match name {
        "training" => Ok(Part::Training),
        "validation" => Ok(Part::Validation),
        "test" => Ok(Part::Test),
        "all" => Ok(Part::All),
        _ => Err(words_of(&format!(
            "--split cannot be \"{name}\": it is training, validation, test or all"
        ))),
    }
}

fn count(parser: &mut lexopt::Parser) -> Result<usize, Failure> {
    match parser.value()?.parse()? {
        0 => Err(words_of("The length must be at least 1")),
        count => Ok(count),
    }
}

fn take_length(options: &mut Options, length: Length) -> Result<(), Failure> {
    match options.length.replace(length) {
        None => Ok(()),
        Some(_) => Err(words_of("Give --epochs or --steps, once")),
    }
}

fn words_of(words: &str) -> Failure {
    Failure::Words(format!("{words}; `hourglass --help` lists the options."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Result<Command, String> {
        let parser = lexopt::Parser::from_args(line.split_whitespace());
        read(parser).map_err(|failure| failure.to_string())
    }

    #[test]
    fn all_options_of_a_run_are_taken() {
        let line = "train a.json --data d --all --epochs 20 --seed=7 --save b.safetensors";
        assert_eq!(
            words(line),
            Ok(Command::Train(Train {
                config: "a.json".into(),
                data: Some("d".into()),
                all: true,
                watch: false,
                length: Some(Length::Epochs(20)),
                seed: Some(7),
                save: Some("b.safetensors".into()),
            }))
        );
    }

    #[test]
    fn all_examples_are_encoded_unless_a_split_is_named() {
        for (line, part) in [
            ("encode a.safetensors --out b.csv", Part::All),
            ("encode a.safetensors --out b.csv --split test", Part::Test),
        ] {
            let expected = Encode {
                file: "a.safetensors".into(),
                data: None,
                part,
                out: "b.csv".into(),
            };
            assert_eq!(words(line), Ok(Command::Encode(expected)));
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused_in_words() {
        for (line, expected) in [
            ("", "Name a command"),
            ("train", "Name the file"),
            ("evaluate", "Name the saved run"),
            ("learn a.json", "\"learn\""),
            ("train a.json b.json", "b.json"),
            ("train a.json --fast", "--fast"),
            ("train a.json --epochs 0", "at least 1"),
            ("train a.json --epochs", "--epochs"),
            ("train a.json --epochs 2 --steps 3", "or --steps"),
            ("train a.json --seed x", "x"),
            (
                "train a.json --all --watch",
                "no validation images to --watch",
            ),
            ("evaluate a.safetensors --all", "no option but --data"),
            ("evaluate a.safetensors --out b.csv", "no option but --data"),
            ("train a.json --split test", "options of `encode`"),
            ("encode", "Name the saved run"),
            ("encode a.safetensors", "--out"),
            (
                "encode a.safetensors --out b.csv --seed 2",
                "no options but",
            ),
            ("encode a.safetensors --out b.csv --split some", "\"some\""),
        ] {
            let error = words(line).unwrap_err();
            assert!(
                error.contains(expected) && error.contains("--help"),
                "{line}: {error}"
            );
        }
    }
}
