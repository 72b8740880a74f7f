//! Batch normalization on WebGPU. Many units find partial sums over groups of rows, one unit a feature
//! combines them, and every vector is then normalized by itself.

mod backward;
mod forward;

use burn::backend::TensorMetadata;
use burn::backend::tensor::FloatTensor;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

use super::{BatchNormInner, BatchNormKernels};
use crate::ops::gpu::{grid, launch, like, vector};
use crate::ops::layers::activation::Fused;
use crate::ops::training::optimizer::gpu::own;

/// Largest number of groups.
const PARTIALS: usize = 64;
/// Smallest number of rows of a group.
const LEAST_ROWS: usize = 32;

/// Layout of the values, and the groups of rows of the partial sums.
struct BatchShape {
    /// Numbers that each feature has.
    rows: usize,
    features: usize,
    /// Features in a vector.
    width: usize,
    /// Rows of a group. The last may have fewer, but at least one.
    group_rows: usize,
    partials: usize,
}

impl BatchShape {
    fn new(values: &CubeTensor, affine: &CubeTensor) -> Self {
        let [_, features] = affine.shape().dims();
        let rows = values.shape().num_elements() / features;
        let group_rows = rows.div_ceil(PARTIALS).max(LEAST_ROWS);
        Self {
            rows,
            features,
            width: vector(features),
            group_rows,
            partials: rows.div_ceil(group_rows),
        }
    }

    /// Vectors of a row.
    fn columns(&self) -> usize {
        self.features / self.width
    }

    /// Vectors of all values.
    fn count(&self) -> usize {
        self.rows * self.columns()
    }
}

impl BatchNormKernels for CubeBackend {
    fn normalize_batch(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (values, affine) = (into_contiguous(values), into_contiguous(affine));
        let statistics = statistics(&values, &affine);
        let output = normalize(&values, &affine, &statistics, activation);
        (output, statistics)
    }

    fn normalize_by(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let [values, affine, statistics] = [values, affine, statistics].map(into_contiguous);
        normalize(&values, &affine, &statistics, activation)
    }
}

impl BatchNormInner for CubeBackend {
    fn normalize_backward(
        values: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let all = Backward {
            sizes: BatchShape::new(&values, &affine),
            values: into_contiguous(values),
            affine: into_contiguous(affine),
            statistics: into_contiguous(statistics),
            output: into_contiguous(output),
            gradient: into_contiguous(gradient),
            activation,
        };
        let by_affine = all.by_affine();
        (all.by_values(&by_affine), by_affine)
    }

    fn blend(
        running: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        correction: f32,
    ) -> FloatTensor<Self> {
        let (running, statistics) = (own(running), into_contiguous(statistics));
        let [_, features] = running.shape().dims();
        launch!(
            forward::blend, grid(2 * features);
            [statistics, running] / 1;
            features as u32, correction
        );
        running
    }
}

/// Mean and variance of every feature, `[2, features]`.
fn statistics(values: &CubeTensor, affine: &CubeTensor) -> CubeTensor {
    let sizes = BatchShape::new(values, affine);
    let (width, columns) = (sizes.width, sizes.columns());
    let partials = like(values, [sizes.partials, 2 * sizes.features]);
    let statistics = like(values, [2, sizes.features]);
    launch!(
        forward::partials[width], grid(sizes.partials * columns);
        [values, partials] / width;
        sizes.rows as u32, columns as u32, sizes.group_rows as u32, sizes.partials as u32
    );
    launch!(
        forward::statistics[width], grid(columns);
        [partials, statistics] / width;
        sizes.rows as u32, columns as u32, sizes.group_rows as u32, sizes.partials as u32
    );
    statistics
}

fn normalize(
    values: &CubeTensor,
    affine: &CubeTensor,
    statistics: &CubeTensor,
    activation: Fused,
) -> CubeTensor {
    let sizes = BatchShape::new(values, affine);
    let output = like(values, values.shape().dims::<2>());
    launch!(
        forward::normalize[sizes.width], grid(sizes.count());
        [values, affine, statistics, output] / sizes.width;
        sizes.count() as u32, sizes.columns() as u32, activation
    );
    output
}

/// Inputs of the backward pass.
struct Backward {
    sizes: BatchShape,
    values: CubeTensor,
    affine: CubeTensor,
    statistics: CubeTensor,
    output: CubeTensor,
    gradient: CubeTensor,
    activation: Fused,
}

impl Backward {
    /// Gradients by scale and shift, `[2, features]`.
    fn by_affine(&self) -> CubeTensor {
        let (sizes, width, columns) = (&self.sizes, self.sizes.width, self.sizes.columns());
        let partials = like(&self.values, [sizes.partials, 2 * sizes.features]);
        let by_affine = like(&self.values, [2, sizes.features]);
        launch!(
            backward::partials[width], grid(sizes.partials * columns);
            [self.values, self.statistics, self.output, self.gradient, partials] / width;
            sizes.rows as u32, columns as u32, sizes.group_rows as u32, sizes.partials as u32,
            self.activation
        );
        launch!(
            backward::total[width], grid(2 * columns);
            [partials, by_affine] / width;
            2 * columns as u32, sizes.partials as u32
        );
        by_affine
    }

    /// Gradient by the values.
    fn by_values(&self, by_affine: &CubeTensor) -> CubeTensor {
        let (sizes, width) = (&self.sizes, self.sizes.width);
        let by_values = like(&self.values, self.values.shape().dims::<2>());
        launch!(
            backward::by_values[width], grid(sizes.count());
            [self.values, self.affine, self.statistics, self.output, self.gradient,
                by_affine, by_values] / width;
            sizes.count() as u32, sizes.columns() as u32, 1.0 / sizes.rows as f32, self.activation
        );
        by_values
    }
}
