//! Made vowels with known factors: a wave form of 1/110 s that repeats without a seam. It is what the source–filter model says of a
//! sung vowel. The source is a sum of harmonics whose amplitudes fall by so many decibels an octave. The filter is a chain of three
//! resonators, the formants: D. H. Klatt, *Software for a cascade/parallel formant synthesizer*, Journal of the Acoustical Society of
//! America 67(3), 1980. Frequencies of the formants are means of men's voices: G. E. Peterson and H. L. Barney, *Control methods used in
//! a study of the vowels*, in the same journal 24(2), 1952, table II.
//!
//! The pitch is one of the first four harmonics of 110 Hz, so that whole cycles fill the wave form: one to four. Formants stay where
//! they are at every pitch. **At 440 Hz the harmonics lie so far apart that a formant may fall between two**: vowels become alike.

use std::f32::consts::TAU;

use rand::RngExt;

use crate::config::Source;
use crate::data::sound::Sound;
use crate::data::{Dataset, ExampleKind, Factors};
use crate::rng::{ChaCha8Rng, Purpose, stream};
use crate::shape::Extent;

/// Number of wave forms, the same of every vowel.
pub const COUNT: usize = 6_000;
/// Samples of a wave form.
const LENGTH: usize = 120;
/// Wave forms a second, the lowest pitch in Hz: the A of the second octave.
const BASE: f32 = 110.0;
/// Most cycles of a wave form.
const MOST_CYCLES: usize = 4;
/// Decibels that the harmonics change by, an octave up. A sawtooth has −6.
const BRIGHTNESS: std::ops::Range<f32> = -18.0..-6.0;
/// A formant lies at most this share off its mean.
const SPREAD: f32 = 0.08;
/// Widths of the formants in Hz, at half their power.
const WIDTHS: [f32; 3] = [60.0, 90.0, 150.0];

/// By label, with the means of the first three formants in Hz.
const VOWELS: [(&str, [f32; 3]); 5] = [
    ("ee (see)", [270.0, 2290.0, 3010.0]),
    ("e (bed)", [530.0, 1840.0, 2480.0]),
    ("ah (father)", [730.0, 1090.0, 2440.0]),
    ("aw (law)", [570.0, 840.0, 2410.0]),
    ("oo (food)", [300.0, 870.0, 2240.0]),
];

const FACTORS: &[&str] = &[
    "vowel",
    "pitch (Hz)",
    "brightness (dB an octave)",
    "first formant (Hz)",
    "second formant (Hz)",
];

/// Factors of one sound.
struct Voice {
    vowel: usize,
    /// In a wave form.
    cycles: usize,
    /// In decibels an octave.
    brightness: f32,
    /// In Hz.
    formants: [f32; 3],
}

/// Generates the set of a seed.
pub fn draw(seed: u32) -> Dataset {
    let mut rng = stream(seed, Purpose::Data);
    let mut pixels = Vec::with_capacity(COUNT * LENGTH);
    let mut labels = Vec::with_capacity(COUNT);
    let mut factors = Vec::with_capacity(COUNT * FACTORS.len());
    for index in 0..COUNT {
        // one after the other: the split mixes them
        let voice = Voice::pick(index % VOWELS.len(), &mut rng);
        pixels.extend(voice.sing());
        labels.push(voice.vowel as u8);
        factors.extend(voice.factors());
    }
    Dataset {
        labels,
        classes: VOWELS.map(|(name, _)| name.into()).into(),
        factors: Some(Factors {
            names: FACTORS,
            values: factors,
        }),
        sound: Some(Sound {
            rate: BASE * LENGTH as f32,
            samples: LENGTH,
            window: None,
            repeats: true,
        }),
        ..Dataset::new(
            Source::Sounds,
            ExampleKind::Sequence,
            "Sounds",
            Extent::row(LENGTH),
            pixels,
        )
    }
}

