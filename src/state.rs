//! What a run has learnt, on the device: copied for going back, read and written for going on elsewhere.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Device, Tensor, TensorData, Transaction};

use crate::error::{Code, LabError, Result};
use crate::kernels::update::{Update, duplicate};
use crate::optimiser::{Optimiser, Sizes};
use crate::snapshot::floats;

/// A module whose parameters can be moved out, so that nothing else holds them.
pub trait Model: Module + 'static {
    /// Moves the layers out and leaves an empty model behind.
    fn take(&mut self) -> Self;

    /// The model with its weights back where they are bound to be, after an update; in place.
    #[must_use]
    fn settled(self) -> Self {
        self
    }
}

/// A model and what its optimiser remembers, after so many steps.
#[derive(Debug)]
pub struct State<M> {
    /// Steps done.
    pub step: usize,
    /// The model, with autodiff.
    pub model: M,
    /// The optimiser.
    pub optimiser: Optimiser,
}

impl<M: Model> State<M> {
    /// At step 0. The model must have been made on the device, with autodiff.
    pub fn new(model: M, update: Update, device: &Device) -> Self {
        Self {
            step: 0,
            optimiser: Optimiser::new(update, &model, device),
            model,
        }
    }

    /// The same in tensors of its own, which steps of this one do not change.
    pub fn duplicate(&self) -> Self {
        Self {
            step: self.step,
            model: self.model.clone().map(&mut Duplicate),
            optimiser: self.optimiser.duplicate(),
        }
    }

    /// All numbers: of each parameter first its weights, then what the optimiser remembers of it.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn read(&self) -> Result<Vec<Vec<f32>>> {
        let mut reading = Reading {
            transaction: Some(Transaction::default()),
            moments: self.optimiser.moments().iter(),
        };
        self.model.visit(&mut reading);
        let transaction = reading.transaction.unwrap_or_default();
        let data = transaction.execute_async().await;
        let data = data.map_err(LabError::device)?;
        data.into_iter().map(floats).collect()
    }

    /// Takes the numbers that `read` gave, after so many steps.
    ///
    /// # Errors
    /// `Checkpoint` where they are not those of this model and optimiser; nothing is changed then.
    pub fn write(&mut self, step: usize, values: Vec<Vec<f32>>) -> Result<()> {
        let mut sizes = Sizes(Vec::new());
        self.model.visit(&mut sizes);
        let moments = self.optimiser.moments();
        let mut wanted = Vec::new();
        for (size, moments) in sizes.0.into_iter().zip(moments) {
            wanted.extend([size, moments.dims().iter().product()]);
        }
        if values.iter().map(Vec::len).ne(wanted) {
            return Err(LabError::new(
                Code::Checkpoint,
                "The saved weights are not those of the network that is saved with them.",
                "Save the run again, or start a new one.",
            ));
        }
        let (mut weights, mut remembered) = (Vec::new(), Vec::new());
        for pair in values.chunks_exact(2) {
            weights.push(pair[0].clone());
            remembered.push(pair[1].clone());
        }
        let moments = moments.iter().zip(remembered).map(|(old, values)| {
            Tensor::from_data(TensorData::new(values, old.dims()), &old.device())
        });
        let moments = moments.collect();
        self.optimiser.set_moments(moments);
        self.model = self.model.take().map(&mut Replace(weights.into_iter()));
        self.step = step;
        Ok(())
    }
}

struct Duplicate;

impl ModuleMapper for Duplicate {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, weights, mapper) = param.consume();
        let copy = duplicate(weights.inner());
        Param::from_mapped_value(id, Tensor::from_inner(copy).require_grad(), mapper)
    }
}

struct Reading<'a> {
    transaction: Option<Transaction>,
    moments: std::slice::Iter<'a, Tensor<2>>,
}

impl ModuleVisitor for Reading<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let (Some(transaction), Some(moments)) = (self.transaction.take(), self.moments.next()) {
            let weights = param.val().inner();
            self.transaction = Some(transaction.register(weights).register(moments.clone()));
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
        let data = TensorData::new(values, old.shape());
        let new = Tensor::<D>::from_data(data, &old.inner().device());
        Param::from_mapped_value(id, Tensor::from_inner(new).require_grad(), mapper)
    }
}
