//! Corruption and standardization: pixel by pixel against the stream, and against the claimed distributions.

use std::collections::BTreeMap;

use burn::tensor::{Device, Tensor};
use hourglass::ops::training::augment::{Augmentation, Corruption, augment, corrupt, standardize};
use hourglass::ops::training::noise::{Stream, normal, uniform};
use hourglass::shape::Extent;

use super::augmentation::augmented;
use super::noise::{chi_square_bounds, clock};
use super::numbers::{bits, numbers, random, tensor};

pub const STREAM: Stream = Stream {
    seed: 33,
    number: 5,
};
pub const STEP: u32 = 12;

/// Batch, rows, columns and channels of images: single pixels, off and on the block of 4, not square, and
/// coloured.
const SIZES: [[usize; 4]; 8] = [
    [1, 1, 1, 1],
    [2, 3, 5, 1],
    [3, 7, 9, 1],
    [8, 8, 8, 1],
    [5, 1, 140, 1],
    [64, 28, 28, 1],
    [2, 3, 5, 3],
    [20, 16, 16, 3],
];

const GAUSSIAN: Corruption = gaussian(0.4);
const MASKING: Corruption = Corruption::Masking { fraction: 0.3 };
const PEPPER: Corruption = Corruption::SaltAndPepper { fraction: 0.3 };

/// Noise on images, which stay on 0 to 1.
const fn gaussian(std: f32) -> Corruption {
    Corruption::Gaussian {
        std,
        is_clipped: true,
    }
}

pub const fn extent(height: usize, width: usize, channels: usize) -> Extent {
    Extent {
        height,
        width,
        channels,
    }
}

async fn corrupted(images: &Tensor<2>, step: u32, how: Corruption, of: Extent) -> Vec<f32> {
    let clock = clock(step, &images.device());
    numbers(corrupt(images.clone(), clock, STREAM, how, of)).await
}

/// Compares the corruption of each pixel with the number that the stream has for it.
///
/// # Panics
/// If a pixel differs: with Gaussian noise by more than 1e-6.
pub async fn check_pixels(device: &Device) {
    for [batch, height, width, channels] in SIZES {
        let of = extent(height, width, channels);
        let shape = [batch, of.size()];
        let images = random(shape, [0.0, 1.0], device);
        let clean = numbers(images.clone()).await;
        let drawn = numbers(uniform(clock(STEP, device), STREAM, shape)).await;
        let noise = numbers(normal(clock(STEP, device), STREAM, shape)).await;
        let added = corrupted(&images, STEP, GAUSSIAN, of).await;
        for ((ours, x), noise) in added.iter().zip(&clean).zip(noise) {
            let exact = (x + 0.4 * noise).clamp(0.0, 1.0);
            assert!((ours - exact).abs() < 1e-6, "{shape:?}: {ours} for {exact}");
        }
        let pairs = || clean.iter().zip(&drawn);
        let masked = pairs().map(|(&x, &u)| if u < 0.3 { 0.0 } else { x });
        let ours = corrupted(&images, STEP, MASKING, of).await;
        assert_eq!(ours, masked.collect::<Vec<_>>(), "{shape:?}");
        let peppered = pairs().map(|(&x, &u)| match u {
            u if u < 0.15 => 0.0,
            u if u < 0.3 => 1.0,
            _ => x,
        });
        let ours = corrupted(&images, STEP, PEPPER, of).await;
        assert_eq!(ours, peppered.collect::<Vec<_>>(), "{shape:?}");
    }
}

