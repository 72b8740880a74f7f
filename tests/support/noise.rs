//! The noise: its words against the published formula, its samples against their distributions.
//!
//! Bounds of statistics are stated as significance, the chance of a perfect generator to break them. As
//! every number follows from the seeds below, a check that passed once cannot fail by chance.

use burn::tensor::{Device, Int, Tensor, TensorData};
use hourglass::ops::training::noise::{Stream, bits, normal, uniform};

/// Numbers of a sample: 2¹⁸.
const SAMPLE: [usize; 2] = [512, 512];

/// The steps, numbers and seeds that statistics are taken over: small, as ours are, and large.
const STEPS: [u32; 4] = [0, 1, 1000, 0x8000_0000];
const SEEDS: [Stream; 4] = [
    Stream { seed: 0, number: 0 },
    Stream { seed: 1, number: 2 },
    Stream {
        seed: 42,
        number: 1,
    },
    Stream {
        seed: u32::MAX,
        number: 7,
    },
];

/// Step count on a device.
pub fn clock(step: u32, device: &Device) -> Tensor<1, Int> {
    Tensor::from_data(TensorData::new(vec![step.cast_signed()], [1]), device)
}

async fn words(tensor: Tensor<2, Int>) -> Vec<u32> {
    let data = tensor.into_data_async().await.unwrap();
    let words: Vec<i32> = data.try_into_vec().unwrap();
    words.into_iter().map(i32::cast_unsigned).collect()
}

async fn numbers(tensor: Tensor<2>) -> Vec<f32> {
    let data = tensor.into_data_async().await.unwrap();
    data.try_into_vec().unwrap()
}

/// PCG4D as published, in remainders of exact integers.
fn published(counters: [u32; 4]) -> [u32; 4] {
    let modulus = 1u128 << 32;
    let mut v = counters.map(|word| (u128::from(word) * 1_664_525 + 1_013_904_223) % modulus);
    for round in 0..2 {
        for (target, left, right) in [(0, 1, 3), (1, 2, 0), (2, 0, 1), (3, 1, 2)] {
            v[target] = (v[target] + v[left] * v[right]) % modulus;
        }
        if round == 0 {
            v = v.map(|word| word ^ (word / 65_536));
        }
    }
    v.map(|word| u32::try_from(word).unwrap())
}

/// Every word equals that of the published formula, for several seeds, steps and shapes. A uniform
/// sample is exactly the upper 24 bits of its word.
pub async fn check_words(device: &Device) {
    for shape in [[1, 1], [3, 5], [2, 3], [8, 4], [1, 257], [127, 31]] {
        for (stream, step) in SEEDS.into_iter().zip(STEPS) {
            let count = shape[0] * shape[1];
            let exact: Vec<u32> = (0..count as u32)
                .step_by(4)
                .flat_map(|element| published([element / 4, step, stream.number, stream.seed]))
                .take(count)
                .collect();
            let ours = words(bits(clock(step, device), stream, shape)).await;
            assert_eq!(ours, exact, "{stream:?}, step {step}, shape {shape:?}");
            let ours = numbers(uniform(clock(step, device), stream, shape)).await;
            let exact: Vec<f32> = exact
                .iter()
                .map(|word| (word / 256) as f32 / 16_777_216.0)
                .collect();
            assert_eq!(ours, exact, "{stream:?}, step {step}, shape {shape:?}");
        }
    }
}

/// The device reads the step count. The noise of a step does not depend on earlier draws.
pub async fn check_path(device: &Device) {
    let stream = SEEDS[2];
    let mut time = clock(0, device);
    let mut drawn = Vec::new();
    for _ in 0..5 {
        drawn.push(words(bits(time.clone(), stream, [3, 7])).await);
        time = time + 1;
    }
    for step in [3, 0, 4] {
        let alone = words(bits(clock(step, device), stream, [3, 7])).await;
        assert_eq!(alone, drawn[step as usize], "step {step}");
        assert!(drawn.iter().filter(|words| **words == alone).count() == 1);
    }
    // A larger tensor begins with the smaller one.
    let larger = words(bits(clock(3, device), stream, [5, 9])).await;
    assert_eq!(larger[..21], drawn[3]);
}

/// Both devices draw the same normal samples, to 3e-6. Words and uniform samples are equal bit for
/// bit, because `check_words` compares each device with the formula.
pub async fn check_devices_agree(one: &Device, other: &Device) {
    for (stream, step) in SEEDS.into_iter().zip(STEPS) {
        let draw = |device: &Device| numbers(normal(clock(step, device), stream, [129, 31]));
        let (one, other) = (draw(one).await, draw(other).await);
        for (at, (a, b)) in one.iter().zip(&other).enumerate() {
            assert!((a - b).abs() < 3e-6, "{stream:?}, {at}: {a} and {b}");
        }
    }
}

