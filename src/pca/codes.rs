//! Principal axes of latent codes, which move while a model trains. Each axis keeps its place and its sign from one call to
//! the next: no plot flips. A subspace iteration finds them, from the axes before and a few random vectors
//! ([Halko, Martinsson and Tropp 2011](https://doi.org/10.1137/090771806), algorithm 4.4).

use nalgebra::{DMatrix, DVector, SymmetricEigen};
use rand::SeedableRng;

use super::axes::random;
use super::fit::upright;
use crate::error::{LabError, Result};
use crate::metrics::argsort_falling;
use crate::ops::cpu::gemm::{Matrix, product};
use crate::rng::ChaCha8Rng;

/// Codes that the axes are computed from; of more, some are taken evenly.
const MOST_CODES: usize = 1000;
/// Random vectors in each iteration, for directions that no earlier axis has a part of.
const RANDOM: usize = 4;
/// Products with the covariance, without earlier axes and from such.
const ROUNDS: [usize; 2] = [24, 3];
/// Ratio of variances that changes the order.
const CLEARLY: f64 = 1.5;

/// A direction of length 1, and the variance along it.
type Axis = (f64, DVector<f64>);

/// The axes of largest variance, at most `most` of them: `[axes, latent]`, row-major, orthonormal. They follow
/// `previous`, the axes of an earlier call; empty at first.
///
/// # Shapes
/// - codes: `[count, latent]`, row-major
///
/// # Errors
/// `Data` where these are no codes of finite numbers, `Internal` where the axes cannot be found.
pub fn axes(codes: &[f32], latent: usize, most: usize, previous: &[f32]) -> Result<Vec<f32>> {
    let is_sound =
        latent > 0 && most > 0 && !codes.is_empty() && codes.len().is_multiple_of(latent);
    if !is_sound || !codes.iter().chain(previous).all(|value| value.is_finite()) {
        return Err(LabError::data(
            "codes",
            codes.len(),
            format!("These are no codes of {latent} finite numbers."),
            "Give codes of the current model, and ask for one axis at least.",
        ));
    }
    let count = most.min(latent);
    let previous = Some(previous).filter(|axes| axes.len() == count * latent);
    let rows = centred(codes, latent);
    let mut basis = start(latent, count, previous);
    for _ in 0..ROUNDS[usize::from(previous.is_some())] {
        basis = spread(&rows, &basis).qr().q();
    }
    let found = largest(&rows, &basis, count)?;
    let ordered = match previous {
        Some(previous) => ordered(followed(found, previous)),
        None => found
            .into_iter()
            .map(|(value, axis)| (value, &axis * upright(axis.as_slice())))
            .collect(),
    };
    let numbers = ordered.iter().flat_map(|(_, axis)| axis.iter());
    Ok(numbers.map(|&number| number as f32).collect())
}

/// Some of the codes, less the mean of all.
fn centred(codes: &[f32], latent: usize) -> Vec<f32> {
    let all = codes.chunks_exact(latent);
    let mut mean = vec![0.0; latent];
    for code in all.clone() {
        let share = 1.0 / all.len() as f64;
        let pairs = mean.iter_mut().zip(code);
        pairs.for_each(|(mean, &value)| *mean += share * f64::from(value));
    }
    let every = all.len().div_ceil(MOST_CODES);
    let differences = all.step_by(every).flat_map(|code| {
        let pairs = code.iter().zip(&mean);
        pairs.map(|(&value, mean)| (f64::from(value) - mean) as f32)
    });
    differences.collect()
}

/// The directions to begin with, `[latent, directions]`.
fn start(latent: usize, count: usize, previous: Option<&[f32]>) -> DMatrix<f64> {
    // A fixed start gives the same axes every time.
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let known = previous.unwrap_or_default().chunks_exact(latent);
    let mut columns: Vec<DVector<f64>> = known
        .map(|axis| DVector::from_iterator(latent, axis.iter().copied().map(f64::from)))
        .collect();
    columns.resize_with(latent.min(count + RANDOM), || random(latent, &mut rng));
    DMatrix::from_columns(&columns).qr().q()
}

