//! Everything that the page needs to know of a run that was built or resumed.

use serde::Serialize;

use super::summary::Summary;
use super::trainer::Trainer;
use crate::config::RunConfig;
use crate::data::split::Split;
use crate::error::Result;
use crate::typed_array::TypedArray;

/// A run that was built or resumed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Created {
    /// Steps done.
    pub step: usize,
    /// Epochs done, with the fraction of the one under way.
    pub epoch: f64,
    /// Complete, as checked.
    #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Config"))]
    pub config: RunConfig,
    /// Data set, layers and loss terms.
    pub description: Summary,
    /// Fixed validation images that every snapshot reconstructs, `[probes, size]` bytes.
    pub probes: TypedArray<u8>,
    /// `[probes]`, 255 where the class is unknown; empty without labels.
    pub probe_labels: TypedArray<u8>,
    /// `[probes]`; empty without names.
    pub probe_names: Vec<String>,
    /// The probes as the network sees them, where that is not as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrupted: Option<TypedArray<u8>>,
    /// Fixed validation images whose codes every snapshot holds, `[points, size]` bytes.
    pub points: TypedArray<u8>,
    /// `[points]`, 255 where the class is unknown; empty without labels.
    pub point_labels: TypedArray<u8>,
    /// `[points]`; empty without names.
    pub point_names: Vec<String>,
    /// Place of each point in the file that it comes from, from 0 on.
    pub point_places: TypedArray<u32>,
}

impl Trainer {
    /// Position, config, summary and fixed images of the run.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn created(&self) -> Result<Created> {
        let (probes, probe_labels) = self.probes();
        let (points, point_labels) = self.points();
        Ok(Created {
            step: self.step(),
            epoch: self.epoch(),
            config: self.config.clone(),
            description: self.summary.clone(),
            probes: probes.into(),
            probe_labels: probe_labels.into(),
            probe_names: self.dataset.identity.names_of(&self.probes),
            corrupted: self.corrupted_probes().await?.map(TypedArray::from),
            points: points.into(),
            point_labels: point_labels.into(),
            point_names: self.names(Split::Validation),
            point_places: self.indices_in_files(self.indices(Split::Validation)),
        })
    }
}
