//! Where in a run a pass through the model takes place.

use burn::tensor::{DType, Device, Int, Tensor, TensorData};

/// What noise is keyed by, and whether something is to be learnt.
#[derive(Debug, Clone, Copy)]
pub struct ForwardContext<'a> {
    /// Finished steps, `[1]`, on the device: a recorded step that is replayed reads it anew.
    pub steps: &'a Tensor<1, Int>,
    /// Whether the pass is for learning: else nothing is dropped, and damage is the same every time.
    pub training: bool,
}

/// The count that stands for no step at all: what is drawn with it is the same in every evaluation, and in
/// no step.
pub fn no_step(device: &Device) -> Tensor<1, Int> {
    Tensor::from_data(TensorData::new(vec![-1i32], [1]), (device, DType::I32))
}

/// Images to learn from, or to be measured on.
#[derive(Debug, Clone)]
pub struct Batch {
    /// `[batch, pixels]`, 0 to 1.
    pub images: Tensor<2>,
    /// Class numbers, `[batch, 1]`, negative where unknown.
    pub labels: Option<Tensor<2>>,
}

impl Batch {
    /// The same, where a loss of it can be differentiated.
    pub fn autodiff(self) -> Self {
        Self {
            images: self.images.autodiff(),
            labels: self.labels.map(Tensor::autodiff),
        }
    }
}
