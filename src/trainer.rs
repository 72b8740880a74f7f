//! A run: a model, its data, and where it stands. Losses stay on the device and are read together.

use std::sync::Arc;

use burn::tensor::{Device, Tensor, Transaction};

use crate::checkpoint::Checkpoint;
use crate::clock::SLOTS;
use crate::config::RunConfig;
use crate::data::Dataset;
use crate::data::batches::{self, Batches};
use crate::data::split::{Sizes, Split};
use crate::error::{Code, LabError, Result};
use crate::feed::Feed;
use crate::lab::Description;
use crate::learner::{Learner, State};
use crate::model::{Autoencoder, init, plan};
use crate::objective::Reconstruction;
use crate::optimiser;
use crate::rng::{Purpose, stream};
use crate::snapshot::{self, Snapshot};
use crate::stopping::{Reason, Stopping};

mod ending;
mod testing;

pub use ending::Finished;
pub use testing::Test;

/// Validation images that every snapshot reconstructs.
pub const PROBES: usize = 12;

/// A run.
pub struct Trainer {
    config: RunConfig,
    description: Description,
    dataset: Arc<Dataset>,
    device: Device,
    learner: Learner<Autoencoder, Reconstruction>,
    batches: Batches,
    step: usize,
    diverged: bool,
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
    point_images: Tensor<2>,
    probe_images: Tensor<2>,
}

/// What some steps brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    /// Steps done in all; the last of `losses` is that of this step.
    pub step: usize,
    /// Epochs done, with the fraction of the one under way.
    pub epoch: f64,
    /// Training loss before each step, every one finite.
    pub losses: Vec<f32>,
    /// Validation losses, each after so many steps.
    pub validations: Vec<(usize, f32)>,
    /// Set when a loss was not finite: the run has stopped.
    pub diverged: Option<Divergence>,
    /// Set when the run has finished; training on is allowed.
    pub finished: Option<Finished>,
}

