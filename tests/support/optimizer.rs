//! Optimizer steps against their formulas in double precision.

use burn::tensor::{DType, Device, Int, Tensor, TensorData};
use hourglass::ops::training::optimizer::{
    OptimizerStep, PARTIALS, Rule, add_squares, clip, duplicate, optimizer_step,
};
use hourglass::ops::training::step_state::RATES;

use super::kernels::agree;

const RATE: f64 = 0.01;

/// Takes five steps of every optimizer, at sizes with and without vectors: plain, with weight
/// decay, and with gradient clipping.
///
/// # Panics
/// If a weight is more than 1e-4 (relative to the largest) off.
pub async fn check_rules(device: &Device) {
    let rules = [
        Rule::Adam {
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-8,
        },
        Rule::Rmsprop {
            rho: 0.99,
            epsilon: 1e-8,
        },
        Rule::Sgd { momentum: 0.9 },
    ];
    for rule in rules {
        for size in [1, 6, 8, 1001] {
            for (decay, clip) in [(0.0, 0.0), (0.1, 0.0), (0.0, 0.02), (0.1, 0.02)] {
                check_rule(OptimizerStep { rule, decay, clip }, size, device).await;
            }
        }
    }
}

async fn check_rule(how: OptimizerStep, size: usize, device: &Device) {
    let tensor = |values: &[f64]| {
        let values: Vec<f32> = values.iter().map(|&value| value as f32).collect();
        Tensor::<1>::from_data(TensorData::new(values, [size]), device)
    };
    let rows = how.rule.moments();
    let mut exact: Vec<f64> = (0..size).map(|i| 0.1 * ((i % 13) as f64 - 6.0)).collect();
    let mut exact_moments = vec![vec![0.0; size]; rows];
    let mut weights = tensor(&exact);
    let mut moments = Tensor::<2>::from_data(
        TensorData::new(vec![0.0f32; rows * size], [rows, size]),
        device,
    );
    let mut rates = Tensor::<1>::from_data(
        TensorData::new(vec![RATE as f32, 1.0, RATE as f32], [RATES]),
        device,
    );
    let mut parts =
        Tensor::<1>::from_data(TensorData::new(vec![9.0f32; PARTIALS], [PARTIALS]), device);
    for time in 1..=5 {
        let gradient: Vec<f64> = (0..size)
            .map(|i| 0.01 * ((i * time % 7) as f64 - 2.5))
            .collect();
        if how.clip > 0.0 {
            parts = add_squares(parts, tensor(&gradient), true);
            rates = clip(rates, parts.clone(), how.clip);
        }
        let steps = TensorData::new(vec![time as i32], [1]);
        let steps = Tensor::<1, Int>::from_data(steps, (device, DType::I32));
        (weights, moments) =
            optimizer_step(weights, tensor(&gradient), moments, &rates, &steps, how);
        step(how, &mut exact, &mut exact_moments, &gradient, time);
    }
    let what = format!("weights of {how:?} and size {size}");
    agree(weights.unsqueeze(), tensor(&exact).unsqueeze(), 1e-4, &what).await;
}

fn step(
    how: OptimizerStep,
    weights: &mut [f64],
    moments: &mut [Vec<f64>],
    gradient: &[f64],
    time: usize,
) {
    let length = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
    let scale = if how.clip > 0.0 {
        (f64::from(how.clip) / length).min(1.0)
    } else {
        1.0
    };
    for (i, weight) in weights.iter_mut().enumerate() {
        let g = gradient[i] * scale + f64::from(how.decay) * *weight;
        *weight -= RATE
            * match how.rule {
                Rule::Adam { .. } => {
                    moments[0][i] = 0.9 * moments[0][i] + 0.1 * g;
                    moments[1][i] = 0.999 * moments[1][i] + 0.001 * g * g;
                    let mean = moments[0][i] / (1.0 - 0.9f64.powi(time as i32));
                    let square = moments[1][i] / (1.0 - 0.999f64.powi(time as i32));
                    mean / (square.sqrt() + 1e-8)
                }
                Rule::Rmsprop { .. } => {
                    moments[0][i] = 0.99 * moments[0][i] + 0.01 * g * g;
                    g / (moments[0][i].sqrt() + 1e-8)
                }
                Rule::Sgd { .. } => {
                    moments[0][i] = 0.9 * moments[0][i] + g;
                    moments[0][i]
                }
            };
    }
}

/// A shared copy of the weights does not change in a step.
///
/// # Panics
/// If one changed.
pub async fn check_held(device: &Device) {
    let tensor =
        |value: f32| Tensor::<2>::from_data(TensorData::new(vec![value; 6], [2, 3]), device);
    let rates = Tensor::<1>::from_data(TensorData::new(vec![0.5f32, 1.0, 0.5], [RATES]), device);
    let steps = Tensor::<1, Int>::from_data(TensorData::new(vec![1i32], [1]), (device, DType::I32));
    let how = OptimizerStep {
        rule: Rule::Sgd { momentum: 0.0 },
        decay: 0.0,
        clip: 0.0,
    };
    let held = tensor(1.0);
    let moments = Tensor::<2>::from_data(TensorData::new(vec![0.0f32; 6], [1, 6]), device);
    let (new, moments) = optimizer_step(held.clone(), tensor(2.0), moments, &rates, &steps, how);
    let copy = duplicate(new.clone());
    let (newer, _) = optimizer_step(new, tensor(2.0), moments, &rates, &steps, how);
    agree(held, tensor(1.0), 0.0, "a tensor held elsewhere").await;
    agree(copy, tensor(0.0), 0.0, "a duplicate").await;
    agree(newer, tensor(-1.0), 0.0, "the weights after two steps").await;
}

/// A layer of more weights than one row of workgroups has units: all of them are copied, and all take the step.
///
/// # Panics
/// If a weight was not copied or took another step.
pub async fn check_many_weights(device: &Device) {
    // Odd, so that a unit takes a single weight.
    let size = 9_000_001;
    let tensor =
        |values: Vec<f32>| Tensor::<2>::from_data(TensorData::new(values, [1, size]), device);
    let start = |at: usize| (at % 8191) as f32;
    let rates = Tensor::<1>::from_data(TensorData::new(vec![0.5f32, 1.0, 0.5], [RATES]), device);
    let steps = Tensor::<1, Int>::from_data(TensorData::new(vec![1i32], [1]), (device, DType::I32));
    let how = OptimizerStep {
        rule: Rule::Sgd { momentum: 0.0 },
        decay: 0.0,
        clip: 0.0,
    };
    let weights = tensor((0..size).map(start).collect());
    let copy = duplicate(weights.clone());
    let gradient = tensor((0..size).map(|at| (at % 3) as f32).collect());
    let (stepped, _) = optimizer_step(
        weights,
        gradient,
        tensor(vec![0.0; size]),
        &rates,
        &steps,
        how,
    );
    let numbers = |data: TensorData| data.try_into_vec::<f32>().unwrap();
    let copied = numbers(copy.into_data_async().await.unwrap());
    let wrong = (0..size).find(|&at| copied[at] != start(at));
    assert_eq!(wrong, None, "a weight that was not copied");
    let stepped = numbers(stepped.into_data_async().await.unwrap());
    let expected = |at: usize| start(at) - 0.5 * (at % 3) as f32;
    let wrong = (0..size).find(|&at| stepped[at] != expected(at));
    assert_eq!(wrong, None, "a weight that took another step");
}
