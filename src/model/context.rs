//! The context of a forward pass: step count and mode.

use crate::device::upload::integer_tensor;
use burn::tensor::{Device, Int, Tensor};

/// Step count, which keys the random streams, and mode (train or evaluate) of a forward pass.
#[derive(Debug, Clone, Copy)]
pub struct ForwardContext<'a> {
    /// Finished steps, `[1]`, on the device: each replay of a captured step reads the current
    /// count.
    pub steps: &'a Tensor<1, Int>,
    /// True in training. Otherwise there is no dropout, and corruption is the same every time.
    pub training: bool,
}

/// The step count of evaluations. Noise drawn with it is the same in every evaluation, and occurs
/// in no step.
pub fn no_step(device: &Device) -> Tensor<1, Int> {
    integer_tensor(vec![-1], [1], device)
}

/// Examples to learn from, or to be measured on.
#[derive(Debug, Clone)]
pub struct Batch {
    /// `[batch, pixels]`: pixels from 0 to 1; of a table standardized numbers and one-hot categories, 0 where unknown.
    pub images: Tensor<2>,
    /// The targets of the outputs, `[batch, outputs]`; the images themselves where there is none.
    pub targets: Option<Tensor<2>>,
    /// 1 where a number of the targets is known, 0 where not, `[batch, outputs]`; all are known where there is none.
    pub known: Option<Tensor<2>>,
    /// Class numbers, `[batch, 1]`, negative where unknown.
    pub labels: Option<Tensor<2>>,
}

impl Batch {
    /// The same, where a loss of it can be differentiated.
    pub fn autodiff(self) -> Self {
        Self {
            images: self.images.autodiff(),
            targets: self.targets.map(Tensor::autodiff),
            known: self.known.map(Tensor::autodiff),
            labels: self.labels.map(Tensor::autodiff),
        }
    }
}
