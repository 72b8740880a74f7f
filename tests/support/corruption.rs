//! What is done to images: pixel by pixel against the numbers of the stream, and the laws it claims.

use std::collections::BTreeMap;

use burn::tensor::{Device, Tensor};
use hourglass::kernels::corruption::{Corruption, corrupt, shift, standardise};
use hourglass::kernels::noise::{Stream, normal, uniform};

use super::noise::{chi_square_bounds, clock};
use super::numbers::{bits, numbers, random, tensor};

const STREAM: Stream = Stream {
    seed: 33,
    number: 5,
};
const STEP: u32 = 12;

/// Batch, rows and columns of images: single pixels, off and on the block of 4, and not square.
const SIZES: [[usize; 3]; 6] = [
    [1, 1, 1],
    [2, 3, 5],
    [3, 7, 9],
    [8, 8, 8],
    [5, 1, 140],
    [64, 28, 28],
];

const GAUSSIAN: Corruption = Corruption::Gaussian { deviation: 0.4 };
const MASKING: Corruption = Corruption::Masking { share: 0.3 };
const PEPPER: Corruption = Corruption::SaltAndPepper { share: 0.3 };

async fn spoilt(images: &Tensor<2>, step: u32, how: Corruption, width: usize) -> Vec<f32> {
    let clock = clock(step, &images.device());
    numbers(corrupt(images.clone(), clock, STREAM, how, width)).await
}

/// Compares the corruption of each pixel with the number that the stream has for it.
///
/// # Panics
/// Where a pixel differs: with Gaussian noise by more than 1e-6.
pub async fn check_pixels(device: &Device) {
    for [batch, height, width] in SIZES {
        let shape = [batch, height * width];
        let images = random(shape, [0.0, 1.0], device);
        let clean = numbers(images.clone()).await;
        let drawn = numbers(uniform(clock(STEP, device), STREAM, shape)).await;
        let noise = numbers(normal(clock(STEP, device), STREAM, shape)).await;
        let added = spoilt(&images, STEP, GAUSSIAN, width).await;
        for ((ours, x), noise) in added.iter().zip(&clean).zip(noise) {
            let exact = (x + 0.4 * noise).clamp(0.0, 1.0);
            assert!((ours - exact).abs() < 1e-6, "{shape:?}: {ours} for {exact}");
        }
        let pairs = || clean.iter().zip(&drawn);
        let masked = pairs().map(|(&x, &u)| if u < 0.3 { 0.0 } else { x });
        let ours = spoilt(&images, STEP, MASKING, width).await;
        assert_eq!(ours, masked.collect::<Vec<_>>(), "{shape:?}");
        let peppered = pairs().map(|(&x, &u)| match u {
            u if u < 0.15 => 0.0,
            u if u < 0.3 => 1.0,
            _ => x,
        });
        let ours = spoilt(&images, STEP, PEPPER, width).await;
        assert_eq!(ours, peppered.collect::<Vec<_>>(), "{shape:?}");
    }
}

/// As many pixels are spoilt as the shares say, evenly black and white, and others in another step: each
/// within four standard errors.
///
/// # Panics
/// Where one is beyond that.
pub async fn check_shares(device: &Device) {
    let images = tensor(vec![0.5; 1 << 18], [512, 512], device);
    let count = f64::from(1 << 18);
    let share = |pixels: &[f32], of: &dyn Fn(f32) -> bool| {
        pixels.iter().filter(|x| of(**x)).count() as f64 / count
    };
    let hold = |what: &str, ours: f64, exact: f64| {
        let bound = 4.0 * (exact * (1.0 - exact) / count).sqrt();
        assert!((ours - exact).abs() < bound, "{what}: {ours}");
    };
    let masked = spoilt(&images, STEP, MASKING, 8).await;
    let again = spoilt(&images, STEP + 1, MASKING, 8).await;
    hold("black", share(&masked, &|x| x == 0.0), 0.3);
    hold("as it was", share(&masked, &|x| x == 0.5), 0.7);
    let sums: Vec<f32> = masked.iter().zip(&again).map(|(a, b)| a + b).collect();
    hold("black in two steps", share(&sums, &|x| x == 0.0), 0.09);
    let peppered = spoilt(&images, STEP, PEPPER, 8).await;
    hold("pepper", share(&peppered, &|x| x == 0.0), 0.15);
    hold("salt", share(&peppered, &|x| x == 1.0), 0.15);
    hold("neither", share(&peppered, &|x| x == 0.5), 0.7);
    // Beyond half a deviation of one to either side: P(|z| > ½) = 0.6170751.
    let cut = spoilt(&images, STEP, Corruption::Gaussian { deviation: 1.0 }, 8).await;
    hold(
        "cut off",
        share(&cut, &|x| x == 0.0 || x == 1.0),
        0.617_075_1,
    );
    assert!(cut.iter().all(|x| (0.0..=1.0).contains(x)));
}

