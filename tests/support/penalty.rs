//! Penalties against plain loops in double precision, and against central differences.

use burn::tensor::{Device, Tensor};
use hourglass::ops::losses::penalty::{Power, norm, sparsity};

use super::kernels::agree;
use super::numbers::{hold_to_differences, numbers, random, sizes, tensor};

fn edges() -> Vec<[usize; 2]> {
    let edges = [[1, 1], [1, 5], [7, 3], [8, 4], [50, 1], [257, 66]];
    edges.into_iter().chain(sizes(5, [257, 300])).collect()
}

/// A cost doubled, so that the gradient from above is not one, and its gradient.
fn run(cost: impl FnOnce(Tensor<2>) -> Tensor<1>, of: &Tensor<2>) -> [Tensor<2>; 2] {
    let of = of.clone().require_grad();
    let cost = cost(of.clone()) * 2.0;
    let gradients = cost.backward();
    [cost.inner().unsqueeze(), of.grad(&gradients).unwrap()]
}

async fn compare(what: &str, ours: [Tensor<2>; 2], cost: f64, derivatives: Vec<f64>) {
    let [ours, by_values] = ours;
    let single = |values: Vec<f64>| values.into_iter().map(|value| 2.0 * value as f32).collect();
    let cost = tensor(single(vec![cost]), [1, 1], &Device::flex());
    agree(ours, cost, 1e-4, what).await;
    let derivatives = tensor(single(derivatives), by_values.dims(), &Device::flex());
    agree(by_values, derivatives, 1e-4, &format!("gradient of {what}")).await;
}

/// Compares the sparsity and its gradient at codes in 0 to 1.
///
/// # Panics
/// If one is more than 1e-4 (relative to the largest value) off.
pub async fn check_sparsity(device: &Device) {
    let device = &device.clone().autodiff();
    for [batch, units] in edges() {
        for target in [0.05, 0.4] {
            let codes = random([batch, units], [0.0, 1.0], device);
            let values = numbers(codes.clone().inner()).await;
            let rho = f64::from(target);
            let (mut cost, mut derivatives) = (0.0, vec![0.0; values.len()]);
            for unit in 0..units {
                let column = values.iter().skip(unit).step_by(units);
                let mean = column.map(|x| f64::from(*x)).sum::<f64>() / batch as f64;
                cost += rho * (rho / mean).ln() + (1.0 - rho) * ((1.0 - rho) / (1.0 - mean)).ln();
                let derivative = ((1.0 - rho) / (1.0 - mean) - rho / mean) / batch as f64;
                derivatives
                    .iter_mut()
                    .skip(unit)
                    .step_by(units)
                    .for_each(|s| *s = derivative);
            }
            let what = format!("sparsity {target} of {batch}x{units}");
            let ours = run(|codes| sparsity(codes, target), &codes);
            compare(&what, ours, cost, derivatives).await;
        }
    }
}

/// Units that are never or always active have a finite cost, that of a mean activation 1e-6 from
/// the limit. Their gradient leads back to the target.
///
/// # Panics
/// If a cost or a gradient is more than 3 % off: so much is one off the end in single precision.
pub async fn check_dead_units(device: &Device) {
    let device = &device.clone().autodiff();
    for (active, way) in [(0.0, -1.0), (1.0, 1.0), (-0.5, -1.0), (3.0, 1.0)] {
        let codes = tensor(vec![active; 4], [4, 1], device);
        let [cost, derivatives] = run(|codes| sparsity(codes, 0.5), &codes);
        // ln ½ − ½ ln 1e-6, twice; and half a million over the batch, twice.
        let exact = 2.0 * (0.5f32.ln() - 0.5 * 1e-6f32.ln());
        let cost = numbers(cost).await[0];
        assert!((cost / exact - 1.0).abs() < 0.03, "{active}: {cost}");
        for derivative in numbers(derivatives).await {
            let ratio = derivative / (way * 2.5e5);
            assert!((ratio - 1.0).abs() < 0.07, "{active}: {derivative}");
        }
    }
}

/// Compares L1 and L2 and their gradients, of all rows and of all but the last.
///
/// # Panics
/// If one is more than 1e-4 (relative to the largest value) off.
pub async fn check_norm(device: &Device) {
    let device = &device.clone().autodiff();
    for [rows, columns] in edges() {
        let mut values = numbers(random([rows, columns], [-2.0, 2.0], device).inner()).await;
        values[0] = 0.0;
        let of = tensor(values.clone(), [rows, columns], device);
        for counted in [rows, rows - 1] {
            let (inside, scale) = (counted * columns, 0.3);
            for power in [Power::One, Power::Two] {
                let cost = |x: f64| match power {
                    Power::One if x == 0.0 => (0.0, 0.0),
                    Power::One => (x.abs(), x.signum()),
                    Power::Two => (x * x, 2.0 * x),
                };
                let costs = values[..inside].iter().map(|x| cost(f64::from(*x)));
                let total: f64 = costs.clone().map(|(cost, _)| cost).sum();
                let derivatives = costs.map(|(_, derivative)| f64::from(scale) * derivative);
                let mut derivatives: Vec<f64> = derivatives.collect();
                derivatives.resize(values.len(), 0.0);
                let what = format!("{power:?} of {counted} of {rows}x{columns}");
                let ours = run(|values| norm(values, counted, power, scale), &of);
                compare(&what, ours, f64::from(scale) * total, derivatives).await;
            }
        }
    }
}

/// Compares the gradients with central differences.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
pub async fn check_gradients(device: &Device) {
    let device = &device.clone().autodiff();
    let codes = random([3, 5], [0.3, 0.8], device);
    hold_to_differences("sparsity", |codes| sparsity(codes, 0.4), &codes).await;
    let codes = tensor(vec![0.5, -0.3, 1.2, -0.9, 0.1, 0.7], [3, 2], device);
    for power in [Power::One, Power::Two] {
        let cost = |codes| norm(codes, 2, power, 0.5);
        hold_to_differences(&format!("{power:?}"), cost, &codes).await;
    }
}
