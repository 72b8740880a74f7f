//! Reconstruction loss of rows that hold fields of several kinds: numbers, pixels, and categories as one-hot codes. A mask
//! leaves out what is not known.

mod autodiff;
mod cpu;
#[cfg(feature = "webgpu")]
mod gpu;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Device, Int, Tensor};

use super::reconstruction::PixelLoss;
use crate::device::upload::integer_tensor;

/// Numbers of the table of columns for each column: its loss, the first column of its field, the columns of its field.
const ENTRIES: usize = 3;
/// Loss of a softmax in the table of columns; those of pixels come before it.
const SOFTMAX: i32 = 3;

/// Loss of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldLoss {
    /// One number a column, each with a loss of its own.
    Each(PixelLoss),
    /// One category: cross-entropy −Σ x ln softmax(l) of its columns, whose targets x add up to 1.
    Softmax,
}

impl FieldLoss {
    fn number(self) -> i32 {
        match self {
            Self::Each(PixelLoss::Squared) => 0,
            Self::Each(PixelLoss::SquaredOfSigmoid) => 1,
            Self::Each(PixelLoss::CrossEntropy) => 2,
            Self::Softmax => SOFTMAX,
        }
    }
}

/// Fields of a row on a device, in their order.
#[derive(Debug, Clone)]
pub struct Fields {
    columns: Tensor<1, Int>,
    /// Numbers and categories of a row: a category counts once.
    entries: usize,
}

impl Fields {
    /// Fields with so many columns each.
    pub fn new(fields: impl IntoIterator<Item = (FieldLoss, usize)>, device: &Device) -> Self {
        let (mut table, mut entries) = (Vec::new(), 0);
        for (loss, count) in fields {
            let first = table.len() / ENTRIES;
            let is_one = loss == FieldLoss::Softmax;
            entries += if is_one { 1 } else { count };
            for column in first..first + count {
                let (start, length) = if is_one { (first, count) } else { (column, 1) };
                table.extend([loss.number(), start as i32, length as i32]);
            }
        }
        let shape = [table.len()];
        let columns = integer_tensor(table, shape, device);
        Self { columns, entries }
    }
}

/// Factor of the sum over a batch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// The sum over a row, as a mean over the rows.
    Rows(f32),
    /// The mean over all entries that are known. A category is one entry.
    Known(f32),
}

/// Loss of fields on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait FieldLossKernels: Backend {
    /// Loss, and its gradient by the logits.
    ///
    /// # Shapes
    /// - logits, target, gradient, known: `[batch, columns]`; known is not read where `masked` is false
    /// - columns: `[columns * 3]`, loss: `[1]`
    fn field_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        known: FloatTensor<Self>,
        columns: IntTensor<Self>,
        masked: bool,
        scale: Scale,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);
}

/// Sum of the losses of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Summed over a row, as a mean over the rows.
    Rows,
    /// As a mean over all known entries of the batch.
    Entries,
}

/// Loss of logits against a target, which takes no gradient, times `weight`. Entries whose `known` is 0 count nothing and have
/// no gradient; of a category, the first column's decides. Without any known entry the loss is 0.
///
/// Masked errors: S. Sedhain et al., *AutoRec*, 2015, [doi:10.1145/2740908.2742726](https://doi.org/10.1145/2740908.2742726).
///
/// # Shapes
/// - logits, target, known: `[batch, columns]`
/// - output: `[1]`
pub fn field_loss(
    logits: Tensor<2>,
    target: Tensor<2>,
    known: Option<Tensor<2>>,
    fields: &Fields,
    over: Over,
    weight: f32,
) -> Tensor<1> {
    let [batch, _] = logits.dims();
    let scale = match (over, &known) {
        (Over::Rows, _) => Scale::Rows(weight / batch as f32),
        (Over::Entries, None) => Scale::Rows(weight / (batch * fields.entries) as f32),
        (Over::Entries, Some(_)) => Scale::Known(weight),
    };
    let masked = known.is_some();
    let known = known.unwrap_or_else(|| target.clone());
    let (loss, _) = Dispatch::field_loss(
        logits.into_dispatch(),
        target.into_dispatch(),
        known.into_dispatch(),
        fields.columns.clone().into_dispatch(),
        masked,
        scale,
    );
    Tensor::from_dispatch(loss)
}