/// Gaussian noise has its mean and deviation: each within four standard errors.
///
/// # Panics
/// Where one is beyond that.
pub async fn check_moments(device: &Device) {
    let images = tensor(vec![0.5; 1 << 18], [512, 512], device);
    let count = f64::from(1 << 18);
    let noisy = spoilt(&images, STEP, Corruption::Gaussian { deviation: 0.1 }, 8).await;
    let moment = |power: i32| {
        let powers = noisy
            .iter()
            .map(|x| (f64::from(*x - 0.5) / 0.1).powi(power));
        powers.sum::<f64>() / count
    };
    assert!(moment(1).abs() < 4.0 / count.sqrt(), "mean {}", moment(1));
    let variance = moment(2);
    assert!(
        (variance - 1.0).abs() < 4.0 * (2.0 / count).sqrt(),
        "{variance}"
    );
}

/// What happened to each of many images, of a few things that may happen, comes about evenly.
fn even(what: &str, counts: &BTreeMap<[isize; 2], u32>, cells: usize) {
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

/// A hole is a whole square of zeros within the image, every place is as likely, the rest stays, and a hole
/// as large as the image leaves nothing.
///
/// # Panics
/// Where it is not.
pub async fn check_holes(device: &Device) {
    let (batch, height, width, side) = (4000, 6, 8, 3);
    let images = random([batch, height * width], [0.5, 1.0], device);
    let clean = numbers(images.clone()).await;
    let ours = spoilt(&images, STEP, Corruption::Hole { side }, width).await;
    let mut places = BTreeMap::new();
    let pairs = ours
        .chunks(height * width)
        .zip(clean.chunks(height * width));
    for (ours, clean) in pairs {
        let first = ours.iter().position(|x| *x == 0.0).unwrap();
        let (top, left) = (first / width, first % width);
        assert!(
            top + side <= height && left + side <= width,
            "{top}, {left}"
        );
        for (at, (ours, clean)) in ours.iter().zip(clean).enumerate() {
            let (y, x) = (at / width, at % width);
            let inside = (top..top + side).contains(&y) && (left..left + side).contains(&x);
            assert_eq!(*ours, if inside { 0.0 } else { *clean });
        }
        *places.entry([left as isize, top as isize]).or_insert(0) += 1;
    }
    even("holes", &places, (height - side + 1) * (width - side + 1));
    let whole = random([3, 49], [0.5, 1.0], device);
    let nothing = spoilt(&whole, STEP, Corruption::Hole { side: 7 }, 7).await;
    assert_eq!(nothing, vec![0.0; 3 * 49]);
    assert_ne!(
        ours,
        spoilt(&images, STEP + 1, Corruption::Hole { side }, width).await
    );
}

/// An image moved across and down over zeros.
fn moved(image: &[f32], width: usize, [across, down]: [isize; 2]) -> Vec<f32> {
    let height = (image.len() / width) as isize;
    let pixels = (0..height).flat_map(|y| (0..width as isize).map(move |x| (x - across, y - down)));
    let inside = |(x, y): (isize, isize)| {
        let inside = (0..width as isize).contains(&x) && (0..height).contains(&y);
        if inside {
            image[y as usize * width + x as usize]
        } else {
            0.0
        }
    };
    pixels.map(inside).collect()
}

/// Each image is moved by no more than it may be, every way is as likely, and nothing but zeros comes in,
/// even where it may leave the image altogether.
///
/// # Panics
/// Where it is not.
pub async fn check_shift(device: &Device) {
    for (batch, height, width, most) in [(4000, 5, 7, 2isize), (3, 1, 1, 1), (9, 3, 4, 9)] {
        let images = random([batch, height * width], [0.5, 1.0], device);
        let time = clock(STEP, device);
        let ours = numbers(shift(images.clone(), time, STREAM, most as usize, width)).await;
        let clean = numbers(images).await;
        let mut ways = BTreeMap::new();
        for (ours, clean) in ours
            .chunks(height * width)
            .zip(clean.chunks(height * width))
        {
            let all = (-most..=most).flat_map(|x| (-most..=most).map(move |y| [x, y]));
            let mut found = all.filter(|way| moved(clean, width, *way) == ours);
            let way = found
                .next()
                .unwrap_or_else(|| panic!("{clean:?} became {ours:?}"));
            *ways.entry(way).or_insert(0) += 1;
        }
        if batch > 1000 {
            even("moves", &ways, 25);
        }
    }
}

/// A corruption of nothing, a move by nothing and mean 0 with deviation 1 give the images back to the bit,
/// whatever is in them.
///
/// # Panics
/// Where they do not.
pub async fn check_nothing(device: &Device) {
    let images = random([5, 21], [-2.0, 3.0], device);
    let clean = bits(images.clone()).await;
    for how in [
        Corruption::Gaussian { deviation: 0.0 },
        Corruption::Masking { share: 0.0 },
        Corruption::SaltAndPepper { share: 0.0 },
        Corruption::Hole { side: 0 },
    ] {
        let ours = corrupt(images.clone(), clock(STEP, device), STREAM, how, 7);
        assert_eq!(bits(ours).await, clean, "{how:?}");
    }
    let still = shift(images.clone(), clock(STEP, device), STREAM, 0, 7);
    assert_eq!(bits(still).await, clean);
    assert_eq!(bits(standardise(images, 0.0, 1.0)).await, clean);
}

/// Compares standardised images, and sees that images take no gradient.
///
/// # Panics
/// Where a pixel is more than 1e-6 off, or something flows back.
pub async fn check_standardise(device: &Device) {
    let device = &device.clone().autodiff();
    for shape in [[1, 1], [3, 7], [40, 64]] {
        let images = random(shape, [0.0, 1.0], device);
        let ours = numbers(standardise(images.clone(), 0.25, 0.4).inner()).await;
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
    let spoilt = corrupt(images.clone(), time(), STREAM, GAUSSIAN, 3);
    let spoilt = standardise(shift(spoilt, time(), STREAM, 1, 3), 0.1, 0.5);
    let gradients = (spoilt.clone() * weights.clone()).sum().backward();
    let slopes = numbers(weights.grad(&gradients).unwrap()).await;
    assert_eq!(slopes, numbers(spoilt.inner()).await);
    assert!(images.grad(&gradients).is_none());
}

/// Both devices spoil and move the same pixels the same way.
///
/// # Panics
/// Where a pixel differs: with Gaussian noise by more than 3e-6.
pub async fn check_devices_agree(one: &Device, other: &Device) {
    for [batch, height, width] in SIZES {
        let shape = [batch, height * width];
        let draw = async |device: &Device| {
            let images = random(shape, [0.0, 1.0], device);
            let hole = Corruption::Hole {
                side: height.min(2),
            };
            let mut all = vec![spoilt(&images, STEP, GAUSSIAN, width).await];
            for how in [MASKING, PEPPER, hole] {
                all.push(spoilt(&images, STEP, how, width).await);
            }
            all.push(numbers(shift(images, clock(STEP, device), STREAM, 2, width)).await);
            all
        };
        let (one, other) = (draw(one).await, draw(other).await);
        for (a, b) in one[0].iter().zip(&other[0]) {
            assert!((a - b).abs() < 3e-6, "{shape:?}: {a} and {b}");
        }
        assert_eq!(one[1..], other[1..], "{shape:?}");
    }
}
