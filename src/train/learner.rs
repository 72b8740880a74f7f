//! Training steps: batch, forward, loss, backward, update, all on the device. It knows nothing of data
//! sets and schedules, and never reads anything back.

use std::future::poll_fn;
use std::task::Poll;

use burn::module::ParamId;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Int, Tensor};

use crate::device::graph_capture::{Recorder, Window};
use crate::error::Result;
use crate::loss::objective::{LossValue, Objective};
use crate::model::context::{Batch, Moment, outside};
use crate::model::module::Model;
use crate::ops::training::optimizer::OptimizerStep;
use crate::ops::training::step_state::Schedule;
use crate::train::data_loader::Feed;
use crate::train::gradients;
use crate::train::state::Parameter;
use crate::train::state::State;
use crate::train::step_state::Clock;

/// Steps of a long recording; a short one is of a single step.
pub const RECORDED: usize = 10;

/// A model with what trains it.
#[derive(Debug)]
pub struct Learner<M, O> {
    work: Work<M>,
    objective: O,
    feed: Feed,
    recorder: Recorder,
    /// The count that stands for no step.
    outside: Tensor<1, Int>,
}

/// What a step changes.
#[derive(Debug)]
struct Work<M> {
    state: State<M>,
    clock: Clock,
}

impl<M: Model> Work<M> {
    /// The same in tensors of its own.
    fn duplicate(&self) -> Self {
        Self {
            state: self.state.duplicate(),
            clock: self.clock.duplicate(self.state.step),
        }
    }

    /// The first half of a step: forward.
    fn loss(&self, objective: &impl Objective<M>, batch: Batch) -> LossValue {
        let moment = Moment {
            steps: self.clock.steps(),
            learning: true,
        };
        objective.loss(&self.state.model, batch.autodiff(), moment)
    }

    /// The second half of a step: backward, and the update.
    fn learn(&mut self, loss: LossValue) {
        let Self { state, clock } = self;
        let terms = loss.terms.into_iter().map(Tensor::without_autodiff);
        let terms: Vec<_> = terms.collect();
        let gradients = GradientsParams::from_grads(loss.total.backward(), &state.model);
        // Only now: the backward pass may look at the step as well.
        clock.tick(terms);
        // Nothing else may hold the weights, so that they can be updated in place.
        let model = state.model.take();
        state.model = state.optimiser.step(model, gradients, clock).settled();
    }
}

impl<M: Model, O: Objective<M>> Learner<M, O> {
    /// At step 0. The model must have been made on the device, with autodiff.
    pub fn new(
        model: M,
        objective: O,
        update: OptimizerStep,
        learning_rate: f64,
        feed: Feed,
        device: &Device,
    ) -> Self {
        Self {
            work: Work {
                clock: Clock::new(0, learning_rate, objective.terms(), device),
                state: State::new(model, update, device),
            },
            objective,
            feed,
            recorder: Recorder::new(device),
            outside: outside(device),
        }
    }

    /// The same with a learning rate that changes with the steps.
    pub fn with_schedule(mut self, schedule: Schedule) -> Self {
        self.work.clock = self.work.clock.with_schedule(schedule);
        self
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
        let end = self.work.state.step + steps;
        while self.work.state.step < end {
            let room = self.feed.prepare(self.work.state.step);
            let long = room.min(end - self.work.state.step) >= RECORDED;
            let window = Window {
                steps: if long { RECORDED } else { 1 },
                batch: self.next_batch(),
            };
            if self.recorder.has(window) {
                self.recorder.replay(window)?;
                self.work.state.step += window.steps;
                continue;
            }
            let (objective, feed) = (&self.objective, &self.feed);
            let step = |work: &mut Work<M>| {
                let loss = work.loss(objective, feed.batch(&work.clock, window.batch));
                work.learn(loss);
            };
            if self.recorder.wants() {
                self.recorder
                    .record(window, &mut self.work, Work::duplicate, step);
            } else {
                step(&mut self.work);
            }
            self.work.state.step += 1;
        }
        Ok(())
    }

    /// Images of the batch of the next step.
    fn next_batch(&self) -> usize {
        self.feed.batches().size_after(self.work.state.step)
    }

    /// Takes a step on a copy of the state, so that the device has built all it needs; returns the
    /// record of its loss. Lets go of the thread before each pass: a browser hands on what was
    /// asked of the device only then, and the device builds one part while the next is written.
    pub async fn rehearse(&self) -> Tensor<2> {
        let mut work = self.work.duplicate();
        let batch = self.feed.batch(&work.clock, self.next_batch());
        breath().await;
        let loss = work.loss(&self.objective, batch);
        breath().await;
        work.learn(loss);
        work.clock.record().clone()
    }

    /// The gradient of the loss of a batch by each parameter that it depends on, as a step would have it.
    /// Changes nothing. The batch is without autodiff.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn gradients(&self, batch: Batch) -> Result<Vec<(ParamId, Vec<f32>)>> {
        let work = self.work.duplicate();
        let loss = work.loss(&self.objective, batch);
        gradients::read(loss.total, &work.state.model).await
    }

    /// The terms of the loss of a batch, without a step, still on the device, each `[1]`. The batch is
    /// without autodiff.
    pub fn evaluate(&self, batch: Batch) -> Vec<Tensor<1>> {
        let loss = self.objective.loss(&self.model(), batch, self.moment());
        loss.terms
    }

    /// The moment of all passes that nothing is learnt from.
    pub fn moment(&self) -> Moment<'_> {
        Moment {
            steps: &self.outside,
            learning: false,
        }
    }

    /// What is minimised.
    pub fn objective(&self) -> &O {
        &self.objective
    }

    /// The model as it is now, without autodiff.
    pub fn model(&self) -> M {
        self.work.state.model.valid()
    }

    /// What was learnt, in tensors that further steps change.
    pub fn state(&self) -> &State<M> {
        &self.work.state
    }

    /// Goes on from another state.
    pub fn restore(&mut self, state: State<M>, learning_rate: f64, device: &Device) {
        self.recorder.clear();
        let schedule = self.work.clock.schedule();
        self.work.clock = Clock::new(state.step, learning_rate, self.objective.terms(), device)
            .with_schedule(schedule);
        self.work.state = state;
    }

    /// Goes on from saved numbers, after so many steps.
    ///
    /// # Errors
    /// `Checkpoint` where they are not those of this model and optimiser.
    pub fn resume(
        &mut self,
        step: usize,
        parameters: Vec<Parameter>,
        learning_rate: f64,
        device: &Device,
    ) -> Result<()> {
        let mut state = self.work.state.duplicate();
        state.write(step, parameters)?;
        self.restore(state, learning_rate, device);
        Ok(())
    }

    /// Takes another learning rate from the next step on.
    pub fn set_rate(&mut self, learning_rate: f64) {
        self.work.clock.set_rate(learning_rate);
    }

    /// The losses of the latest steps, and the count of them.
    pub fn clock(&self) -> &Clock {
        &self.work.clock
    }

    /// Why steps are not recorded, where they are not.
    pub fn refusal(&self) -> Option<&str> {
        self.recorder.refusal()
    }
}

/// Comes back at once, but not in the same stretch of work.
async fn breath() {
    let mut taken = false;
    poll_fn(|context| {
        if taken {
            return Poll::Ready(());
        }
        taken = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
