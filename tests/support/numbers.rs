//! Shared helpers of the tests of operations: random numbers, read-back, and central differences.

use burn::tensor::{Device, Tensor, TensorData};
use hourglass::rng::{Purpose, stream};
use rand::RngExt;

use super::kernels::agree;

/// Numbers drawn evenly from a range, the same for the same shape.
pub fn random([rows, columns]: [usize; 2], [least, most]: [f32; 2], device: &Device) -> Tensor<2> {
    let mut rng = stream((rows * 1000 + columns) as u32, Purpose::Data);
    let values = (0..rows * columns).map(|_| rng.random_range(least..most));
    tensor(values.collect(), [rows, columns], device)
}

/// Sizes drawn at random.
pub fn sizes<const D: usize>(count: usize, most: [usize; D]) -> Vec<[usize; D]> {
    let mut rng = stream(5, Purpose::Data);
    let mut size = || most.map(|most| rng.random_range(1..=most));
    (0..count).map(|_| size()).collect()
}

/// A tensor of these numbers.
pub fn tensor(values: Vec<f32>, shape: [usize; 2], device: &Device) -> Tensor<2> {
    Tensor::from_data(TensorData::new(values, shape), device)
}

/// The numbers of a tensor.
pub async fn numbers<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    let data = tensor.into_data_async().await.unwrap();
    data.try_into_vec().unwrap()
}

/// The numbers of a tensor as bit patterns.
pub async fn bits<const D: usize>(tensor: Tensor<D>) -> Vec<u32> {
    let numbers = numbers(tensor).await;
    numbers.into_iter().map(f32::to_bits).collect()
}

/// Compares the gradient of a value by `at` with central differences.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest) off.
pub async fn hold_to_differences(
    what: &str,
    value: impl Fn(Tensor<2>) -> Tensor<1>,
    at: &Tensor<2>,
) {
    const STEP: f32 = 0.02;
    let (shape, device) = (at.dims(), at.device());
    let point = numbers(at.clone()).await;
    let mut differences = Vec::new();
    for place in 0..point.len() {
        let mut ends = [0.0; 2];
        let mut width = 0.0;
        for (end, by) in ends.iter_mut().zip([-STEP, STEP]) {
            let mut moved = point.clone();
            moved[place] += by;
            // What the step is once it was rounded.
            width += f64::from((moved[place] - point[place]).abs());
            let moved = value(tensor(moved, shape, &device)).inner();
            *end = f64::from(numbers(moved).await[0]);
        }
        differences.push(((ends[1] - ends[0]) / width) as f32);
    }
    let tracked = at.clone().require_grad();
    let gradients = value(tracked.clone()).backward();
    let differences = tensor(differences, shape, &device).inner();
    agree(tracked.grad(&gradients).unwrap(), differences, 1e-3, what).await;
}
