//! One training step: forward, loss, backward, update. It knows nothing of data sets and schedules,
//! and never reads anything back from the device.

use burn::module::Module;
use burn::optim::{GradientsParams, ModuleOptimizer};
use burn::tensor::{Device, Tensor};

use crate::config::RunConfig;
use crate::model::Autoencoder;
use crate::model::init::Weights;
use crate::model::plan::LayerPlan;
use crate::objective::Reconstruction;
use crate::optimiser;

/// A model with its optimiser. A clone is cheap: tensors are shared until the next step.
#[derive(Clone)]
pub struct Learner {
    model: Autoencoder,
    optimiser: ModuleOptimizer,
    reconstruction: Reconstruction,
}

impl Learner {
    /// Builds the layers of a plan; `weights` is asked for each in turn.
    pub fn new(
        config: &RunConfig,
        plan: &[LayerPlan],
        device: &Device,
        weights: impl FnMut(&LayerPlan) -> Weights,
    ) -> Self {
        Self {
            model: Autoencoder::new(plan, &device.clone().autodiff(), weights),
            optimiser: optimiser::build(config),
            reconstruction: Reconstruction::new(config),
        }
    }

    /// One step on a batch of images; returns the loss before it, still on the device.
    ///
    /// # Shapes
    /// - images: `[batch, pixels]`, without autodiff
    /// - output: `[1]`
    pub fn step(&mut self, images: Tensor<2>, learning_rate: f64) -> Tensor<1> {
        let images = images.autodiff();
        let logits = self.model.decode(self.model.encode(images.clone()));
        let loss = self.reconstruction.forward(logits, images);
        let gradients = GradientsParams::from_grads(loss.backward(), &self.model);
        // Nothing else may hold the weights, so that they can be updated in place.
        let model = self.model.take();
        self.model = self.optimiser.step(learning_rate, model, gradients);
        loss.without_autodiff()
    }

    /// Loss of images without a step, still on the device.
    ///
    /// # Shapes
    /// - images: `[batch, pixels]`, without autodiff
    /// - output: `[1]`
    pub fn evaluate(&self, images: Tensor<2>) -> Tensor<1> {
        let model = self.model();
        let logits = model.decode(model.encode(images.clone()));
        self.reconstruction.forward(logits, images)
    }

    /// The model as it is now, without autodiff.
    pub fn model(&self) -> Autoencoder {
        self.model.valid()
    }
}
