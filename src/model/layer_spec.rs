//! The specification of a layer: its role, operation, sizes and activation.

use serde::Serialize;

use crate::config::{Activation, OutputActivation, RunConfig};
use crate::ops::layers::conv::Geometry;
use crate::ops::layers::gru::Gru;

/// What a layer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// On the way to the code.
    Encoder,
    /// The layer whose outputs are the code, or what it is drawn from.
    Latent,
    /// On the way back.
    Decoder,
    /// The layer whose outputs are the pixels.
    Output,
    /// From the code to the classes.
    Classes,
}

/// What a layer computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerKind {
    /// Every output from every input.
    Dense,
    /// Every output from the inputs near it.
    Conv(Geometry),
    /// Sums of atoms of length 1, and a mean that is not learnt.
    Dictionary,
    /// What a search finds under the dictionary behind it: it has no weights of its own.
    SparseEncoder,
    /// States from the frames of a sequence, one after another.
    Gru(Gru),
}

/// One layer: `outputs = activation(sums + bias)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayerSpec {
    /// What it is for.
    pub role: Role,
    /// What it computes.
    pub kind: LayerKind,
    /// Numbers in.
    pub inputs: usize,
    /// Numbers out.
    pub outputs: usize,
    /// Layers that stand side by side in it, each with as many of the outputs, and initial weights of its
    /// own: 2 where it gives means and log-variances.
    pub heads: usize,
    /// Whether the sums of a batch are normalised first.
    pub normalised: bool,
    /// What is done to each sum; a recurrent layer does it within, before its gates.
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

    /// A dense layer that gives means, then log-variances, of so many latents.
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

    /// How many numbers flow into an output, and how many an input flows into, as initialisers count
    /// them: a transposed convolution's are those of the convolution that it transposes, as in PyTorch; a
    /// recurrent layer's are those of a frame and one gate.
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

    /// Units of a dense layer, channels of a convolution: what normalisation learns a scale and a shift for.
    pub fn features(&self) -> usize {
        let [_, columns] = self.weights();
        columns
    }

    /// All numbers that are learnt: weights and biases, and scale and shift where sums are normalised.
    pub fn parameters(&self) -> usize {
        let [rows, columns] = self.weights();
        let affine = if self.normalised { 2 } else { 0 };
        (rows + self.biases() + affine) * columns
    }
}

/// What turns the last sums into pixels.
pub fn output_activation(config: &RunConfig) -> Activation {
    match config.output_activation {
        OutputActivation::Sigmoid => Activation::Sigmoid,
        OutputActivation::Linear => Activation::Linear,
    }
}
