//! Built-in handwritten digits: 1,797 real ones, 8 by 8 pixels, embedded as two small IDX files
//! (see `scripts/export_digits.py`). E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten
//! Digits", UCI Machine Learning Repository, 1998, CC BY 4.0.

use crate::config::Source;
use crate::data::formats::idx;
use crate::data::{Dataset, ExampleKind, numbered};
use crate::error::Result;

const IMAGES: &[u8] = include_bytes!("digits/images.idx3.gz");
const LABELS: &[u8] = include_bytes!("digits/labels.idx1.gz");

/// Unpacks the digits.
///
/// # Errors
/// `Data`, only if the build embedded a corrupt file.
pub fn load() -> Result<Dataset> {
    let images = idx::parse("digits", IMAGES)?;
    let labels = idx::parse("digit labels", LABELS)?;
    Ok(Dataset {
        source: Source::Digits,
        kind: ExampleKind::Image,
        name: "Handwritten digits".into(),
        width: 8,
        height: 8,
        channels: 1,
        pixels: images.elements.bytes,
        classes: numbered(&labels.elements.bytes),
        labels: labels.elements.bytes,
        factors: None,
        test_from: None,
        fingerprint: 0,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_digits_are_those_of_scikit_learn() {
        // import numpy, sklearn.datasets as d; x = d.load_digits()
        // numpy.bincount(x.target); (x.images[0] * 255 / 16).round()[0]; x.data.sum()
        let digits = super::load().unwrap();
        let mut counts = [0; 10];
        digits
            .labels
            .iter()
            .for_each(|&label| counts[usize::from(label)] += 1);
        assert_eq!(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
        assert_eq!(digits.image(0)[..8], [0, 0, 80, 207, 143, 16, 0, 0]);
        let sum: f64 = digits
            .pixels
            .iter()
            .map(|&byte| (f64::from(byte) * 16.0 / 255.0).round())
            .sum();
        assert_eq!(sum, 561_718.0);
    }
}
