//! Sparse coding: codes against plain loops and against what holds at the minimum, and the dictionary
//! before and after steps.

use burn::tensor::{Device, Tensor};
use hourglass::checkpoint::Checkpoint;
use hourglass::config::RunConfig;
use hourglass::data::digits;
use hourglass::data::split::Split;
use hourglass::kernels::activation::Fused;
use hourglass::kernels::dense::dense;
use hourglass::kernels::dictionary::{fixed_mean, infer, unit_length};
use serde_json::{Value, json};

use super::kernels::agree;
use super::numbers::{bits, numbers, random, tensor};
use super::parity::trainer;
use super::trace::{images, learner, losses};

const COST: f32 = 0.3;

/// Batch, atoms, pixels: single numbers, more atoms than pixels and fewer, off and on the vectors and tiles.
const SIZES: [[usize; 3]; 7] = [
    [1, 1, 1],
    [3, 5, 7],
    [9, 4, 8],
    [8, 20, 12],
    [17, 33, 16],
    [30, 65, 49],
    [70, 128, 64],
];

/// What a code has to solve, in double precision.
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

    /// What a code leaves of its image.
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
/// Where one is more than 1e-4 (relative to the largest) off.
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

/// After many iterations a code solves its problem: the conditions of the lasso hold, what is left of the
/// image correlates with the atoms in use exactly as much as their code costs, and with no other more
/// (R. Tibshirani, *The lasso problem and uniqueness*, 2013, equations 3 and 4); and plain ISTA, run for
/// long, finds no better code.
///
/// # Panics
/// Where a correlation is more than 1e-3 off, or an objective 1e-5 (relative) worse.
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

/// A cost that nothing is worth gives codes of zeros, and none at all the image itself where there are
/// atoms enough.
///
/// # Panics
/// Where it does not.
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

/// Atoms get length 1 and keep their direction, one of zeros stays, and so does the mean; a dictionary
/// that is held elsewhere keeps its numbers.
///
/// # Panics
/// Where a number is more than 1e-6 off, or what should stay does not.
pub async fn check_unit_length(device: &Device) {
    for shape in [[2, 1], [3, 5], [66, 64], [130, 49]] {
        let before = random(shape, [-2.0, 2.0], device);
        let mut plain = numbers(before.clone()).await;
        let (atoms, pixels) = (shape[0] - 1, shape[1]);
        plain[..pixels].fill(0.0);
        let before = tensor(plain.clone(), shape, device);
        let after = numbers(unit_length(before.clone())).await;
        assert_eq!(numbers(before).await, plain, "{shape:?}: held elsewhere");
        assert_eq!(
            after[..pixels],
            plain[..pixels],
            "{shape:?}: an atom of zeros"
        );
        assert_eq!(
            after[atoms * pixels..],
            plain[atoms * pixels..],
            "{shape:?}"
        );
        for (after, before) in after[..atoms * pixels]
            .chunks_exact(pixels)
            .zip(plain.chunks_exact(pixels))
            .skip(1)
        {
            let length = before.iter().map(|x| f64::from(x * x)).sum::<f64>().sqrt();
            for (after, before) in after.iter().zip(before) {
                let exact = f64::from(*before) / length;
                assert!((f64::from(*after) - exact).abs() < 1e-6, "{shape:?}");
            }
        }
    }
}

/// Sums of atoms are those of a dense layer, and so is their gradient, but for the mean, which has none.
///
/// # Panics
/// Where a number differs at all.
pub async fn check_fixed_mean(device: &Device) {
    let device = &device.clone().autodiff();
    for [batch, atoms, pixels] in SIZES {
        let codes = random([batch, atoms], [-1.0, 1.0], device);
        let dictionary = random([atoms + 1, pixels], [-1.0, 1.0], device).require_grad();
        let upstream = random([batch, pixels], [0.5, 1.0], device);
        let run = |weights: Tensor<2>| {
            let output = dense(codes.clone(), weights, Fused::Linear);
            let gradients = (output.clone() * upstream.clone()).sum().backward();
            [output.inner(), dictionary.grad(&gradients).unwrap()]
        };
        let [ours, slopes] = run(fixed_mean(dictionary.clone()));
        let [stock, exact] = run(dictionary.clone());
        assert_eq!(bits(ours).await, bits(stock).await);
        let (slopes, mut exact) = (numbers(slopes).await, numbers(exact).await);
        exact[atoms * pixels..].fill(0.0);
        assert_eq!(slopes, exact);
    }
}

