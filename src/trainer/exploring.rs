//! Questions to the model as it is now: pictures from codes, and codes from pictures.

use burn::tensor::{Tensor, TensorData, Transaction};

use super::{AT_ONCE, Trainer};
use crate::error::{LabError, Result};
use crate::snapshot::{bytes, floats};

/// What the model makes of pictures that somebody brought.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reconstruction {
    /// `[count, latent]`
    pub codes: Vec<f32>,
    /// Copies, `[count, size]` bytes, ready to draw.
    pub outputs: Vec<u8>,
    /// Mean squared error of each, before it is cut to bytes; on 0 to 1.
    pub errors: Vec<f32>,
}

impl Trainer {
    /// The pictures of some codes: `[count, size]` bytes, ready to draw.
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
        let (model, moment) = (self.learner.model(), self.learner.moment());
        let mut pictures = Vec::with_capacity(codes.len() / latent * self.dataset.size());
        for part in codes.chunks(AT_ONCE * latent) {
            let logits = model.decode(self.tensor(part.to_vec(), latent), moment);
            let logits = logits.into_data_async().await.map_err(LabError::device)?;
            let pixels = floats(logits)?.into_iter().map(|logit| model.pixel(logit));
            pictures.extend(bytes(&pixels.collect::<Vec<_>>()));
        }
        Ok(pictures)
    }

    /// Codes and copies of some pictures.
    ///
    /// # Shapes
    /// - pictures: `[count, size]` bytes, one after another
    ///
    /// # Errors
    /// `Config` where that are not whole pictures; `Device` where the device was lost.
    pub async fn reconstruct(&self, pictures: &[u8]) -> Result<Reconstruction> {
        let size = self.dataset.size();
        self.check("pictures", pictures.len(), size)?;
        let (model, moment) = (self.learner.model(), self.learner.moment());
        let preparation = self.learner.objective().preparation();
        let mut all = Reconstruction::default();
        for part in pictures.chunks(AT_ONCE * size) {
            let clean: Vec<f32> = part.iter().map(|&byte| f32::from(byte) / 255.0).collect();
            let images = preparation.scaled(self.tensor(clean.clone(), size));
            let codes = model.encode(images, moment);
            let logits = model.decode(codes.clone(), moment);
            let reading = Transaction::default().register(codes).register(logits);
            let data = reading.execute_async().await.map_err(LabError::device)?;
            let [codes, logits] = <[TensorData; 2]>::try_from(data)
                .map_err(|data| LabError::internal(format!("{} tensors, not two", data.len())))?;
            let outputs = floats(logits)?.into_iter().map(|logit| model.pixel(logit));
            let outputs: Vec<_> = outputs.collect();
            let pairs = outputs.chunks_exact(size).zip(clean.chunks_exact(size));
            all.errors.extend(pairs.map(|(output, image)| {
                let squares = output.iter().zip(image).map(|(a, b)| (a - b) * (a - b));
                squares.sum::<f32>() / size as f32
            }));
            all.codes.extend(floats(codes)?);
            all.outputs.extend(bytes(&outputs));
        }
        Ok(all)
    }

    fn check(&self, field: &str, count: usize, size: usize) -> Result<()> {
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

    fn tensor(&self, values: Vec<f32>, columns: usize) -> Tensor<2> {
        let shape = [values.len() / columns, columns];
        Tensor::from_data(TensorData::new(values, shape), &self.device)
    }
}
