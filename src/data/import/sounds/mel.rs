//! Log-mel pictures of sounds: the power of bands of frequencies over time, in decibels.
//!
//! The bands are triangles whose corners have equal distances on the mel scale, `2595 log10(1 + f / 700)`, as in S. Young et al.,
//! *The HTK Book*, Cambridge University, 2006, section 5.4.

use std::f64::consts::TAU;

use microfft::real;

use crate::error::{LabError, Result};

/// Decibels from black to white.
pub const DECIBELS: u32 = 80;

/// Samples of the shortest and longest window.
const LEAST_WINDOW: usize = 64;
const MOST_WINDOW: usize = 16_384;

/// Painter of log-mel pictures.
pub struct Mel {
    /// Hann window, `[window]`, so scaled that a pure tone of amplitude 1 has power 1.
    window: Vec<f32>,
    /// First bin and weights of each band, the lowest first.
    bands: Vec<(usize, Vec<f32>)>,
    /// Samples from one moment to the next.
    hop: f64,
    /// Samples of a window; then real and imaginary parts of its bins.
    part: Vec<f32>,
    /// Power of each bin.
    powers: Vec<f32>,
}

impl Mel {
    /// For excerpts of so many samples at a rate, with `side` bands at `side` moments.
    ///
    /// # Errors
    /// `Internal` for no samples.
    pub fn new(rate: f64, samples: usize, side: usize) -> Result<Self> {
        let hop = samples as f64 / side.max(1) as f64;
        // the lowest band, the narrowest, is no narrower than a bin
        let narrowest = hertz(mel(rate / 2.0) / (side + 1) as f64);
        let length = (rate / narrowest).max(2.0 * hop).ceil() as usize;
        let length = length.next_power_of_two().clamp(LEAST_WINDOW, MOST_WINDOW);
        if !rate.is_normal() || samples == 0 {
            return Err(LabError::internal("sounds without samples"));
        }
        // the sum of a Hann window is half its length, and a tone of amplitude 1 has half of it in its bin
        let scale = 4.0 / length as f64;
        let window = |at: usize| scale * (0.5 - 0.5 * (TAU * at as f64 / length as f64).cos());
        Ok(Self {
            window: (0..length).map(|at| window(at) as f32).collect(),
            bands: bands(rate, length, side),
            hop,
            part: vec![0.0; length],
            powers: vec![0.0; length / 2 + 1],
        })
    }

    /// Samples of a window.
    pub fn window(&self) -> usize {
        self.window.len()
    }

    /// Samples from one moment to the next.
    pub fn hop(&self) -> f64 {
        self.hop
    }

    /// Adds the picture of an excerpt, `[bands, moments]`, the highest band first; `loudest` is the amplitude of 0 dB.
    ///
    /// # Errors
    /// `Internal`, never.
    pub fn paint(&mut self, samples: &[f32], loudest: f32, bytes: &mut Vec<u8>) -> Result<()> {
        let (from, side) = (bytes.len(), self.bands.len());
        bytes.resize(from + side * side, 0);
        let picture = &mut bytes[from..];
        for moment in 0..side {
            self.listen(samples, moment, loudest)?;
            let columns = picture.iter_mut().skip(moment).step_by(side);
            for (byte, (first, weights)) in columns.zip(self.bands.iter().rev()) {
                let bins = self.powers.iter().skip(*first).zip(weights);
                let power: f32 = bins.map(|(power, weight)| weight * power).sum();
                let decibels = 10.0 * power.max(f32::MIN_POSITIVE).log10();
                // a cast keeps within 0 and 255
                *byte = (255.0 * (1.0 + decibels / DECIBELS as f32)).round() as u8;
            }
        }
        Ok(())
    }

    /// The powers around the middle of a moment.
    fn listen(&mut self, samples: &[f32], moment: usize, loudest: f32) -> Result<()> {
        let middle = ((moment as f64 + 0.5) * self.hop).round() as usize;
        let half = self.window.len() / 2;
        for (at, (value, weight)) in self.part.iter_mut().zip(&self.window).enumerate() {
            let sample = (middle + at)
                .checked_sub(half)
                .and_then(|at| samples.get(at));
            *value = sample.map_or(0.0, |sample| sample * weight / loudest);
        }
        transform(&mut self.part, &mut self.powers)
    }
}

