//! Builds packages, `pkg/` above all: the wasm module and its JavaScript bindings, checked and
//! optimised. A package that is up to date is not built again, because optimising takes a minute.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::json;
use wasm_bindgen_cli_support::Bindgen;

use crate::module::{check_constructors, repair_table_exports};
use crate::{hot_loops, kernels, progress, shell, tools};

/// Features with which cargo tests the core in a browser: those of the GPU module and of the benchmark. Without the readers of
/// files, whose crates would have Burn compiled once more.
pub const FEATURES: [&str; 3] = ["--no-default-features", "--features", "lab,webgpu,bench"];

/// Target of everything that runs in a browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

// Instructions that rustc may emit have to be allowed by name. Debian's binaryen 108 knows all of these.
const WASM_OPT: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Passes of wasm-opt by package. Repeated until nothing changes they make the small module 1 % smaller, in 25 s; for the
/// whole one they would take minutes.
fn passes(package: &str) -> &'static [&'static str] {
    match package {
        "cpu" => &["-O3", "--converge"],
        _ => &["-O2"],
    }
}

/// Use of wasm-opt.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Optimise {
    /// Required: a missing wasm-opt is an error.
    Yes,
    /// A missing wasm-opt is a warning.
    IfPossible,
    /// Skipped; a module that is optimised already stays.
    No,
}

/// One of the crates in `packages/` as a browser loads it.
pub struct Package {
    name: &'static str,
    profile: &'static str,
    folder: PathBuf,
}

impl Package {
    /// The small module, with which the page starts: it trains on the CPU.
    pub fn cpu() -> Self {
        Self::of_page("cpu", "light")
    }

    /// The GPU module, which the page fetches where there is a GPU to use: the whole core.
    pub fn full() -> Self {
        Self::of_page("full", "release")
    }

    /// The module that reads the user's files, which the page fetches when the first ones are opened.
    pub fn import() -> Self {
        Self::of_page("import", "light")
    }

    fn of_page(name: &'static str, profile: &'static str) -> Self {
        let folder = shell::root().join("pkg").join(name);
        Self {
            name,
            profile,
            folder,
        }
    }

    /// The module with the benchmark's exports, which the page never loads.
    pub fn bench() -> Self {
        Self {
            name: "bench",
            profile: "release",
            folder: shell::target_dir().join("bench-pkg"),
        }
    }

    /// Name of the module, and of its folder in `pkg/`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Folder of the finished files.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn module(&self) -> PathBuf {
        self.folder.join("hourglass_bg.wasm")
    }

    fn stamp(&self) -> PathBuf {
        shell::target_dir().join(format!("pkg-{}.stamp", self.name))
    }

    /// Fingerprint of the finished files, of their input and of how they were made; none while one is missing.
    fn fingerprint(&self, input: u64, optimised: bool) -> Option<String> {
        let output = hash(&(
            fs::read(self.module()).ok()?,
            fs::read(self.folder.join("hourglass.js")).ok()?,
            fs::read(self.folder.join("size.json")).ok()?,
        ));
        let kind = if optimised { "optimised" } else { "plain" };
        Some(format!("{input:x} {output:x} {kind}"))
    }
}

/// Brings all packages of the page up to date.
pub fn build_page(optimise: Optimise) -> Result<()> {
    kernels::build()?;
    build(&Package::cpu(), optimise)?;
    build(&Package::import(), optimise)?;
    build(&Package::full(), optimise)
}

/// Brings a package up to date.
pub fn build(package: &Package, optimise: Optimise) -> Result<()> {
    tools::wasm_target(TARGET)?;
    let wasm_opt = match optimise {
        Optimise::Yes => Some(tools::wasm_opt()?),
        Optimise::IfPossible => tools::wasm_opt()
            .inspect_err(|error| eprintln!("warning: the module stays unoptimised: {error:#}"))
            .ok(),
        Optimise::No => None,
    };
    let file = compile(package)?;
    let raw = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
    check_constructors(&raw)?;
    if package.name == "cpu" {
        hot_loops::check(&raw)?;
    }

    let input = hash(&(
        raw,
        tools::wasm_bindgen_version()?,
        WASM_OPT,
        passes(package.name),
    ));
    let stamp = package.stamp();
    let built = fs::read_to_string(&stamp).ok();
    let is = |optimised| built.is_some() && built == package.fingerprint(input, optimised);
    if is(true) || wasm_opt.is_none() && is(false) {
        println!("{} is up to date.", package.folder.display());
        return Ok(());
    }
    write_bindings(package, &file)?;
    if let Some(program) = &wasm_opt {
        optimise_module(package, program)?;
    }
    write_size(package)?;
    let built = package
        .fingerprint(input, wasm_opt.is_some())
        .context("the package is not whole")?;
    fs::write(&stamp, built).with_context(|| format!("writing {}", stamp.display()))
}

/// Compiles the crate. Returns the module's file.
fn compile(package: &Package) -> Result<PathBuf> {
    let Package { name, profile, .. } = package;
    let arguments = ["rustc", "--profile", profile, "--target", TARGET];
    let mut command = shell::command("cargo", arguments);
    command.arg("--package").arg(format!("hourglass-{name}"));
    // The worker puts functions of other modules into the table of functions.
    command.args(["--", "-C", "link-arg=--growable-table"]);
    progress::reported(&format!("building the module `{name}`"), || {
        shell::run(command)
    })?;
    Ok(shell::target_dir().join(format!("{TARGET}/{profile}/hourglass_{name}.wasm")))
}

/// Writes the module with its JavaScript bindings. Nothing of an older build stays behind.
fn write_bindings(package: &Package, module: &Path) -> Result<()> {
    let folder = &package.folder;
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    println!("wasm-bindgen: writing {}", folder.display());
    progress::reported("writing the bindings", || {
        Bindgen::new()
            .input_path(module)
            .web(true)?
            .out_name("hourglass")
            .typescript(true)
            .omit_default_module_path(false)
            .generate(folder)
    })
    .context("wasm-bindgen failed")
}

/// Replaces the module by the optimised one.
fn optimise_module(package: &Package, wasm_opt: &Path) -> Result<()> {
    let module = &package.module();
    let started = Instant::now();
    let small = module.with_extension("wasm.small");
    let mut command = shell::command(wasm_opt, WASM_OPT);
    command.args(passes(package.name));
    command.arg(module).arg("-o").arg(&small);
    progress::reported("optimising the module", || shell::run(command))?;
    let before = fs::read(module)?;
    let mut after = fs::read(&small)?;
    repair_table_exports(&before, &mut after).context("checking the optimised module")?;
    fs::write(module, &after).context("replacing the module by the optimised one")?;
    fs::remove_file(&small)?;
    println!(
        "wasm-opt: {:.1} MB to {:.1} MB in {:.0} s",
        before.len() as f64 / 1e6,
        after.len() as f64 / 1e6,
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Writes the module's size for the page: a server's own header counts the compressed bytes.
fn write_size(package: &Package) -> Result<()> {
    let bytes = fs::metadata(package.module())
        .context("wasm-bindgen left no module")?
        .len();
    let size = json!({ "bytes": bytes }).to_string();
    fs::write(package.folder.join("size.json"), size).context("writing size.json")
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
