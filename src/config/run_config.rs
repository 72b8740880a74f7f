//! All settings of a run, with their defaults.

use serde::{Deserialize, Serialize};

use super::choices::*;
use super::reading::KeptReading;

/// All settings of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[allow(missing_docs, reason = "each field is documented once, in `fields`")]
pub struct RunConfig {
    pub dataset: Source,
    pub corruption: Corruption,
    pub noise_std: f64,
    pub corruption_fraction: f64,
    pub hole_side: usize,
    pub input_scale: InputScale,
    pub shift: usize,
    pub crop: usize,
    pub normal_classes: Vec<usize>,
    pub architecture: Architecture,
    pub hidden: Vec<usize>,
    pub channels: Vec<usize>,
    pub fista_iterations: usize,
    pub validation_fista_iterations: usize,
    pub gru_units: usize,
    pub frame_length: usize,
    pub activation: Activation,
    pub output_activation: OutputActivation,
    pub normalization: Normalization,
    pub dropout: f64,
    pub initializer: Initializer,
    pub latent: usize,
    pub bottleneck: Bottleneck,
    pub code_activation: Activation,
    pub k: usize,
    pub beta: f64,
    pub kl_warm_up: usize,
    pub free_nats: f64,
    pub sparsity: Sparsity,
    pub sparsity_target: f64,
    pub sparsity_weight: f64,
    pub loss: Loss,
    pub reduction: Reduction,
    pub l1: f64,
    pub l2: f64,
    pub class_weight: f64,
    pub labelled: f64,
    pub optimizer: Optimizer,
    pub learning_rate: f64,
    pub schedule: Schedule,
    pub schedule_steps: usize,
    pub decay_factor: f64,
    pub warm_up: usize,
    pub momentum: f64,
    pub rho: f64,
    pub epsilon: f64,
    pub weight_decay: f64,
    pub gradient_clip: f64,
    pub batch_size: usize,
    pub last_batch: LastBatch,
    pub validate_every: usize,
    pub epochs: usize,
    pub target_loss: f64,
    pub patience: usize,
    pub seed: u32,
    pub device: DeviceChoice,
    /// Options of reading the user's own files; no setting of the model.
    #[serde(skip_deserializing, skip_serializing_if = "KeptReading::is_empty")]
    pub reading: KeptReading,
}

impl Default for RunConfig {
    fn default() -> Self {
        Self {
            dataset: Source::Digits,
            corruption: Corruption::None,
            noise_std: 0.3,
            corruption_fraction: 0.3,
            hole_side: 3,
            input_scale: InputScale::Unit,
            shift: 0,
            crop: 0,
            normal_classes: Vec::new(),
            architecture: Architecture::Dense,
            hidden: vec![64, 32],
            channels: vec![16, 32],
            fista_iterations: 50,
            validation_fista_iterations: 50,
            gru_units: 64,
            frame_length: 10,
            activation: Activation::Relu,
            output_activation: OutputActivation::Sigmoid,
            normalization: Normalization::None,
            dropout: 0.0,
            initializer: Initializer::Glorot,
            latent: 2,
            bottleneck: Bottleneck::Plain,
            code_activation: Activation::Linear,
            k: 10,
            beta: 1.0,
            kl_warm_up: 0,
            free_nats: 0.0,
            sparsity: Sparsity::None,
            sparsity_target: 0.05,
            sparsity_weight: 3.0,
            loss: Loss::Mse,
            reduction: Reduction::Mean,
            l1: 0.0,
            l2: 0.0,
            class_weight: 0.0,
            labelled: 100.0,
            optimizer: Optimizer::Adam,
            learning_rate: 1e-3,
            schedule: Schedule::Constant,
            schedule_steps: 2000,
            decay_factor: 0.1,
            warm_up: 0,
            momentum: 0.9,
            rho: 0.99,
            epsilon: 1e-8,
            weight_decay: 0.0,
            gradient_clip: 0.0,
            batch_size: 64,
            last_batch: LastBatch::Carry,
            validate_every: 50,
            epochs: 0,
            target_loss: 0.0,
            patience: 0,
            seed: 1,
            device: DeviceChoice::Auto,
            reading: KeptReading::new(),
        }
    }
}

impl RunConfig {
    /// True if a classifier of the code is trained with the autoencoder.
    pub fn classifies(&self) -> bool {
        self.class_weight > 0.0
    }
}
