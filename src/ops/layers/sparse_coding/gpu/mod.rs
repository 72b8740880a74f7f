//! Sparse coding on WebGPU: the Gram matrix, the correlations and the bounds are a dispatch each, and so
//! is every iteration.

mod atoms;
mod fista;

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::{DictionaryKernels, momenta};
use crate::ops::gpu::{UNITS, buffer, cubes, like, vector};
use crate::ops::training::optimizer::gpu::own;

/// Rows of a tile.
const ROWS: u32 = 8;
/// Atoms of a tile of correlations.
const LANES: u32 = 4;

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

    fn without_mean(gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        let gradient = own(gradient);
        let [rows, pixels] = gradient.shape().dims();
        // SAFETY: the sizes are those of the tensor, and nothing else holds it.
        #[allow(unsafe_code)]
        unsafe {
            atoms::clear_last::launch_unchecked(
                &gradient.client.clone(),
                cubes(pixels),
                CubeDim::new_1d(UNITS),
                buffer(&gradient, 1),
                ((rows - 1) * pixels) as u32,
                pixels as u32,
            );
        }
        gradient
    }

    fn unit_length(dictionary: FloatTensor<Self>) -> FloatTensor<Self> {
        let dictionary = own(dictionary);
        let [rows, pixels] = dictionary.shape().dims();
        let width = vector(pixels);
        // SAFETY: as above.
        #[allow(unsafe_code)]
        unsafe {
            atoms::unit_length::launch_unchecked(
                &dictionary.client.clone(),
                cubes(rows - 1),
                CubeDim::new_1d(UNITS),
                width,
                buffer(&dictionary, width),
                (rows - 1) as u32,
                (pixels / width) as u32,
            );
        }
        dictionary
    }
}

/// What the codes of some images have to solve, see [`super::infer`].
struct Lasso {
    batch: usize,
    atoms: usize,
    cost: f32,
    /// `[atoms, atoms]`.
    gram: CubeTensor,
    /// `[batch, atoms]`.
    correlations: CubeTensor,
    /// `[atoms]`, one over the step of each.
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
        let (width, client) = (vector(pixels), dictionary.client.clone());
        let tiles =
            |rows: usize| cubes(rows.div_ceil(ROWS as usize) * atoms.div_ceil(LANES as usize));
        // SAFETY: the kernels mask their edges by the sizes they are given, which are the tensors' own.
        #[allow(unsafe_code)]
        unsafe {
            fista::gram::launch_unchecked(
                &client,
                tiles(atoms),
                CubeDim::new_1d(UNITS),
                width,
                buffer(dictionary, width),
                buffer(&lasso.gram, 1),
                atoms as u32,
                (pixels / width) as u32,
            );
            fista::correlations::launch_unchecked(
                &client,
                tiles(batch),
                CubeDim::new_1d(UNITS),
                width,
                buffer(images, width),
                buffer(dictionary, width),
                buffer(&lasso.correlations, 1),
                batch as u32,
                atoms as u32,
                (pixels / width) as u32,
            );
            fista::bounds::launch_unchecked(
                &client,
                cubes(atoms),
                CubeDim::new_1d(UNITS),
                buffer(&lasso.gram, 1),
                buffer(&lasso.bounds, 1),
                atoms as u32,
            );
        }
        lasso
    }

    /// The codes after so many iterations, `[batch, atoms]`.
    fn solve(&self, iterations: usize) -> CubeTensor {
        let place = || like(&self.gram, [self.batch, self.atoms]);
        let (codes, mut ahead, mut next) = (place(), place(), place());
        self.begin(&codes, &ahead);
        for momentum in momenta(iterations).skip(1) {
            self.iterate(&codes, &ahead, &next, momentum);
            std::mem::swap(&mut ahead, &mut next);
        }
        codes
    }

    /// The first iteration, from codes of zero.
    fn begin(&self, codes: &CubeTensor, ahead: &CubeTensor) {
        let width = vector(self.atoms);
        let count = self.batch * self.atoms / width;
        // SAFETY: the count masks the edge.
        #[allow(unsafe_code)]
        unsafe {
            fista::begin::launch_unchecked(
                &codes.client.clone(),
                cubes(count),
                CubeDim::new_1d(UNITS),
                width,
                buffer(&self.correlations, width),
                buffer(&self.bounds, width),
                buffer(codes, width),
                buffer(ahead, width),
                count as u32,
                (self.atoms / width) as u32,
                self.cost,
            );
        }
    }

    fn iterate(&self, codes: &CubeTensor, ahead: &CubeTensor, next: &CubeTensor, momentum: f32) {
        let width = vector(self.atoms);
        let columns = self.atoms / width;
        // SAFETY: the kernel masks its edges by the sizes it is given, which are the tensors' own.
        #[allow(unsafe_code)]
        unsafe {
            fista::iterate::launch_unchecked(
                &codes.client.clone(),
                cubes(self.batch.div_ceil(ROWS as usize) * columns),
                CubeDim::new_1d(UNITS),
                width,
                buffer(&self.gram, width),
                buffer(&self.correlations, width),
                buffer(&self.bounds, width),
                buffer(ahead, width),
                buffer(codes, width),
                buffer(next, width),
                self.batch as u32,
                columns as u32,
                self.cost,
                momentum,
                width as u32,
            );
        }
    }
}
