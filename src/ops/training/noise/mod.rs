//! Counter-based random numbers: each follows from the seed, the stream, the step and its index alone. No
//! state is kept, and every device draws the same words. The device reads the step, so a replayed graph
//! draws new numbers.

mod autodiff;
pub(in crate::ops) mod cpu;
pub mod generator;
#[cfg(feature = "webgpu")]
pub(in crate::ops) mod gpu;

use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::tensor::{Int, Tensor};

/// One of the independent streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stream {
    /// Seed of the run.
    pub seed: u32,
    /// Purpose of the numbers. Two purposes under one seed need two.
    pub number: u32,
}

/// Distribution of random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Distribution {
    /// Uniform over [0, 1), in steps of 2⁻²⁴.
    Uniform,
    /// Normal, with mean 0 and variance 1.
    Normal,
}

/// Noise on one backend.
#[backend_extension(Autodiff, Flex, Cube: cfg(feature = "webgpu"))]
pub trait NoiseKernels: Backend {
    /// Random words, as the bit patterns of `i32`.
    ///
    /// # Shapes
    /// - steps: any, `i32`; its first element is the step
    /// - output: `shape`
    fn noise_bits(steps: IntTensor<Self>, stream: Stream, shape: [usize; 2]) -> IntTensor<Self>;

    /// Random numbers of a distribution.
    ///
    /// # Shapes
    /// - steps: any, `i32`; its first element is the step
    /// - output: `shape`
    fn noise(
        steps: IntTensor<Self>,
        stream: Stream,
        distribution: Distribution,
        shape: [usize; 2],
    ) -> FloatTensor<Self>;
}

/// Words behind the numbers of one step, as the bit patterns of `i32`.
///
/// # Shapes
/// - steps: `[1]`, `i32`: finished steps
/// - output: `shape`
pub fn bits(steps: Tensor<1, Int>, stream: Stream, shape: [usize; 2]) -> Tensor<2, Int> {
    Tensor::from_dispatch(Dispatch::noise_bits(steps.into_dispatch(), stream, shape))
}

/// Uniform numbers in [0, 1) for one step, multiples of 2⁻²⁴, the same to the bit on every device.
///
/// # Shapes
/// - steps: `[1]`, `i32`: finished steps
/// - output: `shape`
pub fn uniform(steps: Tensor<1, Int>, stream: Stream, shape: [usize; 2]) -> Tensor<2> {
    draw(steps, stream, Distribution::Uniform, shape)
}

/// Standard normal numbers for one step: the same on every device to about 1e-6.
/// None is beyond ±5.8.
///
/// # Shapes
/// - steps: `[1]`, `i32`: finished steps
/// - output: `shape`
pub fn normal(steps: Tensor<1, Int>, stream: Stream, shape: [usize; 2]) -> Tensor<2> {
    draw(steps, stream, Distribution::Normal, shape)
}

fn draw(
    steps: Tensor<1, Int>,
    stream: Stream,
    distribution: Distribution,
    shape: [usize; 2],
) -> Tensor<2> {
    Tensor::from_dispatch(Dispatch::noise(
        steps.into_dispatch(),
        stream,
        distribution,
        shape,
    ))
}
