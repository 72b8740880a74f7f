//! The largest eigenvalues of a symmetric matrix with their eigenvectors, by the Lanczos method with
//! several starts and every vector made orthogonal to all before it: [Golub and Underwood
//! 1977](https://doi.org/10.1016/B978-0-12-587260-7.50018-2), in the form of [Ruhe
//! 1979](https://doi.org/10.1090/S0025-5718-1979-0521282-9), one vector at a time. Of 784 × 784 numbers it
//! needs a small part of what all eigenvectors would cost, and it can be interrupted.

use std::collections::VecDeque;

use nalgebra::{DMatrix, SymmetricEigen};
use rand::{RngExt, SeedableRng};

use crate::error::{LabError, Result};
use crate::rng::ChaCha8Rng;

/// As many equal eigenvalues are told apart from the first vectors on.
const STARTS: usize = 4;
/// An eigenvector is found when (matrix − eigenvalue) · vector is this small against the largest eigenvalue.
const TOLERANCE: f64 = 1e-9;
/// A vector of which less than this is new adds nothing.
const DEPENDENT: f64 = 1e-10;

/// Eigenvalues, falling, and their vectors, each of length 1.
#[derive(Debug)]
pub struct Eigen {
    /// `[wanted]`
    pub values: Vec<f64>,
    /// `[wanted, size]`, row-major.
    pub vectors: Vec<f64>,
}

/// The search for the largest eigenvalues.
#[derive(Debug)]
pub struct Search {
    /// `[size, size]`, symmetric.
    matrix: Vec<f64>,
    size: usize,
    wanted: usize,
    /// Orthogonal vectors of length 1.
    basis: Vec<Vec<f64>>,
    /// The matrix times each of `basis`.
    products: Vec<Vec<f64>>,
    /// `basis` · `products`, one row longer for each: below the diagonal.
    projected: Vec<Vec<f64>>,
    /// What the basis grows from.
    next: VecDeque<Vec<f64>>,
    rng: ChaCha8Rng,
}

impl Search {
    /// For the `wanted` largest eigenvalues of a symmetric matrix `[size, size]`.
    pub fn new(matrix: Vec<f64>, size: usize, wanted: usize) -> Self {
        // Any start will do, and a fixed one gives the same signs every time.
        let mut rng = ChaCha8Rng::seed_from_u64(0);
        let next = (0..STARTS).map(|_| random(size, &mut rng)).collect();
        Self {
            matrix,
            size,
            wanted,
            basis: Vec::new(),
            products: Vec::new(),
            projected: Vec::new(),
            next,
            rng,
        }
    }

    /// How many vectors are looked at before it is asked for the first time whether they will do.
    pub fn first_look(&self) -> usize {
        (3 * self.wanted + 32).min(self.size)
    }

    /// Vectors so far.
    pub fn vectors(&self) -> usize {
        self.basis.len()
    }

    /// Adds a quarter as many vectors as there are, and looks whether they will do.
    ///
    /// # Errors
    /// `Internal` where an eigenvalue cannot be found.
    pub fn step(&mut self) -> Result<Option<Eigen>> {
        let wanted = (self.vectors() * 5 / 4).max(self.first_look());
        // Where the eigenvalues are nearly equal, as of noise, so that vectors of different ones stay
        // mixed, no mixture has less error than another: the search may end.
        let most = self.size.min(8 * self.wanted + 400);
        while self.vectors() < wanted.min(most) {
            self.grow();
        }
        let eigen = self.eigen()?;
        let found = self.vectors() == most || self.residual(&eigen) <= TOLERANCE * eigen.values[0];
        Ok(found.then(|| self.lift(&eigen)))
    }

    /// One more vector.
    fn grow(&mut self) {
        let vector = loop {
            let candidate = self.next.pop_front();
            let candidate = candidate.unwrap_or_else(|| random(self.size, &mut self.rng));
            if let Some(vector) = self.orthogonal(candidate) {
                break vector;
            }
        };
        let mut product = vec![0.0; self.size];
        for (row, &factor) in self.matrix.chunks_exact(self.size).zip(&vector) {
            add(&mut product, factor, row);
        }
        self.basis.push(vector);
        self.projected.push(
            self.basis
                .iter()
                .map(|vector| dot(vector, &product))
                .collect(),
        );
        self.next.push_back(product.clone());
        self.products.push(product);
    }

    /// What is new in a vector, with length 1; none where nothing is.
    fn orthogonal(&self, mut vector: Vec<f64>) -> Option<Vec<f64>> {
        let before = dot(&vector, &vector).sqrt();
        let mut length = before;
        // The second time takes away what rounding left the first time.
        for _ in 0..2 {
            for known in &self.basis {
                let part = dot(known, &vector);
                add(&mut vector, -part, known);
            }
            length = dot(&vector, &vector).sqrt();
            if length <= DEPENDENT * before {
                return None;
            }
        }
        vector.iter_mut().for_each(|value| *value /= length);
        Some(vector)
    }

