//! Codes that a run hands to other programs.

use std::sync::Arc;

use burn::tensor::Device;
use hourglass::config::RunConfig;
use hourglass::data::Dataset;
use hourglass::data::catalog::Catalog;
use hourglass::data::split::SplitIndices;
use hourglass::run::{Encoded, Part, Trainer};
use serde_json::json;

/// A model whose codes would be other numbers with noise, corrupted inputs, inputs of another scale, or the statistics of
/// a batch.
fn config(seed: u32) -> RunConfig {
    let config = json!({
        "bottleneck": "variational", "beta": 0.001, "latent": 3, "hidden": [24], "inputScale": "standard", "corruption": "gaussian",
        "normalization": "batch", "dropout": 0.2, "seed": seed, "learningRate": 0.01,
    });
    RunConfig::from_json(config).unwrap()
}

fn dataset() -> Arc<Dataset> {
    Catalog::default().dataset(&config(1)).unwrap()
}

async fn all_of(run: &mut Trainer, part: Part, at_once: usize) -> Encoded {
    let mut all = run.encode_part(part, 0, at_once).await.unwrap();
    while all.indices.len() < all.total {
        let next = run.encode_part(part, all.indices.len(), at_once);
        let next = next.await.unwrap();
        assert_eq!((next.step, next.total), (all.step, all.total));
        all.indices.extend(next.indices);
        all.splits.extend(next.splits);
        all.labels.extend(next.labels);
        all.codes.extend(next.codes);
    }
    all
}

/// The codes of a part are those of its examples, whose indices are those of the data set although the seed shuffles it.
///
/// # Panics
/// Where a code, an index, a label or a split is another.
pub async fn check_rows(device: &Device) {
    let dataset = dataset();
    let mut run = Trainer::new(config(7), dataset.clone(), device.clone()).unwrap();
    run.train(60).await.unwrap();
    let split = SplitIndices::new(&dataset, 7);
    for (part, mut indices, number) in [
        (Part::Training, split.train, 0),
        (Part::Validation, split.validation, 1),
        (Part::Test, split.test, 2),
    ] {
        assert!(!indices.is_sorted(), "the seed shuffles");
        let exported = all_of(&mut run, part, 100).await;
        indices.sort_unstable();
        assert!(
            exported
                .indices
                .iter()
                .map(|&index| index as usize)
                .eq(indices.iter().copied())
        );
        assert!(exported.splits.iter().all(|&split| split == number));
        assert_eq!(exported.labels, dataset.labels_of(&indices));
    }
    let all = all_of(&mut run, Part::All, 1000).await;
    assert!(all.indices.iter().copied().eq(0..1797));
    assert_eq!(all.labels, dataset.labels);
    let own = run.reconstruct(&dataset.pixels).await.unwrap().codes;
    let mut spread = 0.0f32;
    for (ours, theirs) in all.codes.iter().zip(&own) {
        assert!((ours - theirs).abs() < 1e-4, "{ours}, not {theirs}");
        spread = spread.max((ours - own[0]).abs());
    }
    assert_eq!(all.codes.len(), own.len());
    assert!(
        spread > 0.5,
        "codes that are all alike prove nothing: {spread}"
    );
}

/// All rows of a part are of one model, even where training goes on between two stretches.
///
/// # Panics
/// Where they are of several.
pub async fn check_one_step(device: &Device) {
    let dataset = dataset();
    let mut run = Trainer::new(config(7), dataset.clone(), device.clone()).unwrap();
    run.train(10).await.unwrap();
    let before = all_of(&mut run, Part::All, 2000).await;
    let first = run.encode_part(Part::All, 0, 1000).await.unwrap();
    run.train(40).await.unwrap();
    let second = run.encode_part(Part::All, 1000, 1000).await.unwrap();
    assert_eq!((first.step, second.step), (10, 10));
    assert_eq!(
        [first.codes.to_vec(), second.codes.to_vec()].concat(),
        before.codes
    );
    let now = run.encode_part(Part::All, 1000, 1000).await.unwrap();
    assert_eq!(now.step, 50);
    let moved = now.codes.iter().zip(&second.codes);
    assert!(
        moved
            .map(|(now, then)| (now - then).abs())
            .fold(0.0, f32::max)
            > 0.05
    );

    let error = run.encode_part(Part::Test, 269, 10).await.unwrap_err();
    assert!(error.message.contains("269 examples to test on"), "{error}");
}

/// A test set of its own counts from 0, and what the run never sees is in no split.
///
/// # Panics
/// Where an index or a split is another.
pub async fn check_files(device: &Device) {
    let own = Arc::new(Dataset {
        test_from: Some(1500),
        ..(*dataset()).clone()
    });
    let normal = RunConfig {
        normal_classes: vec![3],
        ..config(7)
    };
    let mut run = Trainer::new(normal, own.clone(), device.clone()).unwrap();
    let test = all_of(&mut run, Part::Test, 500).await;
    assert!(test.indices.iter().copied().eq(0..297));
    assert_eq!(test.labels, own.labels[1500..].to_vec());
    let all = all_of(&mut run, Part::All, 5000).await;
    assert!(all.indices.iter().copied().eq((0..1500).chain(0..297)));
    for (&split, &label) in all.splits.iter().zip(&all.labels) {
        assert!(split != 0 || label == 3, "trained on {label}");
        assert!(split != 3 || label != 3, "{label} is left out");
    }
    let sprite = run.sprite(Part::Test).unwrap();
    assert_eq!((sprite.width, sprite.height), (18 * 8, 17 * 8));
}
