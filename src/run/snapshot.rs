//! Pictures for the page: the fixed probes through the model, and the codes of the fixed points, read
//! from the device in one transaction.

use burn::tensor::Tensor;
use serde::Serialize;

use crate::data::Dataset;
use crate::device::readback::read;
use crate::error::Result;
use crate::model::Autoencoder;
use crate::model::context::ForwardContext;
use crate::typed_array::TypedArray;

/// Reconstructions of the probes and codes of the points at one step.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Snapshot {
    /// Steps done.
    pub step: usize,
    /// Reconstructions, `[probes, pixels]` bytes, ready to draw.
    pub outputs: TypedArray<u8>,
    /// Absolute differences from the input, `[probes, pixels]` bytes; of a table floats, in standard deviations.
    pub errors: TypedArray<u8>,
    /// `[points, latent]`, row-major.
    pub codes: TypedArray<f32>,
    /// Numbers a code.
    pub latent: usize,
    /// Mean absolute difference of the probes from their input, before it is cut to bytes; infinite
    /// where any number is not finite.
    #[serde(skip)]
    pub mean_error: f32,
}

/// Takes a snapshot. What follows from the numbers that are read is made of them here.
///
/// # Shapes
/// - probes: `[probes, pixels]`, points: `[points, pixels]`, both as the network sees them, without
///   autodiff
/// - indices: the probes in their data set
///
/// # Errors
/// `Device` where the device was lost.
pub async fn take(
    step: usize,
    (model, context): (&Autoencoder, ForwardContext<'_>),
    probes: Tensor<2>,
    (dataset, indices): (&Dataset, &[usize]),
    points: Tensor<2>,
) -> Result<Snapshot> {
    let logits = model.decode(model.encode(probes, context), context);
    let codes = model.encode(points, context);
    let [_, latent] = codes.dims();
    let [logits, codes] = read([logits, codes]).await?;
    let outputs = model.outputs(logits);
    let inputs = dataset.images(indices);
    let mask = dataset.mask_of(&inputs);
    let pixels = outputs.iter().zip(dataset.values_of(&inputs));
    let mut errors: Vec<f32> = pixels
        .map(|(output, input)| (output - input).abs())
        .collect();
    for (error, &known) in errors.iter_mut().zip(mask.iter().flatten()) {
        if known == 0 {
            *error = 0.0;
        }
    }
    let sound = outputs.iter().chain(&codes).all(|value| value.is_finite());
    let mean = errors.iter().sum::<f32>() / errors.len() as f32;
    let mean_error = if sound { mean } else { f32::INFINITY };
    Ok(Snapshot {
        step,
        outputs: dataset.bytes_of(&outputs).into(),
        errors: dataset.error_bytes_of(&errors).into(),
        codes: codes.into(),
        latent,
        mean_error,
    })
}
