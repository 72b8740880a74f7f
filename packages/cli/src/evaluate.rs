//! `hourglass evaluate`: evaluates a saved run on the test images.

use std::path::{Path, PathBuf};

use hourglass::device::{self, DeviceKind};
use hourglass::run::Trainer;

use crate::{Failure, data, print, save};

/// Evaluates a saved run and prints its metrics.
pub async fn evaluate(file: &Path, folder: Option<PathBuf>) -> Result<(), Failure> {
    let mut saved = save::read(file)?;
    let dataset = data::open(&mut saved.config, folder.as_deref())?;
    let device = device::open(DeviceKind::Cpu).await?;
    let run = Trainer::resume(saved, dataset, device)?;
    print::begin(&run)?;
    print::test(&run.test().await?)
}
