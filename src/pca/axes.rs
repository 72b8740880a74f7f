//! Largest eigenvalues of a symmetric matrix, with their eigenvectors, by a block Lanczos iteration with full
//! orthogonalisation. The method is that of [Golub and Underwood
//! 1977](https://doi.org/10.1016/B978-0-12-587260-7.50018-2), in the form of [Ruhe
//! 1979](https://doi.org/10.1090/S0025-5718-1979-0521282-9), one vector at a time. For 784 pixels it costs a
//! fraction of a full decomposition, and it can be interrupted between steps.

use std::collections::VecDeque;

use nalgebra::{DMatrix, DVector, DVectorView, SymmetricEigen};
use rand::{RngExt, SeedableRng};

use crate::error::{LabError, Result};
use crate::metrics::argsort_falling;
use crate::rng::ChaCha8Rng;

/// Start vectors: eigenvalues of this multiplicity are found for certain.
const STARTS: usize = 4;
/// An eigenvector counts as found when |matrix · vector − eigenvalue · vector| is this small against the largest
/// eigenvalue.
const TOLERANCE: f64 = 1e-9;
/// A vector that loses all but this share of its length to the basis adds nothing.
const DEPENDENT: f64 = 1e-10;

/// Eigenvalues, falling, and their vectors, each of length 1.
#[derive(Debug)]
pub struct Eigen {
    /// `[count]`
    pub values: Vec<f64>,
    /// `[count, size]`, row-major.
    pub vectors: Vec<f64>,
}

/// A Lanczos iteration towards the largest eigenvalues.
#[derive(Debug)]
pub struct Lanczos {
    /// `[size, size]`, symmetric.
    matrix: Vec<f64>,
    size: usize,
    count: usize,
    /// Orthogonal vectors of length 1.
    basis: Vec<DVector<f64>>,
    /// The matrix times each of `basis`.
    products: Vec<DVector<f64>>,
    /// Candidates for the basis.
    next: VecDeque<DVector<f64>>,
    rng: ChaCha8Rng,
}

impl Lanczos {
    /// For the `count` largest eigenvalues of a symmetric matrix `[size, size]`.
    pub fn new(matrix: Vec<f64>, size: usize, count: usize) -> Self {
        // Any start will do, and a fixed one gives the same signs every time.
        let mut rng = ChaCha8Rng::seed_from_u64(0);
        Self {
            matrix,
            size,
            count,
            basis: Vec::new(),
            products: Vec::new(),
            next: (0..STARTS).map(|_| random(size, &mut rng)).collect(),
            rng,
        }
    }

    /// Vectors in the basis at the first test of convergence.
    pub fn first_test(&self) -> usize {
        (3 * self.count + 32).min(self.size)
    }

    /// Vectors in the basis.
    pub fn vectors(&self) -> usize {
        self.basis.len()
    }

    /// Grows the basis by a quarter and tests for convergence.
    ///
    /// # Errors
    /// `Internal` where an eigenvalue cannot be found.
    pub fn step(&mut self) -> Result<Option<Eigen>> {
        let enough = (self.vectors() * 5 / 4).max(self.first_test());
        // Nearly equal eigenvalues, as of noise, leave their vectors mixed, and no mixture has less error than
        // another: the iteration may end.
        let most = self.size.min(8 * self.count + 400);
        while self.vectors() < enough.min(most) {
            self.grow();
        }
        let (mut residual, mut values, mut vectors) = (0.0_f64, Vec::new(), Vec::new());
        for (value, factors) in self.ritz()? {
            let vector = mix(slices(&self.basis), &factors);
            residual =
                residual.max((mix(slices(&self.products), &factors) - &vector * value).norm());
            values.push(value);
            vectors.extend(&vector);
        }
        let found = self.vectors() == most || residual <= TOLERANCE * values[0];
        Ok(found.then_some(Eigen { values, vectors }))
    }

    /// Adds a vector to the basis.
    fn grow(&mut self) {
        let vector = loop {
            let candidate = self.next.pop_front();
            let candidate = candidate.unwrap_or_else(|| random(self.size, &mut self.rng));
            if let Some(vector) = self.orthogonal(candidate) {
                break vector;
            }
        };
        let product = mix(self.matrix.chunks_exact(self.size), &vector);
        self.basis.push(vector);
        self.next.push_back(product.clone());
        self.products.push(product);
    }

    /// The component of a vector orthogonal to the basis, with length 1; none where it vanishes.
    fn orthogonal(&self, mut vector: DVector<f64>) -> Option<DVector<f64>> {
        let before = vector.norm();
        // The second pass takes away what rounding left in the first.
        for _ in 0..2 {
            for known in &self.basis {
                vector.axpy(-known.dot(&vector), known, 1.0);
            }
            if vector.norm() <= DEPENDENT * before {
                return None;
            }
        }
        Some(vector.normalize())
    }