impl Voice {
    fn pick(vowel: usize, rng: &mut ChaCha8Rng) -> Self {
        let (_, means) = VOWELS[vowel];
        Self {
            vowel,
            cycles: rng.random_range(1..=MOST_CYCLES),
            brightness: rng.random_range(BRIGHTNESS),
            formants: means.map(|mean| mean * rng.random_range(1.0 - SPREAD..1.0 + SPREAD)),
        }
    }

    /// Frequency of the first harmonic, in Hz.
    fn pitch(&self) -> f32 {
        BASE * self.cycles as f32
    }

    fn factors(&self) -> [f32; 5] {
        let [first, second, _] = self.formants;
        [
            self.vowel as f32,
            self.pitch(),
            self.brightness,
            first,
            second,
        ]
    }

    /// The bytes of the wave form. Silence lies in the middle, and the loudest sample at an end of the range.
    fn sing(&self) -> Vec<u8> {
        let mut wave = [0.0; LENGTH];
        // those above half of the rate have no place
        for harmonic in 1..LENGTH.div_ceil(2 * self.cycles) {
            let source = harmonic as f32;
            let height = 10f32.powf(self.brightness * source.log2() / 20.0);
            let [gain, delay] = self.filter(source * self.pitch());
            for (at, value) in wave.iter_mut().enumerate() {
                // a whole number of turns is taken away ahead of rounding
                let turns = (harmonic * self.cycles * at % LENGTH) as f32 / LENGTH as f32;
                *value += height * gain * (TAU * turns - delay).sin();
            }
        }
        let peak = wave
            .iter()
            .fold(0.0f32, |most, value| most.max(value.abs()));
        wave.iter()
            .map(|value| (127.5 + 127.5 * value / peak).round() as u8)
            .collect()
    }

