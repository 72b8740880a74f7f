//! Sparse codes against plain loops, and against the optimality conditions.

use burn::tensor::{Device, Tensor};
use hourglass::ops::layers::sparse_coding::{infer, unit_length};

use super::kernels::agree;
use super::numbers::{numbers, random, tensor};

const COST: f32 = 0.3;

/// Batch, atoms, pixels: single numbers, more atoms than pixels and fewer, off and on the vectors and tiles.
pub const SIZES: [[usize; 3]; 7] = [
    [1, 1, 1],
    [3, 5, 7],
    [9, 4, 8],
    [8, 20, 12],
    [17, 33, 16],
    [30, 65, 49],
    [70, 128, 64],
];

/// Lasso problem of a code, in double precision.
struct Lasso {
    batch: usize,
    atoms: usize,
    /// Less the mean, `[batch, pixels]`.
    images: Vec<f64>,
    /// `[atoms, pixels]`.
    dictionary: Vec<f64>,
    pixels: usize,
}

impl Lasso {
    fn new(images: &[f32], dictionary: &[f32], [batch, atoms, pixels]: [usize; 3]) -> Self {
        let mean = &dictionary[atoms * pixels..];
        let centred = images.iter().enumerate();
        Self {
            batch,
            atoms,
            images: centred
                .map(|(at, x)| f64::from(*x) - f64::from(mean[at % pixels]))
                .collect(),
            dictionary: dictionary[..atoms * pixels]
                .iter()
                .map(|x| f64::from(*x))
                .collect(),
            pixels,
        }
    }

    fn atom(&self, atom: usize) -> &[f64] {
        &self.dictionary[atom * self.pixels..][..self.pixels]
    }

    /// Residual of an image after its code.
    fn residual(&self, image: usize, code: &[f64]) -> Vec<f64> {
        let mut left = self.images[image * self.pixels..][..self.pixels].to_vec();
        for (atom, value) in code.iter().enumerate().filter(|(_, value)| **value != 0.0) {
            let pixels = left.iter_mut().zip(self.atom(atom));
            pixels.for_each(|(left, pixel)| *left -= value * pixel);
        }
        left
    }

    /// Products of what is left with every atom.
    fn correlations(&self, image: usize, code: &[f64]) -> Vec<f64> {
        let left = self.residual(image, code);
        let with = |atom| dot(&left, self.atom(atom));
        (0..self.atoms).map(with).collect()
    }

    fn objective(&self, image: usize, code: &[f64]) -> f64 {
        let left = self.residual(image, code);
        let cost: f64 = code.iter().map(|value| value.abs()).sum();
        0.5 * dot(&left, &left) + f64::from(COST) * cost
    }

    /// The sum of the absolute products of each atom with all.
    fn bounds(&self) -> Vec<f64> {
        let sum = |one| -> f64 {
            let all = (0..self.atoms).map(|other| dot(self.atom(one), self.atom(other)).abs());
            all.sum()
        };
        (0..self.atoms).map(sum).collect()
    }

