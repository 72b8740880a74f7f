//! Dropout and top-k masks: selected values, their frequency, and gradients.

use burn::tensor::{Device, Tensor};
use hourglass::ops::layers::dropout_topk::{dropout, top_k};
use hourglass::ops::training::noise::{Stream, uniform};

use super::kernels::agree;
use super::noise::clock;
use super::numbers::{bits, hold_to_differences, numbers, random, sizes, tensor};

const STREAM: Stream = Stream {
    seed: 21,
    number: 3,
};
const STEP: u32 = 6;

/// Top k of each row by a stable sort.
fn sorted(values: &[f32], units: usize, k: usize) -> Vec<f32> {
    let mut output = vec![0.0; values.len()];
    for (row, output) in values.chunks(units).zip(output.chunks_mut(units)) {
        let mut places: Vec<usize> = (0..units).collect();
        places.sort_by(|&a, &b| row[b].total_cmp(&row[a]));
        places[..k.min(units)]
            .iter()
            .for_each(|&at| output[at] = row[at]);
    }
    output
}

/// Compares the k largest values of rows, with and without ties, and their gradient.
///
/// # Panics
/// If a value or a gradient differs at all.
pub async fn check_largest(device: &Device) {
    let device = &device.clone().autodiff();
    let edges = [
        [1, 1, 1],
        [3, 5, 2],
        [9, 64, 25],
        [2, 2048, 100],
        [130, 33, 8],
    ];
    for [batch, units, k] in edges.into_iter().chain(sizes(5, [70, 300, 300])) {
        let values = numbers(random([batch, units], [-2.0, 2.0], device).inner()).await;
        // Quarters have many equals.
        let quarters = values.iter().map(|x| (x * 4.0).round() / 4.0).collect();
        for values in [values, quarters] {
            let codes = tensor(values.clone(), [batch, units], device).require_grad();
            let upstream = random([batch, units], [0.5, 1.0], device);
            let kept = top_k(codes.clone(), k);
            let gradients = (kept.clone() * upstream.clone()).sum().backward();
            let kept = numbers(kept.inner()).await;
            let what = format!("{k} of {batch}x{units}");
            assert_eq!(kept, sorted(&values, units, k), "{what}");
            let slopes = numbers(codes.grad(&gradients).unwrap()).await;
            let upstream = numbers(upstream.inner()).await;
            for ((slope, above), kept) in slopes.into_iter().zip(upstream).zip(kept) {
                assert_eq!(slope, if kept == 0.0 { 0.0 } else { above }, "{what}");
            }
        }
    }
}

/// Ties are resolved from the left, so that exactly k values stay. Rows of zeros stay zeros. In a
/// row of negative values the largest one stays. If k is at least the row length, all values stay.
///
/// # Panics
/// If a value differs at all.
pub async fn check_equals(device: &Device) {
    let kept = |row: [f32; 5], k: usize| {
        let codes = tensor(row.to_vec(), [1, 5], device);
        numbers(top_k(codes, k))
    };
    assert_eq!(kept([1.0; 5], 2).await, [1.0, 1.0, 0.0, 0.0, 0.0]);
    assert_eq!(
        kept([2.0, 3.0, 2.0, 2.0, 3.0], 3).await,
        [2.0, 3.0, 0.0, 0.0, 3.0]
    );
    assert_eq!(kept([0.0; 5], 3).await, [0.0; 5]);
    assert_eq!(
        kept([-3.0, -1.0, -2.0, -1.0, -5.0], 1).await,
        [0.0, -1.0, 0.0, 0.0, 0.0]
    );
    assert_eq!(
        kept([1e-37, -1e30, 1e30, 0.0, -1.0], 2).await,
        [1e-37, 0.0, 1e30, 0.0, 0.0]
    );
    let row = [5.0, -4.0, 0.5, -1.0, 2.0];
    for k in [5, 6, 1000] {
        assert_eq!(kept(row, k).await, row);
    }
}

