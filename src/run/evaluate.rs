//! Evaluation of a run on images that it was not trained on.

use std::borrow::Cow;
use std::collections::BTreeMap;

use burn::tensor::Transaction;
use serde::{Deserialize, Serialize};

use super::build;
use super::memory::AT_ONCE;
use super::progress::{Diverged, NonFinite};
use super::trainer::Trainer;
use crate::config::{Bottleneck, Loss};
use crate::data::labels::KnownCodes;
use crate::data::split::Split;
use crate::data::{ExampleKind, batches};
use crate::device::readback::{floats, read};
use crate::error::{LabError, Result};
use crate::metrics::elbo::{Lost, reconstruction_nats};
use crate::metrics::{Evaluation, Report, least_cross_entropy};
use crate::model::Autoencoder;
use crate::ops::layers::variational::kl;

/// All that is measured on some images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct EvaluationResult {
    /// Number of images.
    pub images: usize,
    /// The training loss, as a mean over them.
    pub loss: f64,
    /// Its terms by their names, without their weights, and quantities that are only watched.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), ts(skip))]
    pub terms: BTreeMap<String, f64>,
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
    /// The terms of the loss, as means over the images, or over those of known label.
    terms: Vec<f64>,
    /// The KL divergence of a variational posterior without free bits, as a mean over the images.
    kl: f64,
}

impl Seen {
    /// True if every output and code is finite.
    fn is_finite(&self) -> bool {
        let numbers = self.outputs.iter().chain(&self.codes);
        numbers.copied().all(f32::is_finite)
    }
}

impl Trainer {
    /// Measures the run on the test images. Metrics that need labels use the codes of all training images.
    /// Takes a while with many images.
    ///
    /// # Errors
    /// `Device` where the device was lost; `Diverged` where an output of the model is not finite.
    pub async fn test(&self) -> Result<EvaluationResult> {
        let known = self.dataset.known(self.batches.images());
        self.measure(Split::Test, &known).await
    }

    /// Measures the run on the validation images, with the codes of at most 2,000 training images. It is
    /// fast enough for use during training.
    ///
    /// # Errors
    /// As of `test`.
    pub async fn validate(&self) -> Result<EvaluationResult> {
        self.measure(Split::Validation, &self.known_references())
            .await
    }

    /// Measures the normal images of a split. The codes of the references vote for classes: their labels are known.
    async fn measure(&self, split: Split, references: &[usize]) -> Result<EvaluationResult> {
        let indices = &self
            .dataset
            .only(self.indices(split), &self.config.normal_classes);
        if indices.is_empty() {
            return Err(LabError::config(
                "split",
                format!("{split:?}").to_lowercase(),
                "This run has no such examples: it was trained on them too.",
                "Measure the test examples.",
            ));
        }
        let seen = self.see(indices).await?;
        if !seen.is_finite() {
            let output = NonFinite::named("output");
            return Err(Diverged::new(
                self.diverged.as_ref().unwrap_or(&output),
                self.step,
                self.config.learning_rate,
                self.last_sound.step,
            )
            .error);
        }
        let targets = self.dataset.targets(indices);
        // only tables have what is not known, and so other targets than images
        let images = match self.dataset.kind {
            ExampleKind::Table => Cow::Owned(self.dataset.values(indices)),
            _ => Cow::Borrowed(&targets[..]),
        };
        let queries = KnownCodes::new(&seen.codes, &self.dataset.labels_of(indices));
        let references = KnownCodes::new(
            &self.encode(references).await?,
            &self.dataset.labels_of(references),
        );
        let objective = self.learner.objective();
        let terms: Vec<_> = seen.terms.iter().map(|&term| term as f32).collect();
        let has_labels = queries.labelled().is_some();
        let measured = objective
            .info()
            .into_iter()
            .zip(objective.of_labelled())
            .zip(&seen.terms);
        let named = measured
            .filter(|((_, of_labelled), _)| has_labels || !of_labelled)
            .map(|((term, _), &value)| (term.quantity.name.to_owned(), value));
        let named = named.collect();
        let mut report = Report::new(&Evaluation {
            outputs: &seen.outputs,
            images: &images,
            targets: &targets,
            columns: &self.dataset.columns.cells(),
            extent: self.dataset.extent(),
            are_words: self.dataset.kind == ExampleKind::Word,
            latent: seen.codes.len() / indices.len(),
            codes: &seen.codes,
            queries: queries.labelled(),
            references: references.labelled(),
        });
        let are_pixels = matches!(
            self.dataset.kind,
            ExampleKind::Image | ExampleKind::Sequence
        );
        report.least_cross_entropy =
            (self.config.loss == Loss::Bce && are_pixels).then(|| least_cross_entropy(&images));
        (report.auroc, report.anomalies) = self.auroc(split).await?;
        if let (Bottleneck::Variational, Some(&lost)) = (self.config.bottleneck, seen.terms.first())
        {
            let lost = match self.dataset.kind {
                ExampleKind::Table => self.row_nats(&seen.outputs, &targets),
                _ => objective.reconstruction().nats(lost, self.dataset.size()),
            };
            report = report.with_elbo(lost, seen.kl);
        }
        Ok(EvaluationResult {
            images: indices.len(),
            loss: f64::from(objective.full(&terms)),
            terms: named,
            report,
        })
    }

