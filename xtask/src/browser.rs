//! Chromium and chromedriver for the browser tests: what `CHROME` and `CHROMEDRIVER` name, else
//! what is installed, else the distribution's packages.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{apt, shell};

const CHROMES: [&str; 4] = [
    "chromium",
    "google-chrome-stable",
    "google-chrome",
    "chromium-browser",
];

/// A browser and the driver that speaks for it.
pub struct Browser {
    /// Chromium or Chrome.
    pub chrome: PathBuf,
    /// Its WebDriver server.
    pub driver: PathBuf,
}

/// Finds both, installing them when they are missing and this user may.
pub fn find() -> Result<Browser> {
    let chrome = named_or_found("CHROME", &CHROMES)?;
    let driver = named_or_found("CHROMEDRIVER", &["chromedriver"])?;
    if let (Some(chrome), Some(driver)) = (chrome, driver) {
        return Ok(Browser { chrome, driver });
    }
    apt::install(packages()).map_err(|why| {
        anyhow::anyhow!(
            "the browser tests need Chromium and chromedriver, or Chrome and its chromedriver \
             named by CHROME and CHROMEDRIVER: {why}"
        )
    })?;
    Ok(Browser {
        chrome: named_or_found("CHROME", &CHROMES)?.context("apt brought no Chromium")?,
        driver: named_or_found("CHROMEDRIVER", &["chromedriver"])?
            .context("apt brought no chromedriver")?,
    })
}

/// Ubuntu calls the packages, which there stand for its snap, by other names than Debian.
fn packages() -> &'static [&'static str] {
    if is_ubuntu() {
        &["chromium-browser", "chromium-chromedriver"]
    } else {
        &["chromium", "chromium-driver"]
    }
}

/// Checks for Ubuntu, whose packages have other names than those of Debian.
pub fn is_ubuntu() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=ubuntu")
}

/// The program that a variable names, else the first of these on the path.
pub fn named_or_found(variable: &str, programs: &[&str]) -> Result<Option<PathBuf>> {
    match env::var_os(variable).filter(|value| !value.is_empty()) {
        Some(value) if PathBuf::from(&value).is_file() => Ok(Some(value.into())),
        Some(value) => bail!(
            "{variable} names {}, and there is no such file",
            value.display()
        ),
        None => Ok(shell::find(programs)),
    }
}

/// `webdriver.json` with the browser that was found: chromedriver looks in fewer places than we do.
pub fn capabilities(browser: &Browser) -> Result<PathBuf> {
    let committed = fs::read_to_string(shell::root().join("webdriver.json"))
        .context("reading webdriver.json")?;
    let mut capabilities: Value =
        serde_json::from_str(&committed).context("webdriver.json is not JSON")?;
    capabilities["goog:chromeOptions"]["binary"] = json!(browser.chrome);
    let file = shell::target_dir().join("webdriver.json");
    fs::write(&file, capabilities.to_string())
        .with_context(|| format!("writing {}", file.display()))?;
    Ok(file)
}
