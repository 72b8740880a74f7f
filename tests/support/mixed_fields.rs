//! The loss of fields of several kinds in one row, against stock tensors and central differences.

use burn::tensor::{Device, Tensor};
use hourglass::ops::losses::fields::{FieldLoss, Fields, Over, field_loss};
use hourglass::ops::losses::reconstruction::PixelLoss;

use super::kernels;
use super::numbers::{hold_to_differences, numbers, random, tensor};

/// Fields of all kinds in one row, of nine columns.
const MIXED: [(FieldLoss, usize); 5] = [
    (FieldLoss::Each(PixelLoss::Squared), 2),
    (FieldLoss::Softmax, 3),
    (FieldLoss::Each(PixelLoss::CrossEntropy), 1),
    (FieldLoss::Softmax, 2),
    (FieldLoss::Each(PixelLoss::SquaredOfSigmoid), 1),
];

/// The mean loss over the known entries in stock tensors, and the number of known entries.
fn stock(logits: &Tensor<2>, target: &Tensor<2>, known: &Tensor<2>) -> (Tensor<1>, Tensor<1>) {
    let [batch, _] = logits.dims();
    let device = logits.device();
    let (mut sum, mut entries) = (Tensor::zeros([1], &device), Tensor::zeros([1], &device));
    let mut first = 0;
    for (loss, width) in MIXED {
        let part = |tensor: &Tensor<2>| tensor.clone().slice([0..batch, first..first + width]);
        let (logits, target, known) = (part(logits), part(target), part(known));
        let counts = match loss {
            FieldLoss::Softmax => known.slice([0..batch, 0..1]),
            FieldLoss::Each(_) => known,
        };
        let losses = match loss {
            FieldLoss::Softmax => {
                -(burn::tensor::activation::log_softmax(logits, 1) * target).sum_dim(1)
            }
            FieldLoss::Each(kind) => {
                // The stock loss is a mean: of each column alone it is that column's.
                let columns = (0..width).map(|column| {
                    let one =
                        |tensor: &Tensor<2>| tensor.clone().slice([0..batch, column..column + 1]);
                    let rows = (0..batch).map(|row| {
                        let cell = |tensor: Tensor<2>| tensor.slice([row..row + 1, 0..1]);
                        let (logit, target) = (cell(one(&logits)), cell(one(&target)));
                        kernels::stock_loss(logit, target, kind).reshape([1, 1])
                    });
                    Tensor::cat(rows.collect(), 0)
                });
                Tensor::cat(columns.collect(), 1)
            }
        };
        sum = sum + (losses * counts.clone()).sum();
        entries = entries + counts.sum();
        first += width;
    }
    (sum, entries)
}

/// Compares losses and gradients of mixed fields with stock tensors, with and without a mask, over rows and over entries.
///
/// # Panics
/// If one is more than 1e-4 (relative to the largest) off.
pub async fn check_fields(device: &Device) {
    let device = &device.clone().autodiff();
    let fields = Fields::new(MIXED, device);
    for batch in [1, 5, 67] {
        let logits = random([batch, 9], [-6.0, 6.0], device).require_grad();
        let mut target = numbers(random([batch, 9], [0.0, 1.0], device).inner()).await;
        for row in target.chunks_exact_mut(9) {
            row[2..5].copy_from_slice(&[0.0, 1.0, 0.0]);
            row[6..8].copy_from_slice(&[1.0, 0.0]);
        }
        let target = tensor(target, [batch, 9], device);
        let some: Vec<f32> = (0..batch * 9)
            .map(|at| f32::from(u8::from(at / 3 % 4 != 1)))
            .collect();
        for (masked, known) in [(false, vec![1.0; batch * 9]), (true, some)] {
            let known = tensor(known, [batch, 9], device);
            for over in [Over::Rows, Over::Entries] {
                let what = format!("{batch} rows, masked: {masked}, {over:?}");
                let mask = masked.then(|| known.clone());
                let ours = field_loss(logits.clone(), target.clone(), mask, &fields, over, 3.0);
                let (sum, entries) = stock(&logits, &target, &known);
                let theirs = match over {
                    Over::Rows => sum / batch as f32,
                    Over::Entries => sum / entries,
                };
                let slopes = [ours.clone(), theirs.clone() * 3.0]
                    .map(|loss| logits.grad(&loss.backward()).unwrap());
                let [ours, theirs] = [ours, theirs * 3.0].map(|loss| loss.inner().unsqueeze::<2>());
                kernels::agree(ours, theirs, 1e-4, &what).await;
                let [ours, theirs] = slopes;
                kernels::agree(ours, theirs, 1e-4, &format!("gradient of {what}")).await;
            }
        }
    }
}

/// Compares gradients with central differences.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest) off.
pub async fn check_gradients(device: &Device) {
    let device = &device.clone().autodiff();
    let fields = Fields::new(MIXED, device);
    let target = tensor(
        vec![0.3, -1.2, 0.0, 0.0, 1.0, 0.7, 1.0, 0.0, 0.4],
        [1, 9],
        device,
    );
    let known = tensor(
        vec![1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0],
        [1, 9],
        device,
    );
    let loss = |logits: Tensor<2>| {
        field_loss(
            logits,
            target.clone(),
            Some(known.clone()),
            &fields,
            Over::Entries,
            1.0,
        )
    };
    hold_to_differences("mixed fields", loss, &random([1, 9], [-2.0, 2.0], device)).await;
}

/// A batch without any known entry has a loss of 0 and no gradient.
///
/// # Panics
/// If not.
pub async fn check_unknown(device: &Device) {
    let device = &device.clone().autodiff();
    let fields = Fields::new(MIXED, device);
    let logits = random([4, 9], [-6.0, 6.0], device).require_grad();
    let zeros = tensor(vec![0.0; 36], [4, 9], device);
    let loss = field_loss(
        logits.clone(),
        zeros.clone(),
        Some(zeros),
        &fields,
        Over::Entries,
        1.0,
    );
    let gradient = logits.grad(&loss.backward()).unwrap();
    assert_eq!(numbers(loss.inner()).await, [0.0]);
    assert_eq!(numbers(gradient).await, vec![0.0; 36]);
}
