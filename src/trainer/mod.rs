//! A run: a model, its data, and where it stands. Losses stay on the device and are read together.

mod build;
mod chunk;
mod ending;
mod reading;
mod testing;

use std::sync::Arc;

use burn::tensor::{Device, Tensor};

use crate::checkpoint::Checkpoint;
use crate::clock::SLOTS;
use crate::config::RunConfig;
use crate::data::Dataset;
use crate::data::batches::{self, Batches};
use crate::data::split::{Sizes, Split};
use crate::error::{Code, LabError, Result};
use crate::feed::Batch;
use crate::lab::Description;
use crate::learner::{Learner, State};
use crate::model::Autoencoder;
use crate::objective::Composite;
use crate::snapshot::{self, Snapshot, bytes, floats};
use crate::stopping::{Reason, Stopping};
pub use chunk::{Chunk, Divergence, Validation};
pub use ending::Finished;
use reading::Reading;
pub use testing::{Part, Test};

/// Validation images that every snapshot reconstructs.
pub const PROBES: usize = 12;

/// A run.
pub struct Trainer {
    config: RunConfig,
    description: Description,
    dataset: Arc<Dataset>,
    device: Device,
    learner: Learner<Autoencoder, Composite>,
    batches: Batches,
    step: usize,
    /// What was not finite, once something was not.
    diverged: Option<String>,
    /// Whether the validation images have been looked at before the first step.
    looked: bool,
    stopping: Stopping,
    /// Where the validation loss was best; kept only where patience may end the run.
    best: Option<State<Autoencoder>>,
    /// What the last sound snapshot saw.
    last_sound: State<Autoencoder>,
    /// Smallest mean error of the probes in any snapshot.
    best_error: f32,
    /// Indices of the fixed validation images, in the order of the points on the page.
    points: Vec<usize>,
    /// Indices of the images that snapshots reconstruct; some of `points`.
    probes: Vec<usize>,
    /// Indices of the images kept for the end.
    test: Vec<usize>,
    /// The points as they are, with their labels.
    point_batch: Batch,
    /// Points and probes as the network sees them, the probes with their damage.
    point_images: Tensor<2>,
    probe_images: Tensor<2>,
}

impl Trainer {
    /// A run at step 0, with the initial weights of its seed.
    ///
    /// # Errors
    /// `Config` where config and data do not go together.
    pub fn new(config: RunConfig, dataset: Arc<Dataset>, device: Device) -> Result<Self> {
        let split = Split::new(&dataset, config.seed);
        Self::with_split(config, dataset, split, device)
    }

    /// The same on a split of one's own. Without validation images there are no looks and no snapshots.
    ///
    /// # Errors
    /// `Config` where config and data do not go together.
    pub fn with_split(
        config: RunConfig,
        dataset: Arc<Dataset>,
        split: Split,
        device: Device,
    ) -> Result<Self> {
        let description = Description::new(&config, &dataset)?;
        ending::check(&config, &split)?;
        let learner = build::learner(&config, &dataset, &split, &device)?;
        let points = split.validation;
        let probes = pick_probes(&dataset, &points);
        let point_batch = build::batch(&config, &dataset, &points, &device);
        let preparation = learner.objective().preparation();
        let clean = batches::tensor(&dataset, &probes, &device);
        let (_, probe_images) = preparation.prepare(clean, learner.moment());
        Ok(Self {
            point_images: preparation.scaled(point_batch.images.clone()),
            probe_images,
            point_batch,
            last_sound: learner.state().duplicate(),
            batches: Batches::shuffled(split.train, config.batch_size, config.seed),
            step: 0,
            diverged: None,
            looked: false,
            stopping: Stopping::default(),
            best: None,
            best_error: f32::INFINITY,
            config,
            description,
            dataset,
            device,
            learner,
            points,
            probes,
            test: split.test,
        })
    }