/// Covariance of the codes times each direction, `[latent, directions]`.
fn spread(rows: &[f32], basis: &DMatrix<f64>) -> DMatrix<f64> {
    let (latent, directions) = basis.shape();
    let count = rows.len() / latent;
    // Column after column, which is [directions, latent] row by row.
    let columns: Vec<f32> = basis.iter().map(|&number| number as f32).collect();
    let mut shares = vec![0.0; count * directions];
    let rows = Matrix::new(rows, latent);
    product(
        rows,
        Matrix::new(&columns, latent).transposed(),
        &[],
        &mut shares,
    );
    let mut images = vec![0.0; columns.len()];
    product(
        Matrix::new(&shares, directions).transposed(),
        rows,
        &[],
        &mut images,
    );
    let images = images.iter().map(|&sum| f64::from(sum) / count as f64);
    DMatrix::from_iterator(latent, directions, images)
}

/// The directions of largest variance within a basis, falling.
fn largest(rows: &[f32], basis: &DMatrix<f64>, count: usize) -> Result<Vec<Axis>> {
    let projected = basis.transpose() * spread(rows, basis);
    let eigen = SymmetricEigen::try_new(projected, f64::EPSILON, 100 * basis.ncols())
        .ok_or_else(|| LabError::internal("principal axes of the codes were not found"))?;
    let order = argsort_falling(eigen.eigenvalues.as_slice());
    let axis = |index: usize| {
        let direction = basis * eigen.eigenvectors.column(index);
        (eigen.eigenvalues[index], direction)
    };
    Ok(order.into_iter().take(count).map(axis).collect())
}

/// Puts each axis in the place of the most similar earlier one, with its sign.
fn followed(found: Vec<Axis>, previous: &[f32]) -> Vec<Axis> {
    let earlier: Vec<_> = previous
        .chunks_exact(previous.len() / found.len())
        .collect();
    let likeness = |axis: &DVector<f64>, earlier: &[f32]| -> f64 {
        let pairs = axis.iter().zip(earlier);
        pairs.map(|(a, &b)| a * f64::from(b)).sum()
    };
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (index, (_, axis)) in found.iter().enumerate() {
        let places = earlier.iter().enumerate();
        pairs.extend(places.map(|(place, earlier)| (likeness(axis, earlier), index, place)));
    }
    let strengths: Vec<f64> = pairs.iter().map(|(likeness, ..)| likeness.abs()).collect();
    let mut places = vec![None; found.len()];
    let mut found: Vec<_> = found.into_iter().map(Some).collect();
    for at in argsort_falling(&strengths) {
        let (likeness, index, place) = pairs[at];
        if places[place].is_none()
            && let Some((value, axis)) = found[index].take()
        {
            places[place] = Some((value, axis * likeness.signum()));
        }
    }
    places.into_iter().flatten().collect()
}

/// Moves an axis forward only where it has clearly more variance than the one before it.
fn ordered(mut axes: Vec<Axis>) -> Vec<Axis> {
    for last in 1..axes.len() {
        for at in (1..=last).rev() {
            if axes[at].0 <= CLEARLY * axes[at - 1].0 {
                break;
            }
            axes.swap(at, at - 1);
        }
    }
    axes
}

#[cfg(test)]
mod tests {
    use rand::RngExt;

    use super::*;

    const MOST: usize = 18;

    /// Codes that vary along the dimensions with these deviations, around a mean of 0, 1, 2 and so on. The first two
    /// are turned into each other by an angle.
    fn codes(deviations: &[f32], angle: f32) -> Vec<f32> {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut codes = Vec::new();
        for _ in 0..400 {
            let mut code: Vec<f32> = deviations
                .iter()
                .map(|deviation| {
                    let sum: f32 = (0..3).map(|_| rng.random::<f32>()).sum();
                    deviation * (sum - 1.5) * 2.0
                })
                .collect();
            let (sin, cos) = angle.sin_cos();
            (code[0], code[1]) = (cos * code[0] - sin * code[1], sin * code[0] + cos * code[1]);
            codes.extend(code.iter().enumerate().map(|(at, value)| value + at as f32));
        }
        codes
    }

