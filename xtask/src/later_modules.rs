//! State of the modules that are built while the page is served already, as the page learns it.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;

const BUILDING: &str = r#"{"building": true}"#;
const FAILED: &str = r#"{"error": "It could not be built: see the terminal of cargo xtask serve"}"#;

/// Modules that the page does not start with, in the order in which they are built.
const LATER: [&str; 2] = ["import", "full"];

/// Progress of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// An older module, if one is there, is of no use: it knows another version of the page.
    Building,
    /// Its files can be served.
    Built,
    /// It will not come.
    Failed,
}

/// The states that the thread of the build writes and the server reads.
pub struct LaterModules(Mutex<[Build; LATER.len()]>);

impl LaterModules {
    /// All modules in this state.
    pub fn new(state: Build) -> Self {
        Self(Mutex::new([state; LATER.len()]))
    }

    /// Takes note of a new state of a module.
    pub fn set(&self, module: &str, state: Build) {
        let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = LATER.iter().position(|name| *name == module) {
            states[at] = state;
        }
    }

    /// Answer to a request for a file, in JSON, where the file itself cannot be the answer. The page reads
    /// `size.json` and asks again for what was not there; an error status would show in its console.
    pub fn answer(&self, path: &Path) -> Option<(StatusCode, &'static str)> {
        let rest = path.strip_prefix("pkg").ok()?;
        let at = LATER.iter().position(|name| rest.starts_with(name))?;
        let news = match self.0.lock().unwrap_or_else(PoisonError::into_inner)[at] {
            Build::Built => return None,
            Build::Building => BUILDING,
            Build::Failed => FAILED,
        };
        Some((StatusCode::ACCEPTED, news))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(modules: &LaterModules, path: &str) -> Option<(StatusCode, &'static str)> {
        modules.answer(Path::new(path))
    }

    #[test]
    fn a_module_that_is_being_built_says_so_and_hides_its_older_files() {
        let modules = LaterModules::new(Build::Building);
        for path in [
            "pkg/full/size.json",
            "pkg/full/hourglass_bg.wasm",
            "pkg/import/size.json",
        ] {
            assert_eq!(
                answer(&modules, path),
                Some((StatusCode::ACCEPTED, BUILDING)),
                "{path}"
            );
        }
    }

    #[test]
    fn the_small_module_and_the_page_are_served_meanwhile() {
        let modules = LaterModules::new(Build::Building);
        for path in ["index.html", "pkg/cpu/size.json", "www/main.js"] {
            assert_eq!(answer(&modules, path), None, "{path}");
        }
    }

    #[test]
    fn a_module_that_is_built_is_served_and_the_other_is_waited_for() {
        let modules = LaterModules::new(Build::Building);
        modules.set("import", Build::Built);
        assert_eq!(answer(&modules, "pkg/import/size.json"), None);
        assert!(answer(&modules, "pkg/full/size.json").is_some());
    }

    #[test]
    fn a_module_that_could_not_be_built_names_the_place_of_the_error() {
        let modules = LaterModules::new(Build::Building);
        modules.set("full", Build::Failed);
        let (_, news) = answer(&modules, "pkg/full/size.json").unwrap();
        let news: serde_json::Value = serde_json::from_str(news).unwrap();
        assert!(
            news["error"]
                .as_str()
                .unwrap()
                .contains("cargo xtask serve")
        );
    }
}
