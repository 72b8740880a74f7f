//! State of the GPU module, which is built while the page is served already, as the page learns it.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;

const BUILDING: &str = r#"{"building": true}"#;
const FAILED: &str = r#"{"error": "It could not be built: see the terminal of cargo xtask serve"}"#;

/// Progress of the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// An older module, if one is there, is of no use: it knows another version of the page.
    Building,
    /// Its files can be served.
    Built,
    /// It will not come.
    Failed,
}

/// The state that the thread of the build writes and the server reads.
pub struct GpuModule(Mutex<Build>);

impl GpuModule {
    /// A module in this state.
    pub fn new(state: Build) -> Self {
        Self(Mutex::new(state))
    }

    /// Takes note of a new state.
    pub fn set(&self, state: Build) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// Answer to a request for a file, in JSON, where the file itself cannot be the answer. The page reads
    /// `size.json` and asks again for what was not there; an error status would show in its console.
    pub fn answer(&self, path: &Path) -> Option<(StatusCode, &'static str)> {
        path.strip_prefix("pkg/full").ok()?;
        let news = match *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
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

    fn answer(module: &GpuModule, path: &str) -> Option<(StatusCode, &'static str)> {
        module.answer(Path::new(path))
    }

    #[test]
    fn a_module_that_is_being_built_says_so_and_hides_its_older_files() {
        let module = GpuModule::new(Build::Building);
        let size = answer(&module, "pkg/full/size.json");
        assert_eq!(size, Some((StatusCode::ACCEPTED, BUILDING)));
        let older = answer(&module, "pkg/full/hourglass_bg.wasm");
        assert_eq!(older, Some((StatusCode::ACCEPTED, BUILDING)));
    }

    #[test]
    fn the_small_module_and_the_page_are_served_meanwhile() {
        let module = GpuModule::new(Build::Building);
        for path in ["index.html", "pkg/cpu/size.json", "www/main.js"] {
            assert_eq!(answer(&module, path), None, "{path}");
        }
    }

    #[test]
    fn a_module_that_is_built_is_served() {
        let module = GpuModule::new(Build::Building);
        module.set(Build::Built);
        assert_eq!(answer(&module, "pkg/full/size.json"), None);
    }

    #[test]
    fn a_module_that_could_not_be_built_names_the_place_of_the_error() {
        let module = GpuModule::new(Build::Failed);
        let (_, news) = answer(&module, "pkg/full/size.json").unwrap();
        let news: serde_json::Value = serde_json::from_str(news).unwrap();
        assert!(
            news["error"]
                .as_str()
                .unwrap()
                .contains("cargo xtask serve")
        );
    }
}
