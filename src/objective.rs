//! What is minimised: the reconstruction error, as a mean over the batch and the pixels.

use burn::tensor::{Tensor, activation::log_sigmoid};

use crate::config::Loss;
use crate::model::Autoencoder;

/// Loss of a batch.
///
/// # Shapes
/// - logits, target: `[batch, pixels]`
/// - output: `[1]`
pub fn reconstruction(
    loss: Loss,
    model: &Autoencoder,
    logits: Tensor<2>,
    target: Tensor<2>,
) -> Tensor<1> {
    match loss {
        Loss::Mse => mse(model.pixels(logits), target),
        Loss::Bce => bce_from_logits(logits, target),
    }
}

/// Mean squared error: mean of (output − target)².
pub fn mse(output: Tensor<2>, target: Tensor<2>) -> Tensor<1> {
    (output - target).square().mean()
}

/// Binary cross-entropy of σ(logit) against grey targets x in 0..=1: the mean of
/// −x ln σ(l) − (1−x) ln(1−σ(l)) = (1−x) l − ln σ(l), which neither overflows nor loses the gradient
/// at any logit. Burn's own takes integer targets only.
pub fn bce_from_logits(logits: Tensor<2>, target: Tensor<2>) -> Tensor<1> {
    let ones = target.ones_like();
    ((ones - target) * logits.clone() - log_sigmoid(logits)).mean()
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
        // torch.nn.functional.mse_loss(torch.tensor([[1., .5]]), torch.tensor([[0., 0.]]))
        let loss: f32 = mse(row(&[1.0, 0.5]), row(&[0.0, 0.0])).into_scalar();
        assert!((loss - 0.625).abs() < 1e-7);
    }

    #[test]
    fn bce_and_its_gradient_are_exact_at_logits_of_plus_and_minus_100_and_at_0() {
        // l = torch.tensor([[-100., 100., 0., 2., -3.]], requires_grad=True)
        // x = torch.tensor([[.25, .25, .25, .7, 1.]])
        // F.binary_cross_entropy_with_logits(l, x, reduction='none') * 5 / 5
        let logits = row(&[-100.0, 100.0, 0.0, 2.0, -3.0]).require_grad();
        let targets = [0.25, 0.25, 0.25, 0.7, 1.0];
        let loss = bce_from_logits(logits.clone(), row(&targets));
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