    /// The largest eigenvalues of the matrix as the basis sees it, with vectors in terms of the basis.
    fn eigen(&self) -> Result<Eigen> {
        let count = self.vectors();
        let entry = |row: usize, column: usize| self.projected[row.max(column)][row.min(column)];
        let projected = DMatrix::from_fn(count, count, entry);
        let eigen = SymmetricEigen::try_new(projected, f64::EPSILON, 100 * count)
            .ok_or_else(|| LabError::internal("principal components were not found"))?;
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
        order.truncate(self.wanted);
        let vectors = order.iter().map(|&index| eigen.eigenvectors.column(index));
        Ok(Eigen {
            vectors: vectors
                .flat_map(|vector| vector.iter().copied().collect::<Vec<_>>())
                .collect(),
            values: order
                .iter()
                .map(|&index| eigen.eigenvalues[index])
                .collect(),
        })
    }

    /// The largest length of (matrix − eigenvalue) · vector.
    fn residual(&self, eigen: &Eigen) -> f64 {
        let vectors = eigen.vectors.chunks_exact(self.vectors());
        let lengths = eigen.values.iter().zip(vectors).map(|(&value, parts)| {
            let mut left = self.mix(&self.products, parts);
            add(&mut left, -value, &self.mix(&self.basis, parts));
            dot(&left, &left).sqrt()
        });
        lengths.fold(0.0, f64::max)
    }

    /// The same eigenvectors as vectors of `size` numbers.
    fn lift(&self, eigen: &Eigen) -> Eigen {
        let vectors = eigen.vectors.chunks_exact(self.vectors());
        Eigen {
            values: eigen.values.clone(),
            vectors: vectors
                .flat_map(|parts| self.mix(&self.basis, parts))
                .collect(),
        }
    }

    fn mix(&self, vectors: &[Vec<f64>], parts: &[f64]) -> Vec<f64> {
        let mut sum = vec![0.0; self.size];
        for (vector, &part) in vectors.iter().zip(parts) {
            add(&mut sum, part, vector);
        }
        sum
    }
}

fn random(size: usize, rng: &mut ChaCha8Rng) -> Vec<f64> {
    (0..size).map(|_| rng.random::<f64>() - 0.5).collect()
}

/// Four sums instead of one, which the compiler turns into SIMD.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (mut sums, (left, right)) = ([0.0; 4], (a.chunks_exact(4), b.chunks_exact(4)));
    let rest = left.remainder().iter().zip(right.remainder());
    let rest: f64 = rest.map(|(a, b)| a * b).sum();
    for (a, b) in left.zip(right) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f64>() + rest
}

/// sum + factor · vector, in place.
fn add(sum: &mut [f64], factor: f64, vector: &[f64]) {
    for (sum, value) in sum.iter_mut().zip(vector) {
        *sum += factor * value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Q · diagonal · Qᵀ with Q = 1 − 2 uuᵀ, so that the eigenvectors are the columns of Q.
    fn matrix(values: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let size = values.len();
        let u: Vec<f64> = (0..size).map(|i| ((i * i + 3) % 11) as f64 - 4.5).collect();
        let length = dot(&u, &u);
        let q = |i: usize, j: usize| f64::from(u8::from(i == j)) - 2.0 * u[i] * u[j] / length;
        let entry = |i: usize, j: usize| (0..size).map(|k| q(i, k) * values[k] * q(j, k)).sum();
        let all = |entry: &dyn Fn(usize, usize) -> f64| {
            (0..size * size)
                .map(|at| entry(at / size, at % size))
                .collect()
        };
        (all(&entry), all(&q))
    }

    fn search(values: &[f64], wanted: usize) -> (Eigen, usize) {
        let mut search = Search::new(matrix(values).0, values.len(), wanted);
        loop {
            if let Some(eigen) = search.step().unwrap() {
                return (eigen, search.vectors());
            }
        }
    }

    #[test]
    fn known_eigenvectors_are_found_from_a_part_of_the_space() {
        let values: Vec<f64> = (0..300).map(|i| 0.9_f64.powi(i)).collect();
        let (eigen, vectors) = search(&values, 5);
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
        let (eigen, _) = search(&values, 6);
        for (found, exact) in eigen.values.iter().zip(&values) {
            assert!((found - exact).abs() < 1e-12, "{:?}", eigen.values);
        }
    }

    #[test]
    fn a_matrix_of_zeros_has_eigenvectors_too() {
        let (eigen, _) = search(&[0.0; 40], 3);
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
