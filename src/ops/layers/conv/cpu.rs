//! Convolutions on the CPU: products with a matrix whose rows are patches (im2col). A few images go at a
//! time, so that their patches stay in the cache.

use burn::backend::flex::Flex;
use burn::backend::{TensorMetadata, tensor::FloatTensor};

use super::patches::{gather, scatter};
use super::{ConvBackward, ConvKernels, Fused, Geometry};
use crate::ops::cpu::gemm::{Matrix, product};
use crate::ops::cpu::scratch::Scratch;
use crate::ops::cpu::{tensor, values};
use crate::ops::layers::activation::cpu::{activate, by_preactivation};

/// Approximate numbers of a chunk's patches: 256 KiB.
const CHUNK: usize = 1 << 16;

impl ConvKernels for Flex {
    fn conv(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let (input, weights) = (input.to_contiguous(), weights.to_contiguous());
        let [batch, size] = input.shape().dims();
        let mut output = vec![0.0; batch * geometry.output().size()];
        let layer = Layer::new(geometry, batch, values(&weights));
        let mut patches = layer.patches();
        let chunks = values(&input).chunks(layer.images * size);
        for (input, output) in
            chunks.zip(output.chunks_mut(layer.images * geometry.output().size()))
        {
            layer.forward(input, &mut patches, output);
            activate(output, activation);
        }
        tensor(output, [batch, geometry.output().size()])
    }
}

impl ConvBackward for Flex {
    fn conv_backward(
        input: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let (input, weights) = (input.to_contiguous(), weights.to_contiguous());
        let sums = by_preactivation(&output, &gradient, activation);
        let [batch, size] = input.shape().dims();
        let layer = Layer::new(geometry, batch, values(&weights));
        let mut by_input = vec![0.0; batch * size];
        let by_weights = layer.backward(values(&input), values(&sums), Some(&mut by_input));
        (
            tensor(by_input, [batch, size]),
            tensor(by_weights, geometry.weights()),
        )
    }

    fn conv_backward_weights(
        input: FloatTensor<Self>,
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        geometry: Geometry,
        activation: Fused,
    ) -> FloatTensor<Self> {
        let input = input.to_contiguous();
        let sums = by_preactivation(&output, &gradient, activation);
        let [batch, _] = input.shape().dims();
        let layer = Layer::new(geometry, batch, &[]);
        let by_weights = layer.backward(values(&input), values(&sums), None);
        tensor(by_weights, geometry.weights())
    }
}

/// Convolution with its weights as a matrix: `[taps * inputs, outputs]`, or `[inputs, taps * outputs]` for
/// a transposed one.
struct Layer {
    geometry: Geometry,
    /// Images of a chunk.
    images: usize,
    matrix: Scratch,
    bias: Scratch,
}

impl Layer {
    /// Without weights, it only serves for their gradient.
    fn new(geometry: Geometry, batch: usize, weights: &[f32]) -> Self {
        let [rows, outputs] = geometry.weights();
        let (matrix, bias) = weights.split_at(weights.len().min((rows - 1) * outputs));
        let mut ours = Scratch::copy(matrix);
        if geometry.is_transposed() {
            exchange(matrix, geometry.taps(), outputs, &mut ours);
        }
        let image = geometry.coarse().positions() * geometry.taps() * geometry.fine().channels;
        Self {
            geometry,
            images: (CHUNK / image).clamp(1, batch.max(1)),
            matrix: ours,
            bias: Scratch::copy(bias),
        }
    }

    /// Columns of the patches.
    fn columns(&self) -> usize {
        self.geometry.taps() * self.geometry.fine().channels
    }

    /// Memory for the patches of a chunk.
    fn patches(&self) -> Scratch {
        Scratch::zeros(self.images * self.geometry.coarse().positions() * self.columns())
    }

