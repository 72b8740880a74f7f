//! The page's copy of the schema, from which the controls are drawn before any module has arrived.
//! `cargo xtask schema` brings it up to date.

#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;
use std::{env, fs};

#[test]
fn the_schema_of_the_page_is_that_of_the_core() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/settings/schema.js");
    let schema = serde_json::to_string(&hourglass::config::schema()).unwrap();
    let wanted = format!(
        "// Every setting of a run, as `src/config/mod.rs` describes it. Written by `cargo xtask schema`.\n\n\
         /** @type {{import('../protocol/messages.js').Schema}} */\n\
         export const SCHEMA = {};\n",
        schema.replace("{\"name\"", "\n    {\"name\"")
    );
    if env::var_os("HOURGLASS_WRITE_SCHEMA").is_some() {
        fs::write(&file, &wanted).unwrap();
    }
    assert!(
        fs::read_to_string(&file).unwrap_or_default() == wanted,
        "www/settings/schema.js is not what src/config says; type: cargo xtask schema"
    );
}
