//! Settings of a run, in each form that people have them: a config file, the page's file "All, JSON", an address of the page.

mod address;
mod near;
mod quotes;

use std::fs;
use std::path::Path;

use hourglass::config;
use hourglass::data::formats::text;
use serde_json::{Map, Value};

use crate::data::words;
use crate::{Failure, print};

/// The format that the page's file "All, JSON" names.
const RUN: &str = "hourglass run";

/// The entries of a config: of a file, or of an address in its place.
pub fn read(source: &Path) -> Result<Map<String, Value>, Failure> {
    let typed = source.to_str().filter(|word| address::is_one(word));
    let entries = match typed {
        Some(address) => address::entries(address),
        None => of_file(source)?,
    };
    near::check(&entries)?;
    Ok(entries)
}

fn of_file(file: &Path) -> Result<Map<String, Value>, Failure> {
    let bytes = fs::read(file).map_err(|error| words(file, "cannot be read", &error))?;
    let text = text::decoded(&bytes);
    let text = text.trim();
    if address::is_one(text) {
        return Ok(address::entries(text));
    }
    match parsed(file, text)? {
        Value::String(text) if address::is_one(text.trim()) => Ok(address::entries(text.trim())),
        Value::Object(mut entries) if entries.get("format") == Some(&RUN.into()) => {
            of_run(file, &mut entries)
        }
        Value::Object(entries) => Ok(entries),
        other => Err(Failure::Words(format!(
            "{} holds {}, and no settings. Write them as {{\"latent\": 2}}.",
            file.display(),
            hourglass::error::short(other)
        ))),
    }
}

/// The JSON of a text. Quotes as word processors, Python and `cmd.exe` set them are read too, with a warning: no setting holds any.
fn parsed(file: &Path, text: &str) -> Result<Value, Failure> {
    config::parse(text).or_else(|error| {
        let straight = quotes::straightened(text);
        match config::parse(&straight) {
            Ok(json) => {
                print::warning(&format!(
                    "{} has quotes that JSON does not know. They are read as \".",
                    file.display()
                ))?;
                Ok(json)
            }
            Err(_) => Err(Failure::Words(format!(
                "{} is not JSON: {error}",
                file.display()
            ))),
        }
    })
}

/// The settings in the page's file of a run. The format of the file has the version of the settings in it.
fn of_run(file: &Path, run: &mut Map<String, Value>) -> Result<Map<String, Value>, Failure> {
    let version = run.remove("version");
    match (run.remove("config"), version) {
        (Some(Value::Object(mut entries)), Some(version)) => {
            entries.insert("version".into(), version);
            Ok(entries)
        }
        _ => Err(Failure::Words(format!(
            "{} is a run of the page without its settings. Save \"All, JSON\" on the page again.",
            file.display()
        ))),
    }
}