/// Compares dropout and its gradient with stock tensors that use the same random numbers.
///
/// # Panics
/// If one is more than 1e-6 (relative to the largest value) off.
pub async fn check_dropout(device: &Device) {
    let device = &device.clone().autodiff();
    let edges = [[1, 1], [3, 5], [8, 4], [257, 20]];
    for shape in edges.into_iter().chain(sizes(4, [130, 90])) {
        for rate in [0.1, 0.5, 0.9] {
            let input = random(shape, [-2.0, 2.0], device).require_grad();
            let upstream = random(shape, [0.5, 1.0], device);
            let run = |output: Tensor<2>| {
                let gradients = (output.clone() * upstream.clone()).sum().backward();
                [output.inner(), input.grad(&gradients).unwrap()]
            };
            let time = || clock(STEP, device);
            let ours = run(dropout(input.clone(), time(), STREAM, rate));
            let gone = uniform(time(), STREAM, shape).lower_elem(rate);
            let stock = run((input.clone() / (1.0 - rate)).mask_fill(gone, 0.0));
            for ((what, ours), stock) in ["output", "gradient"].into_iter().zip(ours).zip(stock) {
                agree(ours, stock, 1e-6, &format!("{what} of {shape:?}, {rate}")).await;
            }
        }
    }
}

/// The share of dropped values is the rate, the mean stays, and another step drops other values.
/// Each is within four standard errors. A rate of 0 returns the input.
///
/// # Panics
/// If one is beyond that.
pub async fn check_rates(device: &Device) {
    let ones = tensor(vec![1.0; 1 << 18], [512, 512], device);
    let count = f64::from(1 << 18);
    for rate in [0.2f32, 0.5, 0.75] {
        let draw = |step: u32| numbers(dropout(ones.clone(), clock(step, device), STREAM, rate));
        let (one, other) = (draw(STEP).await, draw(STEP + 1).await);
        let share =
            |of: &dyn Fn(usize) -> bool| (0..1 << 18).filter(|at| of(*at)).count() as f64 / count;
        let p = f64::from(rate);
        let both = share(&|at| one[at] == 0.0 && other[at] == 0.0);
        for (what, ours, exact) in [
            ("dropped", share(&|at| one[at] == 0.0), p),
            ("dropped in both", both, p * p),
        ] {
            let bound = 4.0 * (exact * (1.0 - exact) / count).sqrt();
            assert!((ours - exact).abs() < bound, "{what} at {rate}: {ours}");
        }
        let kept = 1.0 / (1.0 - rate);
        assert!(
            one.iter()
                .all(|x| *x == 0.0 || (x / kept - 1.0).abs() < 1e-6)
        );
    }
    let input = random([9, 5], [-2.0, 2.0], device);
    let same = dropout(input.clone(), clock(STEP, device), STREAM, 0.0);
    assert_eq!(bits(same).await, bits(input).await);
}

/// Compares the gradients with central differences, at points where a small step does not change
/// the mask.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
pub async fn check_gradients(device: &Device) {
    let device = &device.clone().autodiff();
    let values = vec![
        0.3, -0.5, 0.9, -0.1, 0.6, 1.4, 0.2, -0.8, 0.4, 1.1, -0.3, 0.7,
    ];
    let codes = tensor(values, [3, 4], device);
    let largest = |codes| top_k(codes, 2).square().sum();
    hold_to_differences("the two largest", largest, &codes).await;
    let dropped = |codes| {
        dropout(codes, clock(STEP, device), STREAM, 0.4)
            .square()
            .sum()
    };
    hold_to_differences("dropout", dropped, &codes).await;
}

/// Both devices keep the same values.
///
/// # Panics
/// If a value differs at all.
pub async fn check_devices_agree(one: &Device, other: &Device) {
    for shape in [[3, 5], [64, 129]] {
        let draw = |device: &Device| {
            let input = random(shape, [-2.0, 2.0], device);
            let largest = top_k(input.clone(), 2);
            let dropped = dropout(input, clock(STEP, device), STREAM, 0.3);
            [largest, dropped]
        };
        for (one, other) in draw(one).into_iter().zip(draw(other)) {
            assert_eq!(numbers(one).await, numbers(other).await, "{shape:?}");
        }
    }
}
