//! The fused operations against stock tensors on the same device: outputs and gradients, at sizes drawn
//! at random and at the edges of the tiles.

use burn::tensor::{Device, Tensor, TensorData, Transaction, activation};
use hourglass::kernels::{Fused, dense};
use hourglass::rng::{Purpose, stream};
use rand::RngExt;

/// Batch, inputs, outputs: single numbers, one off the tile of 8 and the vector of 4, and none off.
const EDGES: [[usize; 3]; 6] = [
    [1, 1, 1],
    [7, 3, 5],
    [8, 4, 8],
    [9, 5, 2],
    [50, 64, 1],
    [19, 2, 64],
];

/// Compares a dense layer and its gradients by input and weights.
///
/// # Panics
/// Where one is more than 1e-3 (relative to the largest value) off.
pub async fn check_dense(device: &Device) {
    let mut rng = stream(3, Purpose::Data);
    let mut drawn = |least: usize, most: usize| rng.random_range(least..=most);
    let sizes: Vec<[usize; 3]> = (0..6)
        .map(|_| [drawn(1, 257), drawn(1, 300), drawn(1, 300)])
        .collect();
    for size in EDGES.into_iter().chain(sizes) {
        for fused in [Fused::Linear, Fused::Relu, Fused::Tanh, Fused::Sigmoid] {
            compare(size, fused, &device.clone().autodiff()).await;
        }
    }
}

async fn compare([batch, inputs, outputs]: [usize; 3], fused: Fused, device: &Device) {
    let mut rng = stream((batch * inputs * outputs) as u32, Purpose::Data);
    let mut tensor = |rows: usize, columns: usize, bound: f32| {
        let values: Vec<f32> = (0..rows * columns)
            .map(|_| rng.random_range(-bound..bound))
            .collect();
        Tensor::<2>::from_data(TensorData::new(values, [rows, columns]), device)
    };
    let input = tensor(batch, inputs, 1.0).require_grad();
    let weights = tensor(inputs + 1, outputs, (inputs as f32).sqrt().recip()).require_grad();
    let upstream = tensor(batch, outputs, 1.0);
    let run = |layer: fn(Tensor<2>, Tensor<2>, Fused) -> Tensor<2>| {
        let output = layer(input.clone(), weights.clone(), fused);
        let gradients = (output.clone() * upstream.clone()).sum().backward();
        let by_input = input.grad(&gradients).unwrap();
        [output.inner(), by_input, weights.grad(&gradients).unwrap()]
    };
    let (ours, stock) = (run(dense), run(stock_dense));
    let all = ours.into_iter().chain(stock);
    let read = all
        .fold(Transaction::default(), Transaction::register)
        .execute_async()
        .await;
    let read: Vec<Vec<f32>> = read
        .unwrap()
        .into_iter()
        .map(|data| data.try_into_vec().unwrap())
        .collect();
    for (what, index) in [
        ("output", 0),
        ("gradient by input", 1),
        ("gradient by weights", 2),
    ] {
        let (ours, stock) = (&read[index], &read[index + 3]);
        assert_eq!(ours.len(), stock.len());
        let scale = stock
            .iter()
            .fold(1e-6f32, |largest, value| largest.max(value.abs()));
        for (at, (a, b)) in ours.iter().zip(stock).enumerate() {
            let context = format!("{what} {at} of {batch}x{inputs}x{outputs}, {fused:?}");
            assert!(
                (a - b).abs() <= 1e-3 * scale,
                "{context}: {a} instead of {b}"
            );
        }
    }
}

fn stock_dense(input: Tensor<2>, weights: Tensor<2>, fused: Fused) -> Tensor<2> {
    let [rows, outputs] = weights.dims();
    let matrix = weights.clone().slice([0..rows - 1, 0..outputs]);
    let sums = input.matmul(matrix) + weights.slice([rows - 1..rows, 0..outputs]);
    match fused {
        Fused::Linear => sums,
        Fused::Relu => activation::relu(sums),
        Fused::Tanh => activation::tanh(sums),
        Fused::Sigmoid => activation::sigmoid(sums),
    }
}
