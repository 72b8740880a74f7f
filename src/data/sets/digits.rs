//! Built-in handwritten digits: 1,797 real ones, 8 by 8 pixels, embedded as two small IDX files
//! (see `scripts/export_digits.py`). E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten
//! Digits", UCI Machine Learning Repository, 1998, CC BY 4.0.

use std::io::Read;

use flate2::read::GzDecoder;

use crate::config::Source;
use crate::data::labels::numbered;
use crate::data::{Dataset, ExampleKind};
use crate::error::{LabError, Result};
use crate::shape::Extent;

const IMAGES: &[u8] = include_bytes!("digits/images.idx3.gz");
const LABELS: &[u8] = include_bytes!("digits/labels.idx1.gz");

/// Bytes of a header: the magic number, and four for each dimension.
const IMAGES_HEADER: usize = 16;
const LABELS_HEADER: usize = 8;

/// Unpacks the digits.
///
/// # Errors
/// `Internal`, only if the build embedded a corrupt file.
pub fn load() -> Result<Dataset> {
    let pixels = unpacked(IMAGES, IMAGES_HEADER)?;
    let labels = unpacked(LABELS, LABELS_HEADER)?;
    let (kind, extent) = (ExampleKind::Image, Extent::grey(8, 8));
    Ok(Dataset {
        classes: numbered(&labels),
        labels,
        ..Dataset::new(Source::Digits, kind, "Handwritten digits", extent, pixels)
    })
}

fn unpacked(file: &[u8], header: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = GzDecoder::new(file).read_to_end(&mut bytes);
    read.map_err(LabError::internal)?;
    Ok(bytes.split_off(header.min(bytes.len())))
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
