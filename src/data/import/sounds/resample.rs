//! Samples at a lower rate, by band-limited interpolation: a windowed sinc takes away what the lower rate cannot hold.
//! J. O. Smith, *Digital Audio Resampling Home Page*, <https://ccrma.stanford.edu/~jos/resample/>.

use std::f64::consts::PI;

/// Zero crossings of the sinc on each side.
const CROSSINGS: usize = 16;
/// Entries of the table between two zero crossings.
const STEPS: usize = 512;

/// From one rate to another that is no higher.
pub struct Resampler {
    /// Output samples for each input sample, at most 1.
    ratio: f64,
    /// Sinc times a Hann window, from its middle on.
    kernel: Vec<f32>,
}

impl Resampler {
    /// From a rate to another, in samples a second.
    pub fn new(from: f64, to: f64) -> Self {
        let kernel = |at: usize| {
            let place = at as f64 / STEPS as f64;
            let window = 0.5 + 0.5 * (PI * place / CROSSINGS as f64).cos();
            (sinc(place) * window) as f32
        };
        Self {
            ratio: (to / from).min(1.0),
            kernel: (0..=CROSSINGS * STEPS).map(kernel).collect(),
        }
    }

    /// So many samples, the first of them at the place `from` of a recording. After `length` samples of the recording there is silence.
    pub fn take(&self, samples: &[i16], from: usize, (length, count): (usize, usize)) -> Vec<f32> {
        let sample = |at: usize| match (at as f64 / self.ratio) < length as f64 {
            true => self.at(samples, from as f64 + at as f64 / self.ratio),
            false => 0.0,
        };
        (0..count).map(sample).collect()
    }

    /// The value at a place between samples.
    fn at(&self, samples: &[i16], place: f64) -> f32 {
        if self.ratio >= 1.0 {
            let sample = samples.get(place.round() as usize);
            return sample.map_or(0.0, |&sample| f32::from(sample));
        }
        let reach = CROSSINGS as f64 / self.ratio;
        let first = (place - reach).ceil().max(0.0) as usize;
        let last = ((place + reach).floor() as usize).min(samples.len().saturating_sub(1));
        let step = self.ratio * STEPS as f64;
        let near = samples.get(first..=last).unwrap_or_default();
        let sum: f32 = near
            .iter()
            .zip(first..)
            .map(|(&sample, at)| {
                let entry = ((at as f64 - place).abs() * step).round() as usize;
                f32::from(sample) * self.kernel.get(entry).copied().unwrap_or(0.0)
            })
            .sum();
        sum * self.ratio as f32
    }
}

/// `sin(πx) / πx`.
fn sinc(x: f64) -> f64 {
    if x == 0.0 {
        return 1.0;
    }
    (PI * x).sin() / (PI * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tone at 8,000 samples a second, loud enough for small errors.
    fn tone(hertz: f64) -> Vec<i16> {
        let sample = |at: usize| 20_000.0 * (2.0 * PI * hertz * at as f64 / 8000.0).sin();
        (0..8000).map(|at| sample(at).round() as i16).collect()
    }

    #[test]
    fn a_low_tone_is_kept_and_a_high_one_taken_away() {
        let resampler = Resampler::new(8000.0, 1000.0);
        let low = resampler.take(&tone(100.0), 800, (4000, 400));
        for (at, sample) in low.iter().enumerate() {
            let expected = 20_000.0 * (2.0 * PI * 100.0 * at as f64 / 1000.0).sin();
            assert!((f64::from(*sample) - expected).abs() < 100.0, "sample {at}");
        }
        let high = resampler.take(&tone(900.0), 800, (4000, 400));
        assert!(high.iter().all(|sample| sample.abs() < 100.0));
    }

    #[test]
    fn the_same_rate_keeps_samples_and_beyond_the_length_there_is_silence() {
        let resampler = Resampler::new(8000.0, 8000.0);
        assert_eq!(
            resampler.take(&[1, 2, 3, 4, 5], 1, (3, 5)),
            [2.0, 3.0, 4.0, 0.0, 0.0]
        );
    }
}