/// The loss was not a finite number.
#[derive(Debug, Clone, PartialEq)]
pub struct Divergence {
    /// What happened, and at which step.
    pub error: LabError,
    /// The step one can go back to.
    pub step: usize,
    /// The learning rate to go on with: a tenth of what was.
    pub learning_rate: f64,
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
        let mut rng = stream(config.seed, Purpose::Weights);
        let layers = plan::plan(&config, dataset.size());
        let model = Autoencoder::new(&layers, &device.clone().autodiff(), |layer| {
            init::draw(config.initialiser, layer, &mut rng)
        });
        let batches = Batches::shuffled(split.train, config.batch_size, config.seed);
        let learner = Learner::new(
            model,
            Reconstruction::new(&config),
            optimiser::choose(&config),
            config.learning_rate,
            Feed::new(&dataset, batches.clone(), &device),
            &device,
        )
        .with_schedule(optimiser::schedule(&config));
        let points = split.validation;
        let probes = pick_probes(&dataset, &points);
        Ok(Self {
            point_images: batches::tensor(&dataset, &points, &device),
            probe_images: batches::tensor(&dataset, &probes, &device),
            last_sound: learner.state().duplicate(),
            batches,
            step: 0,
            diverged: false,
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
        let loss = self.learner.rehearse();
        let validation = self.learner.evaluate(self.point_images.clone());
        Transaction::default()
            .register(loss)
            .register(validation)
            .execute_async()
            .await
            .map_err(LabError::device)?;
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
        if self.diverged {
            return Err(self.divergence().error);
        }
        let (mut losses, mut validations) = (Vec::new(), Vec::new());
        let bound = self.bound();
        let end = bound.map_or(self.step + steps, |bound| bound.min(self.step + steps));
        let mut reason = None;
        while reason.is_none()
            && losses.iter().all(|loss: &f32| loss.is_finite())
            && self.step < end
        {
            let (more, validated) = self.part(self.end_of_part(end) - self.step).await?;
            reason = self.judge(&validated);
            losses.extend(more);
            validations.extend(validated);
        }
        if Some(self.step) == bound {
            let epochs = self.batches.completed(self.step);
            reason = reason.or(Some(Reason::Epochs { epochs }));
        }
        let mut chunk = self.chunk(losses, validations);
        if let (Some(reason), None) = (reason, &chunk.diverged) {
            chunk.finished = Some(self.finish(reason));
        }
        Ok(chunk)
    }

    /// Takes at most `SLOTS` steps and reads their losses, and what was validated.
    async fn part(&mut self, steps: usize) -> Result<(Vec<f32>, Vec<(usize, f32)>)> {
        let (first, end) = (self.step, self.step + steps);
        let mut validated = Vec::new();
        let mut reading = Transaction::default();
        loop {
            if self.validates_at(self.step) && (self.step > first || !self.looked) {
                self.looked = true;
                validated.push(self.step);
                reading = reading.register(self.learner.evaluate(self.point_images.clone()));
            }
            if self.step == end {
                break;
            }
            let pause = self.next_look(end);
            self.learner.advance(pause - self.step)?;
            self.step = pause;
        }
        let record = self.learner.clock().record().clone();
        let data = reading.register(record).execute_async().await;
        let mut data = data.map_err(LabError::device)?;
        let record = data.pop().map(snapshot::floats).transpose()?;
        let record = record.ok_or_else(|| LabError::internal("no losses were read"))?;
        let losses = (first..end).map(|step| record[step % SLOTS]).collect();
        let values = data.into_iter().map(snapshot::floats);
        let values = values.collect::<Result<Vec<_>>>()?.concat();
        Ok((losses, validated.into_iter().zip(values).collect()))
    }

    fn validates_at(&self, step: usize) -> bool {
        let due = step.is_multiple_of(self.config.validate_every) || self.batches.ends_epoch(step);
        due && !self.points.is_empty()
    }

    /// Cuts what was read at the first loss that is not finite.
    fn chunk(&mut self, mut losses: Vec<f32>, mut validations: Vec<(usize, f32)>) -> Chunk {
        let finite = losses.iter().take_while(|loss| loss.is_finite()).count();
        if finite < losses.len() {
            self.step = self.step - losses.len() + finite;
            self.diverged = true;
            losses.truncate(finite);
        }
        validations.retain(|(step, loss)| *step <= self.step && loss.is_finite());
        Chunk {
            step: self.step,
            epoch: self.epoch(),
            losses,
            validations,
            diverged: self.diverged.then(|| self.divergence()),
            finished: None,
        }
    }

    fn divergence(&self) -> Divergence {
        let (at, learning_rate) = (self.step + 1, self.config.learning_rate);
        let error = LabError {
            field: Some("learningRate".into()),
            value: Some(learning_rate.into()),
            ..LabError::new(
                Code::Diverged,
                format!(
                    "The loss of step {at} is no longer a finite number, so training has stopped."
                ),
                format!(
                    "Most often the learning rate, {learning_rate}, is too large: go on with a tenth of it."
                ),
            )
        };
        Divergence {
            error,
            step: self.last_sound.step,
            learning_rate: (learning_rate / 10.0).max(1e-6),
        }
    }

    /// Pictures and codes of the fixed images. Where they are sound, a run that later breaks can be
    /// rewound to here.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn snapshot(&mut self) -> Result<Snapshot> {
        let model = self.learner.model();
        let (probes, points) = (self.probe_images.clone(), self.point_images.clone());
        let inputs = self.dataset.images(&self.probes);
        let snapshot = snapshot::take(self.step, &model, probes, &inputs, points).await?;
        // Finite weights can be beyond use as well: on the way to infinity the error leaves its best
        // behind.
        if snapshot.mean_error <= 2.0 * self.best_error && !self.diverged {
            self.best_error = self.best_error.min(snapshot.mean_error);
            self.last_sound = self.learner.state().duplicate();
        }
        Ok(snapshot)
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
        self.diverged = false;
        Ok(())
    }

    /// The run as bytes: config, step, weights, and what the optimiser remembers.
    ///
    /// # Errors
    /// `Diverged` where there is nothing left to save, `Device` where the device was lost.
    pub async fn save(&self) -> Result<Vec<u8>> {
        if self.diverged {
            return Err(self.divergence().error);
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
                    "This run was saved with {} ({} images), not with {} ({}).",
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
