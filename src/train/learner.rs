//! Training steps: batch, forward, loss, backward, update, all on the device. It knows nothing of data
//! sets and schedules, and never reads anything back.

use std::future::poll_fn;
use std::task::Poll;

use burn::module::ParamId;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Int, Tensor};

use crate::device::graph_capture::{GraphCapture, Window};
use crate::error::Result;
use crate::loss::objective::{LossValue, Objective};
use crate::model::context::{Batch, ForwardContext, no_step};
use crate::model::module::Model;
use crate::ops::training::optimizer::OptimizerStep;
use crate::ops::training::step_state::Schedule;
use crate::train::data_loader::DataLoader;
use crate::train::gradients;
use crate::train::state::Parameter;
use crate::train::state::State;
use crate::train::step_state::StepState;

/// Steps of a long recording, unless they are long themselves; a short one is of a single step.
pub const CAPTURED_STEPS: usize = 10;

/// A model with what trains it.
#[derive(Debug)]
pub struct Learner<M, O> {
    work: Work<M>,
    objective: O,
    loader: DataLoader,
    capture: GraphCapture,
    /// Steps of a long recording.
    recorded: usize,
    /// The count that stands for no step.
    no_step: Tensor<1, Int>,
}

/// The state that a step changes.
#[derive(Debug)]
struct Work<M> {
    state: State<M>,
    step_state: StepState,
}

impl<M: Model> Work<M> {
    /// The same in tensors of its own, ready to train.
    fn duplicate(&self) -> Self {
        Self {
            state: self.state.duplicate().tracked(),
            step_state: self.step_state.duplicate(self.state.step),
        }
    }

    /// The first half of a step: forward.
    fn loss(&self, objective: &impl Objective<M>, batch: Batch) -> LossValue {
        let context = ForwardContext {
            steps: self.step_state.steps(),
            training: true,
        };
        objective.loss(&self.state.model, batch.autodiff(), context)
    }

    /// The second half of a step: backward, and the update.
    fn learn(&mut self, loss: LossValue) {
        let Self { state, step_state } = self;
        let terms = loss.terms.into_iter().map(Tensor::without_autodiff);
        let terms: Vec<_> = terms.collect();
        let gradients = GradientsParams::from_grads(loss.total.backward(), &state.model);
        // Only now: the backward pass may look at the step as well.
        step_state.tick(terms);
        // Nothing else may hold the weights, so that they can be updated in place.
        let model = state.model.take();
        state.model = state.optimizer.step(model, gradients, step_state).settled();
    }
}

impl<M: Model, O: Objective<M>> Learner<M, O> {
    /// At step 0. The model must have been made on the device, with autodiff.
    pub fn new(
        model: M,
        objective: O,
        update: OptimizerStep,
        learning_rate: f64,
        loader: DataLoader,
        device: &Device,
    ) -> Self {
        Self {
            work: Work {
                step_state: StepState::new(0, learning_rate, objective.terms(), device),
                state: State::new(model, update, device),
            },
            objective,
            loader,
            capture: GraphCapture::new(device),
            recorded: CAPTURED_STEPS,
            no_step: no_step(device),
        }
    }

    /// The same with a learning rate that changes with the steps.
    pub fn with_schedule(mut self, schedule: Schedule) -> Self {
        self.work.step_state = self.work.step_state.with_schedule(schedule);
        self
    }

    /// The same with recordings of so many steps, which divide `CAPTURED_STEPS`.
    pub fn recording(mut self, steps: usize) -> Self {
        self.recorded = steps;
        self
    }

    /// The same, but every step is taken by itself.
    pub fn without_capture(mut self) -> Self {
        self.capture.refuse("recording was switched off");
        self
    }

    /// Takes steps. The first of a kind are taken one by one and recorded, the rest replayed.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub fn advance(&mut self, steps: usize) -> Result<()> {
        let end = self.work.state.step + steps;
        while self.work.state.step < end {
            let room = self.loader.prepare(self.work.state.step);
            let long = room.min(end - self.work.state.step) >= self.recorded;
            let window = Window {
                steps: if long { self.recorded } else { 1 },
                batch: self.next_batch(),
            };
            if self.capture.has(window) {
                self.capture.replay(window)?;
                self.work.state.step += window.steps;
                continue;
            }
            let (objective, loader) = (&self.objective, &self.loader);
            let step = |work: &mut Work<M>| {
                let loss = work.loss(objective, loader.batch(&work.step_state, window.batch));
                work.learn(loss);
            };
            if self.capture.wants() {
                self.capture
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
        self.loader.batches().size_after(self.work.state.step)
    }

    /// Takes a step on a copy of the state, so that the device has built all it needs. Returns the
    /// record of its loss. It yields the thread before each pass, because only then does a browser
    /// submit work to the device. The device then builds one part while the next is written.
    pub async fn rehearse(&self) -> Tensor<2> {
        let mut work = self.work.duplicate();
        let batch = self.loader.batch(&work.step_state, self.next_batch());
        breath().await;
        let loss = work.loss(&self.objective, batch);
        breath().await;
        work.learn(loss);
        work.step_state.recent_losses().clone()
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
        let loss = self.objective.loss(&self.model(), batch, self.context());
        loss.terms
    }

    /// The context of all forward passes outside of training.
    pub fn context(&self) -> ForwardContext<'_> {
        ForwardContext {
            steps: &self.no_step,
            training: false,
        }
    }

    /// The training objective.
    pub fn objective(&self) -> &O {
        &self.objective
    }

    /// The model as it is now, without autodiff.
    pub fn model(&self) -> M {
        self.work.state.model.valid()
    }

    /// The same in tensors of its own, which further steps do not change.
    pub fn copy_of_model(&self) -> M {
        self.work.state.duplicate_model().valid()
    }

    /// The training state, in tensors that further steps change.
    pub fn state(&self) -> &State<M> {
        &self.work.state
    }

    /// Goes on from another state.
    pub fn restore(&mut self, state: State<M>, learning_rate: f64, device: &Device) {
        self.capture.clear();
        let schedule = self.work.step_state.schedule();
        self.work.step_state =
            StepState::new(state.step, learning_rate, self.objective.terms(), device)
                .with_schedule(schedule);
        self.work.state = state.tracked();
    }

    /// Goes on from saved numbers, after so many steps.
    ///
    /// # Errors
    /// `Checkpoint` where they are not those of this model and optimizer.
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
        self.work.step_state.set_rate(learning_rate);
    }

    /// The losses of the latest steps, and the count of them.
    pub fn step_state(&self) -> &StepState {
        &self.work.step_state
    }

    /// The reason for which graph capture is not used; none where it is.
    pub fn refusal(&self) -> Option<&str> {
        self.capture.refusal()
    }
}

/// Yields the thread once, so that other tasks of the event loop run.
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
