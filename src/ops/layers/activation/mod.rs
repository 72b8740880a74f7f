//! Activation functions fused into the layer before them.

pub(in crate::ops) mod cpu;
mod gelu;
#[cfg(feature = "webgpu")]
pub(in crate::ops) mod gpu;

pub use gelu::gelu;

/// Activation function whose derivative follows from its output alone. Pre-activations need not be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fused {
    /// x.
    Linear,
    /// max(0, x).
    Relu,
    /// tanh x.
    Tanh,
    /// 1 / (1 + e⁻ˣ).
    Sigmoid,
}
