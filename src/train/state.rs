//! The training state of a run, on the device. A copy allows a return to it; reading and writing it
//! allows a run to continue elsewhere.

use std::mem::take;

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Device, Tensor, Transaction};
use serde_json::Value;

use crate::device::readback::floats;
use crate::device::upload::float_tensor;
use crate::error::{LabError, Result, short};
use crate::model::module::Model;
use crate::ops::training::optimizer::{OptimizerStep, duplicate};
use crate::train::optimizer::Optimizer;

/// One tensor of a model with the moments of its optimizer.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its path in the model, as `encoder.0.weights`.
    pub name: String,
    /// Of the weights.
    pub shape: Vec<usize>,
    /// Row-major.
    pub weights: Vec<f32>,
    /// As many numbers as there are weights, once for each moment of the optimizer.
    pub moments: Vec<f32>,
}

/// A model and its optimizer, after some number of steps.
#[derive(Debug)]
pub struct State<M> {
    /// Steps done.
    pub step: usize,
    /// The model, with autodiff.
    pub model: M,
    /// The optimizer.
    pub optimizer: Optimizer,
}

impl<M: Model> State<M> {
    /// At step 0. The model must have been made on the device, with autodiff.
    pub fn new(model: M, update: OptimizerStep, device: &Device) -> Self {
        Self {
            step: 0,
            optimizer: Optimizer::new(update, &model, device),
            model,
        }
    }

    /// The same in tensors of its own, which steps of this one do not change. Autodiff does not know of them: it would keep
    /// a node for each until the next backward pass, and a recorded step has none.
    pub fn duplicate(&self) -> Self {
        Self {
            step: self.step,
            model: self.duplicate_model(),
            optimizer: self.optimizer.duplicate(),
        }
    }

    /// The model alone, in tensors of its own.
    pub fn duplicate_model(&self) -> M {
        self.model.clone().map(&mut Duplicate)
    }

    /// The same with weights that a backward pass has gradients for, as training needs them.
    pub fn tracked(self) -> Self {
        Self {
            model: self.model.map(&mut Track),
            ..self
        }
    }

    /// All numbers.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn read(&self) -> Result<Vec<Parameter>> {
        let mut reading = ReadParameters {
            transaction: Transaction::default(),
            moments: self.optimizer.moments().iter(),
        };
        self.model.visit(&mut reading);
        let data = reading.transaction.execute_async().await;
        let mut data = data.map_err(LabError::device)?.into_iter().map(floats);
        let mut next = || data.next().transpose().map(Option::unwrap_or_default);
        let parameters = Names::of(&self.model).into_iter();
        let parameters = parameters.map(|(name, shape)| {
            Ok(Parameter {
                name,
                shape,
                weights: next()?,
                moments: next()?,
            })
        });
        parameters.collect()
    }

    /// Takes the numbers that `read` gave, after so many steps. The weights are not tracked then.
    ///
    /// # Errors
    /// `Checkpoint` where they are not those of this model and optimizer; nothing is changed then.
    pub fn write(&mut self, step: usize, mut saved: Vec<Parameter>) -> Result<()> {
        let expected = Names::of(&self.model);
        if saved.len() != expected.len() {
            let (saved, expected) = (saved.len(), expected.len());
            let why = format!("it has {expected} parameters, not {saved}");
            return Err(foreign("parameters", saved.into(), why));
        }
        let (mut weights, mut remembered) = (Vec::new(), Vec::new());
        let moments = self.optimizer.moments();
        for ((name, shape), moments) in expected.into_iter().zip(moments) {
            let found = saved.iter().position(|parameter| parameter.name == name);
            let found = found
                .ok_or_else(|| foreign(&name, Value::Null, format!("\"{name}\" is missing")))?;
            let found = saved.swap_remove(found);
            let size = moments.dims().iter().product::<usize>();
            if found.shape != shape || found.moments.len() != size {
                let other = short(format!("{:?}", found.shape));
                let moments = found.moments.len();
                let why = format!(
                    "\"{name}\" is of {shape:?} with {size} moments there, not of {other} with {moments}"
                );
                return Err(foreign(&name, other.into(), why));
            }
            weights.push(found.weights);
            remembered.push(found.moments);
        }
        let moments = moments
            .iter()
            .zip(remembered)
            .map(|(old, values)| float_tensor(values, old.dims(), &old.device()));
        let moments = moments.collect();
        self.optimizer.set_moments(moments);
        self.model = self.model.take().map(&mut Replace(weights.into_iter()));
        self.step = step;
        Ok(())
    }
}

/// A refusal that names a parameter and what was saved of it.
fn foreign(field: &str, value: Value, why: String) -> LabError {
    LabError::checkpoint(
        field,
        value,
        format!("The saved weights are not those of the network that is saved with them: {why}."),
        "Save the run again, or start a new one.",
    )
}

/// Paths and shapes of all parameters, in the order in which a model visits them.
#[derive(Default)]
struct Names {
    path: Vec<String>,
    found: Vec<(String, Vec<usize>)>,
}

impl Names {
    fn of(model: &impl Module) -> Vec<(String, Vec<usize>)> {
        let mut names = Self::default();
        model.visit(&mut names);
        names.found
    }
}

impl ModuleVisitor for Names {
    fn enter_module(&mut self, name: &str, _: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _: &str, _: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.found
            .push((self.path.join("."), param.dims().to_vec()));
    }
}

struct Duplicate;

impl ModuleMapper for Duplicate {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, weights, mapper) = param.consume();
        let copy = duplicate(weights.inner());
        Param::from_mapped_value(id, Tensor::from_inner(copy), mapper)
    }
}

struct Track;

impl ModuleMapper for Track {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, weights, mapper) = param.consume();
        Param::from_mapped_value(id, weights.require_grad(), mapper)
    }
}

struct ReadParameters<'a> {
    transaction: Transaction,
    moments: std::slice::Iter<'a, Tensor<2>>,
}

impl ModuleVisitor for ReadParameters<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(moments) = self.moments.next() {
            let weights = param.val().inner();
            let transaction = take(&mut self.transaction);
            self.transaction = transaction.register(weights).register(moments.clone());
        }
    }
}

struct Replace(std::vec::IntoIter<Vec<f32>>);

impl ModuleMapper for Replace {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, old, mapper) = param.consume();
        let Some(values) = self.0.next() else {
            return Param::from_mapped_value(id, old, mapper);
        };
        let shape = old.dims();
        let new = float_tensor(values, shape, &old.inner().device());
        Param::from_mapped_value(id, Tensor::from_inner(new), mapper)
    }
}