    /// Gain and delay in radians of the three resonators at a frequency in Hz: `F² / (F² - f² + i f B)` of each.
    fn filter(&self, frequency: f32) -> [f32; 2] {
        let pairs = self.formants.iter().zip(WIDTHS);
        pairs.fold([1.0, 0.0], |[gain, delay], (formant, width)| {
            let (real, imaginary) = (
                1.0 - (frequency / formant).powi(2),
                frequency * width / (formant * formant),
            );
            [gain / real.hypot(imaginary), delay + imaginary.atan2(real)]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Amplitude of a frequency in a wave form, where the frequency is a multiple of `BASE`.
    fn amplitude(wave: &[u8], multiple: usize) -> f32 {
        let parts = wave.iter().enumerate().map(|(at, &byte)| {
            let (sin, cos) = (TAU * (multiple * at % LENGTH) as f32 / LENGTH as f32).sin_cos();
            let value = f32::from(byte) / 127.5 - 1.0;
            [value * cos, value * sin]
        });
        let [real, imaginary] = parts.fold([0.0, 0.0], |sum: [f32; 2], part| {
            [sum[0] + part[0], sum[1] + part[1]]
        });
        2.0 * real.hypot(imaginary) / LENGTH as f32
    }

    fn factors(set: &Dataset, index: usize) -> [f32; 5] {
        let values = &set.factors.as_ref().unwrap().values;
        values[5 * index..5 * index + 5].try_into().unwrap()
    }

    /// The frequency, a multiple of `BASE`, that the filter lets most of the source through at, within limits in Hz.
    fn loudest(wave: &[u8], brightness: f32, limits: std::ops::Range<f32>) -> f32 {
        let inside = (1..LENGTH / 2).filter(|&at| limits.contains(&(at as f32 * BASE)));
        let gain = |at: usize| {
            let source = 10f32.powf(brightness * (at as f32).log2() / 20.0);
            amplitude(wave, at) / source
        };
        let multiple = inside.max_by(|&a, &b| gain(a).total_cmp(&gain(b)));
        multiple.unwrap() as f32 * BASE
    }

    #[test]
    fn a_seed_makes_the_same_set_and_another_seed_another() {
        let set = draw(1);
        assert_eq!(set, draw(1));
        assert_ne!(set.pixels, draw(2).pixels);
        assert_eq!((set.count(), set.width, set.height), (COUNT, 120, 1));
        assert_eq!(set.kind, ExampleKind::Sequence);
        for label in 0..5 {
            let count = set.labels.iter().filter(|&&other| other == label).count();
            assert_eq!(count, COUNT / 5);
        }
    }

    #[test]
    fn a_wave_form_has_as_many_cycles_as_its_pitch_says() {
        let set = draw(3);
        let mut seen = [0; MOST_CYCLES + 1];
        for index in 0..COUNT {
            let [_, pitch, ..] = factors(&set, index);
            let cycles = (pitch / BASE) as usize;
            seen[cycles] += 1;
            let wave = set.image(index);
            let period = LENGTH / cycles;
            let is_alike = |at: usize| wave[at].abs_diff(wave[(at + period) % LENGTH]) <= 1;
            assert!((0..LENGTH).all(is_alike), "sound {index}, {cycles} cycles");
            assert!(amplitude(wave, cycles) > 0.05, "sound {index}");
        }
        assert_eq!(seen[0], 0);
        assert!(seen[1..].iter().all(|&count| count > COUNT / 5), "{seen:?}");
    }

    #[test]
    fn silence_lies_in_the_middle_and_the_loudest_sample_at_an_end() {
        let set = draw(5);
        for index in 0..COUNT {
            let wave = set.image(index);
            assert!(wave.contains(&0) || wave.contains(&255), "sound {index}");
            let sum: i32 = wave.iter().map(|&byte| 2 * i32::from(byte) - 255).sum();
            assert!(
                sum.unsigned_abs() < 2 * LENGTH as u32,
                "sound {index}: {sum}"
            );
        }
    }

    #[test]
    fn formants_are_the_loudest_frequencies_where_the_factors_say() {
        let set = draw(7);
        // low and bright voices alone have harmonics close to their formants
        for index in 0..COUNT {
            let [vowel, pitch, brightness, first, second] = factors(&set, index);
            if pitch > BASE || brightness < -12.0 {
                continue;
            }
            let wave = set.image(index);
            let found = loudest(wave, brightness, 200.0..f32::midpoint(first, second));
            assert!(
                (found - first).abs() <= BASE,
                "{vowel}: {found}, not {first}"
            );
            // in dark voices the second formant lies below a step of the bytes
            if second - first > 600.0 && brightness > -7.5 {
                let found = loudest(wave, brightness, second - 300.0..second + 300.0);
                assert!(
                    (found - second).abs() <= BASE,
                    "{vowel}: {found}, not {second}"
                );
            }
        }
    }

    #[test]
    fn brighter_voices_have_more_of_the_high_harmonics() {
        let voice = |brightness| Voice {
            vowel: 2,
            cycles: 1,
            brightness,
            formants: VOWELS[2].1,
        };
        // five decibels an octave more: ten from the fourth to the sixteenth harmonic, two octaves up
        let ratio = |brightness| {
            let wave = voice(brightness).sing();
            20.0 * (amplitude(&wave, 16) / amplitude(&wave, 4)).log10()
        };
        let difference = ratio(-6.0) - ratio(-11.0);
        assert!((difference - 10.0).abs() < 1.0, "{difference}");
    }

    #[test]
    fn factors_but_the_formants_do_not_depend_on_each_other() {
        let set = draw(9);
        let rows: Vec<f32> = (0..COUNT).flat_map(|at| factors(&set, at)).collect();
        let found = crate::metrics::correlations(&rows, 5, &rows, 5);
        for (one, other) in [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (1, 4), (2, 4)] {
            assert!(found[5 * one + other].abs() < 0.05, "{one} and {other}");
        }
    }
}
