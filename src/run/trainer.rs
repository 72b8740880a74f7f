//! A run: its model and data, and the step that it has reached. Losses stay on the device and are read together.

use std::sync::Arc;

use burn::tensor::{Device, Tensor, Transaction};

use super::build;
use super::encoding::Encoding;
use super::progress::NonFinite;
use super::readback::PendingReads;
use crate::config::RunConfig;
use crate::data::Dataset;
use crate::data::batches::{self, Batches};
use crate::data::catalog::Catalog;
use crate::data::split::{SplitIndices, SplitSizes, pick_probes};
use crate::device::{DeviceKind, open};
use crate::error::{LabError, Result};
use crate::loss::CompositeLoss;
use crate::model::Autoencoder;
use crate::model::context::Batch;
use crate::run::summary::Summary;
use crate::train::early_stopping::EarlyStopping;
use crate::train::learner::Learner;
use crate::train::state::State;

/// A run.
pub struct Trainer {
    pub(super) config: RunConfig,
    pub(super) summary: Summary,
    pub(super) dataset: Arc<Dataset>,
    pub(super) device: Device,
    pub(super) learner: Learner<Autoencoder, CompositeLoss>,
    pub(super) batches: Batches,
    pub(super) step: usize,
    /// The value that is not finite, once the run has diverged.
    pub(super) diverged: Option<NonFinite>,
    /// True once the validation before the first step is done.
    pub(super) has_validated: bool,
    pub(super) stopping: EarlyStopping,
    /// State with the best validation loss; kept only where patience may end the run.
    pub(super) best: Option<State<Autoencoder>>,
    /// State at the last snapshot with finite values.
    pub(super) last_sound: State<Autoencoder>,
    /// Smallest mean error of the probes in any snapshot.
    pub(super) best_error: f32,
    /// Indices of the fixed validation images, in the order of the points on the page.
    pub(super) points: Vec<usize>,
    /// Indices of the images that snapshots reconstruct; some of `points`.
    pub(super) probes: Vec<usize>,
    /// Indices of the images kept for the end.
    pub(super) test: Vec<usize>,
    /// The points whose loss is the validation loss, as they are, with their labels.
    pub(super) validation_batch: Batch,
    /// Points and probes as the network sees them, the probes with their corruption.
    pub(super) point_images: Tensor<2>,
    pub(super) probe_images: Tensor<2>,
    /// The part whose codes are being exported.
    pub(super) encoding: Option<Encoding>,
}

impl Trainer {
    /// A run on the CPU and on the built-in data set that a config names, at step 0.
    ///
    /// # Errors
    /// `Config` where config and data do not go together, or the config names a file.
    pub async fn on_cpu(config: RunConfig) -> Result<Self> {
        let dataset = Catalog::default().dataset(&config)?;
        Self::new(config, dataset, open(DeviceKind::Cpu).await?)
    }

    /// A run at step 0, with the initial weights of its seed.
    ///
    /// # Errors
    /// `Config` where config and data do not go together.
    pub fn new(config: RunConfig, dataset: Arc<Dataset>, device: Device) -> Result<Self> {
        let split = SplitIndices::new(&dataset, config.seed);
        Self::with_split(config, dataset, split, device)
    }

    /// The same on a split of one's own. Without validation images there are no validations and no snapshots.
    ///
    /// # Errors
    /// `Config` where config and data do not go together.
    pub fn with_split(
        config: RunConfig,
        dataset: Arc<Dataset>,
        split: SplitIndices,
        device: Device,
    ) -> Result<Self> {
        build::check_stopping(&config, &split)?;
        let split = split.training_on(&dataset, &config.normal_classes);
        let dataset = dataset.scaled_to(&split.train);
        let summary = Summary::training_on(&config, &dataset, split.train.len())?;
        build::check_device(&config, &dataset, &split, &device)?;
        let learner = build::learner(&config, &dataset, &split, &device)?;
        let batches = build::batches(&config, &split);
        let points = split.validation;
        let probes = pick_probes(&dataset, &points);
        let normal = dataset.only(&points, &config.normal_classes);
        let validation_batch = build::batch(&config, &dataset, &normal, &device);
        let point_images = match config.normal_classes.is_empty() {
            true => validation_batch.images.clone(),
            false => batches::tensor(&dataset, &points, &device),
        };
        let preparation = learner.objective().preparation();
        let clean = batches::tensor(&dataset, &probes, &device);
        let (_, probe_images) = preparation.prepare(clean, learner.context());
        Ok(Self {
            point_images: preparation.scaled(point_images),
            probe_images,
            encoding: None,
            validation_batch,
            last_sound: learner.state().duplicate(),
            batches,
            step: 0,
            diverged: None,
            has_validated: false,
            stopping: EarlyStopping::default(),
            best: None,
            best_error: f32::INFINITY,
            config,
            summary,
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
        let mut reading = PendingReads::default();
        if !self.points.is_empty() {
            reading.validation(0, self.learner.evaluate(self.validation_batch.clone()));
        }
        let record = self.learner.rehearse().await;
        reading.finish(record).await?;
        Ok(())
    }

    /// Waits until a number has come from the device.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn touch(&self) -> Result<()> {
        let rates = self.learner.step_state().rates().clone();
        let read = Transaction::default().register(rates).execute_async().await;
        read.map(|_| ()).map_err(LabError::device)
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

    /// The reason why the device does not record steps, so that each is sent by itself; none where it
    /// does.
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

    /// The step that completes the epoch under way.
    pub fn end_of_epoch(&self) -> usize {
        let done = self.batches.completed(self.step);
        self.batches.steps_to(done + 1)
    }

    /// The config as it is now.
    pub fn config(&self) -> &RunConfig {
        &self.config
    }

    /// Numbers of training, validation and test images.
    pub fn sizes(&self) -> SplitSizes {
        SplitSizes {
            train: self.batches.images().len(),
            validation: self.points.len(),
            test: self.test.len(),
        }
    }

    /// Data set, layers and loss terms of the run.
    pub fn summary(&self) -> &Summary {
        &self.summary
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
