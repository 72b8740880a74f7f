//! Gradients of a loss, read from the device.

use std::mem::take;

use burn::module::{Module, ModuleVisitor, Param, ParamId};
use burn::optim::GradientsParams;
use burn::tensor::{Tensor, Transaction};

use crate::device::readback::floats;
use crate::error::{LabError, Result};

/// The gradient of a loss, `[1]` and with autodiff, by each parameter of a model that it depends on.
///
/// # Errors
/// `Device` where the device was lost.
pub async fn read(loss: Tensor<1>, model: &impl Module) -> Result<Vec<(ParamId, Vec<f32>)>> {
    let gradients = GradientsParams::from_grads(loss.backward(), model);
    let mut reading = ReadGradients {
        gradients: &gradients,
        ids: Vec::new(),
        transaction: Transaction::default(),
    };
    model.visit(&mut reading);
    let data = reading.transaction.execute_async().await;
    let data = data.map_err(LabError::device)?;
    let values = data.into_iter().map(floats).collect::<Result<Vec<_>>>()?;
    Ok(reading.ids.into_iter().zip(values).collect())
}

/// Asks for all gradients at once.
struct ReadGradients<'a> {
    gradients: &'a GradientsParams,
    ids: Vec<ParamId>,
    transaction: Transaction,
}

impl ModuleVisitor for ReadGradients<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(gradient) = self.gradients.get::<D>(param.id) {
            self.ids.push(param.id);
            self.transaction = take(&mut self.transaction).register(gradient);
        }
    }
}
