//! Reconstruction term: the difference between images and their reconstructions.

use burn::tensor::{Device, Tensor};

use super::term::{ForwardPass, Quantity};
use crate::config::{Loss as Choice, OutputActivation, Reduction, RunConfig};
use crate::data::layout::{FieldKind, Layout};
use crate::data::{Dataset, ExampleKind};
use crate::ops::losses::fields::{FieldLoss, Fields, Over, field_loss};
use crate::ops::losses::reconstruction::{PixelLoss, pixel_loss};

/// The reconstruction error of clean images, as a mean over the images.
#[derive(Debug, Clone)]
pub struct Reconstruction {
    kind: PixelLoss,
    reduction: Reduction,
    /// Factor of the mean over the pixels.
    factor: f32,
    /// Fields of an example that is no image; none where all numbers are pixels.
    fields: Option<Fields>,
    /// Places of a word; none of other examples.
    places: Option<usize>,
    /// For rows of a table, true if some columns are categories; none for other examples.
    has_categories: Option<bool>,
}

impl Reconstruction {
    /// Squared error of the pixels, or binary cross-entropy of the logits. The reduction of a
    /// config is the mean over the pixels, their sum, or half the sum.
    pub fn new(config: &RunConfig, pixels: usize) -> Self {
        let kind = match (config.loss, config.output_activation) {
            (Choice::Bce, _) => PixelLoss::CrossEntropy,
            (Choice::Mse, OutputActivation::Sigmoid) => PixelLoss::SquaredOfSigmoid,
            (Choice::Mse, OutputActivation::Linear) => PixelLoss::Squared,
        };
        let factor = match config.reduction {
            Reduction::Mean => 1.0,
            Reduction::Sum => pixels as f32,
            Reduction::Half => pixels as f32 / 2.0,
        };
        Self {
            kind,
            reduction: config.reduction,
            factor,
            fields: None,
            places: None,
            has_categories: None,
        }
    }

    /// The same by the kind of the examples of a data set. Its name, unit and likelihood are known, its loss only with
    /// [`of_layout`](Self::of_layout) where examples are no pixels.
    pub fn of(config: &RunConfig, dataset: &Dataset) -> Self {
        Self {
            places: (dataset.kind == ExampleKind::Word).then_some(dataset.width),
            has_categories: (dataset.kind == ExampleKind::Table).then(|| {
                let mut columns = dataset.columns.0.iter();
                columns.any(|column| matches!(column.kind, FieldKind::Category { .. }))
            }),
            ..Self::new(config, dataset.size())
        }
    }

    /// The same for examples of typed fields. Pixels and samples have the loss of the config, numbers and ratings a squared error,
    /// categories and letters the cross-entropy of a softmax. The mean is one over all known entries, the sum one over the entries of
    /// an example.
    pub fn of_layout(self, layout: &Layout, device: &Device) -> Self {
        let fields = layout.0.iter().flat_map(|field| {
            let width = field.kind.width();
            let (loss, width, times) = match &field.kind {
                FieldKind::Pixels { .. } | FieldKind::Samples { .. } => {
                    (FieldLoss::Each(self.kind), width, 1)
                }
                FieldKind::Number { .. } | FieldKind::Rating { .. } => {
                    (FieldLoss::Each(PixelLoss::Squared), width, 1)
                }
                FieldKind::Category { .. } => (FieldLoss::Softmax, width, 1),
                FieldKind::Letters { length, .. } => {
                    (FieldLoss::Softmax, width / length.max(&1), *length)
                }
            };
            std::iter::repeat_n((loss, width), times)
        });
        Self {
            fields: Some(Fields::new(fields, device)),
            ..self
        }
    }

    /// A loss of pixels, as a mean over them.
    pub fn mean(kind: PixelLoss) -> Self {
        Self {
            kind,
            reduction: Reduction::Mean,
            factor: 1.0,
            fields: None,
            places: None,
            has_categories: None,
        }
    }

    /// A loss of pixels, as a sum over so many.
    pub fn sum(kind: PixelLoss, pixels: usize) -> Self {
        Self {
            kind,
            reduction: Reduction::Sum,
            factor: pixels as f32,
            fields: None,
            places: None,
            has_categories: None,
        }
    }

    /// Negative log-likelihood of an image of `pixels` pixels, in nats, from `loss` as a mean over
    /// images. It is the summed cross-entropy, of pixels or of letters, or half the summed squared error. The latter belongs
    /// to a normal distribution with standard deviation 1, up to a constant. Rows of a table have both, see
    /// [`reconstruction_nats`](crate::metrics::elbo::reconstruction_nats).
    pub fn nats(&self, loss: f64, pixels: usize) -> f64 {
        if let Some(places) = self.places {
            return match self.reduction {
                Reduction::Mean => loss * places as f64,
                Reduction::Sum => loss,
                Reduction::Half => 2.0 * loss,
            };
        }
        let sum = loss / f64::from(self.factor) * pixels as f64;
        match self.kind {
            PixelLoss::CrossEntropy => sum,
            PixelLoss::Squared | PixelLoss::SquaredOfSigmoid => sum / 2.0,
        }
    }

