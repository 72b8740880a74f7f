//! `cargo xtask bench`: what a training step costs, on our module in a worker or on the whole page, and what
//! looking at it costs.

use std::ffi::OsString;
use std::iter;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::wasm::{self, Optimise, Package};
use crate::{browser, kernels, shell, test, tools};

/// Options of the benchmark.
#[derive(Default)]
pub struct Options {
    page: bool,
    exploring: bool,
    plain: bool,
    pkg: Option<PathBuf>,
    /// Words for `bench/run.mjs` or `bench/exploring.mjs`, which check their values.
    forwarded: Vec<OsString>,
}

impl Options {
    /// Takes one long option, and its value from those that follow.
    pub fn accept(&mut self, option: &str, rest: &mut lexopt::Parser) -> Result<()> {
        match option {
            "page" => self.page = true,
            "exploring" => self.exploring = true,
            "pkg" => self.pkg = Some(rest.value()?.into()),
            "plain" => self.plain = true,
            "record" | "gpu" => self.forwarded.push(format!("--{option}").into()),
            "workloads" | "devices" | "seconds" | "memory-seconds" | "memory-steps" | "models"
            | "tools" | "rounds" | "moves" => {
                self.forwarded.push(format!("--{option}").into());
                self.forwarded.push(rest.value()?);
            }
            _ => bail!("bench has no option `--{option}`; `cargo xtask --help` lists them"),
        }
        Ok(())
    }
}

/// Builds what is to be timed, unless a package is named, and times it.
pub fn run(options: &Options) -> Result<()> {
    if options.page {
        if options.exploring
            || options.plain
            || options.pkg.is_some()
            || !options.forwarded.is_empty()
        {
            bail!("bench --page takes no other option: it times the page as it is");
        }
        wasm::build_page(Optimise::Yes)?;
        test::drive_page(["tests/e2e/first-step.mjs".into()])?;
        return test::drive_page(["tests/e2e/bench.mjs".into()]);
    }
    if options.exploring {
        return explore(options);
    }
    if options.plain && options.forwarded.iter().any(|word| word == "--record") {
        bail!("bench --record wants the module as users get it, optimised: leave out --plain");
    }
    tools::for_node()?;
    let chrome = browser::find()?.chrome;
    let folder = match &options.pkg {
        Some(folder) => std::path::absolute(folder)?,
        None => {
            let package = Package::bench();
            let optimise = if options.plain {
                Optimise::No
            } else {
                Optimise::Yes
            };
            kernels::build()?;
            wasm::build(&package, optimise)?;
            package.folder().to_path_buf()
        }
    };
    let mut command = shell::command("node", ["bench/run.mjs", "--pkg"]);
    command.arg(folder).args(&options.forwarded);
    command.env("CHROME", chrome);
    shell::run(command)
}

/// Times the views: the latent space with many points, then the page with all of its views.
fn explore(options: &Options) -> Result<()> {
    if options.plain || options.pkg.is_some() {
        bail!("bench --exploring takes no --plain and no --pkg: it times the page as users get it");
    }
    wasm::build_page(Optimise::Yes)?;
    test::drive_page(["bench/scatter.mjs".into()])?;
    let words = options.forwarded.iter().map(PathBuf::from);
    test::drive_page(iter::once("bench/exploring.mjs".into()).chain(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(words: &[&str]) -> Result<Options> {
        let mut options = Options::default();
        let mut parser = lexopt::Parser::from_args(words);
        while let Some(lexopt::Arg::Long(option)) = parser.next()? {
            let option = option.to_owned();
            options.accept(&option, &mut parser)?;
        }
        Ok(options)
    }

    #[test]
    fn what_the_script_decides_is_passed_on_to_it() {
        let options = accept(&["--workloads", "W1,W3", "--record", "--seconds=2"]).unwrap();
        assert_eq!(
            options.forwarded,
            ["--workloads", "W1,W3", "--record", "--seconds", "2"]
        );
    }

    #[test]
    fn an_option_without_its_value_is_refused() {
        assert!(accept(&["--seconds"]).is_err());
    }

    #[test]
    fn an_unknown_option_is_refused_by_name() {
        let error = accept(&["--fast"]).err().unwrap().to_string();
        assert!(error.contains("--fast"), "{error}");
    }

    #[test]
    fn an_unoptimised_module_is_not_recorded() {
        let error = run(&accept(&["--record", "--plain"]).unwrap()).unwrap_err();
        assert!(error.to_string().contains("leave out --plain"), "{error}");
    }

    #[test]
    fn what_looking_costs_is_not_measured_on_another_package() {
        let error = run(&accept(&["--exploring", "--pkg", "there"]).unwrap()).unwrap_err();
        assert!(error.to_string().contains("no --pkg"), "{error}");
    }

    #[test]
    fn the_whole_page_is_timed_as_it_is() {
        let error = run(&accept(&["--page", "--record"]).unwrap()).unwrap_err();
        assert!(error.to_string().contains("no other option"), "{error}");
    }
}
