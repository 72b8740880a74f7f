//! Steps and snapshots that are issued before those in front of them have been read.

use burn::tensor::Device;
use hourglass::config::{Activation, Bottleneck, Optimizer, OutputActivation, RunConfig};
use hourglass::run::{Issued, Progress, Trainer};
use hourglass::train::step_state::SLOTS;

use super::training_run::{small, trainer};

fn issue(run: &mut Trainer, steps: usize) -> Issued {
    run.issue(steps).unwrap().unwrap()
}

async fn settle(run: &mut Trainer, issued: Issued) -> Progress {
    let numbers = issued.arrive().await.unwrap();
    run.settle(numbers)
}

/// A run with a chunk in flight has the chunks of one without, to the bit. A snapshot is of the step at which it was issued.
pub async fn check_equal(device: &Device) {
    let config = RunConfig {
        bottleneck: Bottleneck::Variational,
        ..small()
    };
    let mut run = trainer(config.clone(), device);
    let mut expected = Vec::new();
    for steps in [1, 1, 2, 7, 30, 45] {
        expected.push(run.train(steps).await.unwrap());
    }
    let picture = run.snapshot().await.unwrap();
    expected.push(run.train(20).await.unwrap());

    let mut run = trainer(config, device);
    let mut found = Vec::new();
    let mut last = issue(&mut run, 1);
    for steps in [1, 2, 7, 30, 45] {
        let next = issue(&mut run, steps);
        found.push(settle(&mut run, last).await);
        last = next;
    }
    let snapshot = run.issue_snapshot();
    let next = issue(&mut run, 20);
    found.push(settle(&mut run, last).await);
    let numbers = snapshot.arrive().await.unwrap();
    assert_eq!(run.settle_snapshot(numbers), picture);
    found.push(settle(&mut run, next).await);
    assert_eq!(found, expected);
}

/// Two chunks may together be longer than the record of losses: the first is copied before the second writes over it.
pub async fn check_record(device: &Device) {
    let config = RunConfig {
        hidden: vec![2],
        latent: 2,
        batch_size: 4,
        ..small()
    };
    let steps = SLOTS * 3 / 4;
    let mut run = trainer(config.clone(), device);
    let expected = [
        run.train(steps).await.unwrap(),
        run.train(steps).await.unwrap(),
    ];
    let mut run = trainer(config, device);
    let (first, second) = (issue(&mut run, steps), issue(&mut run, steps));
    let found = [
        settle(&mut run, first).await,
        settle(&mut run, second).await,
    ];
    assert_eq!(found, expected);
}

/// A divergence is noticed with a chunk in flight, which nobody settles. The run goes back to its last snapshot.
pub async fn check_divergence(device: &Device) {
    let config = RunConfig {
        activation: Activation::Linear,
        output_activation: OutputActivation::Linear,
        optimizer: Optimizer::Sgd,
        learning_rate: 1e-3,
        ..small()
    };
    let mut run = trainer(config, device);
    run.train(20).await.unwrap();
    let snapshot = run.issue_snapshot();
    let sound = issue(&mut run, 5);
    let numbers = snapshot.arrive().await.unwrap();
    let picture = run.settle_snapshot(numbers);
    assert!(settle(&mut run, sound).await.diverged.is_none());
    run.set_learning_rate(1000.0).unwrap();
    let broken = issue(&mut run, 200);
    let (later, snapshot) = (issue(&mut run, 10), run.issue_snapshot());
    let chunk = settle(&mut run, broken).await;
    let divergence = chunk.diverged.unwrap();
    assert_eq!(chunk.step, 25 + chunk.losses.len());
    assert!(chunk.losses.len() < 200 && chunk.losses.iter().all(|loss| loss.is_finite()));
    assert_eq!((divergence.rewind.step, run.step()), (20, chunk.step));
    assert_eq!(run.issue(1).map(|_| ()).unwrap_err(), divergence.error);

    run.rewind(1e-3).unwrap();
    drop((later, snapshot));
    assert_eq!(run.snapshot().await.unwrap(), picture);
    let chunk = settle_one(&mut run, 30).await;
    assert_eq!(
        (chunk.step, chunk.losses.len(), chunk.diverged),
        (50, 30, None)
    );
}

async fn settle_one(run: &mut Trainer, steps: usize) -> Progress {
    let issued = issue(run, steps);
    settle(run, issued).await
}

/// Steps are not issued ahead where losses decide on them: with a target or patience, and at the end of the run.
pub async fn check_refusals(device: &Device) {
    for config in [
        RunConfig {
            patience: 3,
            ..small()
        },
        RunConfig {
            target_loss: 0.01,
            ..small()
        },
    ] {
        assert!(trainer(config, device).issue(1).unwrap().is_none());
    }
    // An epoch is of 41 steps.
    let config = RunConfig {
        epochs: 1,
        ..small()
    };
    let mut run = trainer(config, device);
    assert!(run.issue(41).unwrap().is_none());
    assert_eq!(settle_one(&mut run, 40).await.step, 40);
    assert!(run.issue(1).unwrap().is_none());
    let last = run.train(10).await.unwrap();
    assert_eq!((last.step, last.finished.is_some()), (41, true));
}
