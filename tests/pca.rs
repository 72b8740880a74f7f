//! Principal components against an independent decomposition and against published figures, and the
//! default model against them, with the same latent size on the same split.

#![cfg(not(target_arch = "wasm32"))]
#![recursion_limit = "256"]
#![allow(clippy::unwrap_used, reason = "tests may panic")]

use std::env;
use std::path::Path;
use std::sync::Arc;

use burn::tensor::Device;
use hourglass::config::{Reading, RunConfig, schema};
use hourglass::data::Dataset;
use hourglass::data::import::{self, File};
use hourglass::data::sets::digits;
use hourglass::data::split::SplitIndices;
use hourglass::pca::Pca;
use hourglass::run::Trainer;
use nalgebra::{DMatrix, SymmetricEigen};
use pollster::block_on;

/// Mean squared error in `tests/data/pca.json`, which the end-to-end test compares with the page.
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
fn pca(dataset: &Dataset, split: &SplitIndices, latent: usize) -> f64 {
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
fn the_error_is_that_of_an_independent_decomposition_at_every_latent_size() {
    let digits = Arc::new(digits::load().unwrap());
    let split = SplitIndices::new(&digits, 1);
    let all = Pca::fit(&digits, &split.train, 64, |_| ()).unwrap();
    let validation = digits.values(&split.validation);
    for latent in [1, 2, 3, 8, 16, 32, 48] {
        let exact = pca(&digits, &split, latent);
        let alone = Pca::fit(&digits, &split.train, latent, |_| ()).unwrap();
        for pca in [all.first(latent), alone] {
            let error = pca.error(&validation);
            assert!(
                (error / exact - 1.0).abs() < 1e-6,
                "{latent}: {error} {exact}"
            );
        }
    }
}

/// MNIST's four files as one data set.
fn mnist() -> Dataset {
    let folder = env::var("HOURGLASS_DATA").unwrap();
    let names = [
        "train-images-idx3",
        "train-labels-idx1",
        "t10k-images-idx3",
        "t10k-labels-idx1",
    ];
    let file = |name: &str| {
        let name = format!("{name}-ubyte.gz");
        let bytes = std::fs::read(Path::new(&folder).join("mnist").join(&name)).unwrap();
        File { name, bytes }
    };
    import::read(&names.map(file), &Reading::default())
        .unwrap()
        .dataset
}

#[test]
#[ignore = "wants HOURGLASS_DATA to name a folder with mnist/train-images-idx3-ubyte.gz and the like"]
fn of_mnist_the_sum_of_squared_errors_is_the_published_one() {
    let mnist = Arc::new(mnist());
    assert_eq!((mnist.count(), mnist.test_from), (70_000, Some(60_000)));
    let train: Vec<usize> = (0..60_000).collect();
    let test: Vec<usize> = (60_000..70_000).collect();
    let images = mnist.values(&test);
    let pca = Pca::fit(&mnist, &train, 64, |_| ()).unwrap();
    // numpy in 64 bits: eigenvectors of the covariance of the 60,000 training images
    for (components, published) in [
        (2, 43.645),
        (8, 29.354),
        (16, 21.058),
        (30, 13.866),
        (32, 13.193),
        (64, 7.093),
    ] {
        let sse = 784.0 * pca.first(components).error(&images);
        assert!(
            (sse - published).abs() < 0.0006,
            "{components}: {sse} {published}"
        );
        println!("{components} components: {sse:.4}");
    }
}

#[test]
fn the_linear_experiment_comes_to_within_two_per_cent_of_pca() {
    let presets = schema().presets;
    let linear = presets.into_iter().find(|preset| preset.name == "linear");
    let config = RunConfig::from_json(linear.unwrap().settings.into()).unwrap();
    let dataset = Arc::new(digits::load().unwrap());
    let split = SplitIndices::new(&dataset, config.seed);
    let pca = pca(&dataset, &split, config.latent);
    let mut run = Trainer::new(config, dataset, Device::flex()).unwrap();
    let validations = block_on(run.train(4_000)).unwrap().validations;
    let loss = f64::from(validations.last().unwrap().loss);
    println!("validation MSE {loss}, PCA {pca}");
    assert!((loss / pca - 1.0).abs() < 0.02, "{loss} against {pca}");
}

#[test]
fn the_default_model_beats_pca_of_the_same_latent_size() {
    let config = RunConfig::default();
    let dataset = Arc::new(digits::load().unwrap());
    let split = SplitIndices::new(&dataset, config.seed);
    let pca = pca(&dataset, &split, config.latent);
    assert!((pca - recorded()).abs() < 1e-6, "PCA is {pca}");
    let mut run = Trainer::new(config, dataset, Device::flex()).unwrap();
    let chunk = block_on(run.train(3_000)).unwrap();
    let loss = chunk.validations.last().unwrap().loss;
    println!("validation MSE {loss}, PCA {pca}");
    assert!(f64::from(loss) < pca, "{loss} against {pca}");
}