/// The share of corrupted pixels is the requested one, half of them black and half white, and
/// differs between steps. Each is within four standard errors.
///
/// # Panics
/// If one is beyond that.
pub async fn check_shares(device: &Device) {
    let images = tensor(vec![0.5; 1 << 18], [512, 512], device);
    let of = extent(64, 8, 1);
    let count = f64::from(1 << 18);
    let share = |pixels: &[f32], of: &dyn Fn(f32) -> bool| {
        pixels.iter().filter(|x| of(**x)).count() as f64 / count
    };
    let hold = |what: &str, ours: f64, exact: f64| {
        let bound = 4.0 * (exact * (1.0 - exact) / count).sqrt();
        assert!((ours - exact).abs() < bound, "{what}: {ours}");
    };
    let masked = corrupted(&images, STEP, MASKING, of).await;
    let again = corrupted(&images, STEP + 1, MASKING, of).await;
    hold("black", share(&masked, &|x| x == 0.0), 0.3);
    hold("as it was", share(&masked, &|x| x == 0.5), 0.7);
    let sums: Vec<f32> = masked.iter().zip(&again).map(|(a, b)| a + b).collect();
    hold("black in two steps", share(&sums, &|x| x == 0.0), 0.09);
    let peppered = corrupted(&images, STEP, PEPPER, of).await;
    hold("pepper", share(&peppered, &|x| x == 0.0), 0.15);
    hold("salt", share(&peppered, &|x| x == 1.0), 0.15);
    hold("neither", share(&peppered, &|x| x == 0.5), 0.7);
    // Beyond half a deviation of one to either side: P(|z| > ½) = 0.6170751.
    let cut = corrupted(&images, STEP, gaussian(1.0), of).await;
    hold(
        "cut off",
        share(&cut, &|x| x == 0.0 || x == 1.0),
        0.617_075_1,
    );
    assert!(cut.iter().all(|x| (0.0..=1.0).contains(x)));
    // The same noise without limits: a third of it lies beyond a deviation of one.
    let wide = Corruption::Gaussian {
        std: 1.0,
        is_clipped: false,
    };
    let wide = corrupted(&images, STEP, wide, of).await;
    hold(
        "far off",
        share(&wide, &|x| (x - 0.5).abs() > 1.0),
        0.317_310_5,
    );
    for (x, cut) in wide.iter().zip(&cut) {
        assert!((x.clamp(0.0, 1.0) - cut).abs() < 1e-6, "{x} and {cut}");
    }
}

/// Gaussian noise has its mean and deviation: each within four standard errors.
///
/// # Panics
/// If one is beyond that.
pub async fn check_moments(device: &Device) {
    let images = tensor(vec![0.5; 1 << 18], [512, 512], device);
    let of = extent(64, 8, 1);
    let count = f64::from(1 << 18);
    let noisy = corrupted(&images, STEP, gaussian(0.1), of).await;
    let context = |power: i32| {
        let powers = noisy
            .iter()
            .map(|x| (f64::from(*x - 0.5) / 0.1).powi(power));
        powers.sum::<f64>() / count
    };
    assert!(context(1).abs() < 4.0 / count.sqrt(), "mean {}", context(1));
    let variance = context(2);
    assert!(
        (variance - 1.0).abs() < 4.0 * (2.0 / count).sqrt(),
        "{variance}"
    );
}

/// Asserts that each of a few possible outcomes is equally frequent.
pub fn even(what: &str, counts: &BTreeMap<[isize; 2], u32>, cells: usize) {
    let total: u32 = counts.values().sum();
    let expected = f64::from(total) / cells as f64;
    let squares = counts.values().map(|n| (f64::from(*n) - expected).powi(2));
    // Cells that never came about are off by all that was expected.
    let empty = (cells - counts.len()) as f64 * expected.powi(2);
    let chi_square = (squares.sum::<f64>() + empty) / expected;
    let [least, most] = chi_square_bounds(cells as f64 - 1.0);
    assert!(
        (least..most).contains(&chi_square),
        "{what}: chi-square {chi_square}"
    );
}

/// A hole is a square of zeros within the image, in all channels, at equally likely positions. The
/// rest of the image does not change. A hole of the image's size leaves only zeros.
///
/// # Panics
/// If it is not.
pub async fn check_holes(device: &Device) {
    for channels in [1, 3] {
        let (of, side) = (extent(6, 8, channels), 3);
        let images = random([4000, of.size()], [0.5, 1.0], device);
        let clean = numbers(images.clone()).await;
        let hole = Corruption::Hole { side };
        let ours = corrupted(&images, STEP, hole, of).await;
        let mut places = BTreeMap::new();
        let pairs = ours.chunks(of.size()).zip(clean.chunks(of.size()));
        for (ours, clean) in pairs {
            let first = ours.iter().position(|x| *x == 0.0).unwrap() / channels;
            let (top, left) = (first / of.width, first % of.width);
            let within = top + side <= of.height && left + side <= of.width;
            assert!(within, "{top}, {left}");
            for (at, (ours, clean)) in ours.iter().zip(clean).enumerate() {
                let (y, x) = (at / channels / of.width, at / channels % of.width);
                let inside = (top..top + side).contains(&y) && (left..left + side).contains(&x);
                assert_eq!(*ours, if inside { 0.0 } else { *clean });
            }
            *places.entry([left as isize, top as isize]).or_insert(0) += 1;
        }
        let cells = (of.height - side + 1) * (of.width - side + 1);
        even("holes", &places, cells);
        assert_ne!(ours, corrupted(&images, STEP + 1, hole, of).await);
    }
    let whole = random([3, 49], [0.5, 1.0], device);
    let hole = Corruption::Hole { side: 7 };
    let nothing = corrupted(&whole, STEP, hole, extent(7, 7, 1)).await;
    assert_eq!(nothing, vec![0.0; 3 * 49]);
}