    /// Pre-activations of some images.
    fn forward(&self, input: &[f32], patches: &mut [f32], output: &mut [f32]) {
        let [inputs, outputs] = self.channels();
        let images = input.len() / self.geometry.input().size();
        let patches = &mut patches[..images * self.geometry.coarse().positions() * self.columns()];
        if self.geometry.is_transposed() {
            let right = Matrix::new(&self.matrix, self.columns());
            product(Matrix::new(input, inputs), right, &[], patches);
            for pixel in output.chunks_exact_mut(outputs) {
                pixel.copy_from_slice(&self.bias);
            }
            scatter(patches, &self.geometry, output);
        } else {
            gather(input, &self.geometry, patches);
            let left = Matrix::new(patches, self.columns());
            let right = Matrix::new(&self.matrix, outputs);
            product(left, right, &self.bias, output);
        }
    }

    /// Gradient by the weights from that by the pre-activations. The gradient by the input is added to
    /// `by_input`.
    fn backward(&self, input: &[f32], sums: &[f32], mut by_input: Option<&mut [f32]>) -> Vec<f32> {
        let [inputs, outputs] = self.channels();
        let count = self.geometry.taps() * inputs * outputs;
        let (mut by_chunk, mut matrix) = (Scratch::zeros(count), Scratch::zeros(count));
        let mut patches = self.patches();
        let sizes = [self.geometry.input().size(), self.geometry.output().size()]
            .map(|size| size * self.images);
        let chunks = input.chunks(sizes[0]).zip(sums.chunks(sizes[1]));
        for (index, (input, sums)) in chunks.enumerate() {
            let positions =
                input.len() / self.geometry.input().size() * self.geometry.coarse().positions();
            let patches = &mut patches[..positions * self.columns()];
            let by_input = by_input
                .as_deref_mut()
                .map(|all| &mut all[index * sizes[0]..][..input.len()]);
            self.backward_chunk(input, sums, patches, &mut by_chunk, by_input);
            add(&mut matrix, &by_chunk);
        }
        let mut by_weights = vec![0.0; count + outputs];
        let (ours, bias) = by_weights.split_at_mut(count);
        if self.geometry.is_transposed() {
            exchange(&matrix, inputs, outputs, ours);
        } else {
            ours.copy_from_slice(&matrix);
        }
        sums.chunks_exact(outputs)
            .for_each(|pixel| add(bias, pixel));
        by_weights
    }

    fn backward_chunk(
        &self,
        input: &[f32],
        sums: &[f32],
        patches: &mut [f32],
        by_matrix: &mut [f32],
        by_input: Option<&mut [f32]>,
    ) {
        let [inputs, outputs] = self.channels();
        let columns = self.columns();
        if self.geometry.is_transposed() {
            gather(sums, &self.geometry, patches);
            let left = Matrix::new(input, inputs).transposed();
            product(left, Matrix::new(patches, columns), &[], by_matrix);
            if let Some(by_input) = by_input {
                let right = Matrix::new(&self.matrix, columns).transposed();
                product(Matrix::new(patches, columns), right, &[], by_input);
            }
        } else {
            gather(input, &self.geometry, patches);
            let left = Matrix::new(patches, columns).transposed();
            product(left, Matrix::new(sums, outputs), &[], by_matrix);
            if let Some(by_input) = by_input {
                let right = Matrix::new(&self.matrix, outputs).transposed();
                product(Matrix::new(sums, outputs), right, &[], patches);
                scatter(patches, &self.geometry, by_input);
            }
        }
    }

    /// Channels of input and output.
    fn channels(&self) -> [usize; 2] {
        [self.geometry.input(), self.geometry.output()].map(|extent| extent.channels)
    }
}

/// Transposes `[first, second, inner]` to `[second, first, inner]`.
fn exchange(values: &[f32], first: usize, inner: usize, result: &mut [f32]) {
    let second = values.len() / (first * inner);
    for (row, numbers) in result.chunks_exact_mut(inner).enumerate() {
        let from = (row % first * second + row / first) * inner;
        numbers.copy_from_slice(&values[from..][..inner]);
    }
}

fn add(sums: &mut [f32], values: &[f32]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}
