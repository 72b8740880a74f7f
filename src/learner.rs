//! Training steps: batch, forward, loss, backward, update, all on the device. It knows nothing of data
//! sets and schedules, and never reads anything back.

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};

use crate::clock::Clock;
use crate::error::Result;
use crate::feed::Feed;
use crate::kernels::update::Update;
use crate::optimiser::{Optimiser, duplicate_model};
use crate::recorder::Recorder;

/// Steps of a long recording; a short one is of a single step.
pub const RECORDED: usize = 10;

/// A module whose parameters can be moved out, so that nothing else holds them.
pub trait Model: Module + 'static {
    /// Moves the layers out and leaves an empty model behind.
    fn take(&mut self) -> Self;
}

/// What a model is trained for.
pub trait Objective<M> {
    /// Terms that are recorded for every step.
    fn terms(&self) -> usize;

    /// The loss of a model on images.
    ///
    /// # Shapes
    /// - images: `[batch, pixels]`
    fn loss(&self, model: &M, images: Tensor<2>, clock: &Clock) -> Loss;
}

/// A loss, still on the device; each tensor is `[1]`.
#[derive(Debug)]
pub struct Loss {
    /// What is minimised.
    pub total: Tensor<1>,
    /// What is recorded.
    pub terms: Vec<Tensor<1>>,
}

/// A model with what trains it.
#[derive(Debug)]
pub struct Learner<M, O> {
    state: State<M>,
    objective: O,
    clock: Clock,
    feed: Feed,
    recorder: Recorder,
}

/// What a run has learnt.
#[derive(Debug)]
pub struct State<M> {
    step: usize,
    model: M,
    optimiser: Optimiser,
}

impl<M: Model> State<M> {
    /// The same in tensors of its own.
    pub fn duplicate(&self) -> Self {
        Self {
            step: self.step,
            model: duplicate_model(self.model.clone()),
            optimiser: self.optimiser.duplicate(),
        }
    }

    /// Steps done.
    pub fn step(&self) -> usize {
        self.step
    }
}

impl<M: Model, O: Objective<M>> Learner<M, O> {
    /// At step 0. The model must have been made on the device, with autodiff.
    pub fn new(
        model: M,
        objective: O,
        update: Update,
        learning_rate: f64,
        feed: Feed,
        device: &Device,
    ) -> Self {
        let optimiser = Optimiser::new(update, &model, device);
        Self {
            clock: Clock::new(0, learning_rate, objective.terms(), device),
            state: State {
                step: 0,
                model,
                optimiser,
            },
            objective,
            feed,
            recorder: Recorder::new(device),
        }
    }

    /// The same, but every step is taken by itself.
    pub fn without_recording(mut self) -> Self {
        self.recorder.refuse("recording was switched off");
        self
    }

    /// Takes steps. The first of a kind are taken one by one and recorded, the rest replayed.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub fn advance(&mut self, steps: usize) -> Result<()> {
        let end = self.state.step + steps;
        while self.state.step < end {
            let room = self.feed.prepare(self.state.step);
            let long = room.min(end - self.state.step) >= RECORDED;
            let length = if long { RECORDED } else { 1 };
            if self.recorder.has(length) {
                self.recorder.replay(length)?;
                self.state.step += length;
            } else {
                let parts = (
                    &mut self.state,
                    &self.objective,
                    &mut self.clock,
                    &self.feed,
                );
                let (state, objective, clock, feed) = parts;
                let mut step = || step(state, objective, clock, feed.batch(clock));
                if self.recorder.refusal().is_some() {
                    step();
                } else {
                    self.recorder.record(length, step);
                }
                self.state.step += 1;
            }
        }
        Ok(())
    }

    /// Takes a step on a copy of the state, so that the device has built all it needs; returns its loss.
    pub fn rehearse(&self, learning_rate: f64, device: &Device) -> Tensor<1> {
        let mut state = self.state.duplicate();
        let mut clock = Clock::new(state.step, learning_rate, self.objective.terms(), device);
        let batch = self.feed.batch(&clock);
        step(&mut state, &self.objective, &mut clock, batch);
        clock.record().clone().slice([0..1, 0..1]).reshape([1])
    }

    /// Loss of images without a step, still on the device.
    ///
    /// # Shapes
    /// - images: `[batch, pixels]`, without autodiff
    /// - output: `[1]`
    pub fn evaluate(&self, images: Tensor<2>) -> Tensor<1> {
        let loss = self.objective.loss(&self.model(), images, &self.clock);
        loss.total
    }

    /// The model as it is now, without autodiff.
    pub fn model(&self) -> M {
        self.state.model.valid()
    }

    /// What was learnt, in tensors that further steps change.
    pub fn state(&self) -> &State<M> {
        &self.state
    }

    /// Goes on from another state.
    pub fn restore(&mut self, state: State<M>, learning_rate: f64, device: &Device) {
        self.recorder.clear();
        self.clock = Clock::new(state.step, learning_rate, self.objective.terms(), device);
        self.state = state;
    }

    /// Takes another learning rate from the next step on.
    pub fn set_rate(&mut self, learning_rate: f64) {
        self.clock.set_rate(learning_rate);
    }

    /// The losses of the latest steps, and the count of them.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Why steps are not recorded, where they are not.
    pub fn refusal(&self) -> Option<&str> {
        self.recorder.refusal()
    }
}

fn step<M: Model, O: Objective<M>>(
    state: &mut State<M>,
    objective: &O,
    clock: &mut Clock,
    images: Tensor<2>,
) {
    let loss = objective.loss(&state.model, images.autodiff(), clock);
    let terms = loss.terms.into_iter().map(Tensor::without_autodiff);
    clock.tick(terms.collect());
    let gradients = GradientsParams::from_grads(loss.total.backward(), &state.model);
    // Nothing else may hold the weights, so that they can be updated in place.
    let model = state.model.take();
    state.model = state.optimiser.step(model, gradients, clock);
}
