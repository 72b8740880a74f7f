//! A run as a safetensors file, to continue it elsewhere and to give other programs its weights.
//! Config, step and everything else that is no tensor are JSON in its metadata, under `hourglass`.
//!
//! | tensor | shape | what it is |
//! | --- | --- | --- |
//! | `encoder.0.weights` and so on | that of the layer | weights, the biases being the last rows |
//! | `encoder.0.weights.moments` | `[moments, numbers]` | moments of the optimizer for each of them |
//! | `best.` before either | the same | the same where the validation loss was best |

mod header;

use std::borrow::Cow;

use safetensors::tensor::{Dtype, SafeTensors, TensorView, View, serialize};
use serde::Serialize;
use serde_json::Value;

use crate::config::RunConfig;
use crate::error::{LabError, Result, short};
use crate::train::early_stopping::EarlyStopping;
use crate::train::state::Parameter;
use header::{Header, VERSION, broken};

/// Bytes of the longest header: some ten times those of the deepest network. Parsed, it takes up to thirty times
/// its length.
const LONGEST_HEADER: u64 = 1 << 18;
const KEY: &str = "hourglass";
const MOMENTS: &str = ".moments";
const BEST: &str = "best.";

/// Settings, data set and step of a run that was saved.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Inspected {
    /// Every choice of the run.
    #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Config"))]
    pub config: RunConfig,
    /// Name of its data set.
    pub dataset: String,
    /// Steps done.
    pub step: usize,
}

impl From<Checkpoint> for Inspected {
    fn from(saved: Checkpoint) -> Self {
        Self {
            config: saved.config,
            dataset: saved.dataset,
            step: saved.step,
        }
    }
}

/// A run that was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoint {
    /// Every choice of the run.
    pub config: RunConfig,
    /// Name of its data set.
    pub dataset: String,
    /// Images of its data set.
    pub images: usize,
    /// Fingerprint of the files that it was trained on; 0 of other data, and of runs saved before
    /// there was one.
    pub fingerprint: u32,
    /// Mean and standard deviation of the pixels that standardize the input; none where it stays on
    /// 0 to 1. It is for other programs, because here both follow from the data.
    pub scale: Option<[f32; 2]>,
    /// Steps done.
    pub step: usize,
    /// Weights and moments, in any order.
    pub parameters: Vec<Parameter>,
    /// True if the run was also trained on the validation images.
    pub all: bool,
    /// State of early stopping.
    pub stopping: EarlyStopping,
    /// The same numbers where the validation loss was best; empty where they are not kept.
    pub best: Vec<Parameter>,
}

impl Checkpoint {
    /// The bytes of a saved run.
    ///
    /// # Errors
    /// `Internal` where they cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let header = Header {
            version: VERSION,
            config: self.config.to_json()?,
            dataset: self.dataset.clone(),
            images: self.images,
            fingerprint: self.fingerprint,
            scale: self.scale,
            step: self.step,
            all: self.all,
            stopping: self.stopping.clone(),
        };
        let header = serde_json::to_string(&header).map_err(LabError::internal)?;
        let best = self.best.iter().flat_map(|one| tensors(one, BEST));
        let all = self.parameters.iter().flat_map(|one| tensors(one, ""));
        let metadata = [(KEY.to_owned(), header)].into_iter().collect();
        serialize(all.chain(best), Some(metadata))
            .map_err(|error| LabError::internal(format!("{error:?}")))
    }

    /// The weights of a parameter, by its path in the model.
    pub fn weights(&self, name: &str) -> Option<&[f32]> {
        let found = self.parameters.iter().find(|one| one.name == name);
        found.map(|parameter| parameter.weights.as_slice())
    }

    /// Reads the bytes of a saved run.
    ///
    /// # Errors
    /// `Checkpoint` where they are not those of one, or a number is none; `Config` where its settings are not
    /// allowed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        check_header(bytes)?;
        let whole = |_| broken("file", bytes.len(), "it is no whole safetensors file");
        let (start, metadata) = SafeTensors::read_metadata(bytes).map_err(whole)?;
        // The library adds up the sizes of tensors without regard to overflow.
        let room = bytes.len() - start;
        let beyond = metadata.tensors().into_iter();
        let mut beyond = beyond.filter(|(_, tensor)| tensor.data_offsets.1 > room);
        if let Some((name, tensor)) = beyond.next() {
            let why = format!(
                "it is no whole safetensors file: \"{}\" goes beyond its end",
                short(&name)
            );
            return Err(broken(&short(name), tensor.data_offsets.1, why));
        }
        let header = metadata.metadata().as_ref().and_then(|all| all.get(KEY));
        let header = header.ok_or_else(|| {
            broken(
                "hourglass",
                Value::Null,
                "its metadata hold no run of Hourglass",
            )
        })?;
        let header = Header::read(header)?;
        let file = SafeTensors::deserialize(bytes).map_err(whole)?;
        let (best, parameters) = parameters(&file)?;
        Ok(Self {
            parameters,
            best,
            all: header.all,
            stopping: header.stopping,
            config: RunConfig::from_json(header.config)?,
            dataset: header.dataset,
            images: header.images,
            fingerprint: header.fingerprint,
            scale: header.scale,
            step: header.step,
        })
    }
}

