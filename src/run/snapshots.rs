//! Pictures of a run for the page.

use super::trainer::Trainer;
use crate::data::batches;
use crate::device::readback::{Reading, begun, read};
use crate::error::Result;
use crate::model::Autoencoder;
use crate::run::snapshot::{self, Snapshot};
use crate::train::state::State;

/// A snapshot whose numbers are on the way from the device.
pub struct IssuedSnapshot {
    moment: Moment,
    reading: Option<Reading<[Vec<f32>; 2]>>,
}

/// A snapshot whose numbers have come.
pub struct ArrivedSnapshot {
    moment: Moment,
    numbers: Option<[Vec<f32>; 2]>,
}

/// Step and weights that a snapshot is of.
struct Moment {
    step: usize,
    /// In tensors of its own; none of a run that has diverged.
    state: Option<State<Autoencoder>>,
}

impl IssuedSnapshot {
    /// Waits for the numbers.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn arrive(self) -> Result<ArrivedSnapshot> {
        let Self { moment, reading } = self;
        let numbers = match reading {
            Some(reading) => Some(reading.await?),
            None => None,
        };
        Ok(ArrivedSnapshot { moment, numbers })
    }
}

impl Trainer {
    /// Pictures and codes of the fixed images; none where all of them are trained on. Where they are sound, a run that later breaks can be
    /// rewound to here.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn snapshot(&mut self) -> Result<Snapshot> {
        let arrived = self.issue_snapshot().arrive().await?;
        Ok(self.settle_snapshot(arrived))
    }

    /// Has the device make a snapshot, without waiting for it: steps can be issued before it is settled.
    pub fn issue_snapshot(&self) -> IssuedSnapshot {
        let (model, context) = (self.learner.model(), self.learner.context());
        let (probes, points) = (self.probe_images.clone(), self.point_images.clone());
        let reading = (!self.points.is_empty())
            .then(|| begun(read(snapshot::numbers((&model, context), probes, points))));
        let state = || self.learner.state().duplicate();
        IssuedSnapshot {
            moment: Moment {
                step: self.step,
                state: self.diverged.is_none().then(state),
            },
            reading,
        }
    }

    /// Takes in the numbers of a snapshot, in the order in which snapshots and steps were issued.
    pub fn settle_snapshot(&mut self, arrived: ArrivedSnapshot) -> Snapshot {
        let ArrivedSnapshot {
            moment: Moment { step, state },
            numbers,
        } = arrived;
        let snapshot = match numbers {
            None => Snapshot {
                step,
                latent: self.config.latent,
                ..Snapshot::default()
            },
            Some(numbers) => {
                let latent = numbers[1].len() / self.points.len();
                let of = (&*self.dataset, &self.probes[..]);
                snapshot::of(step, &self.learner.model(), numbers, latent, of)
            }
        };
        // Finite weights can be beyond use as well: on the way to infinity the error leaves its best
        // behind.
        let is_sound = snapshot.mean_error <= 2.0 * self.best_error && self.diverged.is_none();
        if let (Some(state), true) = (state, is_sound) {
            self.best_error = self.best_error.min(snapshot.mean_error);
            self.last_sound = state;
        }
        snapshot
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
