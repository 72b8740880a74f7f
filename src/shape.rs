//! The shape of an image.

use serde::Serialize;

/// Height, width and channels of an image. Its pixel (y, x) of channel c is number
/// `(y * width + x) * channels + c`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Extent {
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// Numbers of a pixel.
    pub channels: usize,
}

impl Extent {
    /// Of one channel: a grey image.
    pub fn grey(height: usize, width: usize) -> Self {
        Self {
            height,
            width,
            channels: 1,
        }
    }

    /// Of one row of numbers: a signal, or a row of a table.
    pub fn row(width: usize) -> Self {
        Self::grey(1, width)
    }

    /// Numbers of an image.
    pub fn size(&self) -> usize {
        self.positions() * self.channels
    }

    /// Pixels of an image.
    pub fn positions(&self) -> usize {
        self.height * self.width
    }
}
