//! Versions of the config format: the names that settings had in version 1, and how a config of any version is
//! read.

use serde_json::{Map, Value};

use crate::error::{LabError, Result, short};

/// Version of the config format.
pub const VERSION: u32 = 2;

/// Settings that version 2 renamed: the name in version 1, and the name since.
pub const RENAMED: [(&str, &str); 19] = [
    ("damage", "corruption"),
    ("damageDeviation", "noiseStd"),
    ("damageShare", "corruptionFraction"),
    ("normal", "normalClasses"),
    ("family", "architecture"),
    ("iterations", "fistaIterations"),
    ("validationIterations", "validationFistaIterations"),
    ("units", "gruUnits"),
    ("frame", "frameLength"),
    ("output", "outputActivation"),
    ("normalisation", "normalization"),
    ("initialiser", "initializer"),
    ("neck", "bottleneck"),
    ("keep", "k"),
    ("betaWarmUp", "klWarmUp"),
    ("optimiser", "optimizer"),
    ("fall", "decayFactor"),
    ("clipNorm", "gradientClip"),
    ("target", "targetLoss"),
];

/// The entries of a config under the names of this version, without the `version` itself. A config that names
/// version 1, or none, may use the old names.
///
/// # Errors
/// `Config` where the version is unknown, where version 2 uses an old name, and where a setting stands there under
/// both its names.
pub fn upgraded(mut entries: Map<String, Value>) -> Result<Map<String, Value>> {
    let version = entries.remove("version");
    let old_names = match &version {
        None => true,
        Some(version) => match version.as_f64() {
            Some(1.0) => true,
            Some(number) if number == f64::from(VERSION) => false,
            _ => return Err(unknown(version)),
        },
    };
    for (old, new) in RENAMED {
        let Some(value) = entries.remove(old) else {
            continue;
        };
        if !old_names {
            return Err(LabError::config(
                old,
                short(value),
                format!("The setting \"{old}\" is called \"{new}\" since version 2."),
                format!("Write \"{new}\"."),
            ));
        }
        if entries.contains_key(new) {
            return Err(LabError::config(
                new,
                short(value),
                format!("\"{old}\" and \"{new}\" are the old and the new name of one setting."),
                format!("Keep \"{new}\", and leave \"{old}\" out."),
            ));
        }
        entries.insert(new.into(), value);
    }
    Ok(entries)
}

fn unknown(version: &Value) -> LabError {
    let is_newer = version
        .as_f64()
        .is_some_and(|number| number > f64::from(VERSION));
    LabError::config(
        "version",
        short(version),
        format!(
            "This config is of version {}; versions 1 to {VERSION} can be read.",
            short(version)
        ),
        if is_newer {
            "Use a newer release of Hourglass.".into()
        } else {
            format!("Leave the version out, or write {VERSION}.")
        },
    )
}
