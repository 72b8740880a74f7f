//! Command line of Hourglass: the config file and the core of the page, on larger data and without a browser. A thin
//! layer: it reads arguments and files, and prints results.

mod arguments;
mod data;
mod encode;
mod evaluate;
mod print;
mod save;
mod sets;
mod settings;
mod train;

use std::process::ExitCode;

use hourglass::error::LabError;

use arguments::Command;

const HELP: &str = "\
Trains autoencoders, as the page of Hourglass does, on files such as MNIST's, tables, arrays and pictures.

Usage: hourglass train CONFIG [OPTIONS]
       hourglass evaluate FILE [--data PATH]
       hourglass encode FILE [--data PATH] [--split SPLIT] --out FILE

  train      train with the settings of CONFIG, print a JSON line every hundred steps, and evaluate on the
             test images at the end. CONFIG is a JSON file of the settings that differ from the defaults,
             the page's file \"All, JSON\", or the page's address in quotes: '#v=2&latent=8'
               --data PATH  a file or a folder: IDX, CSV, NumPy arrays, zip archives or pictures, with labels if
                            there are any; names with train and test decide which examples are
                            tested on, else the smaller file is (without it, the set that
                            CONFIG names)
               --all        train on the validation images, too
               --watch      measure the validation images after each epoch
               --epochs N   passes over the training images, instead of those in CONFIG
               --steps N    optimizer steps, instead of epochs
               --seed N     instead of the one in CONFIG
               --save FILE  save the run as safetensors, for `evaluate` and for the page
  evaluate   evaluate a saved run on the test images
  encode     write the latent codes of a saved run, each with its index in the data file, its split and its label
               --split S    training, validation, test or all (without it, all)
               --out FILE   FILE.csv: a table; FILE.npz: arrays of NumPy in one file; FILE.npy: the codes, with
                            the other arrays in files next to it; FILE.tsv: vectors for the Embedding
                            Projector, with its metadata and sprite image in files next to it

Standard output: JSON lines, then a table of test metrics. Errors go to standard error, with exit status 1.";

/// Failure of a command.
#[derive(Debug)]
enum Failure {
    /// The core refused.
    Core(LabError),
    /// The arguments, or a file, are wrong.
    Words(String),
}

impl From<LabError> for Failure {
    fn from(error: LabError) -> Self {
        Self::Core(error)
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Words(format!("{error}; `hourglass --help` lists the options."))
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Core(error) => error.fmt(f),
            Self::Words(words) => words.fmt(f),
        }
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    match arguments::read(lexopt::Parser::from_env())? {
        Command::Help => {
            println!("{HELP}");
            Ok(())
        }
        Command::Train(options) => pollster::block_on(train::train(options)),
        Command::Encode(options) => pollster::block_on(encode::encode(options)),
        Command::Evaluate { file, data } => pollster::block_on(evaluate::evaluate(&file, data)),
    }
}
