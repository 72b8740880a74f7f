//! Early stopping and the end of a run after its epochs.

use std::sync::Arc;

use burn::tensor::Device;
use hourglass::config::{Optimizer, RunConfig};
use hourglass::data::catalog::Catalog;
use hourglass::run::{Finished, Trainer};
use hourglass::train::checkpoint::Checkpoint;
use hourglass::train::early_stopping::StopReason;

use super::training_run::{small, trainer};

/// Trains in chunks until the run has finished. Returns the reason, the number of steps, and every
/// validation.
async fn finish(run: &mut Trainer, chunk: usize) -> (Finished, usize, Vec<(usize, f32)>) {
    let mut validations = Vec::new();
    for _ in 0..1000 {
        let chunk = run.train(chunk).await.unwrap();
        let seen = chunk.validations.iter();
        validations.extend(seen.map(|validation| (validation.step, validation.loss)));
        if let Some(finished) = chunk.finished {
            return (finished, chunk.step, validations);
        }
    }
    panic!("the run did not finish");
}

/// A run ends with the last step of its epochs, and continues for as many epochs again.
pub async fn check_epochs(device: &Device) {
    let config = RunConfig {
        epochs: 2,
        ..small()
    };
    let mut run = trainer(config, device);
    // 1299 images in batches of 32: epochs end with steps 41, 82, 122, 163.
    for (epochs, step) in [(2, 82), (4, 163)] {
        let (finished, taken, _) = finish(&mut run, 30).await;
        assert_eq!((taken, finished.step, run.step()), (step, step, step));
        assert_eq!(finished.reason, StopReason::Epochs { epochs });
    }
}

/// A run ends with the first validation that reaches the target loss. After that, the target no
/// longer stops it.
pub async fn check_target(device: &Device) {
    let config = RunConfig {
        learning_rate: 0.01,
        target_loss: 0.1,
        ..small()
    };
    let mut run = trainer(config, device);
    let (finished, step, validations) = finish(&mut run, 200).await;
    let &(last, loss) = validations.last().unwrap();
    assert_eq!(finished.reason, StopReason::Target { target: 0.1, loss });
    assert_eq!((last, run.step()), (step, step));
    assert!(
        loss <= 0.1
            && validations
                .iter()
                .all(|&(at, loss)| at == step || loss > 0.1)
    );
    let chunk = run.train(30).await.unwrap();
    assert_eq!((chunk.step, chunk.finished), (step + 30, None));
}

/// A config whose validation loss falls at first and soon rises, because its steps become far too
/// large.
fn restless() -> RunConfig {
    RunConfig {
        optimizer: Optimizer::Sgd,
        learning_rate: 60.0,
        warm_up: 400,
        patience: 3,
        ..small()
    }
}

/// A run that exhausts its patience returns to its best weights, at the same step for any chunk
/// size. It can continue from there.
pub async fn check_patience(device: &Device) {
    let mut run = trainer(restless(), device);
    let (finished, last, validations) = finish(&mut run, 7).await;
    let best = *validations
        .iter()
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap();
    let StopReason::Patience {
        validations: count,
        loss,
    } = finished.reason
    else {
        panic!("{finished:?}");
    };
    assert_eq!((count, loss, finished.step), (3, best.1, best.0));
    assert!(best.0 > 20, "the first steps are a gain: {validations:?}");
    assert_eq!(
        validations
            .iter()
            .filter(|validation| validation.0 > best.0)
            .count(),
        3
    );
    assert_eq!(run.step(), best.0);

    let (again, other, _) = finish(&mut trainer(restless(), device), 64).await;
    assert_eq!((&again, other), (&finished, last));

    // The weights are those of the best step: without patience the run stands there with the same.
    let config = RunConfig {
        patience: 0,
        ..restless()
    };
    let mut plain = trainer(config, device);
    plain.train(best.0).await.unwrap();
    let (ours, theirs) = (
        run.snapshot().await.unwrap(),
        plain.snapshot().await.unwrap(),
    );
    assert_eq!(ours, theirs);

    let (_, further, _) = finish(&mut run, 7).await;
    assert!(further > last, "{further} after {last}");
}

/// A run that is saved and resumed ends at the same step as without the interruption, with the same
/// best weights.
pub async fn check_resumption(device: &Device) {
    let dataset = Catalog::default().dataset(&restless()).unwrap();
    let mut whole = trainer(restless(), device);
    let (finished, last, validations) = finish(&mut whole, 500).await;
    // After the best look, so that the best weights have to come along.
    let between = validations[validations.len() - 2].0;
    let mut run = trainer(restless(), device);
    run.train(between).await.unwrap();
    let saved = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
    assert_eq!(saved.best.len(), saved.parameters.len());
    let mut resumed = Trainer::resume(saved, Arc::clone(&dataset), device.clone()).unwrap();
    let (again, other, _) = finish(&mut resumed, 500).await;
    assert_eq!((again, other), (finished, last));
    let (ours, theirs) = (
        resumed.snapshot().await.unwrap(),
        whole.snapshot().await.unwrap(),
    );
    assert_eq!(ours, theirs);
}
