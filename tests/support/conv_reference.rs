//! Reference convolution in plain Rust, straight from the definition.

use hourglass::ops::layers::activation::Fused;
use hourglass::ops::layers::conv::Geometry;

/// activation(convolution + bias) of images, `[batch, output]`.
///
/// # Shapes
/// - input: `[batch, input]`, weights: `[taps * inputs + 1, outputs]`
pub fn forward(input: &[f32], weights: &[f32], geometry: &Geometry, activation: Fused) -> Vec<f32> {
    let batch = input.len() / geometry.input().size();
    let outputs = geometry.output().channels;
    let bias = &weights[weights.len() - outputs..];
    let mut sums: Vec<f64> = (0..batch * geometry.output().size())
        .map(|at| f64::from(bias[at % outputs]))
        .collect();
    for_each_product(batch, geometry, |x, weight, sum| {
        sums[sum] += f64::from(input[x]) * f64::from(weights[weight]);
    });
    let activate = |sum: f64| match activation {
        Fused::Linear => sum,
        Fused::Relu => sum.max(0.0),
        Fused::Tanh => sum.tanh(),
        Fused::Sigmoid => 1.0 / (1.0 + (-sum).exp()),
    };
    sums.into_iter().map(|sum| activate(sum) as f32).collect()
}

/// Gradients by input and weights, where `gradient` is the one by `output`.
pub fn backward(
    input: &[f32],
    weights: &[f32],
    output: &[f32],
    gradient: &[f32],
    geometry: &Geometry,
    activation: Fused,
) -> (Vec<f32>, Vec<f32>) {
    let batch = input.len() / geometry.input().size();
    let outputs = geometry.output().channels;
    let derivative = |y: f64| match activation {
        Fused::Linear => 1.0,
        Fused::Relu => f64::from(u8::from(y > 0.0)),
        Fused::Tanh => 1.0 - y * y,
        Fused::Sigmoid => y * (1.0 - y),
    };
    let by_sum: Vec<f64> = std::iter::zip(output, gradient)
        .map(|(&y, &gradient)| f64::from(gradient) * derivative(f64::from(y)))
        .collect();
    let (mut by_input, mut by_weights) = (vec![0.0; input.len()], vec![0.0; weights.len()]);
    for_each_product(batch, geometry, |x, weight, sum| {
        by_input[x] += by_sum[sum] * f64::from(weights[weight]);
        by_weights[weight] += by_sum[sum] * f64::from(input[x]);
    });
    let bias = weights.len() - outputs;
    for (at, by_sum) in by_sum.iter().enumerate() {
        by_weights[bias + at % outputs] += by_sum;
    }
    let single = |values: Vec<f64>| values.into_iter().map(|value| value as f32).collect();
    (single(by_input), single(by_weights))
}

/// Visits the indices of input, weight and output of every product.
fn for_each_product(batch: usize, geometry: &Geometry, mut visit: impl FnMut(usize, usize, usize)) {
    let (fine, coarse) = (geometry.fine(), geometry.coarse());
    let (inputs, outputs) = (geometry.input().channels, geometry.output().channels);
    let along = |at: usize, tap: usize, size: usize| {
        let at = (at * geometry.stride() + tap).checked_sub(geometry.padding())?;
        (at < size).then_some(at)
    };
    for window in 0..batch * coarse.positions() {
        let (image, at) = (window / coarse.positions(), window % coarse.positions());
        for tap in 0..geometry.taps() {
            let y = along(at / coarse.width, tap / geometry.kernel(), fine.height);
            let x = along(at % coarse.width, tap % geometry.kernel(), fine.width);
            let (Some(y), Some(x)) = (y, x) else { continue };
            let pixel = (image * fine.height + y) * fine.width + x;
            let (from, to) = if geometry.is_transposed() {
                (window, pixel)
            } else {
                (pixel, window)
            };
            for i in 0..inputs {
                for o in 0..outputs {
                    let weight = (tap * inputs + i) * outputs + o;
                    visit(from * inputs + i, weight, to * outputs + o);
                }
            }
        }
    }
}
