//! Masking layers on the CPU.

use burn::backend::TensorMetadata;
use burn::backend::flex::Flex;
use burn::backend::tensor::{FloatTensor, IntTensor};

use super::{MaskBackward, MaskKernels, Stream};
use crate::ops::cpu::{tensor, values};
use crate::ops::training::noise::Distribution;
use crate::ops::training::noise::cpu::generator;

impl MaskKernels for Flex {
    fn top_k(codes: FloatTensor<Self>, k: usize) -> FloatTensor<Self> {
        let [batch, units] = codes.shape().dims();
        if k >= units {
            return codes;
        }
        let mut output = values(&codes.to_contiguous()).to_vec();
        let mut ranks = Vec::with_capacity(units);
        for row in output.chunks_exact_mut(units) {
            top_k(row, k, &mut ranks);
        }
        tensor(output, [batch, units])
    }

    fn dropout(
        input: FloatTensor<Self>,
        steps: IntTensor<Self>,
        stream: Stream,
        rate: f32,
        factor: f32,
    ) -> FloatTensor<Self> {
        let input = input.to_contiguous();
        let shape = input.shape().dims::<2>();
        let mut output = vec![0.0; shape[0] * shape[1]];
        generator(&steps, stream).fill(&mut output, Distribution::Uniform);
        for (value, &x) in output.iter_mut().zip(values(&input)) {
            *value = if *value < rate { 0.0 } else { x * factor };
        }
        tensor(output, shape)
    }
}

impl MaskBackward for Flex {
    fn unmask(
        output: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        factor: f32,
    ) -> FloatTensor<Self> {
        let (output, gradient) = (output.to_contiguous(), gradient.to_contiguous());
        let pairs = values(&output).iter().zip(values(&gradient));
        let derivatives =
            pairs.map(|(&y, &derivative)| if y == 0.0 { 0.0 } else { derivative * factor });
        tensor(derivatives.collect(), output.shape().dims::<2>())
    }
}

/// Sets all but the `k` largest values of a longer row to 0. `ranks` is working memory.
fn top_k(row: &mut [f32], k: usize, ranks: &mut Vec<u64>) {
    // The upper half orders by value, the lower half by index: of equal values the leftmost come first.
    let rank = |(index, value): (usize, f32)| (u64::from(!order(value)) << 32) | index as u64;
    ranks.clear();
    ranks.extend(row.iter().copied().enumerate().map(rank));
    ranks.select_nth_unstable(k);
    for rank in &ranks[k..] {
        row[(rank & u64::from(u32::MAX)) as usize] = 0.0;
    }
}

/// Word with the order of the number.
fn order(value: f32) -> u32 {
    let bits = value.to_bits();
    if bits >> 31 == 1 {
        !bits
    } else {
        bits | 1 << 31
    }
}