/// No corruption, a shift of 0, and standardization with mean 0 and deviation 1 return the images
/// unchanged, bit for bit.
///
/// # Panics
/// If they do not.
pub async fn check_nothing(device: &Device) {
    let images = random([5, 21], [-2.0, 3.0], device);
    let of = extent(3, 7, 1);
    let clean = bits(images.clone()).await;
    for how in [
        gaussian(0.0),
        Corruption::Masking { fraction: 0.0 },
        Corruption::SaltAndPepper { fraction: 0.0 },
        Corruption::Hole { side: 0 },
    ] {
        let ours = corrupt(images.clone(), clock(STEP, device), STREAM, how, of);
        assert_eq!(bits(ours).await, clean, "{how:?}");
    }
    for how in [
        Augmentation::Shift { most: 0 },
        Augmentation::Crop { most: 0 },
    ] {
        let still = augment(images.clone(), clock(STEP, device), STREAM, how, of);
        assert_eq!(bits(still).await, clean, "{how:?}");
    }
    assert_eq!(bits(standardize(images, 0.0, 1.0)).await, clean);
}

/// Compares standardised images, and checks that no gradient reaches the images.
///
/// # Panics
/// If a pixel is off by more than 1e-6, or the images have a gradient.
pub async fn check_standardise(device: &Device) {
    let device = &device.clone().autodiff();
    for shape in [[1, 1], [3, 7], [40, 64]] {
        let images = random(shape, [0.0, 1.0], device);
        let ours = numbers(standardize(images.clone(), 0.25, 0.4).inner()).await;
        for (ours, x) in ours.iter().zip(numbers(images.inner()).await) {
            let exact = (f64::from(x) - 0.25) / 0.4;
            assert!(
                (f64::from(*ours) - exact).abs() < 1e-6,
                "{ours} for {exact}"
            );
        }
    }
    let images = random([2, 9], [0.0, 1.0], device).require_grad();
    let weights = random([2, 9], [0.0, 1.0], device).require_grad();
    let time = || clock(STEP, device);
    let of = extent(3, 3, 1);
    let corrupted = corrupt(images.clone(), time(), STREAM, GAUSSIAN, of);
    let moved = augment(
        corrupted,
        time(),
        STREAM,
        Augmentation::Shift { most: 1 },
        of,
    );
    let corrupted = standardize(moved, 0.1, 0.5);
    let gradients = (corrupted.clone() * weights.clone()).sum().backward();
    let slopes = numbers(weights.grad(&gradients).unwrap()).await;
    assert_eq!(slopes, numbers(corrupted.inner()).await);
    assert!(images.grad(&gradients).is_none());
}

/// Both devices corrupt, shift and crop the same pixels in the same way.
///
/// # Panics
/// If a pixel differs: after Gaussian noise or a crop, by more than 3e-6.
pub async fn check_devices_agree(one: &Device, other: &Device) {
    for [batch, height, width, channels] in SIZES {
        let of = extent(height, width, channels);
        let shape = [batch, of.size()];
        let draw = async |device: &Device| {
            let images = random(shape, [0.0, 1.0], device);
            let hole = Corruption::Hole {
                side: height.min(2),
            };
            let crop = Augmentation::Crop { most: width / 2 };
            let mut nearly = corrupted(&images, STEP, GAUSSIAN, of).await;
            nearly.extend(augmented(&images, crop, of).await);
            let mut exactly = augmented(&images, Augmentation::Shift { most: 2 }, of).await;
            for how in [MASKING, PEPPER, hole] {
                exactly.extend(corrupted(&images, STEP, how, of).await);
            }
            (nearly, exactly)
        };
        let (one, other) = (draw(one).await, draw(other).await);
        for (a, b) in one.0.iter().zip(&other.0) {
            assert!((a - b).abs() < 3e-6, "{shape:?}: {a} and {b}");
        }
        assert_eq!(one.1, other.1, "{shape:?}");
    }
}