    /// Negative log-likelihood of rows of a table, as a mean over them.
    fn row_nats(&self, outputs: &[f32], targets: &[f32]) -> f64 {
        let (size, softmaxes) = (self.dataset.size(), self.dataset.layout().softmaxes());
        let rows = outputs.chunks_exact(size).zip(targets.chunks_exact(size));
        let nats = rows.map(|(outputs, row)| {
            let lost = Lost::Fields {
                outputs,
                softmaxes: &softmaxes,
            };
            reconstruction_nats(lost, row)
        });
        nats.sum::<f64>() / (targets.len() / size) as f64
    }

    async fn see(&self, indices: &[usize]) -> Result<Seen> {
        let (model, context) = (self.learner.model(), self.learner.context());
        let preparation = self.learner.objective().preparation();
        let of_labelled = self.learner.objective().of_labelled();
        let labelled = self.dataset.known(indices).len();
        let mut seen = Seen::default();
        seen.outputs
            .reserve_exact(indices.len() * self.dataset.size());
        for chunk in indices.chunks(AT_ONCE) {
            let batch = build::batch(&self.config, &self.dataset, chunk, &self.device);
            let (_, images) = preparation.prepare(batch.images.clone(), context);
            let encoder_outputs = model.encoder_outputs(images, context);
            let drawn = self.config.bottleneck == Bottleneck::Variational;
            let divergence = drawn.then(|| kl(encoder_outputs.clone(), 0.0));
            let codes = model.code(encoder_outputs, context);
            let logits = model.decode(codes.clone(), context);
            let terms = self.learner.evaluate(batch);
            let reading = Transaction::default().register(logits).register(codes);
            let numbers = divergence.into_iter().chain(terms);
            let reading = numbers.fold(reading, Transaction::register);
            let data = reading.execute_async().await.map_err(LabError::device)?;
            let mut parts = data.into_iter().map(floats);
            let mut next = || parts.next().transpose().map(Option::unwrap_or_default);
            seen.outputs.extend(model.outputs(next()?));
            seen.codes.extend(next()?);
            let divergence = if drawn { next()? } else { Vec::new() };
            let terms = parts.collect::<Result<Vec<_>>>()?.concat();
            let share = chunk.len() as f64 / indices.len() as f64;
            let known = self.dataset.known(chunk).len() as f64 / labelled.max(1) as f64;
            seen.kl += divergence.iter().copied().map(f64::from).sum::<f64>() * share;
            seen.terms.resize(terms.len(), 0.0);
            for ((sum, term), of_labelled) in seen.terms.iter_mut().zip(terms).zip(&of_labelled) {
                *sum += f64::from(term) * if *of_labelled { known } else { share };
            }
        }
        Ok(seen)
    }

    pub(super) async fn encode(&self, indices: &[usize]) -> Result<Vec<f32>> {
        self.encode_with(&self.learner.model(), indices).await
    }

    /// The codes that a model of this run has for some examples, `[indices, latent]`.
    pub(super) async fn encode_with(
        &self,
        model: &Autoencoder,
        indices: &[usize],
    ) -> Result<Vec<f32>> {
        let context = self.learner.context();
        let preparation = self.learner.objective().preparation();
        let mut codes = Vec::new();
        for chunk in indices.chunks(AT_ONCE) {
            let images = batches::tensor(&self.dataset, chunk, &self.device);
            let seen = preparation.scaled(images);
            let [read] = read([model.encode(seen, context)]).await?;
            codes.extend(read);
        }
        Ok(codes)
    }
}
