//! Fused operations against stock tensors on the same device: outputs and gradients, at random
//! sizes and at tile edges.

use burn::tensor::{Device, Tensor, TensorData, activation};
use hourglass::ops::layers::activation::{Fused, gelu};
use hourglass::ops::layers::dense::dense;
use hourglass::ops::losses::reconstruction::{PixelLoss, Weight, pixel_loss, plus};
use hourglass::rng::{Purpose, stream};
use rand::RngExt;

use super::noise::clock;

/// Batch, inputs, outputs: single values, multiples of the tile of 8 and the vector of 4, and sizes
/// next to these. The last ones are large enough for wider tiles.
const EDGES: [[usize; 3]; 8] = [
    [1, 1, 1],
    [7, 3, 5],
    [8, 4, 8],
    [9, 5, 2],
    [50, 64, 1],
    [19, 2, 64],
    [257, 299, 296],
    [256, 300, 296],
];

/// Compares a dense layer and its gradients by input and weights.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
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
    let what = ["output", "gradient by input", "gradient by weights"];
    for ((what, ours), stock) in what.into_iter().zip(run(dense)).zip(run(stock_dense)) {
        let what = format!("{what} of {batch}x{inputs}x{outputs}, {fused:?}");
        agree(ours, stock, 1e-3, &what).await;
    }
}

/// A dense layer in stock tensors.
pub fn stock_dense(input: Tensor<2>, weights: Tensor<2>, fused: Fused) -> Tensor<2> {
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

/// Compares GELU and its gradient with stock tensors on the CPU, near zero and far from it. (On WebGPU the
/// error function of stock tensors is right to three digits only.)
///
/// # Panics
/// If one is more than 1e-5 (relative to the largest value) off.
pub async fn check_gelu(device: &Device) {
    for [rows, columns] in [[1, 1], [7, 3], [40, 64]] {
        let count = rows * columns;
        let values: Vec<f32> = (0..count).map(|i| 9.0 * (i as f32 * 0.7).sin()).collect();
        let run = |gelu: fn(Tensor<2>) -> Tensor<2>, device: &Device| {
            let data = TensorData::new(values.clone(), [rows, columns]);
            let input = Tensor::<2>::from_data(data, &device.clone().autodiff()).require_grad();
            let output = gelu(input.clone());
            let gradients = output.clone().sum().backward();
            [output.inner(), input.grad(&gradients).unwrap()]
        };
        let stock = run(activation::gelu, &Device::flex());
        for (ours, stock) in run(gelu, device).into_iter().zip(stock) {
            agree(ours, stock, 1e-5, &format!("GELU of {rows}x{columns}")).await;
        }
    }
}

/// Compares the losses and their gradients by the logits, at ordinary logits and at ±100.
///
/// # Panics
/// If one is more than 1e-4 (relative to the largest value) off.
pub async fn check_losses(device: &Device) {
    let device = device.clone().autodiff();
    for [batch, pixels] in [[1, 1], [3, 5], [19, 64], [128, 784]] {
        let mut rng = stream((batch * pixels) as u32, Purpose::Data);
        let mut tensor = |least: f32, most: f32| {
            let mut values: Vec<f32> = (0..batch * pixels)
                .map(|_| rng.random_range(least..most))
                .collect();
            if least < 0.0 && values.len() > 2 {
                (values[0], values[1], values[2]) = (100.0, -100.0, 0.0);
            }
            Tensor::<2>::from_data(TensorData::new(values, [batch, pixels]), &device)
        };
        let (logits, target) = (tensor(-6.0, 6.0).require_grad(), tensor(0.0, 1.0));
        for kind in [
            PixelLoss::Squared,
            PixelLoss::SquaredOfSigmoid,
            PixelLoss::CrossEntropy,
        ] {
            let run = |loss: fn(Tensor<2>, Tensor<2>, PixelLoss) -> Tensor<1>| {
                // Twice the loss, so that a gradient from above is not one.
                let loss = loss(logits.clone(), target.clone(), kind);
                let loss = plus(loss.clone(), loss, clock(0, &device), Weight::ONE);
                let gradients = loss.backward();
                [
                    loss.inner().unsqueeze::<2>(),
                    logits.grad(&gradients).unwrap(),
                ]
            };
            let ([loss, derivative], [stock_loss, stock_slope]) = (run(tripled), run(stock_loss));
            agree(
                loss,
                stock_loss,
                1e-4,
                &format!("{kind:?} of {batch}x{pixels}"),
            )
            .await;
            agree(
                derivative,
                stock_slope,
                1e-4,
                &format!("gradient of {kind:?} of {batch}x{pixels}"),
            )
            .await;
        }
    }
}

/// One third of three times the loss.
fn tripled(logits: Tensor<2>, target: Tensor<2>, kind: PixelLoss) -> Tensor<1> {
    pixel_loss(logits, target, kind, 3.0) / 3.0
}

/// A loss in stock tensors.
pub fn stock_loss(logits: Tensor<2>, target: Tensor<2>, kind: PixelLoss) -> Tensor<1> {
    match kind {
        PixelLoss::Squared => (logits - target).square().mean(),
        PixelLoss::SquaredOfSigmoid => (activation::sigmoid(logits) - target).square().mean(),
        PixelLoss::CrossEntropy => {
            let ones = target.ones_like();
            ((ones - target) * logits.clone() - activation::log_sigmoid(logits)).mean()
        }
    }
}

/// Compares two tensors.
///
/// # Panics
/// If a number is more than `tolerance` times the largest value of the stock result off.
pub async fn agree(ours: Tensor<2>, stock: Tensor<2>, tolerance: f32, what: &str) {
    // One by one: they may lie on two devices.
    let (ours, stock) = (ours.into_data_async().await, stock.into_data_async().await);
    let [ours, stock] = [ours, stock].map(|data| data.unwrap().try_into_vec::<f32>().unwrap());
    assert_eq!(ours.len(), stock.len());
    let scale = stock
        .iter()
        .fold(1e-6f32, |largest, value| largest.max(value.abs()));
    for (at, (a, b)) in ours.iter().zip(&stock).enumerate() {
        assert!(
            (a - b).abs() <= tolerance * scale,
            "{what}, {at}: {a} instead of {b}"
        );
    }
}
