//! The specification of a layer: its role, operation, sizes and activation.

use serde::Serialize;

use crate::config::{Activation, OutputActivation, RunConfig};
use crate::ops::layers::conv::Geometry;
use crate::ops::layers::gru::Gru;

/// The role of a layer in the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A hidden layer of the encoder.
    Encoder,
    /// The layer whose outputs are the code or the parameters of its distribution.
    Latent,
    /// A hidden layer of the decoder.
    Decoder,
    /// The layer whose outputs are the pixels.
    Output,
    /// The classifier, from the code to the classes.
    Classes,
}

/// The operation of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerKind {
    /// Every output from every input.
    Dense,
    /// Every output from the inputs near it.
    Conv(Geometry),
    /// Sums of atoms of length 1, and a mean that is not learnt.
    Dictionary,
    /// Sparse codes that FISTA finds for the dictionary after it, without weights of its own.
    SparseEncoder,
    /// States from the frames of a sequence, one after another.
    Gru(Gru),
}

/// One layer: `outputs = activation(weighted sums + bias)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayerSpec {
    /// Its role.
    pub role: Role,
    /// Its operation.
    pub kind: LayerKind,
    /// Number of inputs.
    pub inputs: usize,
    /// Number of outputs.
    pub outputs: usize,
    /// Layers side by side in it, each with an equal share of the outputs and initial weights of
    /// its own. A layer of means and log-variances has 2.
    pub heads: usize,
    /// True where batch normalization precedes the activation.
    pub normalised: bool,
    /// The activation of each pre-activation; a recurrent layer applies it within, before its
    /// gates.
    pub activation: Activation,
}

impl LayerSpec {
    /// A dense layer.
    pub fn dense(role: Role, inputs: usize, outputs: usize, activation: Activation) -> Self {
        Self {
            role,
            kind: LayerKind::Dense,
            inputs,
            outputs,
            heads: 1,
            normalised: false,
            activation,
        }
    }

    /// A dense layer that gives means, then log-variances, of `latents` latent dimensions.
    pub fn variational(inputs: usize, latents: usize) -> Self {
        Self {
            heads: 2,
            ..Self::dense(Role::Latent, inputs, 2 * latents, Activation::Linear)
        }
    }

    /// A convolution, plain or transposed.
    pub fn conv(role: Role, geometry: Geometry, activation: Activation) -> Self {
        Self {
            role,
            kind: LayerKind::Conv(geometry),
            inputs: geometry.input().size(),
            outputs: geometry.output().size(),
            heads: 1,
            normalised: false,
            activation,
        }
    }

    /// A recurrent layer.
    pub fn gru(role: Role, gru: Gru) -> Self {
        Self {
            role,
            kind: LayerKind::Gru(gru),
            inputs: gru.inputs(),
            outputs: gru.outputs(),
            heads: 1,
            normalised: false,
            activation: Activation::Tanh,
        }
    }

    /// Rows and columns of the weights, without the rows of biases.
    pub fn weights(&self) -> [usize; 2] {
        let [rows, columns] = match self.kind {
            LayerKind::Dense | LayerKind::Dictionary => [self.inputs + 1, self.outputs],
            LayerKind::SparseEncoder => [0, 0],
            LayerKind::Conv(geometry) => geometry.weights(),
            LayerKind::Gru(gru) => gru.weights(),
        };
        [rows - self.biases(), columns]
    }

    /// Rows of biases, which come after those of the weights.
    pub fn biases(&self) -> usize {
        match self.kind {
            LayerKind::Dense | LayerKind::Dictionary | LayerKind::Conv(_) => 1,
            LayerKind::Gru(_) => 2,
            LayerKind::SparseEncoder => 0,
        }
    }

    /// Fan-in and fan-out, as weight initialization counts them. Those of a transposed convolution
    /// are those of the convolution that it transposes, as in PyTorch. Those of a recurrent layer
    /// are the inputs of a frame and the units of one gate.
    pub fn fans(&self) -> [usize; 2] {
        let [rows, columns] = self.weights();
        match self.kind {
            LayerKind::Dense | LayerKind::Dictionary | LayerKind::SparseEncoder => {
                [rows, columns / self.heads]
            }
            LayerKind::Conv(geometry) => {
                let taps = rows / geometry.input().channels;
                let fans = [rows, taps * columns];
                if geometry.is_transposed() {
                    [fans[1], fans[0]]
                } else {
                    fans
                }
            }
            LayerKind::Gru(gru) => [gru.frame_rows(), gru.units],
        }
    }

    /// Units of a dense layer, or channels of a convolution. Batch normalization learns a scale
    /// and a shift of each.
    pub fn features(&self) -> usize {
        let [_, columns] = self.weights();
        columns
    }

    /// Number of parameters: weights, biases, and scale and shift of batch normalization.
    pub fn parameters(&self) -> usize {
        let [rows, columns] = self.weights();
        let affine = if self.normalised { 2 } else { 0 };
        (rows + self.biases() + affine) * columns
    }
}

/// The activation that turns the last pre-activations into pixels.
pub fn output_activation(config: &RunConfig) -> Activation {
    match config.output_activation {
        OutputActivation::Sigmoid => Activation::Sigmoid,
        OutputActivation::Linear => Activation::Linear,
    }
}
