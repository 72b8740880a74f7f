//! Classification loss and accuracy: softmax cross-entropy over the labelled images of a batch.

mod autodiff;
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::Tensor;

/// Classification loss on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait CrossEntropyKernels: Backend {
    /// Loss, accuracy, and gradient of the loss by the logits.
    ///
    /// # Shapes
    /// - logits, gradient: `[batch, classes]`, labels: `[batch, 1]`, loss, accuracy: `[1]`
    fn cross_entropy(
        logits: FloatTensor<Self>,
        labels: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>);
}

/// Softmax cross-entropy and accuracy, both over the images of the batch whose class is known.
///
/// The loss is the mean of −ln softmax(logits)ₗ in nats, with l the class of an image. Its gradient is
/// (softmax − one-hot) / labelled images (C. Bishop, *Pattern Recognition and Machine Learning*, 2006,
/// section 4.3.4).
///
/// The accuracy is the share of images whose largest logit, the first of equals, is that of their class. It
/// has no gradient. Without any label the loss is 0 and the accuracy −1, an impossible value. Logits may
/// have any size.
///
/// # Shapes
/// - logits: `[batch, classes]`
/// - labels: `[batch, 1]`, numbers of classes; unknown where negative or no class
/// - output: `[1]` each
pub fn cross_entropy(logits: Tensor<2>, labels: Tensor<2>) -> (Tensor<1>, Tensor<1>) {
    let (logits, labels) = (logits.into_dispatch(), labels.into_dispatch());
    let (loss, accuracy, _) = Dispatch::cross_entropy(logits, labels);
    (Tensor::from_dispatch(loss), Tensor::from_dispatch(accuracy))
}