/// The tensors of a parameter.
fn tensors<'a>(parameter: &'a Parameter, prefix: &str) -> [(String, Floats<'a>); 2] {
    let Parameter {
        name,
        shape,
        weights,
        moments,
    } = parameter;
    let rows = moments.len() / weights.len().max(1);
    [
        (format!("{prefix}{name}"), Floats(shape.clone(), weights)),
        (
            format!("{prefix}{name}{MOMENTS}"),
            Floats(vec![rows, weights.len()], moments),
        ),
    ]
}

/// All parameters of a file, those of the best weights apart.
fn parameters(file: &SafeTensors) -> Result<(Vec<Parameter>, Vec<Parameter>)> {
    let (mut best, mut own) = (Vec::new(), Vec::new());
    for (name, tensor) in file.iter() {
        if name.ends_with(MOMENTS) {
            continue;
        }
        let moments = format!("{name}{MOMENTS}");
        let moments = file.tensor(&moments).map_err(|_| {
            broken(
                &short(&moments),
                Value::Null,
                "it lacks the moments of a tensor",
            )
        })?;
        let (list, name) = match name.strip_prefix(BEST) {
            Some(name) => (&mut best, name),
            None => (&mut own, name),
        };
        list.push(Parameter {
            name: name.to_owned(),
            shape: tensor.shape().to_vec(),
            weights: floats(name, &tensor)?,
            moments: floats(name, &moments)?,
        });
    }
    Ok((best, own))
}

/// The numbers of a tensor.
fn floats(name: &str, tensor: &TensorView) -> Result<Vec<f32>> {
    if tensor.dtype() != Dtype::F32 {
        let kind = tensor.dtype();
        let name = short(name);
        let why = format!("\"{name}\" is of {kind:?} numbers, not of F32");
        return Err(broken(&name, kind.to_string(), why));
    }
    let words = tensor.data().chunks_exact(4);
    let numbers = words.map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
    let numbers: Vec<f32> = numbers.collect();
    match numbers.iter().find(|number| !number.is_finite()) {
        Some(number) => {
            let name = short(name);
            let why = format!("\"{name}\" holds {number}, which is no weight");
            Err(broken(&name, number.to_string(), why))
        }
        None => Ok(numbers),
    }
}

/// Numbers with their shape, as safetensors wants them.
struct Floats<'a>(Vec<usize>, &'a [f32]);

impl View for Floats<'_> {
    fn dtype(&self) -> Dtype {
        Dtype::F32
    }

    fn shape(&self) -> &[usize] {
        &self.0
    }

    fn data(&self) -> Cow<'_, [u8]> {
        self.1
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect()
    }

    fn data_len(&self) -> usize {
        size_of_val(self.1)
    }
}

/// Refuses a file without a header, or with a longer one than any run has, before it is parsed.
fn check_header(bytes: &[u8]) -> Result<()> {
    let Some(length) = bytes
        .first_chunk()
        .map(|length| u64::from_le_bytes(*length))
    else {
        let why = "it is shorter than the header of a safetensors file";
        return Err(broken("file", bytes.len(), why));
    };
    if length > LONGEST_HEADER || length > bytes.len() as u64 {
        let why = format!("it is no whole safetensors file: its header would take {length} bytes");
        return Err(broken("header", length, why));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
