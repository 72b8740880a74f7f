//! Sparse coding on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::{Flex, FlexTensor};
use burn::backend::tensor::FloatTensor;

use super::{DictionaryInner, DictionaryKernels, LEAST, momenta};
use crate::ops::cpu::gemm::{Matrix, product};
use crate::ops::cpu::{tensor, values};

impl DictionaryKernels for Flex {
    fn infer(
        images: FloatTensor<Self>,
        dictionary: FloatTensor<Self>,
        iterations: usize,
        cost: f32,
    ) -> FloatTensor<Self> {
        let (images, dictionary) = (images.to_contiguous(), dictionary.to_contiguous());
        let [batch, _] = images.shape().dims();
        let lasso = Lasso::new(&images, &dictionary, cost);
        tensor(lasso.solve(iterations), [batch, lasso.bounds.len()])
    }

    fn fixed_mean(dictionary: FloatTensor<Self>) -> FloatTensor<Self> {
        dictionary
    }
}

impl DictionaryInner for Flex {
    fn without_mean(gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        let mut gradient = gradient.to_contiguous();
        let [_, pixels] = gradient.shape().dims();
        let values = gradient.storage_mut::<f32>();
        let atoms = values.len() - pixels;
        values[atoms..].fill(0.0);
        gradient
    }

    fn unit_length(dictionary: FloatTensor<Self>) -> FloatTensor<Self> {
        let mut dictionary = dictionary.to_contiguous();
        let [rows, pixels] = dictionary.shape().dims();
        let atoms = dictionary.storage_mut::<f32>().chunks_exact_mut(pixels);
        for atom in atoms.take(rows - 1) {
            let length = dot(atom, atom).sqrt().max(LEAST);
            atom.iter_mut().for_each(|value| *value /= length);
        }
        dictionary
    }
}

/// Lasso problem of a batch of codes, see [`super::infer`].
struct Lasso {
    /// `[atoms, atoms]`.
    gram: Vec<f32>,
    /// `[batch, atoms]`.
    correlations: Vec<f32>,
    /// Inverse step size of each atom.
    bounds: Vec<f32>,
    cost: f32,
}

impl Lasso {
    fn new(images: &FlexTensor, dictionary: &FlexTensor, cost: f32) -> Self {
        let [rows, pixels] = dictionary.shape().dims();
        let [batch, _] = images.shape().dims();
        let count = rows - 1;
        let (atoms, mean) = values(dictionary).split_at(count * pixels);
        let offsets: Vec<f32> = atoms
            .chunks_exact(pixels)
            .map(|atom| -dot(atom, mean))
            .collect();
        let atoms = Matrix::new(atoms, pixels);
        let (mut gram, mut correlations) = (vec![0.0; count * count], vec![0.0; batch * count]);
        product(atoms, atoms.transposed(), &[], &mut gram);
        let images = Matrix::new(values(images), pixels);
        product(images, atoms.transposed(), &offsets, &mut correlations);
        let sums = gram
            .chunks_exact(count)
            .map(|row| row.iter().map(|value| value.abs()).sum::<f32>());
        Self {
            bounds: sums.map(|sum| sum.max(LEAST)).collect(),
            gram,
            correlations,
            cost,
        }
    }

    /// Codes after `iterations` iterations, `[batch, atoms]`.
    fn solve(&self, iterations: usize) -> Vec<f32> {
        let (numbers, count) = (self.correlations.len(), self.bounds.len());
        let gram = Matrix::new(&self.gram, count);
        let (mut codes, mut ahead, mut derivatives) =
            (vec![0.0; numbers], vec![0.0; numbers], vec![0.0; numbers]);
        for momentum in momenta(iterations) {
            product(Matrix::new(&ahead, count), gram, &[], &mut derivatives);
            let codes = codes.chunks_exact_mut(count);
            let ahead = ahead.chunks_exact_mut(count);
            let derivatives = derivatives.chunks_exact(count);
            let correlations = self.correlations.chunks_exact(count);
            for (((codes, ahead), derivatives), correlations) in
                codes.zip(ahead).zip(derivatives).zip(correlations)
            {
                let cells = codes
                    .iter_mut()
                    .zip(ahead)
                    .zip(derivatives)
                    .zip(correlations);
                for ((((code, ahead), derivative), correlation), bound) in cells.zip(&self.bounds) {
                    let moved = *ahead - (derivative - correlation) / bound;
                    let next = soft(moved, self.cost / bound);
                    *ahead = next + momentum * (next - *code);
                    *code = next;
                }
            }
        }
        codes
    }
}

/// Soft threshold: nearer to zero by `threshold`, and zero within it.
fn soft(value: f32, threshold: f32) -> f32 {
    (value - threshold).max(0.0) + (value + threshold).min(0.0)
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}
