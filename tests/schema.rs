//! Tests of what the page copies from the core. From the schema it draws controls before any module has arrived; the
//! types of answers and messages are for `tsc`. `cargo xtask schema` brings both up to date.

#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;
use std::{env, fs, io};

use flate2::Crc;
use hourglass::data::ExampleKind;
use hourglass::data::import::{Choice, FileRole, FileUse, Finding, Imported, Offer, Preview, Sure};
use hourglass::data::info::DatasetInfo;
use hourglass::data::layout::{Field, FieldKind, Layout};
use hourglass::data::sound::Sound;
use hourglass::data::sprite::Sprite;
use hourglass::error::{Code, LabError};
use hourglass::loss::TermInfo;
use hourglass::model::filters::Tiles;
use hourglass::model::layer_spec::Role;
use hourglass::pca::baseline::{Advance, ClassAccuracies, ClassAccuracy, Comparison};
use hourglass::run::summary::{LayerInfo, Summary};
use hourglass::run::{
    Codes, Corrupted, Created, Diverged, Encoded, EvaluationResult, Examples, Features, Finished,
    LayerStats, ModelStats, NearestExamples, Position, Posterior, Progress, Reconstruction, Rewind,
    Scores, Validation, snapshot::Snapshot,
};
use hourglass::train::checkpoint::Inspected;
use hourglass::train::early_stopping::StopReason;
use ts_rs::{Config, TS};

#[test]
fn the_schema_of_the_page_is_that_of_the_core() {
    let schema = serde_json::to_string(&hourglass::config::schema()).unwrap();
    let names = hourglass::metrics::NAMES.map(|(key, name)| format!("    {key}: '{name}',\n"));
    let expected = format!(
        "// Every setting of a run and the name of every metric, from `src/config` and `src/metrics`. Written by\n\
         // `cargo xtask schema`.\n\n\
         /** @type {{import('../protocol/messages.js').Schema}} */\n\
         export const SCHEMA = {};\n\n\
         export const METRIC_NAMES = {{\n{}}};\n\n\
         /** Fingerprint of `SCHEMA`: the module says the same one, unless it is of another version. */\n\
         export const FINGERPRINT = 0x{:08x};\n",
        schema.replace("{\"name\"", "\n    {\"name\""),
        names.concat(),
        crc(schema.as_bytes()),
    );
    compare("www/settings/schema.js", &expected).unwrap();
}

#[test]
fn the_types_of_the_page_are_those_of_the_core() {
    macro_rules! types {
        ($($name:ty),+ $(,)?) => { [$(declaration::<$name>()),+] };
    }
    let types = types! {
        // of queries
        Reconstruction, Corrupted, Posterior, Codes, Encoded, Sprite, Examples, NearestExamples, Scores, Features,
        ModelStats, LayerStats, Tiles,
        // of commands
        Created, Summary, DatasetInfo, ExampleKind, Layout, Field, FieldKind, Sound, LayerInfo, Role, TermInfo, Imported,
        Preview, FileRole, FileUse, Finding, Sure, Choice, Offer, Inspected,
        Position, Progress, Validation, Finished, StopReason, Snapshot, EvaluationResult, LabError, Code,
        Diverged, Rewind,
        // of the comparison with principal components
        Advance, Comparison, ClassAccuracies, ClassAccuracy,
    };
    let expected = format!(
        "// Answers and messages of the core, from the structs of `src/` that it serialises. Written by\n\
         // `cargo xtask schema`.\n\n\
         import type {{Config}} from './messages.js';\n{}",
        types.concat(),
    );
    compare("www/protocol/answers.d.ts", &expected).unwrap();
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// The type of a struct or enum, with each doc comment in one line.
fn declaration<T: TS>() -> String {
    let in_one_line = |comments: &str| {
        let opened = comments.replace("/**\n * ", "/** ");
        opened.replace("\n */", " */").replace("\n * ", " ")
    };
    let documentation = in_one_line(&T::docs().unwrap_or_default());
    let declaration = in_one_line(&T::decl(&Config::default()));
    let lines = declaration.replace(" \n", "\n").replace(", }", ",\n}");
    let indented = lines.replace('\n', "\n    ").replace("\n    }", "\n}");
    format!("\n{documentation}export {indented}\n")
}

/// Compares a file of the page with what it should be; writes it where that is asked for.
fn compare(file: &str, expected: &str) -> io::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if env::var_os("HOURGLASS_WRITE_SCHEMA").is_some() {
        fs::write(&path, expected)?;
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == expected,
        "{file} is not what src/ says; type: cargo xtask schema"
    );
    Ok(())
}
