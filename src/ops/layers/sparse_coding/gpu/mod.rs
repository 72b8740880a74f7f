//! Sparse coding on WebGPU: one dispatch each for the Gram matrix, the correlations, the bounds and every
//! iteration.

mod atoms;
mod fista;

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

use self::fista::{LANES, ROWS};
use super::{DictionaryInner, DictionaryKernels, momenta};
use crate::ops::gpu::{grid, launch, like, vector};
use crate::ops::training::optimizer::gpu::own;

impl DictionaryKernels for CubeBackend {
    fn infer(
        images: FloatTensor<Self>,
        dictionary: FloatTensor<Self>,
        iterations: usize,
        cost: f32,
    ) -> FloatTensor<Self> {
        let (images, dictionary) = (into_contiguous(images), into_contiguous(dictionary));
        Lasso::new(&images, &dictionary, cost).solve(iterations)
    }

    fn fixed_mean(dictionary: FloatTensor<Self>) -> FloatTensor<Self> {
        dictionary
    }
}

impl DictionaryInner for CubeBackend {
    fn without_mean(gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        let gradient = own(gradient);
        let [rows, pixels] = gradient.shape().dims();
        launch!(
            atoms::clear_last, grid(pixels);
            [gradient] / 1;
            ((rows - 1) * pixels) as u32, pixels as u32
        );
        gradient
    }

    fn unit_length(dictionary: FloatTensor<Self>) -> FloatTensor<Self> {
        let dictionary = own(dictionary);
        let [rows, pixels] = dictionary.shape().dims();
        let width = vector(pixels);
        launch!(
            atoms::unit_length[width], grid(rows - 1);
            [dictionary] / width;
            (rows - 1) as u32, (pixels / width) as u32
        );
        dictionary
    }
}

/// Lasso problem of a batch of codes, see [`super::infer`].
struct Lasso {
    batch: usize,
    atoms: usize,
    cost: f32,
    /// `[atoms, atoms]`.
    gram: CubeTensor,
    /// `[batch, atoms]`.
    correlations: CubeTensor,
    /// `[atoms]`, inverse step sizes.
    bounds: CubeTensor,
}

impl Lasso {
    fn new(images: &CubeTensor, dictionary: &CubeTensor, cost: f32) -> Self {
        let [rows, pixels] = dictionary.shape().dims();
        let [batch, _] = images.shape().dims();
        let atoms = rows - 1;
        let lasso = Self {
            batch,
            atoms,
            cost,
            gram: like(dictionary, [atoms, atoms]),
            correlations: like(dictionary, [batch, atoms]),
            bounds: like(dictionary, [atoms]),
        };
        let width = vector(pixels);
        let tiles =
            |rows: usize| grid(rows.div_ceil(ROWS as usize) * atoms.div_ceil(LANES as usize));
        launch!(
            fista::gram[width], tiles(atoms);
            [dictionary] / width, [lasso.gram] / 1;
            atoms as u32, (pixels / width) as u32
        );
        launch!(
            fista::correlations[width], tiles(batch);
            [images, dictionary] / width, [lasso.correlations] / 1;
            batch as u32, atoms as u32, (pixels / width) as u32
        );
        launch!(fista::bounds, grid(atoms); [lasso.gram, lasso.bounds] / 1; atoms as u32);
        lasso
    }

    /// Codes after `iterations` iterations, `[batch, atoms]`.
    fn solve(&self, iterations: usize) -> CubeTensor {
        let empty = || like(&self.gram, [self.batch, self.atoms]);
        let (codes, mut ahead, mut next) = (empty(), empty(), empty());
        self.begin(&codes, &ahead);
        for momentum in momenta(iterations).skip(1) {
            self.iterate(&codes, &ahead, &next, momentum);
            std::mem::swap(&mut ahead, &mut next);
        }
        codes
    }

    /// First iteration, from codes of zero.
    fn begin(&self, codes: &CubeTensor, ahead: &CubeTensor) {
        let width = vector(self.atoms);
        let count = self.batch * self.atoms / width;
        launch!(
            fista::begin[width], grid(count);
            [self.correlations, self.bounds, codes, ahead] / width;
            count as u32, (self.atoms / width) as u32, self.cost
        );
    }

    fn iterate(&self, codes: &CubeTensor, ahead: &CubeTensor, next: &CubeTensor, momentum: f32) {
        let width = vector(self.atoms);
        let columns = self.atoms / width;
        launch!(
            fista::iterate[width], grid(self.batch.div_ceil(ROWS as usize) * columns);
            [self.gram, self.correlations, self.bounds, ahead, codes, next] / width;
            self.batch as u32, columns as u32, self.cost, momentum, width as u32
        );
    }
}