    /// The code after some iterations of FISTA, or of plain ISTA, all atoms with the same step then.
    fn solve(&self, image: usize, iterations: usize, fast: bool) -> Vec<f64> {
        let mut bounds = self.bounds();
        if !fast {
            let largest = bounds.iter().copied().fold(0.0, f64::max);
            bounds.fill(largest);
        }
        let (mut code, mut ahead) = (vec![0.0; self.atoms], vec![0.0; self.atoms]);
        let mut time = 1.0f64;
        for _ in 0..iterations {
            let slopes = self.correlations(image, &ahead);
            let next = (1.0 + (1.0 + 4.0 * time * time).sqrt()) / 2.0;
            let momentum = if fast { (time - 1.0) / next } else { 0.0 };
            time = next;
            for atom in 0..self.atoms {
                let moved = ahead[atom] + slopes[atom] / bounds[atom];
                let threshold = f64::from(COST) / bounds[atom];
                let found = moved.signum() * (moved.abs() - threshold).max(0.0);
                ahead[atom] = found + momentum * (found - code[atom]);
                code[atom] = found;
            }
        }
        code
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// Images and a dictionary with a mean, on a device and as plain numbers.
async fn example(size: [usize; 3], device: &Device) -> (Tensor<2>, Tensor<2>, Lasso) {
    let [batch, atoms, pixels] = size;
    let images = random([batch, pixels], [0.0, 1.0], device);
    let dictionary = unit_length(random([atoms + 1, pixels], [-1.0, 1.0], device));
    let plain = Lasso::new(
        &numbers(images.clone()).await,
        &numbers(dictionary.clone()).await,
        size,
    );
    (images, dictionary, plain)
}

/// After any number of iterations codes are those of a plain loop.
///
/// # Panics
/// If one is more than 1e-4 (relative to the largest) off.
pub async fn check_iterations(device: &Device) {
    for size in SIZES {
        let (images, dictionary, plain) = example(size, device).await;
        for iterations in [1, 2, 3, 20] {
            let ours = infer(images.clone(), dictionary.clone(), iterations, COST);
            let exact = (0..plain.batch).flat_map(|image| plain.solve(image, iterations, true));
            let exact = exact.map(|value| value as f32).collect();
            let exact = tensor(exact, [size[0], size[1]], device);
            let what = format!("codes of {size:?} after {iterations} iterations");
            agree(ours, exact, 1e-4, &what).await;
        }
    }
}

/// After many iterations a code solves the lasso problem. For active atoms, the correlation with
/// the residual equals the penalty; for the others it is at most the penalty (R. Tibshirani, *The
/// lasso problem and uniqueness*, 2013, equations 3 and 4). A long run of plain ISTA finds no
/// better code.
///
/// # Panics
/// If a correlation is more than 1e-3 off, or an objective 1e-5 (relative) worse.
pub async fn check_minimum(device: &Device) {
    for size in SIZES {
        let (images, dictionary, plain) = example(size, device).await;
        let codes = numbers(infer(images, dictionary, 1000, COST)).await;
        let mut active = 0;
        for (image, code) in codes.chunks_exact(plain.atoms).enumerate() {
            let code: Vec<_> = code.iter().map(|value| f64::from(*value)).collect();
            let correlations = plain.correlations(image, &code);
            for (value, correlation) in code.iter().zip(correlations) {
                let what = format!("{size:?}, image {image}: {value}, {correlation}");
                if *value == 0.0 {
                    assert!(correlation.abs() < f64::from(COST) + 1e-3, "{what}");
                } else {
                    let exact = f64::from(COST) * value.signum();
                    assert!((correlation - exact).abs() < 1e-3, "{what}");
                    active += 1;
                }
            }
            if image < 3 {
                let best = plain.objective(image, &plain.solve(image, 20_000, false));
                let ours = plain.objective(image, &code);
                assert!(ours < best * (1.0 + 1e-5), "{size:?}: {ours} for {best}");
            }
        }
        let all = codes.len();
        assert!(
            all == 1 || (active > 0 && active < all),
            "{active} of {all}"
        );
    }
}

/// A very large penalty gives codes of zeros. Without a penalty and with enough atoms, the code
/// reconstructs the image.
///
/// # Panics
/// If it does not.
pub async fn check_extremes(device: &Device) {
    let (images, dictionary, plain) = example([9, 4, 8], device).await;
    let none = numbers(infer(images, dictionary, 5, 100.0)).await;
    assert_eq!(none, [0.0; 36]);
    let (images, dictionary, plain_square) = example([8, 20, 12], device).await;
    let codes = numbers(infer(images, dictionary, 1000, 0.0)).await;
    for (image, code) in codes.chunks_exact(plain_square.atoms).enumerate() {
        let code: Vec<_> = code.iter().map(|value| f64::from(*value)).collect();
        let left = plain_square.residual(image, &code);
        assert!(dot(&left, &left) < 1e-6, "{left:?}");
    }
    assert_eq!(plain.batch, 9);
}