/// The power of each bin of a window, from 0 to half the rate.
fn transform(part: &mut [f32], powers: &mut [f32]) -> Result<()> {
    macro_rules! of_length {
        ($($length:literal $fourier:ident)*) => {
            match part.len() {
                $($length => {
                    let part = part.first_chunk_mut::<$length>();
                    let part = part.ok_or_else(|| LabError::internal("a window of no length"))?;
                    real::$fourier(part).as_slice()
                })*
                length => return Err(LabError::internal(format!("a window of {length}"))),
            }
        };
    }
    let bins = of_length!(64 rfft_64 128 rfft_128 256 rfft_256 512 rfft_512 1024 rfft_1024 2048 rfft_2048
        4096 rfft_4096 8192 rfft_8192 16384 rfft_16384);
    for (power, bin) in powers.iter_mut().zip(bins) {
        *power = bin.norm_sqr();
    }
    // the last bin, which is real, lies in the imaginary part of the first one
    if let (Some(first), [power, .., last]) = (bins.first(), powers) {
        (*power, *last) = (first.re.powi(2), first.im.powi(2));
    }
    Ok(())
}

/// Frequency in Hz as mel.
fn mel(hertz: f64) -> f64 {
    2595.0 * (1.0 + hertz / 700.0).log10()
}

/// Mel as frequency in Hz.
fn hertz(mel: f64) -> f64 {
    700.0 * (10f64.powf(mel / 2595.0) - 1.0)
}

/// Triangles from 0 to half the rate, each from the middle of the one before to that of the next.
fn bands(rate: f64, length: usize, count: usize) -> Vec<(usize, Vec<f32>)> {
    let corner = |at: usize| hertz(mel(rate / 2.0) * at as f64 / (count + 1) as f64);
    let bin = rate / length as f64;
    let band = |at: usize| {
        let [low, middle, high] = [at, at + 1, at + 2].map(corner);
        let first = (low / bin).ceil() as usize;
        let last = ((high / bin).floor() as usize).min(length / 2);
        let weight = |at: usize| {
            let here = at as f64 * bin;
            let side = ((here - low) / (middle - low)).min((high - here) / (high - middle));
            side.max(0.0) as f32
        };
        (first, (first..=last).map(weight).collect())
    };
    (0..count).map(band).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The picture of a tone of amplitude 1: 0.5 s at 16,000 samples a second.
    fn picture(tone: f64, side: usize) -> Vec<u8> {
        let sample = |at: usize| (TAU * tone * at as f64 / 16_000.0).sin() as f32;
        let samples: Vec<f32> = (0..8000).map(sample).collect();
        let mut bytes = vec![7];
        let mut mel = Mel::new(16_000.0, 8000, side).unwrap();
        mel.paint(&samples, 1.0, &mut bytes).unwrap();
        bytes.split_off(1)
    }

    #[test]
    fn the_scale_is_that_of_htk() {
        assert!((mel(1000.0) - 999.99).abs() < 0.01);
        assert!((hertz(mel(440.0)) - 440.0).abs() < 1e-9);
    }

    #[test]
    fn a_tone_lights_the_band_around_its_frequency() {
        for side in [32, 64] {
            for band in [1, 5, side / 2, side - 2] {
                let middle = hertz(mel(8000.0) * (band + 1) as f64 / (side + 1) as f64);
                let picture = picture(middle, side);
                assert_eq!(picture.len(), side * side);
                for moment in 2..side - 2 {
                    let column: Vec<u8> =
                        (0..side).map(|row| picture[row * side + moment]).collect();
                    let brightest = (0..side).max_by_key(|&row| column[row]).unwrap();
                    assert_eq!(brightest, side - 1 - band, "{middle} Hz");
                    assert!(column[brightest] > 245, "{}", column[brightest]);
                }
                let far = (band + side / 2) % side;
                assert!(picture[(side - 1 - far) * side + side / 2] < 100);
            }
        }
    }

    #[test]
    fn every_band_has_a_bin() {
        for (rate, samples, side) in [
            (16_000.0, 1600, 64),
            (800.0, 1600, 32),
            (16_000.0, 160_000, 8),
        ] {
            let mel = Mel::new(rate, samples, side).unwrap();
            let is_heard = |(_, weights): &(usize, Vec<f32>)| weights.iter().sum::<f32>() > 0.0;
            assert!(mel.bands.iter().all(is_heard), "{rate} {samples} {side}");
        }
    }

    #[test]
    fn ten_decibels_less_are_an_eighth_darker() {
        let samples = vec![0.5f32; 8000];
        let mut bytes = Vec::new();
        let mut mel = Mel::new(16_000.0, 8000, 8).unwrap();
        mel.paint(&samples, 1.0, &mut bytes).unwrap();
        mel.paint(&samples, 10f32.sqrt(), &mut bytes).unwrap();
        let (loud, quiet) = bytes.split_at(64);
        let lowest = 7 * 8 + 4;
        let difference = i32::from(loud[lowest]) - i32::from(quiet[lowest]);
        assert!((31..=33).contains(&difference), "{difference}");
    }
}
