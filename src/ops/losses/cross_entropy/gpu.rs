//! Classification loss on WebGPU.

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use cubecl::prelude::*;

use super::CrossEntropyKernels;
use crate::ops::gpu::{grid, launch, like, single};

/// True for a label that names a class.
#[cube]
fn known(label: f32, classes: u32) -> bool {
    label >= 0.0f32 && label < f32::cast_from(classes)
}

/// Number of labelled images.
#[cube]
fn labelled(labels: &[f32], batch: u32, classes: u32) -> f32 {
    let count = RuntimeCell::<f32>::new(0.0f32);
    for row in 0..batch {
        let one = select(known(labels[row as usize], classes), 1.0f32, 0.0f32);
        count.store(count.read() + one);
    }
    count.read()
}

/// Class of the largest logit from `first` on. The first of equals wins.
#[cube]
fn best(logits: &[f32], first: u32, classes: u32) -> u32 {
    let best = RuntimeCell::<u32>::new(0u32);
    for class in 1..classes {
        let largest = logits[(first + best.read()) as usize];
        if logits[(first + class) as usize] > largest {
            best.store(class);
        }
    }
    best.read()
}

/// Cross-entropy, correctness and derivatives of one image a unit. All are zero without a label.
#[cube(launch_unchecked)]
fn rows(
    logits: &[f32],
    labels: &[f32],
    derivatives: &mut [f32],
    losses: &mut [f32],
    is_correct: &mut [f32],
    batch: u32,
    classes: u32,
) {
    let row = ABSOLUTE_POS as u32;
    if row < batch {
        let first = row * classes;
        let counts = known(labels[ABSOLUTE_POS], classes);
        let label = u32::cast_from(max(labels[ABSOLUTE_POS], 0.0f32));
        let best = best(logits, first, classes);
        // Less the largest: no exponential overflows.
        let largest = logits[(first + best) as usize];
        let sum = RuntimeCell::<f32>::new(0.0f32);
        let label_logit = RuntimeCell::<f32>::new(0.0f32);
        for class in 0..classes {
            let logit = logits[(first + class) as usize] - largest;
            sum.store(sum.read() + f32::exp(logit));
            if class == label {
                label_logit.store(logit);
            }
        }
        let count = max(labelled(labels, batch, classes), 1.0f32);
        for class in 0..classes {
            let at = (first + class) as usize;
            let softmax = f32::exp(logits[at] - largest) / sum.read();
            let derivative = softmax - select(class == label, 1.0f32, 0.0f32);
            derivatives[at] = select(counts, derivative / count, 0.0f32);
        }
        losses[ABSOLUTE_POS] = select(counts, f32::ln(sum.read()) - label_logit.read(), 0.0f32);
        is_correct[ABSOLUTE_POS] = select(counts && best == label, 1.0f32, 0.0f32);
    }
}

/// Means of loss and correctness, in one unit.
#[cube(launch_unchecked)]
fn means(
    losses: &[f32],
    is_correct: &[f32],
    labels: &[f32],
    loss: &mut [f32],
    accuracy: &mut [f32],
    batch: u32,
    classes: u32,
) {
    if ABSOLUTE_POS == 0 {
        let sum = RuntimeCell::<f32>::new(0.0f32);
        let correct = RuntimeCell::<f32>::new(0.0f32);
        for row in 0..batch {
            sum.store(sum.read() + losses[row as usize]);
            correct.store(correct.read() + is_correct[row as usize]);
        }
        let known = labelled(labels, batch, classes);
        let count = max(known, 1.0f32);
        loss[0] = sum.read() / count;
        accuracy[0] = select(known > 0.0f32, correct.read() / count, -1.0f32);
    }
}

impl CrossEntropyKernels for CubeBackend {
    fn cross_entropy(
        logits: FloatTensor<Self>,
        labels: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let (logits, labels) = (into_contiguous(logits), into_contiguous(labels));
        let [batch, classes] = logits.shape().dims();
        let derivatives = like(&logits, [batch, classes]);
        let (losses, is_correct) = (like(&logits, [batch]), like(&logits, [batch]));
        let (loss, accuracy) = (like(&logits, [1]), like(&logits, [1]));
        launch!(
            rows, grid(batch);
            [logits, labels, derivatives, losses, is_correct] / 1;
            batch as u32, classes as u32
        );
        launch!(
            means, single();
            [losses, is_correct, labels, loss, accuracy] / 1;
            batch as u32, classes as u32
        );
        (loss, accuracy, derivatives)
    }
}