    /// The largest eigenvalues of the matrix projected on the basis, each with its vector in the basis.
    fn ritz(&self) -> Result<Vec<(f64, DVector<f64>)>> {
        let count = self.vectors();
        let entry = |row: usize, column: usize| self.basis[column].dot(&self.products[row]);
        let projected = DMatrix::from_fn(count, count, entry);
        let eigen = SymmetricEigen::try_new(projected, f64::EPSILON, 100 * count)
            .ok_or_else(|| LabError::internal("principal components were not found"))?;
        let order = argsort_falling(eigen.eigenvalues.as_slice());
        let pair = |index: usize| {
            let vector = eigen.eigenvectors.column(index).into_owned();
            (eigen.eigenvalues[index], vector)
        };
        Ok(order.into_iter().take(self.count).map(pair).collect())
    }
}

/// Linear combination Σ factors · vectors of at least one vector.
fn mix<'a>(vectors: impl Iterator<Item = &'a [f64]>, factors: &DVector<f64>) -> DVector<f64> {
    let vectors = vectors.map(|vector| DVectorView::from_slice(vector, vector.len()));
    let mut pairs = vectors.zip(factors);
    let first = pairs.next().map(|(vector, &factor)| vector * factor);
    pairs.fold(first.unwrap_or_default(), |mut sum, (vector, &factor)| {
        sum.axpy(factor, &vector, 1.0);
        sum
    })
}

fn slices(vectors: &[DVector<f64>]) -> impl Iterator<Item = &[f64]> {
    vectors.iter().map(DVector::as_slice)
}

/// A vector of random numbers around 0.
pub fn random(size: usize, rng: &mut ChaCha8Rng) -> DVector<f64> {
    DVector::from_fn(size, |_, _| rng.random::<f64>() - 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Q · diagonal · Qᵀ with Q = 1 − 2 uuᵀ, so that the eigenvectors are the columns of Q.
    fn matrix(values: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let size = values.len();
        let u: Vec<f64> = (0..size).map(|i| ((i * i + 3) % 11) as f64 - 4.5).collect();
        let length: f64 = u.iter().map(|value| value * value).sum();
        let q = |i: usize, j: usize| f64::from(u8::from(i == j)) - 2.0 * u[i] * u[j] / length;
        let entry = |i: usize, j: usize| (0..size).map(|k| q(i, k) * values[k] * q(j, k)).sum();
        let all = |entry: &dyn Fn(usize, usize) -> f64| {
            (0..size * size)
                .map(|at| entry(at / size, at % size))
                .collect()
        };
        (all(&entry), all(&q))
    }

    fn largest(values: &[f64], count: usize) -> (Eigen, usize) {
        let mut lanczos = Lanczos::new(matrix(values).0, values.len(), count);
        loop {
            if let Some(eigen) = lanczos.step().unwrap() {
                return (eigen, lanczos.vectors());
            }
        }
    }

    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn known_eigenvectors_are_found_from_a_part_of_the_space() {
        let values: Vec<f64> = (0..300).map(|i| 0.9_f64.powi(i)).collect();
        let (eigen, vectors) = largest(&values, 5);
        assert!(vectors < 150, "{vectors}");
        let q = matrix(&values).1;
        for k in 0..5 {
            assert!(
                (eigen.values[k] - values[k]).abs() < 1e-12,
                "{:?}",
                eigen.values
            );
            let exact: Vec<f64> = (0..300).map(|row| q[row * 300 + k]).collect();
            let cosine = dot(&exact, &eigen.vectors[k * 300..][..300]);
            assert!((cosine.abs() - 1.0).abs() < 1e-12, "{k}: {cosine}");
        }
    }

    #[test]
    fn equal_eigenvalues_are_all_found() {
        let mut values = vec![0.0; 200];
        values[..6].copy_from_slice(&[2.0, 2.0, 2.0, 1.0, 1.0, 0.5]);
        let (eigen, _) = largest(&values, 6);
        for (found, exact) in eigen.values.iter().zip(&values) {
            assert!((found - exact).abs() < 1e-12, "{:?}", eigen.values);
        }
    }

    #[test]
    fn a_matrix_of_zeros_has_eigenvectors_too() {
        let (eigen, _) = largest(&[0.0; 40], 3);
        assert_eq!(eigen.values, [0.0; 3]);
        for (a, b, exact) in [(0, 0, 1.0), (0, 1, 0.0), (1, 2, 0.0), (2, 2, 1.0)] {
            let cosine = dot(
                &eigen.vectors[a * 40..][..40],
                &eigen.vectors[b * 40..][..40],
            );
            assert!((cosine - exact).abs() < 1e-12);
        }
    }
}
