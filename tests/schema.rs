//! Test of the page's copy of the schema, from which it draws controls before any module has arrived.
//! `cargo xtask schema` brings it up to date.

#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;
use std::{env, fs};

#[test]
fn the_schema_of_the_page_is_that_of_the_core() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/settings/schema.js");
    let schema = serde_json::to_string(&hourglass::config::schema()).unwrap();
    let names = hourglass::metrics::NAMES.map(|(key, name)| format!("    {key}: '{name}',\n"));
    let expected = format!(
        "// Every setting of a run and the name of every metric, from `src/config` and `src/metrics`. Written by\n\
         // `cargo xtask schema`.\n\n\
         /** @type {{import('../protocol/messages.js').Schema}} */\n\
         export const SCHEMA = {};\n\n\
         export const METRIC_NAMES = {{\n{}}};\n",
        schema.replace("{\"name\"", "\n    {\"name\""),
        names.concat(),
    );
    if env::var_os("HOURGLASS_WRITE_SCHEMA").is_some() {
        fs::write(&file, &expected).unwrap();
    }
    assert!(
        fs::read_to_string(&file).unwrap_or_default() == expected,
        "www/settings/schema.js is not what src/config says; type: cargo xtask schema"
    );
}