    /// Takes a step on a copy and throws it away, so that the device has built all it needs before the
    /// run begins. The run itself is not changed.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn warm_up(&mut self) -> Result<()> {
        let mut reading = Reading::default();
        reading.look(0, self.learner.evaluate(self.point_batch.clone()));
        reading.finish(self.learner.rehearse()).await?;
        Ok(())
    }

    /// Takes `steps` steps, or fewer where the run finishes, and reads their losses. Before the first step,
    /// every `validate_every` steps and at each epoch's end the validation images are looked at. With a target
    /// or patience the device is read at each of these looks, so that the run ends at the same step whatever
    /// the chunks. To call this on a finished run is to go on with it.
    ///
    /// # Errors
    /// `Device` where the device was lost; `Diverged` where the run has stopped and was not rewound.
    pub async fn train(&mut self, steps: usize) -> Result<Chunk> {
        if let Some(divergence) = self.divergence() {
            return Err(divergence.error);
        }
        let mut chunk = Chunk::default();
        let bound = self.bound();
        let end = bound.map_or(self.step + steps, |bound| bound.min(self.step + steps));
        let mut reason = None;
        while reason.is_none() && chunk.is_finite() && self.step < end {
            let steps = self.end_of_part(end) - self.step;
            let looks = self.part(steps, &mut chunk).await?;
            reason = self.judge(&chunk.validations[chunk.validations.len() - looks..]);
        }
        if Some(self.step) == bound {
            let epochs = self.batches.completed(self.step);
            reason = reason.or(Some(Reason::Epochs { epochs }));
        }
        let mut chunk = self.cut(chunk);
        if let (Some(reason), None) = (reason, &chunk.diverged) {
            chunk.finished = Some(self.finish(reason));
        }
        Ok(chunk)
    }

    /// Takes at most `SLOTS` steps and adds their losses, and what was validated; says how many looks that
    /// were.
    async fn part(&mut self, steps: usize, chunk: &mut Chunk) -> Result<usize> {
        let (first, end) = (self.step, self.step + steps);
        let mut reading = Reading::default();
        loop {
            if self.validates_at(self.step) && (self.step > first || !self.looked) {
                self.looked = true;
                let terms = self.learner.evaluate(self.point_batch.clone());
                reading.look(self.step, terms);
            }
            if self.step == end {
                break;
            }
            let pause = self.next_look(end);
            self.learner.advance(pause - self.step)?;
            self.step = pause;
        }
        let read = reading
            .finish(self.learner.clock().record().clone())
            .await?;
        let objective = self.learner.objective();
        let terms = read.record.len() / SLOTS;
        let kept = |values: &[f32]| {
            if terms > 1 {
                values.to_vec()
            } else {
                Vec::new()
            }
        };
        for step in first..end {
            let row = &read.record[step % SLOTS * terms..][..terms];
            chunk.losses.push(objective.total(step, row));
            chunk.terms.extend(kept(row));
        }
        let looks = read.looks.len();
        for (step, values) in read.looks {
            chunk.validations.push(Validation {
                step,
                loss: objective.total(step, &values),
                terms: kept(&values),
            });
        }
        Ok(looks)
    }

    fn validates_at(&self, step: usize) -> bool {
        let due = step.is_multiple_of(self.config.validate_every) || self.batches.ends_epoch(step);
        due && !self.points.is_empty()
    }

    /// Cuts what was read at the first loss that is not finite.
    fn cut(&mut self, mut chunk: Chunk) -> Chunk {
        let finite = chunk.losses.iter().take_while(|loss| loss.is_finite());
        let (finite, all) = (finite.count(), chunk.losses.len());
        if finite < all {
            self.step = self.step - all + finite;
            let terms = chunk.terms.len() / all;
            self.diverged = Some(self.broken(&chunk.terms[finite * terms..][..terms]));
            chunk.terms.truncate(chunk.terms.len() / all * finite);
            chunk.losses.truncate(finite);
        }
        let sound = |look: &Validation| look.step <= self.step && look.loss.is_finite();
        chunk.validations.retain(sound);
        Chunk {
            step: self.step,
            epoch: self.epoch(),
            diverged: self.divergence(),
            ..chunk
        }
    }

    /// Which of the terms of a loss is to blame: the reconstruction only where it stands alone, for it
    /// follows from a code or weights that another term measures.
    fn broken(&self, terms: &[f32]) -> String {
        let at = terms.iter().rposition(|term| !term.is_finite());
        let term = at.and_then(|at| self.description.terms.get(at));
        term.map_or("loss".into(), |term| term.about.label.to_lowercase())
    }

    fn divergence(&self) -> Option<Divergence> {
        let what = self.diverged.as_ref()?;
        let (rate, back) = (self.config.learning_rate, self.last_sound.step);
        Some(Divergence::new(what, self.step + 1, rate, back))
    }

    /// Pictures and codes of the fixed images. Where they are sound, a run that later breaks can be
    /// rewound to here.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn snapshot(&mut self) -> Result<Snapshot> {
        let (model, moment) = (self.learner.model(), self.learner.moment());
        let (probes, points) = (self.probe_images.clone(), self.point_images.clone());
        let inputs = self.dataset.images(&self.probes);
        let snapshot = snapshot::take(self.step, (&model, moment), probes, &inputs, points).await?;
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
    pub async fn damaged_probes(&self) -> Result<Option<Vec<u8>>> {
        let preparation = self.learner.objective().preparation();
        if !preparation.damages() {
            return Ok(None);
        }
        let clean = batches::tensor(&self.dataset, &self.probes, &self.device);
        let damaged = preparation.damage(clean, self.learner.moment());
        let data = damaged.into_data_async().await.map_err(LabError::device)?;
        Ok(Some(bytes(&floats(data)?)))
    }

    /// Goes back to the last sound snapshot, with another learning rate.
    ///
    /// # Errors
    /// `Config` where the rate is out of its limits.
    pub fn rewind(&mut self, learning_rate: f64) -> Result<()> {
        self.config.set_learning_rate(learning_rate)?;
        let state = self.last_sound.duplicate();
        self.step = state.step;
        // What was best later on is of a past that no longer counts.
        if self.stopping.best.is_some_and(|best| best.step > self.step) {
            (self.stopping, self.best) = (Stopping::default(), None);
        }
        self.learner.restore(state, learning_rate, &self.device);
        self.diverged = None;
        Ok(())
    }

    /// The run as bytes: config, step, weights, and what the optimiser remembers.
    ///
    /// # Errors
    /// `Diverged` where there is nothing left to save, `Device` where the device was lost.
    pub async fn save(&self) -> Result<Vec<u8>> {
        if let Some(divergence) = self.divergence() {
            return Err(divergence.error);
        }
        let checkpoint = Checkpoint {
            config: self.config.clone(),
            dataset: self.dataset.name.clone(),
            images: self.dataset.count(),
            step: self.step,
            values: self.learner.state().read().await?,
            all: self.points.is_empty(),
            stopping: self.stopping.clone(),
            best: match &self.best {
                Some(best) => best.read().await?,
                None => Vec::new(),
            },
        };
        checkpoint.to_bytes()
    }

    /// Goes on with a run that was saved, on any device.
    ///
    /// # Errors
    /// `Checkpoint` where it was another data set's, or is damaged; `Config` as for a new run.
    pub fn resume(checkpoint: Checkpoint, dataset: Arc<Dataset>, device: Device) -> Result<Self> {
        if (&checkpoint.dataset, checkpoint.images) != (&dataset.name, dataset.count()) {
            return Err(LabError::new(
                Code::Checkpoint,
                format!(
                    "This run was saved with {} ({} examples), not with {} ({}).",
                    checkpoint.dataset,
                    checkpoint.images,
                    dataset.name,
                    dataset.count()
                ),
                "Open its data first.",
            ));
        }
        let rate = checkpoint.config.learning_rate;
        let mut split = Split::new(&dataset, checkpoint.config.seed);
        if checkpoint.all {
            split = split.without_validation();
        }
        let mut run = Self::with_split(checkpoint.config, dataset, split, device)?;
        run.step = checkpoint.step;
        run.learner
            .resume(checkpoint.step, checkpoint.values, rate, &run.device)?;
        run.last_sound = run.learner.state().duplicate();
        run.looked = run.step > 0;
        if let Some(look) = checkpoint
            .stopping
            .best
            .filter(|_| !checkpoint.best.is_empty())
        {
            let mut best = run.learner.state().duplicate();
            best.write(look.step, checkpoint.best)?;
            run.best = Some(best);
        }
        run.stopping = checkpoint.stopping;
        Ok(run)
    }

    /// Takes a new learning rate from the next step on.
    ///
    /// # Errors
    /// `Config` where it is out of its limits.
    pub fn set_learning_rate(&mut self, rate: f64) -> Result<()> {
        self.config.set_learning_rate(rate)?;
        self.learner.set_rate(rate);
        Ok(())
    }

    /// Why the device does not record steps, where it does not: each is then sent by itself.
    pub fn refusal(&self) -> Option<&str> {
        self.learner.refusal()
    }

    /// Steps done.
    pub fn step(&self) -> usize {
        self.step
    }

    /// Epochs done, with the fraction of the one under way.
    pub fn epoch(&self) -> f64 {
        self.batches.epochs(self.step)
    }

    /// The config as it is now.
    pub fn config(&self) -> &RunConfig {
        &self.config
    }

    /// How many images it trains on, watches, and keeps for the end.
    pub fn sizes(&self) -> Sizes {
        Sizes {
            train: self.batches.images().len(),
            validation: self.points.len(),
            test: self.test.len(),
        }
    }

    /// What was built.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// Bytes and labels of the images that snapshots reconstruct.
    pub fn probes(&self) -> (Vec<u8>, Vec<u8>) {
        (
            self.dataset.images(&self.probes),
            self.dataset.labels_of(&self.probes),
        )
    }

    /// Bytes and labels of the images whose codes snapshots hold.
    pub fn points(&self) -> (Vec<u8>, Vec<u8>) {
        (
            self.dataset.images(&self.points),
            self.dataset.labels_of(&self.points),
        )
    }
}

/// The first image of every class, in the order of the classes, then others until there are enough.
pub fn pick_probes(dataset: &Dataset, points: &[usize]) -> Vec<usize> {
    let label = |index: usize| dataset.labels.get(index);
    let mut firsts: Vec<usize> = Vec::new();
    for &index in points {
        if label(index).is_some() && firsts.iter().all(|&first| label(first) != label(index)) {
            firsts.push(index);
        }
    }
    firsts.sort_by_key(|&index| label(index));
    let others = points
        .iter()
        .copied()
        .filter(|index| !firsts.contains(index));
    let others: Vec<usize> = others.take(PROBES.saturating_sub(firsts.len())).collect();
    [firsts, others].concat().into_iter().take(PROBES).collect()
}
