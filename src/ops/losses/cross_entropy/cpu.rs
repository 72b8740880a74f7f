//! Classification loss on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::Flex;
use burn::backend::tensor::FloatTensor;

use super::CrossEntropyKernels;
use crate::ops::cpu::{tensor, values};

impl CrossEntropyKernels for Flex {
    fn cross_entropy(
        logits: FloatTensor<Self>,
        labels: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let [batch, classes] = logits.shape().dims();
        let (logits, labels) = (logits.to_contiguous(), labels.to_contiguous());
        let labels = values(&labels).iter().map(|&label| class(label, classes));
        let known = labels.clone().flatten().count();
        let labelled = known.max(1) as f32;
        let mut derivatives = vec![0.0; batch * classes];
        let (mut loss, mut correct) = (0.0, 0.0);
        let rows = values(&logits).chunks_exact(classes);
        for ((logits, derivatives), label) in
            rows.zip(derivatives.chunks_exact_mut(classes)).zip(labels)
        {
            let Some(label) = label else { continue };
            let (cost, best) = row(logits, derivatives, label);
            derivatives
                .iter_mut()
                .for_each(|derivative| *derivative /= labelled);
            loss += f64::from(cost);
            correct += if best == label { 1.0 } else { 0.0 };
        }
        let loss = (loss / f64::from(labelled)) as f32;
        let accuracy = if known > 0 { correct / labelled } else { -1.0 };
        (
            tensor(vec![loss], [1]),
            tensor(vec![accuracy], [1]),
            tensor(derivatives, [batch, classes]),
        )
    }
}

/// Class that a label names.
fn class(label: f32, classes: usize) -> Option<usize> {
    (label >= 0.0 && label < classes as f32).then_some(label as usize)
}

/// Cross-entropy of one image, and the class of its largest logit. Writes the derivatives.
fn row(logits: &[f32], derivatives: &mut [f32], label: usize) -> (f32, usize) {
    let best = (1..logits.len()).fold(
        0,
        |best, at| {
            if logits[at] > logits[best] { at } else { best }
        },
    );
    // Less the largest: no exponential overflows.
    let largest = logits[best];
    let mut sum = 0.0;
    for (derivative, logit) in derivatives.iter_mut().zip(logits) {
        *derivative = (logit - largest).exp();
        sum += *derivative;
    }
    derivatives
        .iter_mut()
        .for_each(|derivative| *derivative /= sum);
    derivatives[label] -= 1.0;
    (sum.ln() - (logits[label] - largest), best)
}
