//! Optimizers, which turn gradients into updates: one operation per layer, in place. They read step
//! count and learning rate from the step state on the device.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};

use crate::config::{Optimizer as Choice, RunConfig, Schedule as Course};
use crate::device::upload::float_tensor;
use crate::ops::training::optimizer::{
    OptimizerStep, PARTIALS, Rule, add_squares, duplicate, optimizer_step,
};
use crate::ops::training::step_state::{Curve, Schedule};
use crate::train::step_state::StepState;

/// The optimizer of a config, with the constants of the papers.
pub fn choose(config: &RunConfig) -> OptimizerStep {
    let epsilon = config.epsilon as f32;
    let rule = match config.optimizer {
        Choice::Adam => Rule::Adam {
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon,
        },
        Choice::Rmsprop => Rule::Rmsprop {
            rho: config.rho as f32,
            epsilon,
        },
        Choice::Sgd => Rule::Sgd {
            momentum: config.momentum as f32,
        },
    };
    OptimizerStep {
        rule,
        decay: config.weight_decay as f32,
        clip: config.gradient_clip as f32,
    }
}

/// The learning rate schedule of a config.
pub fn schedule(config: &RunConfig) -> Schedule {
    let length = config.schedule_steps as u32;
    let curve = match config.schedule {
        Course::Constant => Curve::Constant,
        Course::Step => Curve::Step {
            length,
            decay: config.decay_factor as f32,
        },
        Course::Cosine => Curve::Cosine { length },
    };
    Schedule {
        warm_up: config.warm_up as u32,
        curve,
    }
}

/// An optimizer with its moments.
#[derive(Debug)]
pub struct Optimizer {
    update: OptimizerStep,
    /// For each parameter, in the order in which the model visits them.
    moments: Vec<Tensor<2>>,
    squares: Tensor<1>,
}

impl Optimizer {
    /// An optimizer for a model, with moments of zero.
    pub fn new<M: Module>(update: OptimizerStep, model: &M, device: &Device) -> Self {
        let mut sizes = ParameterSizes(Vec::new());
        model.visit(&mut sizes);
        let rows = update.rule.moments();
        let zeros = |size: usize| float_tensor(vec![0.0; rows * size], [rows, size], device);
        Self {
            update,
            moments: sizes.0.into_iter().map(zeros).collect(),
            squares: float_tensor(vec![0.0; PARTIALS], [PARTIALS], device),
        }
    }

    /// Takes a step. Parameters are written in place, where nothing but `model` holds them.
    pub fn step<M: Module>(
        &mut self,
        model: M,
        mut gradients: GradientsParams,
        step_state: &mut StepState,
    ) -> M {
        if self.update.clip > 0.0 {
            self.clip(&model, &gradients, step_state);
        }
        let mut step = UpdateParameters {
            update: self.update,
            gradients: &mut gradients,
            step_state,
            before: std::mem::take(&mut self.moments).into_iter(),
            after: Vec::new(),
        };
        let model = model.map(&mut step);
        self.moments = step.after;
        model
    }

    fn clip<M: Module>(
        &mut self,
        model: &M,
        gradients: &GradientsParams,
        step_state: &mut StepState,
    ) {
        let mut squares = Squares {
            gradients,
            parts: self.squares.clone(),
            first: true,
        };
        model.visit(&mut squares);
        self.squares = squares.parts;
        step_state.clip(self.squares.clone(), self.update.clip);
    }

    /// The same with moments of its own.
    pub fn duplicate(&self) -> Self {
        Self {
            update: self.update,
            moments: self.moments.iter().cloned().map(duplicate).collect(),
            squares: duplicate(self.squares.clone()),
        }
    }

    /// The moments of each parameter, in the order in which the model visits them.
    pub fn moments(&self) -> &[Tensor<2>] {
        &self.moments
    }

    /// Replaces all moments; they must be as many, and of the same shapes.
    pub fn set_moments(&mut self, moments: Vec<Tensor<2>>) {
        self.moments = moments;
    }
}

/// Numbers of each parameter, in the order in which a model visits them.
#[derive(Debug)]
struct ParameterSizes(Vec<usize>);

impl ModuleVisitor for ParameterSizes {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.0.push(param.val().shape().num_elements());
    }
}

struct Squares<'a> {
    gradients: &'a GradientsParams,
    parts: Tensor<1>,
    first: bool,
}

impl ModuleVisitor for Squares<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(gradient) = self.gradients.get::<D>(param.id) {
            self.parts = add_squares(self.parts.clone(), gradient, self.first);
            self.first = false;
        }
    }
}

struct UpdateParameters<'a> {
    update: OptimizerStep,
    gradients: &'a mut GradientsParams,
    step_state: &'a StepState,
    before: std::vec::IntoIter<Tensor<2>>,
    after: Vec<Tensor<2>>,
}

impl ModuleMapper for UpdateParameters<'_> {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, weights, mapper) = param.consume();
        let Some(moments) = self.before.next() else {
            return Param::from_mapped_value(id, weights, mapper);
        };
        let Some(gradient) = self.gradients.remove::<D>(id) else {
            self.after.push(moments);
            return Param::from_mapped_value(id, weights, mapper);
        };
        let (rates, steps) = (self.step_state.rates(), self.step_state.steps());
        let (weights, moments) = optimizer_step(
            weights.inner(),
            gradient,
            moments,
            rates,
            steps,
            self.update,
        );
        self.after.push(moments);
        let weights = Tensor::from_inner(weights).require_grad();
        Param::from_mapped_value(id, weights, mapper)
    }
}
