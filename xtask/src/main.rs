//! The commands of Hourglass, started as `cargo xtask`: everything a fresh clone needs to build,
//! serve and test the page. Each command does its own set-up and says what it runs.

mod apt;
mod bench;
mod browser;
mod compress;
mod engines;
mod file_types;
mod hot_loops;
mod kernels;
mod later_modules;
mod module;
mod progress;
mod publish;
mod python;
mod results;
mod shell;
mod site;
mod test;
mod tools;
mod wasm;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::engines::Engine;
use crate::wasm::Optimise;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  serve    build the page, serve it on this machine and print its address
             --port N       first port to try (8080)
             --dir PATH     serve this folder as it stands, without building
             --plain        skip wasm-opt: a quicker build, a larger and slower module
  test     set up what the tests need and run all of them, in order, to the first failure
             --only STAGE   run one stage (STAGE is one of those listed below)
             --browser NAME run all tests of tests/engines in firefox or webkit, and nothing else
  build    build pkg/kernels, pkg/cpu, pkg/import and pkg/full, optimised
             --plain        skip wasm-opt
  schema   write what the page copies from src/: www/settings/schema.js, the source of its controls,
           and www/protocol/answers.d.ts, the types of answers and messages
  dist     build, and write the files that a static host needs to dist/: scripts and sheets minified,
           each with a map to its source, and every file also as .gz and .br
  bench    time training steps in headless Chromium, and count what they ask of WebGPU
             --workloads W1,W3     of bench/workloads.json (all)
             --devices cpu,webgpu  (both)
             --seconds N           of timed training for each workload and device (12)
             --memory-seconds N    at most, of training on to the last of those steps (60)
             --memory-steps N,N    at which the memory is read (1000,10000)
             --gpu                 on this machine's graphics card, not the software adapter
             --plain               skip wasm-opt
             --record              write docs/performance.json and the table in docs/performance.md
             --pkg DIR             time this package as it stands, without building
             --page                time the whole page instead: its first step on a slow network, and
                                   steps with pictures and all; takes no option
             --exploring           time looking instead: the plane with 10,000 points, what training loses
                                   to all views, how long a pointer waits; with --record, and with
             --models default,strokes, --tools Draw,Repair (all), --seconds N of a stretch (4),
             --rounds N (5), --moves N of the pointer (200)
  results  train the networks of results/*.json on MNIST's files, natively, and write docs/results.json and
           the table in docs/results.md
             --data DIR            the folder of the four files ($HOURGLASS_DATA/mnist)
             --only NAME,NAME      these rows, and leave the others as they are written (all)
             --missing             only the seeds that were not measured with the row's settings yet

Stages of `test`:";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut arguments = lexopt::Parser::from_env();
    let mut command = None;
    let mut port = 8080;
    let mut dir: Option<PathBuf> = None;
    let mut only: Option<String> = None;
    let mut engine: Option<Engine> = None;
    let mut bench = bench::Options::default();
    let mut results = results::Options::default();
    let mut plain = false;
    while let Some(argument) = arguments.next()? {
        match (command.as_deref(), argument) {
            (_, Short('h') | Long("help")) => {
                println!("{HELP}");
                test::STAGES
                    .iter()
                    .for_each(|stage| println!("  {:<14} {}", stage.name, stage.title));
                return Ok(());
            }
            (None, Value(name)) => command = Some(name.string()?),
            (Some("serve"), Long("port")) => port = arguments.value()?.parse()?,
            (Some("serve"), Long("dir")) => dir = Some(arguments.value()?.into()),
            (Some("serve" | "build"), Long("plain")) => plain = true,
            (Some("test"), Long("browser")) => {
                engine = Some(Engine::named(&arguments.value()?.string()?)?);
            }
            (Some("test"), Long("only")) => only = Some(arguments.value()?.string()?),
            (Some("bench"), Long(option)) => {
                let option = option.to_owned();
                bench.accept(&option, &mut arguments)?;
            }
            (Some("results"), Long(option)) => {
                let option = option.to_owned();
                results.accept(&option, &mut arguments)?;
            }
            (_, other) => return Err(other.unexpected().into()),
        }
    }
    let optimise = if plain { Optimise::No } else { Optimise::Yes };
    match command.as_deref() {
        Some("serve") => match dir {
            Some(dir) => site::serve_folder(dir, port),
            None if plain => site::build_and_serve(port, Optimise::No),
            None => site::build_and_serve(port, Optimise::IfPossible),
        },
        Some("test") => match engine {
            Some(_) if only.is_some() => bail!("--only and --browser exclude each other"),
            Some(engine) => test::in_engine(engine),
            None => test::run(only.as_deref()),
        },
        Some("build") => wasm::build_page(optimise),
        Some("schema") => test::write_schema(),
        Some("dist") => publish::dist(),
        Some("bench") => bench::run(&bench),
        Some("results") => results::run(&results),
        Some(other) => bail!("there is no command `{other}`; `cargo xtask --help` lists them"),
        None => bail!("name a command; `cargo xtask --help` lists them"),
    }
}
