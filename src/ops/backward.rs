//! Autodiff of fused operations. Only first derivatives are taken: backward operations carry no gradient.

use std::fmt::Debug;
use std::marker::PhantomData;

use burn::backend::autodiff::NodeId;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend};

/// State that the forward pass saves for the backward pass.
pub trait Saved: Clone + Debug + Send + 'static {}

impl<T: Clone + Debug + Send + 'static> Saved for T {}

/// Tensor under autodiff.
type Tracked<B, C> = FloatTensor<Autodiff<B, C>>;

/// Gradient by the input, from the saved state and the gradient by the output.
type ByInput<B, T> = fn(T, FloatTensor<B>) -> FloatTensor<B>;

#[derive(Debug)]
struct Unary<T>(PhantomData<T>);

impl<B: Backend, T: Saved> Backward<B, 1> for Unary<T> {
    type State = (T, ByInput<B, T>);

    fn backward(
        self,
        ops: Ops<Self::State, 1>,
        grads: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        let (saved, by_input) = ops.state;
        unary::<B, _>(ops.parents, ops.node, grads, |gradient| {
            by_input(saved, gradient)
        });
    }
}

/// Runs an operation of one tensor under autodiff. Returns the output, and the saved state as well.
pub fn function<B: Backend, C: CheckpointStrategy, T: Saved>(
    input: Tracked<B, C>,
    forward: impl FnOnce(FloatTensor<B>) -> (FloatTensor<B>, T),
    by_input: ByInput<B, T>,
) -> (Tracked<B, C>, T) {
    let (input, node) = input.into_parts();
    let (output, saved) = forward(input);
    let op = Unary(PhantomData::<T>);
    let output = match op.prepare::<C>([node]).compute_bound().stateful() {
        OpsKind::Tracked(prep) => prep.finish((saved.clone(), by_input), output),
        OpsKind::UnTracked(prep) => prep.finish(output),
    };
    (output, saved)
}

/// Runs a loss under autodiff whose forward pass finds its gradient too. Returns both.
pub fn loss<B: Backend, C: CheckpointStrategy>(
    input: Tracked<B, C>,
    forward: impl FnOnce(FloatTensor<B>) -> (FloatTensor<B>, FloatTensor<B>),
    chain: ByInput<B, FloatTensor<B>>,
) -> (Tracked<B, C>, Tracked<B, C>) {
    let (loss, gradient) = function::<B, C, _>(input, forward, chain);
    (loss, Tracked::<B, C>::new(gradient))
}

/// Gradient `R` of a layer, from its input, its weights, the gradient by its output and the saved state.
type ByLayer<B, T, R> = fn(FloatTensor<B>, FloatTensor<B>, FloatTensor<B>, T) -> R;

/// Backward pass of a layer.
#[derive(Debug, Clone)]
pub struct LayerGradients<B: Backend, T: Saved> {
    /// Gradients by input and weights.
    pub both: ByLayer<B, T, (FloatTensor<B>, FloatTensor<B>)>,
    /// Gradient by the weights alone: cheaper, for a layer whose input is data.
    pub weights: ByLayer<B, T, FloatTensor<B>>,
}

#[derive(Debug)]
struct Layer<T>(PhantomData<T>);

impl<B: Backend, T: Saved> Backward<B, 2> for Layer<T> {
    type State = (NodeId, NodeId, T, LayerGradients<B, T>);

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        grads: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        let gradient = grads.consume::<B>(&ops.node);
        let (input, weights, saved, by) = ops.state;
        let input: FloatTensor<B> = checkpointer.retrieve_node_output(input);
        let weights: FloatTensor<B> = checkpointer.retrieve_node_output(weights);
        let [input_node, weights_node] = ops.parents;
        let by_weights = match input_node {
            Some(node) => {
                let (by_input, by_weights) = (by.both)(input, weights, gradient, saved);
                grads.register::<B>(node.id, by_input);
                by_weights
            }
            None => (by.weights)(input, weights, gradient, saved),
        };
        if let Some(node) = weights_node {
            grads.register::<B>(node.id, by_weights);
        }
    }
}

/// Runs a layer with weights under autodiff. Returns the output, and the saved state as well.
pub fn layer<B: Backend, C: CheckpointStrategy, T: Saved>(
    [input, weights]: [Tracked<B, C>; 2],
    forward: impl FnOnce(FloatTensor<B>, FloatTensor<B>) -> (FloatTensor<B>, T),
    gradients: LayerGradients<B, T>,
) -> (Tracked<B, C>, T) {
    let op = Layer(PhantomData::<T>);
    let nodes = [input.node(), weights.node()];
    match op.prepare::<C>(nodes).compute_bound().stateful() {
        OpsKind::Tracked(mut prep) => {
            let (input_id, weights_id) = (prep.checkpoint(&input), prep.checkpoint(&weights));
            let (output, saved) = forward(input.into_primitive(), weights.into_primitive());
            let state = (input_id, weights_id, saved.clone(), gradients);
            (prep.finish(state, output), saved)
        }
        OpsKind::UnTracked(prep) => {
            let (output, saved) = forward(input.into_primitive(), weights.into_primitive());
            (prep.finish(output), saved)
        }
    }
}
