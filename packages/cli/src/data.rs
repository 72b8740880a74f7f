//! Data set of a run: from files or a folder, built in, or one that the page fetches.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hourglass::config::{Reading, RunConfig, Source};
use hourglass::data::Dataset;
use hourglass::data::catalog::Catalog;
use hourglass::data::import::{self, File};

use crate::{Failure, print, sets};

/// The data set of a config; with a path, the file or the files in the folder there, whatever the config says.
pub fn open(config: &mut RunConfig, folder: Option<&Path>) -> Result<Arc<Dataset>, Failure> {
    let mut catalog = Catalog::default();
    match folder {
        Some(folder) => {
            config.dataset = Source::File;
            let reading = Reading::from_json(config.reading.clone().into())?;
            let opening = import::read(&files(folder)?, &reading)?;
            catalog.put_read(opening.dataset, opening.reading.to_json()?);
            print::note(&opening.note)?;
        }
        None if config.dataset == Source::File => {
            return Err(Failure::Words(
                "These settings need data of your own. Name their file or folder with --data."
                    .into(),
            ));
        }
        None => {
            if let Some((dataset, note)) = sets::load(config.dataset)? {
                catalog.put(dataset);
                print::set(&note)?;
            }
        }
    }
    catalog.note_reading(config);
    Ok(catalog.dataset(config)?)
}

/// Most files of a folder that are read: more is not a folder of data.
const MOST_FILES: usize = 100_000;

/// A file, or all files of a folder and of those in it, sorted by name. Their names begin in that folder.
fn files(path: &Path) -> Result<Vec<File>, Failure> {
    let unreadable = |path: &Path, error| words(path, "cannot be read", &error);
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    if path.is_file() {
        found.push(folders.remove(0));
    }
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| unreadable(&folder, error))? {
            let inner = entry.map_err(|error| unreadable(&folder, error))?.path();
            if inner.is_dir() {
                folders.push(inner);
            } else {
                found.push(inner);
            }
        }
        if found.len() > MOST_FILES {
            return Err(Failure::Words(format!(
                "{} holds more than {MOST_FILES} files. Name the folder of the data alone.",
                path.display()
            )));
        }
    }
    if found.is_empty() {
        return Err(Failure::Words(format!(
            "{} holds no files.",
            path.display()
        )));
    }
    found.sort();
    let read = |file: &PathBuf| {
        let bytes = fs::read(file).map_err(|error| unreadable(file, error))?;
        let inner = file
            .strip_prefix(path)
            .ok()
            .filter(|inner| !inner.as_os_str().is_empty());
        let name = inner.map_or_else(|| file.file_name().unwrap_or_default(), Path::as_os_str);
        let name = name.to_string_lossy().into_owned();
        Ok(File { name, bytes })
    };
    found.iter().map(read).collect()
}

/// An error about a file or folder.
pub fn words(path: &Path, what: &str, why: &std::io::Error) -> Failure {
    Failure::Words(format!("{} {what}: {why}.", path.display()))
}
