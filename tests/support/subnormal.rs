//! Subnormal numbers, which arise where units die. On the CPU they must become 0: some processors
//! need up to ten times as long for a step with subnormal numbers.

use burn::tensor::{DType, Device, Int, Tensor, TensorData};
use hourglass::ops::layers::activation::Fused;
use hourglass::ops::layers::dense::dense;
use hourglass::ops::training::optimizer::{OptimizerStep, Rule, optimizer_step};
use hourglass::ops::training::step_state::RATES;

/// Outputs and gradients of a layer whose input, weights and gradient are of every size down to the
/// smallest.
///
/// # Panics
/// If one of them is subnormal.
pub async fn check_layers(device: &Device) {
    let autodiff = device.clone().autodiff();
    for exponent in (-45..=0).step_by(3) {
        let small = 10f32.powi(exponent);
        for activation in [Fused::Linear, Fused::Relu, Fused::Tanh, Fused::Sigmoid] {
            let full = |shape: [usize; 2], value: f32| {
                let values = vec![value; shape[0] * shape[1]];
                Tensor::<2>::from_data(TensorData::new(values, shape), &autodiff)
            };
            let weights = full([6, 9], 1e-6).require_grad();
            let input = full([3, 5], small).require_grad();
            let output = dense(input.clone(), weights.clone(), activation);
            let loss = (output.clone() * full([3, 9], small)).sum();
            let gradients = loss.backward();
            sound(output.without_autodiff()).await;
            for of in [&input, &weights] {
                sound(of.grad(&gradients).unwrap()).await;
            }
        }
    }
}

/// The moments of weights that have lost their gradient.
///
/// # Panics
/// If one of them is subnormal after some thousand steps.
pub async fn check_moments(device: &Device) {
    let rules = [
        Rule::Adam {
            beta_1: 0.9,
            beta_2: 0.9,
            epsilon: 1e-8,
        },
        Rule::Rmsprop {
            rho: 0.9,
            epsilon: 1e-8,
        },
        Rule::Sgd { momentum: 0.9 },
    ];
    let rates = vec![0.001f32, 1.0, 0.001];
    let rates = Tensor::<1>::from_data(TensorData::new(rates, [RATES]), device);
    for rule in rules {
        let rows = rule.moments();
        let mut weights = Tensor::<2>::ones([1, 8], device);
        let mut moments = Tensor::<2>::zeros([rows, 8], device);
        let how = OptimizerStep {
            rule,
            decay: 0.0,
            clip: 0.0,
        };
        for time in 1..=2000 {
            let gradient = Tensor::<2>::full([1, 8], if time == 1 { 0.01 } else { 0.0 }, device);
            let steps = TensorData::new(vec![time], [1]);
            let steps = Tensor::<1, Int>::from_data(steps, (device, DType::I32));
            (weights, moments) = optimizer_step(weights, gradient, moments, &rates, &steps, how);
        }
        sound(moments).await;
    }
}

/// Asserts that a tensor holds no subnormal number.
async fn sound(tensor: Tensor<2>) {
    let values = tensor.into_data_async().await.unwrap();
    for value in values.try_to_vec::<f32>().unwrap() {
        assert!(!value.is_subnormal(), "{value:e}");
    }
}
