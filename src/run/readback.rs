//! Common read-back from the device: the record of losses, and the terms of validations.

use burn::tensor::{Tensor, Transaction};

use crate::device::readback::floats;
use crate::error::{LabError, Result};

/// Numbers on their way from the device.
#[derive(Default)]
pub struct PendingReads {
    transaction: Transaction,
    /// Steps done before each validation, and how many numbers it gave.
    validations: Vec<(usize, usize)>,
}

/// Values that have been read.
pub struct ReadBack {
    /// Every validation: steps done before it, and its terms.
    pub validations: Vec<(usize, Vec<f32>)>,
    /// The record of losses, row by row.
    pub record: Vec<f32>,
}

impl PendingReads {
    /// Adds a validation: the terms of their loss, each `[1]`.
    pub fn validation(&mut self, step: usize, terms: Vec<Tensor<1>>) {
        self.validations.push((step, terms.len()));
        let transaction = std::mem::take(&mut self.transaction);
        self.transaction = terms.into_iter().fold(transaction, Transaction::register);
    }

    /// Waits for all of it, and for the record.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn finish(self, record: Tensor<2>) -> Result<ReadBack> {
        let data = self.transaction.register(record).execute_async().await;
        let mut data = data.map_err(LabError::device)?.into_iter().map(floats);
        let mut validations = Vec::new();
        for (step, count) in self.validations {
            let terms = data.by_ref().take(count).collect::<Result<Vec<_>>>()?;
            validations.push((step, terms.concat()));
        }
        let record = data.next();
        let record = record.ok_or_else(|| LabError::internal("no losses were read"))??;
        Ok(ReadBack {
            validations,
            record,
        })
    }
}
