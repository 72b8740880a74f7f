//! Epochs that end with a short batch.

use burn::tensor::Device;
use hourglass::config::{LastBatch, Optimizer, RunConfig};

use super::training_run::trainer;

/// With a negligible learning rate, the losses of an epoch add up to the loss of all images, for
/// any batch size. This requires that the short batch holds only the remaining images.
///
/// # Panics
/// If they do not, or an epoch has another number of steps.
pub async fn check_epoch(device: &Device) {
    let run = |batch_size, last_batch| {
        let config = RunConfig {
            hidden: vec![16],
            batch_size,
            last_batch,
            optimizer: Optimizer::Sgd,
            learning_rate: 1e-6,
            momentum: 0.0,
            ..RunConfig::default()
        };
        trainer(config, device)
    };
    // 1299 training images
    let (mut short, mut whole) = (run(500, LastBatch::Short), run(433, LastBatch::Carry));
    let (short_epochs, whole_epochs) =
        (short.train(6).await.unwrap(), whole.train(3).await.unwrap());
    assert_eq!((short_epochs.epoch, whole_epochs.epoch), (2.0, 1.0));
    let all = whole_epochs.losses.iter().sum::<f32>() / 3.0;
    for losses in short_epochs.losses.chunks(3) {
        let weighed = losses.iter().zip([500.0, 500.0, 299.0]);
        let mean = weighed.map(|(loss, images)| loss * images).sum::<f32>() / 1299.0;
        assert!((mean / all - 1.0).abs() < 1e-5, "{mean} instead of {all}");
    }
    let validations: Vec<_> = short_epochs
        .validations
        .iter()
        .map(|validation| validation.step)
        .collect();
    assert_eq!(validations, [0, 3, 6], "a validation after each epoch");
}
