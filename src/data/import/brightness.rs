//! Brightness of opened images: values that do not reach 255, or do not vary.

use crate::error::{LabError, Result};

/// Brightest value below which images look black.
const DARK: u8 = 128;

/// The brightest value of images that do vary.
///
/// # Errors
/// `Data` where every value is the same.
pub fn brightest(name: &str, pixels: &[u8]) -> Result<u8> {
    let largest = pixels.iter().copied().max().unwrap_or(0);
    if pixels.iter().any(|&value| value != largest) {
        return Ok(largest);
    }
    Err(LabError::data(
        "data",
        largest,
        format!("{name}: every value is the same ({largest} of 255): there is nothing to learn."),
        "Were values from 0 to 1 saved as whole numbers? Multiply by 255 before you save them as bytes.",
    ))
}

/// Sentences about files whose brightest values are so dark that reconstructions look black.
pub fn warnings(files: &[(String, u8)]) -> Vec<String> {
    let dark: Vec<_> = files.iter().filter(|(_, value)| *value < DARK).collect();
    let everywhere = dark.len() == files.len() && dark.iter().all(|file| file.1 == dark[0].1);
    let of = |name: &str, value: u8| {
        let place = if name.is_empty() {
            String::new()
        } else {
            format!(" of {name}")
        };
        format!(
            "The brightest value{place} is {value} of 255, so the images look nearly black, and MSE and PSNR look \
             better than they are. Stretch the range (\"stretch\": \"yes\"), or multiply the values by {} before you save them.",
            255 / u16::from(value.max(1))
        )
    };
    match dark[..] {
        [&(_, value), ..] if everywhere => vec![of("", value)],
        _ => dark.iter().map(|(name, value)| of(name, *value)).collect(),
    }
}
