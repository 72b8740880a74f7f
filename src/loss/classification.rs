//! Classification term: the cross-entropy of classes that a dense layer and a softmax predict from
//! the code. With few labels it is semi-supervised learning, because the reconstruction also shapes
//! the code of images without a label.

use burn::tensor::Tensor;

use super::term::{ForwardPass, Quantity, Term, WeightedTerm};
use crate::config::RunConfig;
use crate::ops::losses::cross_entropy::cross_entropy;

/// Softmax cross-entropy of the labelled images, and the classifier's accuracy on them.
#[derive(Debug, Clone, Copy)]
struct Classification;

impl Term for Classification {
    fn quantities(&self) -> Vec<Quantity> {
        vec![
            Quantity {
                name: "classification",
                label: "Classification",
                unit: "nats per labelled picture",
                help: "How surprised the network is by the right class, given the code.",
            },
            Quantity {
                name: "accuracy",
                label: "Accuracy",
                unit: "share of labelled pictures",
                help: "Accuracy of the classifier: how many labelled pictures it classifies correctly from their code.",
            },
        ]
    }

    fn values(&self, pass: &ForwardPass) -> Vec<Tensor<1>> {
        let Some((logits, labels)) = pass
            .model
            .classify(pass.codes.clone())
            .zip(pass.labels.clone())
        else {
            return Vec::new();
        };
        let (loss, accuracy) = cross_entropy(logits, labels);
        vec![loss, accuracy]
    }

    fn is_of_labelled(&self) -> bool {
        true
    }

    fn hide(&self, recorded: &mut [f32]) {
        if recorded.last().is_some_and(|&accuracy| accuracy < 0.0) {
            recorded.fill(f32::NAN);
        }
    }
}

/// The classification term of a config. Its weight is λ.
pub fn term(config: &RunConfig) -> Option<WeightedTerm> {
    config
        .classifies()
        .then(|| WeightedTerm::new(Classification, config.class_weight))
}
