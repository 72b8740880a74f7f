//! Loss of fields on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::Flex;
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{ENTRIES, FieldLossKernels, Scale};
use crate::ops::cpu::{integers, softmax, tensor, values};
use crate::ops::losses::reconstruction::PixelLoss;
use crate::ops::losses::reconstruction::cpu::of_number;

impl FieldLossKernels for Flex {
    fn field_loss(
        logits: FloatTensor<Self>,
        target: FloatTensor<Self>,
        known: FloatTensor<Self>,
        columns: IntTensor<Self>,
        masked: bool,
        scale: Scale,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [batch, width] = logits.shape().dims();
        let (logits, target) = (logits.to_contiguous(), target.to_contiguous());
        let (known, columns) = (known.to_contiguous(), columns.to_contiguous());
        let (logits, target) = (values(&logits), values(&target));
        let known = masked.then(|| values(&known));
        let fields = fields(integers(&columns));
        let mut derivatives = vec![0.0; batch * width];
        let (mut total, mut entries) = (0.0, 0usize);
        for row in 0..batch {
            for &(kind, start, length) in &fields {
                let first = row * width + start;
                if known.is_some_and(|known| known[first] == 0.0) {
                    continue;
                }
                let range = first..first + length;
                let (logits, target) = (&logits[range.clone()], &target[range.clone()]);
                total += f64::from(of_field(kind, logits, target, &mut derivatives[range]));
                entries += 1;
            }
        }
        let factor = match scale {
            Scale::Rows(factor) => factor,
            Scale::Known(weight) => weight / entries.max(1) as f32,
        };
        derivatives.iter_mut().for_each(|value| *value *= factor);
        let loss = (total * f64::from(factor)) as f32;
        (tensor(vec![loss], [1]), tensor(derivatives, [batch, width]))
    }
}

/// Kind, first column and columns of each field.
fn fields(columns: &[i32]) -> Vec<(Option<PixelLoss>, usize, usize)> {
    let table = columns.chunks_exact(ENTRIES).enumerate();
    let firsts = table.filter(|(column, entry)| entry[1] == *column as i32);
    let fields = firsts.map(|(_, entry)| {
        let kind = match entry[0] {
            0 => Some(PixelLoss::Squared),
            1 => Some(PixelLoss::SquaredOfSigmoid),
            2 => Some(PixelLoss::CrossEntropy),
            _ => None,
        };
        (kind, entry[1] as usize, entry[2] as usize)
    });
    fields.collect()
}

/// Loss of one field. Writes its derivatives by the logits.
fn of_field(
    kind: Option<PixelLoss>,
    logits: &[f32],
    target: &[f32],
    derivatives: &mut [f32],
) -> f32 {
    let Some(kind) = kind else {
        return entropy(logits, target, derivatives);
    };
    let (value, derivative) = of_number(kind, logits[0], target[0]);
    derivatives[0] = derivative;
    value
}

/// Cross-entropy of a softmax, −Σ x (l − ln Σ eˡ). Its derivative is softmax(l) − x, as the targets add up to 1.
fn entropy(logits: &[f32], target: &[f32], derivatives: &mut [f32]) -> f32 {
    derivatives.copy_from_slice(logits);
    let log = softmax(derivatives);
    let mut loss = 0.0;
    for ((derivative, logit), target) in derivatives.iter_mut().zip(logits).zip(target) {
        loss += target * (log - logit);
        *derivative -= target;
    }
    loss
}
