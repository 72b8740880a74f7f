//! Queries to the model as it is now: images from codes, and codes from images.

use burn::tensor::Tensor;
use serde::Serialize;

use super::memory::AT_ONCE;
use super::trainer::Trainer;
use crate::config::Bottleneck;
use crate::data::ExampleKind;
use crate::device::readback::read;
use crate::device::upload::float_tensor;
use crate::error::{LabError, Result};
use crate::metrics::image_errors;
use crate::typed_array::TypedArray;

/// Codes and reconstructions of given images.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Reconstruction {
    /// `[count, latent]`
    pub codes: TypedArray<f32>,
    /// Reconstructions, `[count, size]` bytes, ready to draw.
    pub outputs: TypedArray<u8>,
    /// Mean squared error of each, before it is cut to bytes; on 0 to 1.
    pub errors: TypedArray<f32>,
}

/// Posterior of a variational model: a normal distribution along each latent dimension.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Posterior {
    /// `[count, latent]`
    pub means: TypedArray<f32>,
    /// Standard deviations, `[count, latent]`.
    pub deviations: TypedArray<f32>,
}

/// Pictures on their way through the model.
pub(super) struct Passed {
    /// Outputs of the encoder: `[count, latent]`, or of a variational one `[count, 2 · latent]`.
    pub encoder_outputs: Vec<f32>,
    /// `[count, latent]`
    pub codes: Vec<f32>,
    /// `[count, size]`
    pub logits: Vec<f32>,
}

impl Trainer {
    /// Decodes codes to images: `[count, size]` bytes, ready to draw.
    ///
    /// # Shapes
    /// - codes: `[count, latent]`, one after another
    ///
    /// # Errors
    /// `Config` where that are not whole codes, or no numbers; `Device` where the device was lost.
    pub async fn decode(&self, codes: &[f32]) -> Result<Vec<u8>> {
        let latent = self.config.latent;
        self.check("codes", codes.len(), latent)?;
        if let Some(value) = codes.iter().find(|value| !value.is_finite()) {
            return Err(LabError::config(
                "codes",
                value.to_string(),
                "A code has to be of finite numbers.",
                "Ask for a place in the plane.",
            ));
        }
        let (model, context) = (self.learner.model(), self.learner.context());
        let mut pictures = Vec::with_capacity(codes.len() / latent * self.dataset.stride());
        for chunk in codes.chunks(AT_ONCE * latent) {
            let logits = model.decode(self.tensor(chunk.to_vec(), latent), context);
            let [logits] = read([logits]).await?;
            pictures.extend(self.dataset.bytes_of(&model.outputs(logits)));
        }
        Ok(pictures)
    }

    /// Codes and reconstructions of images.
    ///
    /// # Shapes
    /// - examples: `[count, size]` bytes, one after another
    ///
    /// # Errors
    /// `Config` where that are not whole examples; `Device` where the device was lost.
    pub async fn reconstruct(&self, examples: &[u8]) -> Result<Reconstruction> {
        self.check_examples(examples)?;
        let model = self.learner.model();
        let mut all = Reconstruction::default();
        for chunk in examples.chunks(AT_ONCE * self.dataset.stride()) {
            let clean = self.dataset.values_of(chunk);
            let passed = self.pass(clean.clone()).await?;
            let outputs = model.outputs(passed.logits);
            let errors = image_errors(
                &outputs,
                &self.dataset.targets_of(chunk),
                self.dataset.size(),
            );
            all.errors.extend(errors.iter().map(|&error| error as f32));
            all.codes.extend(passed.codes);
            all.outputs.extend(self.dataset.bytes_of(&outputs));
        }
        Ok(all)
    }

    /// Posteriors of images under a variational model.
    ///
    /// # Shapes
    /// - examples: `[count, size]` bytes, one after another
    ///
    /// # Errors
    /// `Config` where the model is not variational, or that are not whole examples; `Device` where the
    /// device was lost.
    pub async fn posterior(&self, examples: &[u8]) -> Result<Posterior> {
        let latent = self.config.latent;
        self.check_examples(examples)?;
        if self.config.bottleneck != Bottleneck::Variational {
            return Err(LabError::config(
                "bottleneck",
                serde_json::to_value(self.config.bottleneck).map_err(LabError::internal)?,
                "Only a variational code says how sure it is of a place.",
                "Choose \"Variational\" as bottleneck.",
            ));
        }
        let mut all = Posterior::default();
        for chunk in examples.chunks(AT_ONCE * self.dataset.stride()) {
            let passed = self.pass(self.dataset.values_of(chunk)).await?;
            for encoder_outputs in passed.encoder_outputs.chunks_exact(2 * latent) {
                let (means, logs) = encoder_outputs.split_at(latent);
                all.means.extend(means);
                all.deviations
                    .extend(logs.iter().map(|log| (log / 2.0).exp()));
            }
        }
        Ok(all)
    }

    /// Images without corruption, `[count, size]` on 0 to 1, through encoder and decoder, without noise.
    pub(super) async fn pass(&self, examples: Vec<f32>) -> Result<Passed> {
        let (model, context) = (self.learner.model(), self.learner.context());
        let preparation = self.learner.objective().preparation();
        let images = preparation.scaled(self.tensor(examples, self.dataset.size()));
        let encoder_outputs = model.encoder_outputs(images, context);
        let codes = model.code(encoder_outputs.clone(), context);
        let logits = model.decode(codes.clone(), context);
        let [encoder_outputs, codes, logits] = read([encoder_outputs, codes, logits]).await?;
        Ok(Passed {
            encoder_outputs,
            codes,
            logits,
        })
    }

    pub(super) fn check(&self, field: &str, count: usize, size: usize) -> Result<()> {
        if count > 0 && count.is_multiple_of(size) {
            return Ok(());
        }
        Err(LabError::config(
            field,
            count,
            format!("{count} numbers are not whole {field} of {size}."),
            "Ask again once the run has been built.",
        ))
    }

    /// Checks that bytes are whole examples, and that floats of a table are finite or not known.
    pub(super) fn check_examples(&self, examples: &[u8]) -> Result<()> {
        self.check("examples", examples.len(), self.dataset.stride())?;
        if self.dataset.kind != ExampleKind::Table {
            return Ok(());
        }
        let values = self.dataset.values_of(examples);
        match values.into_iter().find(|value| !value.is_finite()) {
            Some(value) => Err(LabError::config(
                "examples",
                value.to_string(),
                "A row has to be of finite numbers.",
                "Leave a number empty where it is not known.",
            )),
            None => Ok(()),
        }
    }

    pub(super) fn tensor(&self, values: Vec<f32>, columns: usize) -> Tensor<2> {
        let shape = [values.len() / columns, columns];
        float_tensor(values, shape, &self.device)
    }
}