    fn along(a: &[f32], b: &[f32]) -> f32 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn the_first_axis_is_that_along_which_codes_vary_most() {
        let found = axes(&codes(&[0.5, 3.0, 1.0], 0.0), 3, MOST, &[]).unwrap();
        assert_eq!(found.len(), 9);
        assert!(found[1] > 0.99 && found[5].abs() > 0.99, "{found:?}");
    }

    #[test]
    fn axes_of_a_known_covariance_are_those_that_numpy_finds() {
        // numpy.linalg.eigh(numpy.cov(codes.T, bias=True)) of these codes
        let codes = [
            2.0, 1.0, 0.5, -1.0, 0.5, 2.0, 0.0, -2.0, 1.0, 3.0, 1.5, -1.0, -2.0, 0.0, 0.25,
        ];
        let found = axes(&codes, 3, 2, &[]).unwrap();
        let expected = [
            0.857_827, 0.387_163, -0.337_991, -0.414_430, 0.910_033, -0.009_403,
        ];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-5, "{found} {expected}");
        }
    }

    #[test]
    fn signs_and_order_stay_while_the_codes_turn_however_far() {
        let mut before = axes(&codes(&[3.0, 1.0, 0.3], 0.0), 3, MOST, &[]).unwrap();
        for step in 1..=60 {
            let turned = codes(&[3.0, 1.0, 0.3], step as f32 * 0.1);
            let next = axes(&turned, 3, MOST, &before).unwrap();
            for (next, before) in next.chunks_exact(3).zip(before.chunks_exact(3)) {
                assert!(along(next, before) > 0.95, "an axis jumps in step {step}");
            }
            before = next;
        }
    }

    #[test]
    fn axes_of_like_variance_keep_their_places_and_one_of_clearly_more_comes_first() {
        let before = axes(&codes(&[3.0, 2.6], 0.0), 2, MOST, &[]).unwrap();
        let like = axes(&codes(&[2.6, 3.0], 0.0), 2, MOST, &before).unwrap();
        assert!(along(&like[..2], &before[..2]).abs() > 0.9);
        let more = axes(&codes(&[1.0, 3.0], 0.0), 2, MOST, &before).unwrap();
        assert!(more[1].abs() > 0.99, "{more:?}");
    }

    #[test]
    fn long_codes_are_followed_in_a_few_rounds_and_their_axes_are_orthonormal() {
        let mut deviations = [0.2; 100];
        (deviations[70], deviations[3]) = (8.0, 4.0);
        let first = axes(&codes(&deviations, 0.0), 100, MOST, &[]).unwrap();
        assert_eq!(first.len(), MOST * 100);
        assert!(first[70].abs() > 0.99 && first[103].abs() > 0.99);
        let next = axes(&codes(&deviations, 0.1), 100, MOST, &first).unwrap();
        assert!(along(&next[..100], &first[..100]) > 0.99);
        for (i, a) in next.chunks_exact(100).enumerate() {
            for (j, b) in next.chunks_exact(100).enumerate() {
                let expected = f32::from(u8::from(i == j));
                assert!((along(a, b) - expected).abs() < 1e-4, "{i} {j}");
            }
        }
    }

    #[test]
    fn a_direction_without_a_part_in_the_earlier_axes_is_found() {
        let mut earlier = [0.0; MOST * 40];
        (0..MOST).for_each(|axis| earlier[axis * 41] = 1.0);
        let mut deviations = [1.0; 40];
        deviations[35] = 9.0;
        let next = axes(&codes(&deviations, 0.0), 40, MOST, &earlier).unwrap();
        assert!(next[35].abs() > 0.99, "{:?}", &next[..40]);
    }

    #[test]
    fn codes_that_are_all_the_same_have_axes_of_finite_numbers() {
        for latent in [3, 80] {
            let found = axes(&vec![2.0; latent * 5], latent, MOST, &[]).unwrap();
            assert_eq!(found.len(), latent.min(MOST) * latent);
            assert!(found.iter().all(|value| value.is_finite()));
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for (codes, latent) in [
            (vec![], 3),
            (vec![1.0; 4], 3),
            (vec![f32::NAN; 6], 3),
            (vec![1.0], 0),
        ] {
            let error = axes(&codes, latent, MOST, &[]).unwrap_err();
            assert_eq!(error.field.as_deref(), Some("codes"));
        }
    }
}