/// A small run of sparse coding.
fn config(changes: &Value) -> RunConfig {
    let mut all = json!({"family": "dictionary", "latent": 80, "output": "linear",
        "reduction": "half", "sparsity": "l1", "sparsityWeight": 0.1, "learningRate": 0.01,
        "batchSize": 32, "validateEvery": 25});
    for (name, value) in changes.as_object().unwrap() {
        all[name] = value.clone();
    }
    RunConfig::from_json(all).unwrap()
}

/// After 50 steps by any rule every atom has length 1, and the mean is still that of the training images.
///
/// # Panics
/// Where it is not so, or nothing was learnt.
pub async fn check_run(device: &Device) {
    let dataset = digits::load().unwrap();
    for optimiser in ["adam", "rmsprop", "sgd"] {
        let config = config(&json!({"optimiser": optimiser, "clipNorm": 5}));
        let mut run = trainer(config.clone(), device);
        let before = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
        let chunk = run.train(50).await.unwrap();
        let after = Checkpoint::from_bytes(&run.save().await.unwrap()).unwrap();
        let (before, after) = (&before.values[0], &after.values[0]);
        assert_eq!(after.len(), 81 * 64);
        for (atom, was) in after[..80 * 64].chunks(64).zip(before.chunks(64)) {
            let length: f32 = atom.iter().map(|value| value * value).sum();
            assert!((length - 1.0).abs() < 1e-5, "{optimiser}: {length}");
            assert_ne!(atom, was, "{optimiser}");
        }
        let mean = dataset.mean_image(&Split::new(&dataset, config.seed).train);
        assert_eq!(after[80 * 64..], mean);
        let looks = &chunk.validations;
        assert!(
            looks[2].loss < 0.9 * looks[0].loss,
            "{optimiser}: {looks:?}"
        );
        let (loss, terms) = (looks[2].loss, &looks[2].terms);
        assert!((terms[0] + 0.1 * terms[1] - loss).abs() < 1e-5 * loss);
    }
}

/// How long the search for validation images takes changes what is found of them, and no step.
///
/// # Panics
/// Where it is otherwise.
pub async fn check_validation(device: &Device) {
    let run = async |iterations: usize| {
        let changes = json!({"validationIterations": iterations, "iterations": 15});
        let mut run = trainer(config(&changes), device);
        run.train(25).await.unwrap()
    };
    let (few, same, many) = (run(2).await, run(15).await, run(300).await);
    assert_eq!(few.losses, many.losses);
    let looks = [few, same, many].map(|chunk| chunk.validations[0].loss);
    assert!(looks[0] > looks[1] && looks[1] > looks[2], "{looks:?}");
}

/// Steps that are recorded equal those taken one by one.
///
/// # Panics
/// Where a loss differs at all, or nothing was recorded.
pub async fn check_replay(device: &Device) {
    let config = config(&json!({"latent": 24}));
    let images = images(3);
    let build = || learner(&config, &images, device);
    let (mut recorded, mut eager) = (build(), build().without_recording());
    recorded.advance(30).unwrap();
    eager.advance(30).unwrap();
    assert_eq!(recorded.refusal(), None);
    let recorded = losses(&recorded, &config, 30).await;
    assert_eq!(recorded, losses(&eager, &config, 30).await);
    assert!(recorded[29] < recorded[0], "nothing was learnt");
}

/// Two devices take the same steps to within rounding.
///
/// # Panics
/// Where a loss is more than 1e-3 (relative) off.
pub async fn check_devices_agree(one: &Device, other: &Device) {
    let run = async |device: &Device| {
        let mut run = trainer(config(&json!({})), device);
        run.train(30).await.unwrap().losses
    };
    for (step, (a, b)) in run(one).await.iter().zip(run(other).await).enumerate() {
        assert!((a / b - 1.0).abs() < 1e-3, "step {step}: {a} and {b}");
    }
}
