//! Drawn shapes, each in a colour of its own: the hue is a sixth known factor.

use rand::RngExt;

use super::shapes;
use crate::config::Source;
use crate::data::{Dataset, Factors};
use crate::rng::{Purpose, stream};

const CHANNELS: usize = 3;
/// Of the shapes, and the hue.
const FACTORS: &[&str] = &[
    "kind",
    "x (pixels)",
    "y (pixels)",
    "scale (pixels)",
    "rotation (radians)",
    "hue (degrees)",
];

/// Draws the set of a seed: its shapes are those of the grey set.
pub fn draw(seed: u32) -> Dataset {
    let grey = shapes::draw(seed);
    let mut rng = stream(seed, Purpose::Hues);
    let mut pixels = Vec::with_capacity(grey.pixels.len() * CHANNELS);
    let mut values = Vec::with_capacity(grey.count() * FACTORS.len());
    let known = grey.factors.iter().flat_map(|factors| {
        let columns = factors.names.len();
        factors.values.chunks_exact(columns)
    });
    for (ink, known) in grey.pixels.chunks_exact(grey.size()).zip(known) {
        let hue = rng.random_range(0.0..360.0);
        let tint = tint(hue);
        pixels.extend(ink.iter().flat_map(|&ink| {
            let ink = f32::from(ink);
            tint.map(|share| (share * ink).round() as u8)
        }));
        values.extend(known);
        values.push(hue);
    }
    Dataset {
        source: Source::Colours,
        name: "Coloured shapes".into(),
        channels: CHANNELS,
        pixels: pixels.into(),
        factors: Some(Factors {
            names: FACTORS,
            values,
        }),
        ..grey
    }
}

/// Red, green and blue of a hue in degrees, as pure and bright as can be: 0 is red, 120 green, 240 blue
/// (A. R. Smith, *Color gamut transform pairs*, 1978).
fn tint(hue: f32) -> [f32; CHANNELS] {
    [5.0, 3.0, 1.0f32].map(|first| {
        let position = (first + hue / 60.0) % 6.0;
        1.0 - position.min(4.0 - position).clamp(0.0, 1.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hues_have_the_colours_of_their_names() {
        for (hue, expected) in [
            (0.0, [1.0, 0.0, 0.0]),
            (60.0, [1.0, 1.0, 0.0]),
            (120.0, [0.0, 1.0, 0.0]),
            (180.0, [0.0, 1.0, 1.0]),
            (240.0, [0.0, 0.0, 1.0]),
            (330.0, [1.0, 0.0, 0.5]),
        ] {
            assert_eq!(tint(hue), expected, "{hue}");
        }
    }

    #[test]
    fn every_picture_is_its_grey_shape_in_the_hue_that_its_factors_tell() {
        let (set, grey) = (draw(4), shapes::draw(4));
        assert_eq!((set.count(), set.size()), (grey.count(), 32 * 32 * 3));
        assert_eq!((&set.labels, &set.classes), (&grey.labels, &grey.classes));
        let factors = &set.factors.as_ref().unwrap().values;
        let grey_factors = &grey.factors.as_ref().unwrap().values;
        for index in 0..set.count() {
            let row = &factors[index * 6..(index + 1) * 6];
            assert_eq!(row[..5], grey_factors[index * 5..(index + 1) * 5]);
            let pixels = set.image(index).chunks_exact(3);
            for (pixel, &ink) in pixels.zip(grey.image(index)) {
                // One channel is full and one empty at any hue.
                assert_eq!(pixel.iter().max(), Some(&ink));
                assert_eq!(pixel.iter().min(), Some(&0));
                let expected = tint(row[5]).map(|share| (share * f32::from(ink)).round() as u8);
                assert_eq!(pixel, expected);
            }
        }
        assert_eq!(set, draw(4));
    }
}
