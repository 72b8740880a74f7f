//! Pictures of a run for the page.

use super::trainer::Trainer;
use crate::data::batches;
use crate::device::readback::read;
use crate::error::Result;
use crate::run::snapshot::{self, Snapshot};

impl Trainer {
    /// Pictures and codes of the fixed images; none where all of them are trained on. Where they are sound, a run that later breaks can be
    /// rewound to here.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn snapshot(&mut self) -> Result<Snapshot> {
        let (model, context) = (self.learner.model(), self.learner.context());
        let (probes, points) = (self.probe_images.clone(), self.point_images.clone());
        let snapshot = match self.points.is_empty() {
            true => Snapshot {
                step: self.step,
                latent: self.config.latent,
                ..Snapshot::default()
            },
            false => {
                let of = (&*self.dataset, &self.probes[..]);
                snapshot::take(self.step, (&model, context), probes, of, points).await?
            }
        };
        // Finite weights can be beyond use as well: on the way to infinity the error leaves its best
        // behind.
        if snapshot.mean_error <= 2.0 * self.best_error && self.diverged.is_none() {
            self.best_error = self.best_error.min(snapshot.mean_error);
            self.last_sound = self.learner.state().duplicate();
        }
        Ok(snapshot)
    }

    /// Bytes of the probes as the network sees them, where that is not as they are.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn corrupted_probes(&self) -> Result<Option<Vec<u8>>> {
        let preparation = self.learner.objective().preparation();
        if !preparation.corrupts() || self.probes.is_empty() {
            return Ok(None);
        }
        let clean = batches::tensor(&self.dataset, &self.probes, &self.device);
        let corrupted = preparation.corrupt(clean, self.learner.context());
        let [corrupted] = read([corrupted]).await?;
        Ok(Some(self.dataset.bytes_of(&corrupted)))
    }
}
