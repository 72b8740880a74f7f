//! Firefox and WebKit for the tests of the page: programs named by environment variables, else
//! installed programs, else the distribution's packages.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Result, anyhow, bail};

use crate::{apt, browser};

/// A browser engine besides Chromium that the tests drive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Engine {
    /// Driven through WebDriver BiDi, without another program.
    Firefox,
    /// Driven by the WebDriver server of WebKitGTK, on a display without a screen.
    WebKit,
}

/// A program of an engine: the variable that may name it, and the names to look for.
type Program = (&'static str, &'static [&'static str]);

impl Engine {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Firefox, Self::WebKit];

    /// Name on the command line and for the tests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The engine of this name.
    pub fn named(name: &str) -> Result<Self> {
        match Self::ALL.into_iter().find(|engine| engine.name() == name) {
            Some(engine) => Ok(engine),
            None => bail!("--browser takes firefox or webkit, and not `{name}`"),
        }
    }

    const fn programs(self) -> &'static [Program] {
        match self {
            Self::Firefox => &[("FIREFOX", &["firefox-esr", "firefox"])],
            Self::WebKit => &[("WEBKIT_DRIVER", &["WebKitWebDriver"]), ("XVFB", &["Xvfb"])],
        }
    }

    // The driver's package brings the browser that it starts.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Firefox if browser::is_ubuntu() => &["firefox"],
            Self::Firefox => &["firefox-esr"],
            Self::WebKit => &["webkit2gtk-driver", "xvfb"],
        }
    }

    /// The variables for the tests with the programs, installed where they are missing and this
    /// user may.
    pub fn find(self) -> Result<Vec<(&'static str, PathBuf)>> {
        if let Some(found) = self.installed()? {
            return Ok(found);
        }
        let variables: Vec<&str> = self.programs().iter().map(|program| program.0).collect();
        apt::install(self.packages()).map_err(|why| {
            anyhow!(
                "the tests in {} need the packages {}, or programs named by {}: {why}",
                self.name(),
                self.packages().join(" and "),
                variables.join(" and ")
            )
        })?;
        match self.installed()? {
            Some(found) => Ok(found),
            None => bail!("apt brought no {}", self.name()),
        }
    }

    fn installed(self) -> Result<Option<Vec<(&'static str, PathBuf)>>> {
        let mut found = Vec::new();
        for (variable, names) in self.programs() {
            match browser::named_or_found(variable, names)? {
                Some(program) => found.push((*variable, program)),
                None => return Ok(None),
            }
        }
        Ok(Some(found))
    }
}

const VULKAN_DRIVERS: &str = "/usr/share/vulkan/icd.d";

/// The variable for the Vulkan loader with Mesa's software driver (lavapipe), installed where it
/// is missing and this user may.
pub fn lavapipe() -> Result<(&'static str, PathBuf)> {
    let variable = "VK_DRIVER_FILES";
    if let Some(named) = env::var_os(variable) {
        return Ok((variable, named.into()));
    }
    if let Some(driver) = installed_lavapipe() {
        return Ok((variable, driver));
    }
    apt::install(&["mesa-vulkan-drivers"]).map_err(|why| {
        anyhow!("the WebGPU test in Firefox needs lavapipe, or a driver named by {variable}: {why}")
    })?;
    match installed_lavapipe() {
        Some(driver) => Ok((variable, driver)),
        None => bail!("apt brought no lavapipe to {VULKAN_DRIVERS}"),
    }
}

fn installed_lavapipe() -> Option<PathBuf> {
    fs::read_dir(VULKAN_DRIVERS)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("lvp_icd"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_engine_is_found_by_its_name_and_no_other_is() {
        for engine in Engine::ALL {
            assert_eq!(Engine::named(engine.name()).unwrap(), engine);
        }
        let error = Engine::named("chromium").unwrap_err().to_string();
        assert!(error.contains("firefox or webkit"), "{error}");
    }
}
