//! Published page: minified scripts and style sheets, each with a source map.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::file_types::content_type;
use crate::site::SITE;
use crate::wasm::{self, Optimise};
use crate::{compress, shell, tools};

/// Builds the page and writes it to `dist/`, with compressed copies of its files.
pub fn dist() -> Result<()> {
    wasm::build_page(Optimise::Yes)?;
    let dist = shell::root().join("dist");
    publish(&dist)?;
    let sizes = compress::compress_all(&dist, &|path| content_type(path).1)?;
    println!(
        "dist/ holds {} files, {:.1} MB, with the maps that only developer tools fetch; to send \
         all of them takes {:.1} MB as gzip and {:.1} MB as brotli.",
        sizes.files,
        sizes.plain as f64 / 1e6,
        sizes.gzip as f64 / 1e6,
        sizes.brotli as f64 / 1e6
    );
    Ok(())
}

/// Publishes the page, whose modules are built, to a folder: what was there before is gone.
pub fn publish(folder: &Path) -> Result<()> {
    tools::for_node()?;
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    let mut command = shell::command("node", ["scripts/publish.mjs"]);
    command.arg(folder).args(SITE);
    shell::run(command).context("the page could not be published")
}