    /// Name, label, unit and help of the term.
    pub fn quantity(&self) -> Quantity {
        let per_image = self.factor != 1.0;
        let is_entropy = self.kind == PixelLoss::CrossEntropy || self.places.is_some();
        let unit = match (is_entropy, per_image) {
            _ if self.has_categories.is_some() => self.unit_of_rows(per_image),
            (true, true) => "nats per picture",
            (true, false) => "nats per pixel",
            (false, true) => "squared error per picture",
            (false, false) => "squared error per pixel",
        };
        Quantity {
            name: "reconstruction",
            label: "Reconstruction",
            unit,
            help: "How far the copies are from the pictures.",
        }
    }

    fn unit_of_rows(&self, per_row: bool) -> &'static str {
        match (self.has_categories, per_row) {
            (Some(true), true) => "squared error and nats per row",
            (Some(true), false) => "squared error and nats per known cell",
            (_, true) => "squared error per row",
            (_, false) => "squared error per known cell",
        }
    }

    /// The loss, `[1]`.
    pub fn value(&self, pass: &ForwardPass) -> Tensor<1> {
        let (logits, targets) = (pass.logits.clone(), pass.targets.clone());
        let Some(fields) = &self.fields else {
            return pixel_loss(logits, targets, self.kind, self.factor);
        };
        let (over, weight) = match self.reduction {
            Reduction::Mean => (Over::Entries, 1.0),
            Reduction::Sum => (Over::Rows, 1.0),
            Reduction::Half => (Over::Rows, 0.5),
        };
        field_loss(logits, targets, pass.known.clone(), fields, over, weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::{Device, TensorData};

    fn row(values: &[f32]) -> Tensor<2> {
        let data = TensorData::new(values.to_vec(), [1, values.len()]);
        Tensor::from_data(data, &Device::flex().autodiff())
    }

    fn loss(config: &RunConfig, logits: Tensor<2>, targets: &[f32]) -> Tensor<1> {
        let Reconstruction { kind, factor, .. } = Reconstruction::new(config, targets.len());
        pixel_loss(logits, row(targets), kind, factor)
    }

    #[test]
    fn mse_is_the_mean_over_all_pixels_their_sum_or_half_of_it() {
        // torch.nn.functional.mse_loss(torch.tensor([[1., .5]]), torch.tensor([[0., 0.]]))
        for (reduction, exact) in [
            (Reduction::Mean, 0.625),
            (Reduction::Sum, 1.25),
            (Reduction::Half, 0.625),
        ] {
            let linear = RunConfig {
                output_activation: OutputActivation::Linear,
                reduction,
                ..RunConfig::default()
            };
            let loss: f32 = loss(&linear, row(&[1.0, 0.5]), &[0.0, 0.0]).into_scalar();
            assert!((loss - exact).abs() < 1e-7, "{reduction:?}: {loss}");
        }
    }

    #[test]
    fn bce_and_its_gradient_are_exact_at_logits_of_plus_and_minus_100_and_at_0() {
        // l = torch.tensor([[-100., 100., 0., 2., -3.]], requires_grad=True)
        // x = torch.tensor([[.25, .25, .25, .7, 1.]])
        // F.binary_cross_entropy_with_logits(l, x, reduction='none') * 5 / 5
        let logits = row(&[-100.0, 100.0, 0.0, 2.0, -3.0]).require_grad();
        let targets = [0.25, 0.25, 0.25, 0.7, 1.0];
        let config = RunConfig {
            loss: Choice::Bce,
            ..RunConfig::default()
        };
        let loss = loss(&config, logits.clone(), &targets);
        let exact = (25.0 + 75.0 + std::f32::consts::LN_2 + 0.726_928 + 3.048_587_4) / 5.0;
        let gradients = logits
            .grad(&loss.backward())
            .unwrap()
            .into_data()
            .try_to_vec::<f32>()
            .unwrap();
        let loss: f32 = loss.into_scalar();
        assert!((loss / exact - 1.0).abs() < 1e-6, "{loss} {exact}");
        let sigmoids: [f32; 5] = [0.0, 1.0, 0.5, 0.880_797_1, 0.047_425_873];
        for index in 0..5 {
            let exact = (sigmoids[index] - targets[index]) / 5.0;
            assert!(
                (gradients[index] - exact).abs() < 1e-6,
                "{index}: {gradients:?}"
            );
        }
    }
}
