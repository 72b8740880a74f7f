//! Corruption of examples that the page brings, by the operation of training.

use serde::Serialize;

use super::trainer::Trainer;
use crate::config::RunConfig;
use crate::device::readback::read;
use crate::error::Result;
use crate::model::preprocessing::Preprocessing;
use crate::typed_array::TypedArray;

/// Grey that only corruption changes: masking and salt-and-pepper set values to 0 or 1.
const GREY: f32 = 0.5;

/// Corrupted examples.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Corrupted {
    /// `[count, size]` bytes, ready to draw.
    pub examples: TypedArray<u8>,
    /// 1 for each value that the corruption touched, else 0: `[count, size]`.
    pub mask: TypedArray<u8>,
}

impl Trainer {
    /// Corrupts examples with the corruption, its amount and the seed of `settings`, as training corrupts examples that it
    /// evaluates on. The same seed and settings give the same corruption.
    ///
    /// # Shapes
    /// - examples: `[count, size]` bytes, one after another
    ///
    /// # Errors
    /// `Config` where these are not whole examples; `Device` where the device was lost.
    pub async fn corrupt(&self, examples: &[u8], settings: &RunConfig) -> Result<Corrupted> {
        let size = self.dataset.size();
        self.check_examples(examples)?;
        let (kind, extent) = (self.dataset.kind, self.dataset.extent());
        let preprocessing = Preprocessing::new(settings, kind, extent, None);
        let context = self.learner.context();
        let clean = self.dataset.values_of(examples);
        let grey = vec![GREY; clean.len()];
        let corrupted =
            [clean, grey].map(|images| preprocessing.corrupt(self.tensor(images, size), context));
        let [examples, grey] = read(corrupted).await?;
        let touched = grey.into_iter().map(|value| value != GREY);
        Ok(Corrupted {
            examples: self.dataset.bytes_of(&examples).into(),
            mask: touched.map(u8::from).collect(),
        })
    }
}
