//! What is minimised: the reconstruction error, as a mean over the batch and the pixels.

use burn::tensor::Tensor;

use crate::clock::Clock;
use crate::config::{Loss as Choice, Output, RunConfig};
use crate::kernels::loss::{PixelLoss, Weight, pixel_loss, plus};
use crate::kernels::variational::{Noise, kl, sample};
use crate::learner::{Loss, Objective};
use crate::model::Autoencoder;

/// The reconstruction error that a config asks for.
#[derive(Debug, Clone, Copy)]
pub struct Reconstruction {
    kind: PixelLoss,
}

impl Reconstruction {
    /// Mean squared error of the pixels, or binary cross-entropy from the logits.
    pub fn new(config: &RunConfig) -> Self {
        let kind = match (config.loss, config.output) {
            (Choice::Bce, _) => PixelLoss::CrossEntropy,
            (Choice::Mse, Output::Sigmoid) => PixelLoss::SquaredOfSigmoid,
            (Choice::Mse, Output::Linear) => PixelLoss::Squared,
        };
        Self { kind }
    }

    /// Loss of a batch.
    ///
    /// # Shapes
    /// - logits, target: `[batch, pixels]`
    /// - output: `[1]`
    pub fn forward(&self, logits: Tensor<2>, target: Tensor<2>) -> Tensor<1> {
        pixel_loss(logits, target, self.kind, 1.0)
    }
}

impl From<PixelLoss> for Reconstruction {
    fn from(kind: PixelLoss) -> Self {
        Self { kind }
    }
}

impl Objective<Autoencoder> for Reconstruction {
    fn terms(&self) -> usize {
        1
    }

    fn loss(&self, model: &Autoencoder, images: Tensor<2>, _clock: &Clock) -> Loss {
        let logits = model.decode(model.encode(images.clone()));
        let total = self.forward(logits, images);
        Loss {
            terms: vec![total.clone()],
            total,
        }
    }
}

/// What a variational autoencoder is trained for, −ELBO
/// ([Kingma and Welling 2013](https://arxiv.org/abs/1312.6114)): the mean over images of the cross-entropy,
/// summed over pixels, plus the divergence of the code from the standard normal. The last layer of the
/// encoder gives means and log-variances side by side.
#[derive(Debug, Clone, Copy)]
pub struct Elbo {
    pixels: usize,
    noise: Noise,
}

impl Elbo {
    /// For images of so many pixels.
    pub fn new(pixels: usize, noise: Noise) -> Self {
        Self { pixels, noise }
    }
}

impl Objective<Autoencoder> for Elbo {
    /// Reconstruction and divergence.
    fn terms(&self) -> usize {
        2
    }

    fn loss(&self, model: &Autoencoder, images: Tensor<2>, clock: &Clock) -> Loss {
        let heads = model.encode(images.clone());
        let codes = sample(heads.clone(), clock.steps().clone(), self.noise);
        let logits = model.decode(codes);
        let sum = self.pixels as f32;
        let reconstruction = pixel_loss(logits, images, PixelLoss::CrossEntropy, sum);
        let divergence = kl(heads, 0.0);
        let steps = clock.steps().clone();
        Loss {
            total: plus(
                reconstruction.clone(),
                divergence.clone(),
                steps,
                Weight::ONE,
            ),
            terms: vec![reconstruction, divergence],
        }
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

    #[test]
    fn mse_is_the_mean_over_all_pixels() {
        let linear = RunConfig {
            output: Output::Linear,
            ..RunConfig::default()
        };
        // torch.nn.functional.mse_loss(torch.tensor([[1., .5]]), torch.tensor([[0., 0.]]))
        let loss: f32 = Reconstruction::new(&linear)
            .forward(row(&[1.0, 0.5]), row(&[0.0, 0.0]))
            .into_scalar();
        assert!((loss - 0.625).abs() < 1e-7);
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
        let loss = Reconstruction::new(&config).forward(logits.clone(), row(&targets));
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
