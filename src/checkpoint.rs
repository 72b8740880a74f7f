//! A run as bytes, to go on with it elsewhere: `HGLS`, the length of the header (32 bits), the header
//! (JSON), and all numbers as 32-bit floats, everything little-endian.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::config::RunConfig;
use crate::error::{Code, LabError, Result};
use crate::stopping::Stopping;

const MAGIC: &[u8; 4] = b"HGLS";
const VERSION: u32 = 1;

/// A run that was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoint {
    /// Every choice of the run.
    pub config: RunConfig,
    /// Name of its data set.
    pub dataset: String,
    /// Images of its data set.
    pub images: usize,
    /// Steps done.
    pub step: usize,
    /// Of each parameter its weights, then what the optimiser remembers of it.
    pub values: Vec<Vec<f32>>,
    /// Whether the validation images were trained on too.
    pub all: bool,
    /// What was seen of its validation losses.
    pub stopping: Stopping,
    /// The same numbers where the validation loss was best; empty where they are not kept.
    pub best: Vec<Vec<f32>>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    version: u32,
    config: Value,
    dataset: String,
    images: usize,
    step: usize,
    lengths: Vec<usize>,
    #[serde(default)]
    all: bool,
    #[serde(default)]
    stopping: Stopping,
    /// How many of the lengths, at the end, are those of the best weights.
    #[serde(default)]
    best: usize,
}

impl Checkpoint {
    /// The bytes of a saved run.
    ///
    /// # Errors
    /// `Internal` where the header cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let header = Header {
            version: VERSION,
            config: serde_json::to_value(&self.config).map_err(LabError::internal)?,
            dataset: self.dataset.clone(),
            images: self.images,
            step: self.step,
            lengths: self.arrays().map(Vec::len).collect(),
            all: self.all,
            stopping: self.stopping.clone(),
            best: self.best.len(),
        };
        let header = serde_json::to_vec(&header).map_err(LabError::internal)?;
        let mut bytes = MAGIC.to_vec();
        bytes.extend((header.len() as u32).to_le_bytes());
        bytes.extend(header);
        for value in self.arrays().flatten() {
            bytes.extend(value.to_le_bytes());
        }
        Ok(bytes)
    }

    fn arrays(&self) -> impl Iterator<Item = &Vec<f32>> {
        self.values.iter().chain(&self.best)
    }

    /// Reads the bytes of a saved run.
    ///
    /// # Errors
    /// `Checkpoint` where they are not those of one, `Config` where its settings are not allowed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let (header, numbers) = parts(bytes).ok_or_else(|| broken("it does not begin as one"))?;
        let header: Header = serde_json::from_slice(header).map_err(broken)?;
        if header.version != VERSION {
            return Err(broken(format!(
                "it is of version {}, and this is version {VERSION}",
                header.version
            )));
        }
        let total = header
            .lengths
            .iter()
            .try_fold(0usize, |sum, &length| sum.checked_add(length));
        if total.and_then(|total| total.checked_mul(4)) != Some(numbers.len()) {
            return Err(broken("its numbers are not complete"));
        }
        let mut numbers = numbers
            .chunks_exact(4)
            .map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        let lengths = header.lengths.iter();
        let mut values: Vec<Vec<f32>> = lengths
            .map(|&length| numbers.by_ref().take(length).collect())
            .collect();
        let own = values.len().checked_sub(header.best);
        let best =
            values.split_off(own.ok_or_else(|| broken("its best weights are not complete"))?);
        Ok(Self {
            values,
            best,
            all: header.all,
            stopping: header.stopping,
            config: RunConfig::from_json(header.config)?,
            dataset: header.dataset,
            images: header.images,
            step: header.step,
        })
    }
}

/// Header and numbers.
fn parts(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}

fn broken(why: impl std::fmt::Display) -> LabError {
    LabError::new(
        Code::Checkpoint,
        format!("This is not a saved run, or it was damaged: {why}."),
        "Save the run again, or start a new one.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved() -> Checkpoint {
        Checkpoint {
            config: RunConfig::default(),
            dataset: "digits".into(),
            images: 3,
            step: 17,
            values: vec![vec![1.5, -2.0], vec![], vec![f32::MIN_POSITIVE]],
            all: true,
            stopping: Stopping::default(),
            best: vec![vec![0.5, 3.0], vec![], vec![0.0]],
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let bytes = saved().to_bytes().unwrap();
        assert_eq!(Checkpoint::from_bytes(&bytes).unwrap(), saved());
    }

    #[test]
    fn bytes_that_are_cut_short_or_of_something_else_are_refused_in_words() {
        let bytes = saved().to_bytes().unwrap();
        for length in [0, 3, 6, 40, bytes.len() - 1] {
            let error = Checkpoint::from_bytes(&bytes[..length]).unwrap_err();
            assert_eq!(error.code, Code::Checkpoint, "{length}");
        }
        let longer = [bytes.clone(), vec![0; 4]].concat();
        assert!(Checkpoint::from_bytes(&longer).is_err());
        let other = [b"PNG!".as_slice(), &bytes[4..]].concat();
        assert!(Checkpoint::from_bytes(&other).is_err());
    }
}
