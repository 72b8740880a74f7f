//! Builds packages, `pkg/` above all: the wasm module and its JavaScript bindings, checked and
//! optimised. What is up to date is not built again, because optimising takes about two minutes.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::json;

use crate::module::{check_constructors, mend_table_exports};
use crate::{shell, tools};

/// How cargo tests the core in a browser: with what the whole module has and the benchmark calls.
pub const FEATURES: [&str; 2] = ["--features", "webgpu,bench"];

const TARGET: &str = "wasm32-unknown-unknown";

// What rustc may emit has to be allowed by name; binaryen 108, Debian's, knows all of these.
const WASM_OPT: [&str; 8] = [
    "-O2",
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Whether the module goes through wasm-opt.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Optimise {
    /// It must, and what is missing for it is an error.
    Yes,
    /// It should, and what is missing for it is a warning.
    IfPossible,
    /// It need not, unless the optimised module is there already.
    No,
}

/// What `wasm-bindgen` makes of one of the crates in `packages/`.
pub struct Package {
    name: &'static str,
    profile: &'static str,
    folder: PathBuf,
}

impl Package {
    /// The two that the page loads: the small one, which trains on the CPU at once, and the whole one,
    /// which it fetches where there is a GPU to use.
    pub fn of_page() -> [Self; 2] {
        let pkg = shell::root().join("pkg");
        [("cpu", "light"), ("full", "release")].map(|(name, profile)| Self {
            name,
            profile,
            folder: pkg.join(name),
        })
    }

    /// The one with the benchmark's exports, which the page never sees.
    pub fn bench() -> Self {
        Self {
            name: "bench",
            profile: "release",
            folder: shell::target_dir().join("bench-pkg"),
        }
    }

    /// Where it is built.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Brings the packages of the page up to date.
pub fn build_page(optimise: Optimise) -> Result<()> {
    for package in Package::of_page() {
        build(&package, optimise)?;
    }
    Ok(())
}

/// Brings a package up to date.
pub fn build(package: &Package, optimise: Optimise) -> Result<()> {
    tools::for_wasm()?;
    let wasm_opt = match optimise {
        Optimise::Yes => Some(tools::wasm_opt()?),
        Optimise::IfPossible => tools::wasm_opt()
            .inspect_err(|error| {
                eprintln!("warning: what is built now stays unoptimised: {error:#}");
            })
            .ok(),
        Optimise::No => None,
    };

    let Package { name, profile, .. } = package;
    let arguments = ["build", "--profile", profile, "--target", TARGET];
    let mut command = shell::command("cargo", arguments);
    command.arg("--package").arg(format!("hourglass-{name}"));
    shell::run(command)?;
    let file = format!("{TARGET}/{profile}/hourglass_{name}.wasm");
    let file = shell::target_dir().join(file);
    let raw = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
    check_constructors(&raw)?;

    let pkg = &package.folder;
    let module = pkg.join("hourglass_bg.wasm");
    let size = pkg.join("size.json");
    let stamp = shell::target_dir().join(format!("pkg-{name}.stamp"));
    let input = hash(&(raw, tools::wasm_bindgen_version()?, WASM_OPT));
    let described = |optimised: bool| -> Option<String> {
        let output = hash(&(
            fs::read(&module).ok()?,
            fs::read(pkg.join("hourglass.js")).ok()?,
            fs::read(&size).ok()?,
        ));
        Some(format!(
            "{input:x} {output:x} {}",
            if optimised { "optimised" } else { "plain" }
        ))
    };
    let built = fs::read_to_string(&stamp).ok();
    if built.is_some()
        && (built == described(true) || wasm_opt.is_none() && built == described(false))
    {
        println!("{} is up to date.", pkg.display());
        return Ok(());
    }

    // so that nothing of an older build stays behind; the stamp, being of those files, is void as well
    if pkg.exists() {
        fs::remove_dir_all(pkg).with_context(|| format!("emptying {}", pkg.display()))?;
    }
    let mut command = shell::command(
        "wasm-bindgen",
        ["--target", "web", "--out-name", "hourglass"],
    );
    command.arg("--out-dir").arg(pkg).arg(&file);
    shell::run(command)?;
    if let Some(program) = &wasm_opt {
        let started = Instant::now();
        let small = module.with_extension("wasm.small");
        let mut command = shell::command(program, WASM_OPT);
        command.arg(&module).arg("-o").arg(&small);
        shell::run(command)?;
        let before = fs::read(&module)?;
        let mut after = fs::read(&small)?;
        mend_table_exports(&before, &mut after).context("checking the optimised module")?;
        fs::write(&module, &after).context("replacing the module by the optimised one")?;
        fs::remove_file(&small)?;
        println!(
            "wasm-opt: {:.1} MB to {:.1} MB in {:.0} s",
            before.len() as f64 / 1e6,
            after.len() as f64 / 1e6,
            started.elapsed().as_secs_f64()
        );
    }
    // for the page: what a server says of the size is that of the compressed module
    let bytes = fs::metadata(&module)
        .context("wasm-bindgen left no module")?
        .len();
    fs::write(&size, json!({ "bytes": bytes }).to_string()).context("writing size.json")?;
    let built = described(wasm_opt.is_some()).context("the package is not whole")?;
    fs::write(&stamp, built).with_context(|| format!("writing {}", stamp.display()))
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
