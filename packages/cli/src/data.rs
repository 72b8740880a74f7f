//! Data set of a run: from a folder of IDX files, or built in.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hourglass::config::{RunConfig, Source};
use hourglass::data::Dataset;
use hourglass::data::catalog::Catalog;
use hourglass::data::import::{self, File};

use crate::{Failure, print};

/// The data set of a config; with a folder, the IDX files in there, whatever the config says.
pub fn open(config: &mut RunConfig, folder: Option<&Path>) -> Result<Arc<Dataset>, Failure> {
    let mut catalog = Catalog::default();
    match folder {
        Some(folder) => {
            config.dataset = Source::File;
            let (dataset, note) = import::read(&files(folder)?)?;
            catalog.put(dataset);
            print::note(&note)?;
        }
        None if config.dataset == Source::File => {
            return Err(Failure::Words(
                "These settings need data of your own. Name their folder with --data.".into(),
            ));
        }
        None => {}
    }
    Ok(catalog.dataset(config)?)
}

/// All files of a folder named like IDX files, sorted by name.
fn files(folder: &Path) -> Result<Vec<File>, Failure> {
    let unreadable = |error| words(folder, "cannot be read", &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_file() && (name.contains("-ubyte") || name.contains(".idx")) {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(Failure::Words(format!(
            "{} holds no IDX files. Their names hold \"-ubyte\" or \".idx\", as in \
             train-images-idx3-ubyte.gz.",
            folder.display()
        )));
    }
    paths.sort();
    let read = |path: &PathBuf| {
        let bytes = fs::read(path).map_err(|error| words(path, "cannot be read", &error))?;
        let name = path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        Ok(File { name, bytes })
    };
    paths.iter().map(read).collect()
}

/// An error about a file or folder.
pub fn words(path: &Path, what: &str, why: &std::io::Error) -> Failure {
    Failure::Words(format!("{} {what}: {why}.", path.display()))
}
