//! L1 and L2 regularization of the weights, so that the loss prefers simple networks. Biases are
//! left out.

use burn::tensor::Tensor;

use super::term::{ForwardPass, Quantity, Term, WeightedTerm};
use crate::config::RunConfig;
use crate::model::layer::Layer;
use crate::ops::losses::penalty::{Power, norm};
use crate::ops::losses::reconstruction::{Weight, plus};

/// Sum over all weights of encoder and decoder.
#[derive(Debug, Clone, Copy)]
struct Norm(Power);

impl Norm {
    fn of(self, layer: &Layer) -> Tensor<1> {
        let weights = layer.weights();
        let [rows, _] = weights.dims();
        norm(weights, rows - layer.biases(), self.0, 1.0)
    }
}

impl Term for Norm {
    fn quantities(&self) -> Vec<Quantity> {
        vec![match self.0 {
            Power::One => Quantity {
                name: "l1",
                label: "Weights (L1)",
                unit: "sum of absolute weights",
                help: "How large the weights are, one by one: charged evenly, weak ones go to 0.",
            },
            Power::Two => Quantity {
                name: "l2",
                label: "Weights (L2)",
                unit: "sum of squared weights",
                help: "How large the weights are: charged by their square, large ones shrink.",
            },
        }]
    }

    fn values(&self, pass: &ForwardPass) -> Vec<Tensor<1>> {
        let norms = pass.model.layers().map(|layer| self.of(layer));
        let sum =
            norms.reduce(|sum, norm| plus(sum, norm, pass.context.steps.clone(), Weight::ONE));
        sum.into_iter().collect()
    }
}

/// The sum of absolute weights, where a config asks for it
/// ([Tibshirani 1996](https://doi.org/10.1111/j.2517-6161.1996.tb02080.x)).
pub fn l1(config: &RunConfig) -> Option<WeightedTerm> {
    (config.l1 > 0.0).then(|| WeightedTerm::new(Norm(Power::One), config.l1))
}

/// The sum of squared weights, where a config asks for it
/// ([Hoerl and Kennard 1970](https://doi.org/10.1080/00401706.1970.10488634)).
pub fn l2(config: &RunConfig) -> Option<WeightedTerm> {
    (config.l2 > 0.0).then(|| WeightedTerm::new(Norm(Power::Two), config.l2))
}