/// Upper and lower bound of a chi-square at a significance of 1e-4 each, by the approximation of E. B.
/// Wilson and M. M. Hilferty, 1931.
pub fn chi_square_bounds(freedom: f64) -> [f64; 2] {
    let width = 2.0 / (9.0 * freedom);
    [-3.719, 3.719].map(|z| freedom * (1.0 - width + z * width.sqrt()).powi(3))
}

/// Uniform numbers fall evenly into 256 bins: too even is as wrong as too uneven. Significance 2e-4 for
/// each sample and for all of them together.
pub async fn check_evenness(device: &Device) {
    let (mut total, mut freedom) = (0.0, 0.0);
    for stream in SEEDS {
        for step in STEPS {
            let drawn = numbers(uniform(clock(step, device), stream, SAMPLE)).await;
            let mut bins = [0u32; 256];
            drawn.iter().for_each(|u| bins[(u * 256.0) as usize] += 1);
            let expected = drawn.len() as f64 / 256.0;
            let distance = |count: &u32| (f64::from(*count) - expected).powi(2) / expected;
            let chi_square: f64 = bins.iter().map(distance).sum();
            let [least, most] = chi_square_bounds(255.0);
            assert!(
                (least..most).contains(&chi_square),
                "{stream:?}, step {step}: chi-square {chi_square}"
            );
            (total, freedom) = (total + chi_square, freedom + 255.0);
        }
    }
    let [least, most] = chi_square_bounds(freedom);
    assert!((least..most).contains(&total), "all: chi-square {total}");
}

/// Pearson's r of pairs.
fn correlation(one: &[f32], other: &[f32]) -> f64 {
    let mean =
        |values: &[f32]| values.iter().map(|v| f64::from(*v)).sum::<f64>() / values.len() as f64;
    let (a, b) = (mean(one), mean(other));
    let moments = one
        .iter()
        .zip(other)
        .fold([0.0; 3], |[ab, aa, bb], (x, y)| {
            let (x, y) = (f64::from(*x) - a, f64::from(*y) - b);
            [ab + x * y, aa + x * x, bb + y * y]
        });
    moments[0] / (moments[1] * moments[2]).sqrt()
}

/// Samples do not correlate with neighbours in the tensor or with those of other steps, seeds or
/// streams. The bound is |r| < 4/√n, a significance of 6e-5 each.
pub async fn check_correlations(device: &Device) {
    for stream in SEEDS {
        for step in STEPS {
            let draw =
                |stream: Stream, step: u32| numbers(uniform(clock(step, device), stream, SAMPLE));
            let drawn = draw(stream, step).await;
            let (seed, number) = (stream.seed.wrapping_add(1), stream.number + 1);
            let others = [
                ("the next number", drawn[1..].to_vec()),
                ("the next block", drawn[4..].to_vec()),
                ("the next row", drawn[SAMPLE[1]..].to_vec()),
                ("the next step", draw(stream, step + 1).await),
                ("the next seed", draw(Stream { seed, ..stream }, step).await),
                (
                    "the next stream",
                    draw(Stream { number, ..stream }, step).await,
                ),
            ];
            for (what, other) in others {
                let r = correlation(&drawn[..other.len()], &other);
                let bound = 4.0 / (other.len() as f64).sqrt();
                assert!(r.abs() < bound, "{what} of {stream:?}, step {step}: {r}");
            }
        }
    }
}

/// Normal samples have mean 0, variance 1, skewness 0 and kurtosis 3. The two samples of a pair,
/// which share a radius, do not correlate. Each is within four standard errors, a significance of
/// 6e-5.
pub async fn check_moments(device: &Device) {
    for (stream, step) in SEEDS.into_iter().zip(STEPS) {
        let drawn = numbers(normal(clock(step, device), stream, SAMPLE)).await;
        let n = drawn.len() as f64;
        let context = |power: i32| drawn.iter().map(|z| f64::from(*z).powi(power)).sum::<f64>() / n;
        // The exact moments of the law, and their variances for one number: E z²ᵏ − (E zᵏ)².
        for (power, exact, variance) in
            [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)]
        {
            let (ours, bound) = (context(power), 4.0 * f64::sqrt(variance / n));
            assert!(
                (ours - exact).abs() < bound,
                "context {power} of {stream:?}: {ours} instead of {exact}"
            );
        }
        let side = |odd: usize| {
            drawn
                .iter()
                .skip(odd)
                .step_by(2)
                .copied()
                .collect::<Vec<_>>()
        };
        let r = correlation(&side(0), &side(1));
        assert!(r.abs() < 4.0 / (n / 2.0).sqrt(), "pairs of {stream:?}: {r}");
    }
}
