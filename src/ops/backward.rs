//! What the backward passes of all layers with weights share.

use burn::backend::Backend;
use burn::backend::autodiff::NodeId;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::tensor::FloatTensor;

/// Registers the gradients of a layer by its input and by its weights. A first layer needs none by its
/// input: there the cheaper pass is taken, that of the weights `alone`.
pub fn register<B: Backend, S>(
    grads: &mut Gradients,
    [input, weights]: [Option<NodeId>; 2],
    state: S,
    both: impl FnOnce(S) -> (FloatTensor<B>, FloatTensor<B>),
    alone: impl FnOnce(S) -> FloatTensor<B>,
) {
    let by_weights = match input {
        Some(input) => {
            let (by_input, by_weights) = both(state);
            grads.register::<B>(input, by_input);
            by_weights
        }
        None => alone(state),
    };
    if let Some(weights) = weights {
        grads.register::<B>(weights, by_weights);
    }
}
