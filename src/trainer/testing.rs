//! What a run makes of the test images, which nothing before has seen.

use burn::tensor::{Tensor, Transaction};
use serde::{Deserialize, Serialize};

use super::Trainer;
use crate::data::batches;
use crate::error::{LabError, Result};
use crate::metrics::{Evaluation, Labelled, Report};
use crate::snapshot::floats;

/// Images that go through the model at once.
const AT_ONCE: usize = 1000;

/// All that is measured on the test images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// Test images.
    pub images: usize,
    /// What is minimised, as a mean over them.
    pub loss: f64,
    /// The metrics.
    #[serde(flatten)]
    pub report: Report,
}

/// Images through the model.
#[derive(Default)]
struct Seen {
    /// `[count, pixels]`, 0 to 1.
    outputs: Vec<f32>,
    /// `[count, latent]`
    codes: Vec<f32>,
    /// Mean over the images.
    loss: f64,
}

impl Trainer {
    /// Measures the run on the test images; what is asked about labels, with the codes of the training
    /// images. Takes a while with many images.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn test(&self) -> Result<Test> {
        let seen = self.see(&self.test).await?;
        let images = self.dataset.images(&self.test);
        let images: Vec<f32> = images.iter().map(|&byte| f32::from(byte) / 255.0).collect();
        let labels = self.dataset.labels_of(&self.test);
        let known = self.dataset.labels_of(self.batches.images());
        let references = match known.is_empty() {
            true => Vec::new(),
            false => self.encode(self.batches.images()).await?,
        };
        let report = Report::new(&Evaluation {
            outputs: &seen.outputs,
            images: &images,
            width: self.dataset.width,
            height: self.dataset.height,
            latent: seen.codes.len() / self.test.len(),
            codes: &seen.codes,
            labels: &labels,
            references: (!known.is_empty()).then_some(Labelled {
                codes: &references,
                labels: &known,
            }),
            abnormal: None,
        });
        Ok(Test {
            images: self.test.len(),
            loss: seen.loss,
            report,
        })
    }

    async fn see(&self, indices: &[usize]) -> Result<Seen> {
        let model = self.learner.model();
        let mut seen = Seen::default();
        for part in indices.chunks(AT_ONCE) {
            let images = batches::tensor(&self.dataset, part, &self.device);
            let codes = model.encode(images.clone());
            let logits = model.decode(codes.clone());
            let loss = self.learner.evaluate(images);
            let data = Transaction::default()
                .register(logits)
                .register(codes)
                .register(loss)
                .execute_async()
                .await
                .map_err(LabError::device)?;
            let parts = data.into_iter().map(floats).collect::<Result<Vec<_>>>()?;
            let [logits, codes, loss] = <[Vec<f32>; 3]>::try_from(parts)
                .map_err(|parts| LabError::internal(format!("{} tensors, not 3", parts.len())))?;
            seen.outputs
                .extend(logits.iter().map(|&logit| model.pixel(logit)));
            seen.codes.extend(codes);
            seen.loss += f64::from(loss[0]) * part.len() as f64 / indices.len() as f64;
        }
        Ok(seen)
    }

    async fn encode(&self, indices: &[usize]) -> Result<Vec<f32>> {
        let model = self.learner.model();
        let mut codes = Vec::new();
        for part in indices.chunks(AT_ONCE) {
            let images = batches::tensor(&self.dataset, part, &self.device);
            codes.extend(read(model.encode(images)).await?);
        }
        Ok(codes)
    }
}

async fn read(tensor: Tensor<2>) -> Result<Vec<f32>> {
    floats(tensor.into_data_async().await.map_err(LabError::device)?)
}
