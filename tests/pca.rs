//! The default model against PCA of the same latent size on the same split.

#![cfg(not(target_arch = "wasm32"))]
#![recursion_limit = "256"]
#![allow(clippy::unwrap_used, reason = "tests may panic")]

use std::sync::Arc;

use burn::tensor::Device;
use hourglass::config::RunConfig;
use hourglass::data::{Dataset, digits, split::Split};
use hourglass::trainer::Trainer;
use nalgebra::{DMatrix, SymmetricEigen};
use pollster::block_on;

/// What `tests/data/pca.json` says, so that the end-to-end test may hold the page to it.
fn recorded() -> f64 {
    let json: serde_json::Value = serde_json::from_str(include_str!("data/pca.json")).unwrap();
    json["mse"].as_f64().unwrap()
}

fn rows(dataset: &Dataset, indices: &[usize]) -> DMatrix<f64> {
    let size = dataset.size();
    DMatrix::from_fn(indices.len(), size, |row, column| {
        f64::from(dataset.image(indices[row])[column]) / 255.0
    })
}

/// Mean squared error on the validation images of the best linear map to `latent` numbers and back,
/// fitted on the training images.
fn pca(dataset: &Dataset, split: &Split, latent: usize) -> f64 {
    let train = rows(dataset, &split.train);
    let mean = train.row_mean();
    let centred = |mut rows: DMatrix<f64>| {
        rows.row_iter_mut().for_each(|mut row| row -= &mean);
        rows
    };
    let train = centred(train);
    let eigen = SymmetricEigen::new(train.transpose() * &train);
    let mut order: Vec<_> = (0..dataset.size()).collect();
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
    let axes = DMatrix::from_columns(
        &order[..latent]
            .iter()
            .map(|&i| eigen.eigenvectors.column(i))
            .collect::<Vec<_>>(),
    );
    let validation = centred(rows(dataset, &split.validation));
    let error = &validation - &validation * &axes * axes.transpose();
    error.map(|x| x * x).mean()
}

#[test]
fn the_default_model_beats_pca_of_the_same_latent_size() {
    let config = RunConfig::default();
    let dataset = Arc::new(digits::load().unwrap());
    let split = Split::new(&dataset, config.seed);
    let pca = pca(&dataset, &split, config.latent);
    assert!((pca - recorded()).abs() < 1e-6, "PCA is {pca}");
    let mut run = Trainer::new(config, dataset, Device::flex()).unwrap();
    let chunk = block_on(run.train(3_000)).unwrap();
    let loss = chunk.validations.last().unwrap().loss;
    println!("validation MSE {loss}, PCA {pca}");
    assert!(f64::from(loss) < pca, "{loss} against {pca}");
}
