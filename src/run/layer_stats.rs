//! Statistics of the layers of a model: filters of the first, atoms of the last, and the distribution of
//! weights, gradients and activations of each.

use serde::Serialize;

use super::build;
use super::trainer::Trainer;
use crate::data::batches;
use crate::device::readback::read_all;
use crate::error::Result;
use crate::model::filters::{Tiles, atoms, filters};
use crate::model::layer::Layer;

/// Number of validation examples whose activations are measured; of training examples where all are trained on.
const WATCHED: usize = 256;

/// Statistics of one layer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct LayerStats {
    /// Root mean square of its weights and biases.
    pub weights: f64,
    /// The same of their gradient on a batch of training examples.
    pub gradients: f64,
    /// Mean of its outputs over validation examples and units.
    pub mean: f64,
    /// Their standard deviation.
    pub deviation: f64,
    /// Share of its units that give the same for every example.
    pub silent: f64,
}

/// Statistics of all layers of a model.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS), ts(optional_fields))]
pub struct ModelStats {
    /// Weights of the first layer as images, where its units see whole images or windows of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Tiles>,
    /// Weights of the last layer as images, one for each of its inputs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub atoms: Option<Tiles>,
    /// From input to output; an encoder by FISTA has none.
    pub layers: Vec<LayerStats>,
}

impl Trainer {
    /// Measures the layers of the model as it is now, without changing it.
    ///
    /// # Errors
    /// `Device` where the device was lost.
    pub async fn model_stats(&self) -> Result<ModelStats> {
        let model = self.learner.model();
        let layers: Vec<&Layer> = model.layers().collect();
        let watched = match self.points.is_empty() {
            true => self.batches.images(),
            false => &self.points,
        };
        let watched = &watched[..watched.len().min(WATCHED)];
        let images = batches::tensor(&self.dataset, watched, &self.device);
        let images = self.learner.objective().preparation().scaled(images);
        let outputs = model.activations(images, self.learner.context());
        let known = self.batches.images();
        let batch = &known[..known.len().min(self.config.batch_size)];
        let batch = build::batch(&self.config, &self.dataset, batch, &self.device);
        let gradients = self.learner.gradients(batch).await?;
        let weights = read_all(layers.iter().map(|layer| layer.weights())).await?;
        let units = outputs.iter().map(|values| values.dims()[1]);
        let units: Vec<usize> = units.collect();
        let outputs = read_all(outputs).await?;

        let statistics = layers.iter().enumerate().map(|(at, layer)| {
            let gradient = gradients.iter().find(|(id, _)| *id == layer.id());
            let (mean, deviation) = mean_and_deviation(&outputs[at]);
            LayerStats {
                weights: root_mean_square(&weights[at]),
                gradients: gradient.map_or(0.0, |(_, values)| root_mean_square(values)),
                mean,
                deviation,
                silent: silent(&outputs[at], units[at]),
            }
        });
        let picture = self.dataset.extent();
        let first = layers.first().zip(weights.first());
        let last = layers.last().zip(weights.last());
        Ok(ModelStats {
            layers: statistics.collect(),
            filters: first.and_then(|(layer, weights)| {
                filters(layer.kind(), weights, columns(layer), picture)
            }),
            atoms: last
                .and_then(|(layer, weights)| atoms(layer.kind(), weights, columns(layer), picture)),
        })
    }
}

fn columns(layer: &Layer) -> usize {
    layer.weights().dims()[1]
}

fn root_mean_square(values: &[f32]) -> f64 {
    let squares: f64 = values.iter().map(|&value| f64::from(value).powi(2)).sum();
    (squares / values.len().max(1) as f64).sqrt()
}

fn mean_and_deviation(values: &[f32]) -> (f64, f64) {
    let count = values.len().max(1) as f64;
    let mean = values.iter().copied().map(f64::from).sum::<f64>() / count;
    let squares = values
        .iter()
        .map(|&value| (f64::from(value) - mean).powi(2));
    (mean, (squares.sum::<f64>() / count).sqrt())
}

/// Share of the columns that hold one value throughout.
fn silent(values: &[f32], columns: usize) -> f64 {
    let is_silent = |column: &usize| {
        let mut unit = values.iter().skip(*column).step_by(columns);
        let first = unit.next();
        unit.all(|value| Some(value) == first)
    };
    (0..columns).filter(is_silent).count() as f64 / columns.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_are_those_of_their_names() {
        assert_eq!(root_mean_square(&[3.0, -3.0]), 3.0);
        assert_eq!(mean_and_deviation(&[1.0, 3.0]), (2.0, 1.0));
        assert_eq!(silent(&[0.0, 1.0, 2.0, 0.0, 1.0, 3.0], 3), 2.0 / 3.0);
    }
}
