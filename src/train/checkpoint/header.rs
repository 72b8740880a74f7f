//! The header of a saved run: everything that is no tensor, as JSON. It is read field by field, so that a
//! refusal names the field.

use std::fmt::Display;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{LabError, Result, short};
use crate::train::early_stopping::EarlyStopping;
use crate::train::step_state::MOST_STEPS;

/// Version of the format.
pub const VERSION: u32 = 2;

/// Everything of a run that is no tensor.
#[derive(Debug, Serialize)]
pub struct Header {
    pub version: u32,
    pub config: Value,
    pub dataset: String,
    pub images: usize,
    pub fingerprint: u32,
    pub scale: Option<[f32; 2]>,
    pub step: usize,
    pub all: bool,
    pub stopping: EarlyStopping,
}

impl Header {
    /// Reads the text of a header.
    ///
    /// # Errors
    /// `Checkpoint`, naming the field and its value.
    pub fn read(text: &str) -> Result<Self> {
        let fields = serde_json::from_str::<Map<String, Value>>(text);
        let fields = fields.map_err(|_| broken("header", short(text), "its header is no JSON"))?;
        let fields = Fields(fields);
        let version = fields.whole("version", u64::from(u32::MAX))? as u32;
        if version != VERSION {
            let why = format!("it is of version {version}, and this is version {VERSION}");
            return Err(broken("version", version, why));
        }
        let step = fields.whole("step", MOST_STEPS as u64)? as usize;
        Ok(Self {
            version,
            step,
            images: fields.whole("images", u64::from(u32::MAX))? as usize,
            // Runs that were saved before there were fingerprints and scales have neither.
            fingerprint: match fields.get("fingerprint") {
                Value::Null => 0,
                _ => fields.whole("fingerprint", u64::from(u32::MAX))? as u32,
            },
            scale: fields.scale()?,
            all: fields
                .get("all")
                .as_bool()
                .ok_or_else(|| fields.wrong("all", "which should be true or false"))?,
            dataset: fields
                .get("dataset")
                .as_str()
                .map(short)
                .ok_or_else(|| fields.wrong("dataset", "which should be a name"))?,
            stopping: fields.stopping(step)?,
            config: fields.get("config").clone(),
        })
    }
}

/// Fields of a header. One that is missing is null.
struct Fields(Map<String, Value>);

impl Fields {
    fn get(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    fn wrong(&self, name: &str, what: &str) -> LabError {
        let value = short(self.get(name));
        broken(
            name,
            value.clone(),
            format!("\"{name}\" is {value}, {what}"),
        )
    }

    fn whole(&self, name: &str, most: u64) -> Result<u64> {
        let number = self.get(name).as_u64().filter(|&number| number <= most);
        number.ok_or_else(|| {
            self.wrong(
                name,
                &format!("which should be a whole number of at most {most}"),
            )
        })
    }

    fn scale(&self) -> Result<Option<[f32; 2]>> {
        let value = self.get("scale");
        let scale = serde_json::from_value::<Option<[f32; 2]>>(value.clone()).ok();
        let scale = scale.filter(|scale| scale.iter().flatten().all(|number| number.is_finite()));
        scale.ok_or_else(|| self.wrong("scale", "which should be a mean and a deviation"))
    }

    fn stopping(&self, step: usize) -> Result<EarlyStopping> {
        let value = self.get("stopping");
        let stopping = serde_json::from_value::<EarlyStopping>(value.clone()).ok();
        let stopping = stopping.filter(|stopping| stopping.fits(step));
        stopping.ok_or_else(|| {
            let what = format!("which is no state of early stopping after {step} steps");
            self.wrong("stopping", &what)
        })
    }
}

/// A refusal that names a part of the file and its value.
pub fn broken(field: &str, value: impl Into<Value>, why: impl Display) -> LabError {
    LabError::checkpoint(
        field,
        value,
        format!("This is not a saved run, or part of it is broken: {why}."),
        "Save the run again, or start a new one.",
    )
}
